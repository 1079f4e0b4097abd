"""Why is an area of its type, what would change that, and what holds the types up?"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sozialraum.level.made import MadeTypes, TypedAreas
from sozialraum.level.measures import Measures

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding
    from sozialraum.typology import Explanation

__all__ = ["Flip", "Reasons", "reasons_of"]

_MOST_AREAS = 5000  # above, leaving out one indicator after the other takes minutes
_FEW_AREAS = 25  # from so many on a rule is about five areas at least


@dataclass(frozen=True)
class Flip:
    """The least that would have to be otherwise for an area to be of another type.

    Attributes
    ----------
    indicator : str
    value : float
        What the indicator would be, in its unit; all others stay.
    type : str
    """

    indicator: str
    value: float
    type: str


@dataclass(frozen=True)
class Reasons:
    """Reasons that are told.

    Attributes
    ----------
    explanation : Explanation or None
        Few questions about indicators by which no place is named after people; None where nothing
        may be told of single values.
    flips : dict of str to Flip
        By area; only where types are those of the nearest centre.
    held_up : pandas.Series
        Indicator -> share of the areas that are of another type without it, the largest first;
        empty where it was not asked.
    """

    explanation: Explanation | None = None
    flips: dict[str, Flip] = field(default_factory=dict)
    held_up: pd.Series | None = None
    findings: list[Finding] = field(default_factory=list)

    def renamed(self, new: dict[str, str]) -> Reasons:
        """The same with other letters."""
        flips = {code: replace(flip, type=new[flip.type]) for code, flip in self.flips.items()}
        told = None if self.explanation is None else self.explanation.renamed(new)
        return replace(self, explanation=told, flips=flips)

    def of_some(self, told: list[str], *, values_told: bool) -> Reasons:
        """Of the areas told. A rule or a limit tells something of the values behind it: where some
        of these are held back, there is neither.
        """
        if not values_told:
            return replace(self, explanation=None, flips={})
        kept = set(told)
        return replace(self, flips={c: flip for c, flip in self.flips.items() if c in kept})


def reasons_of(
    measures: Measures,
    typed: TypedAreas,
    made: MadeTypes,
    *,
    only_rules: bool = False,
    seed: int,
    threads: int,
) -> Reasons:
    """Reasons for the types that were made.

    Of types that were not made of these numbers (``only_rules``) it is not asked what holds them
    up, nor what would change them.
    """
    from sozialraum import indicator, typology

    letters = made.clustering.types
    fair = [
        name for name in measures.typed if indicator.name_use(measures.definitions[name]) != "never"
    ]
    explanation = None
    if fair:
        values = measures.value.loc[letters.index, fair].astype(float)
        explanation = typology.explain(
            values.fillna(values.mean()),
            letters,
            least_areas=5 if len(letters) >= _FEW_AREAS else 1,
        )
    plain = made.recipe.method == "kmeans" and made.mixture is None and not only_rules
    bounded = bool(made.recipe.least or made.recipe.most)
    held_up = None
    if plain and not bounded and len(letters) <= _MOST_AREAS:
        found = typology.drop_one(
            typed.points,
            made.clustering,
            people=typed.people,
            weights=typed.weights,
            seed=seed,
            threads=threads,
        )
        held_up = found.indicators["moved"].sort_values(ascending=False, kind="stable")
    return Reasons(
        explanation=explanation,
        flips=_flips(measures, typed, made) if plain else {},
        held_up=held_up,
        findings=[] if explanation is None else list(explanation.findings),
    )


def _flips(measures: Measures, typed: TypedAreas, made: MadeTypes) -> dict[str, Flip]:
    """In the unit of the indicator; none where it would leave what the indicator can be.

    Types with floors hold areas that are nearer to another centre: nothing has to change for them,
    and nothing is said.
    """
    from sozialraum import typology

    change = typology.smallest_change(typed.points, made.clustering)
    nearest = typology.second_best(typed.points, made.clustering)
    flips: dict[str, Flip] = {}
    moved = typed.points.copy()
    for code, name, by in zip(change.index, change["indicator"], change["change"], strict=True):
        moved.loc[code, name] += by
    values = typology.untyped(moved.where(moved.abs() < math.inf), typed.indicators)
    for code, name, kind in zip(change.index, change["indicator"], change["type"], strict=True):
        value = float(values[name][code])
        if nearest["margin"][code] < 0 or bool(measures.filled[name][code]):
            continue
        if math.isfinite(value) and _possible(measures, name, value):
            flips[str(code)] = Flip(str(name), value, str(kind))
    return flips


def _possible(measures: Measures, name: str, value: float) -> bool:
    """A share is between nought and all; only a balance is below nought."""
    definition = measures.definitions[name]
    kind, scale = str(definition.kind), float(definition.scale or 1.0)
    if kind in ("share", "percentage"):
        return 0.0 <= value <= (scale if kind == "share" else 100.0)
    return value >= 0.0 or float(measures.value[name].min()) < 0.0
