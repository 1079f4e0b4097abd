"""Which indicators rest on the same people, and are drawn as if they did not?

Whoever asks how sure types are draws the numbers anew within their errors, each indicator by
itself. The shares of children and of old people come from one count of inhabitants: where chance
brings one down, the other one goes up. What that hides is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum.core import Finding
from sozialraum.level.made import TypedAreas
from sozialraum.level.measures import Measures
from sozialraum.level.trouble import note
from sozialraum.words.numbers import enumeration

if TYPE_CHECKING:
    from sozialraum.indicator import Definition

__all__ = ["drawn_apart"]


def drawn_apart(measures: Measures, typed: TypedAreas) -> list[Finding]:
    """One finding for each group of typed indicators with one base, or with a part of another.

    Indicators that are known without error are drawn by nobody and left out.
    """
    uncertain = [str(name) for name in typed.spread.columns if (typed.spread[name] > 0).any()]
    definitions = [measures.definitions[name] for name in uncertain if name in measures.typed]
    groups: list[list[Definition]] = []
    for one in definitions:
        known = [group for group in groups if any(_same_people(one, other) for other in group)]
        groups = [group for group in groups if group not in known]
        groups.append([*(other for group in known for other in group), one])
    return [
        note(
            "errors_drawn_apart",
            f"{len(group)} indicators rest on the same people and are drawn independently: how "
            "sure the types are may be told too high or too low",
            indicators=enumeration([one.name_de for one in group]),
        )
        for group in groups
        if len(group) > 1
    ]


def _same_people(one: Definition, other: Definition) -> bool:
    """One base; or the cases of one are the base of the other."""
    bases = [set(part.denominator) for part in (one, other)]
    cases = [set(part.numerator) for part in (one, other)]
    if not all(bases):
        return False
    return bases[0] == bases[1] or bases[0] == cases[1] or bases[1] == cases[0]
