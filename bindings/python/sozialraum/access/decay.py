"""How much does a facility count by its distance?"""

from __future__ import annotations

from sozialraum._core import access as _access
from sozialraum.core.finding import invalid_argument

Decay = _access.Decay
"""How much a facility counts by its distance: ``Decay.steps([(10, 1), (20, .68), (30, .22)])``,
``Decay.exponential(rate)``, ``Decay.gaussian(sd)``, ``Decay.power(scale, exponent, minimum)``,
``Decay.linear(end)``, ``Decay.logistic(middle, steepness)``; all in minutes."""


def decay_of(decay: Decay | None) -> Decay | None:
    if decay is None or isinstance(decay, Decay):
        return decay
    raise invalid_argument(
        "decay", f"is {decay!r}; a Decay is needed", "make one with Decay.gaussian(10), for example"
    )
