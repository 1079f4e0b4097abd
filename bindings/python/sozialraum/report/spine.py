"""Where does one area lie among all? A row of a spine chart, as England's Fingertips shows it.

The scale of a row is symmetric about the value of all areas shown together, and as wide as the area
that lies farthest from it. What all rows of an indicator have in common is drawn once, as a symbol;
the line is the value of all others, which differs from row to row.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["SpineScale", "spine_row", "spine_scale", "spine_symbol"]

_WIDTH, _HEIGHT, _EDGE = 220.0, 20.0, 6.0
_MIDDLE = _WIDTH / 2
_DOTS = {True: ("#00507d", "#ffffff"), False: ("#ffffff", "#00507d"), None: ("#6b6b66", "#ffffff")}


@dataclass(frozen=True)
class SpineScale:
    """What the rows of one indicator share: comparison value, range and middle half of the areas.

    ``middle`` is in the middle of the row; what lies farther than ``reach`` from it stands at the
    edge.
    """

    id: str
    middle: float
    reach: float
    lowest: float
    highest: float
    lower_quarter: float
    upper_quarter: float
    region: float

    def x(self, value: float) -> float:
        """Position of a value in the row."""
        away = (value - self.middle) / self.reach if self.reach > 0 else 0.0
        return _MIDDLE + max(-1.0, min(1.0, away)) * (_MIDDLE - _EDGE)


def spine_scale(
    symbol: str, values: Sequence[float], middle: float, region: float
) -> SpineScale | None:
    """The scale of an indicator; None where no two values can be compared.

    Examples
    --------
    >>> scale = spine_scale("s", [10.0, 20.0, 40.0], middle=20.0, region=25.0)
    >>> scale.x(20.0), scale.x(40.0), scale.x(0.0), scale.x(10.0)
    (110.0, 214.0, 6.0, 58.0)
    """
    import numpy as np

    known = np.array([value for value in values if math.isfinite(value)])
    if len(known) < 2 or not math.isfinite(middle):
        return None
    reach = float(np.abs(known - middle).max())
    lower, upper = (float(q) for q in np.quantile(known, [0.25, 0.75]))
    return SpineScale(
        symbol, middle, reach, float(known.min()), float(known.max()), lower, upper, region
    )


def spine_symbol(scale: SpineScale) -> str:
    """Range of all areas, their middle half darker, and the wider region."""
    lowest, highest = scale.x(scale.lowest), scale.x(scale.highest)
    left, right = scale.x(scale.lower_quarter), scale.x(scale.upper_quarter)
    parts = [
        f'<symbol id="{scale.id}" viewBox="0 0 {_n(_WIDTH)} {_n(_HEIGHT)}">',
        f'<rect x="{_n(lowest)}" y="6" width="{_n(highest - lowest)}" height="8" fill="#dcdbd4"/>',
        f'<rect x="{_n(left)}" y="6" width="{_n(right - left)}" height="8" fill="#aaa9a1"/>',
    ]
    if math.isfinite(scale.region) and scale.region != scale.middle:
        x = scale.x(scale.region)
        parts.append(
            f'<path d="M{_n(x)} 5.5l4 4.5l-4 4.5l-4 -4.5Z" fill="#ffffff" stroke="#7a3e00" stroke-width="1.4"/>'
        )
    return "".join(parts) + "</symbol>"


def spine_row(
    scale: SpineScale,
    value: float,
    interval: tuple[float, float],
    *,
    others: float = math.nan,
    beyond_chance: bool | None = None,
    kind: float = math.nan,
    peers: Sequence[float] = (),
) -> str:
    """The area on the scale: dot with interval; the line of all others together, its type
    (triangle) and the most alike areas.

    The dot is filled if the area differs from all others by more than chance, open if it does not,
    and grey where that was not tested.
    """
    parts = [
        f'<svg class="spine" viewBox="0 0 {_n(_WIDTH)} {_n(_HEIGHT)}" aria-hidden="true" focusable="false">'
        f'<use href="#{scale.id}"/>'
    ]
    if math.isfinite(others):
        x = scale.x(others)
        parts.append(f'<path d="M{_n(x)} 1V19" stroke="#111111" stroke-width="1.6"/>')
    for peer in peers:
        if math.isfinite(peer):
            parts.append(
                f'<path d="M{_n(scale.x(peer))} 15v4" stroke="#5a5a55" stroke-width="1.4"/>'
            )
    if math.isfinite(kind):
        x = scale.x(kind)
        parts.append(f'<path d="M{_n(x)} 4.5l-3.5 -4.5h7Z" fill="#5a5a55"/>')
    if math.isfinite(value):
        lower, upper = interval
        if math.isfinite(lower) and math.isfinite(upper):
            parts.append(
                f'<path d="M{_n(scale.x(lower))} 10H{_n(scale.x(upper))}" stroke="#00507d" stroke-width="2.4"/>'
            )
        fill, edge = _DOTS[beyond_chance]
        parts.append(
            f'<circle cx="{_n(scale.x(value))}" cy="10" r="4.4" fill="{fill}" stroke="{edge}" stroke-width="1.6"/>'
        )
    return "".join(parts) + "</svg>"


def _n(value: float) -> str:
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text
