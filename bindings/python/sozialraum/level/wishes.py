"""What do local people ask of the types, and what would it cost all others?

A price is told, nothing is adopted here. What a body decided at the end of a round
(:mod:`sozialraum.level.decisions`) is kept, and prices are told of what is asked beyond it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sozialraum.core import Finding, nearest_name
from sozialraum.level.asked import AskedLevel, AskedWish
from sozialraum.level.decisions import Decision, decided_wishes
from sozialraum.level.made import PROOF_SETS, MadeTypes, TypedAreas
from sozialraum.level.trouble import trouble

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.typology import Wish, WishPrices

__all__ = [
    "PricedWish",
    "PricedWishes",
    "open_wishes",
    "priced_wishes",
    "prices",
    "with_keys",
]


@dataclass(frozen=True)
class PricedWish:
    """One wish and its price.

    Attributes
    ----------
    asked : AskedWish or None
        None: all wishes together.
    area, other : str
        Codes.
    percent : float
        How much less alike the types become, in per cent; infinite where the wish cannot be kept.
    lowest, highest : float
        Between which it lies, in per cent; both the same where ``proven``.
    rules : tuple of str
        What stands against it: names of floors, ids of other wishes.
    moved : tuple of str
        Codes of the other areas that would be of another type.
    smallest_type : int
        Areas of the smallest type with it.
    certainty : float
        Of the type of the less sure of both areas, before the wish; NaN for all together.
    """

    asked: AskedWish | None
    area: str
    other: str
    percent: float
    lowest: float
    highest: float
    proven: bool
    rules: tuple[str, ...]
    moved: tuple[str, ...]
    smallest_type: int
    certainty: float


@dataclass(frozen=True)
class PricedWishes:
    """Each wish, and all together: prices of a set are not the sum.

    Attributes
    ----------
    wishes : list of PricedWish
        Those that are not decided yet.
    together : PricedWish or None
    decisions : sequence of Decision
        What was decided before.
    """

    wishes: list[PricedWish]
    together: PricedWish | None
    decisions: Sequence[Decision] = ()
    findings: list[Finding] = field(default_factory=list)


def priced_wishes(
    level: AskedLevel,
    names: pd.Series,
    typed: TypedAreas,
    made: MadeTypes,
    certainty: pd.Series,
    *,
    decisions: Sequence[Decision] = (),
    seed: int,
    threads: int,
) -> PricedWishes | None:
    """The prices of all wishes of a level; nothing where nobody wished.

    Parameters
    ----------
    names : pandas.Series
        Name of every area: a wish may speak of an area by key or by name.

    Raises
    ------
    InvalidInput
        ``wish_without_area``. Wishes that contradict one another cost infinitely together, and are
        named.
    """
    open_ones = open_wishes(level, decisions)
    if not open_ones:
        return PricedWishes([], None, decisions) if decisions else None
    asked = [with_keys(level, one, names) for one in open_ones]
    ends = [(one.area, one.other) for one in asked]
    found = prices(level, typed, made, asked, decisions, seed=seed, threads=threads)
    whole = float(found.draft.inertia)
    priced = [
        _priced(row, whole, one, area, other, min(float(certainty[area]), float(certainty[other])))
        for (_, row), one, (area, other) in zip(found.prices.iterrows(), asked, ends, strict=True)
    ]
    together = _priced(found.together, whole, None, "", "", math.nan) if len(asked) > 1 else None
    return PricedWishes(priced, together, decisions, list(found.findings))


def open_wishes(level: AskedLevel, decisions: Sequence[Decision]) -> list[AskedWish]:
    """Those that no round decided yet."""
    done = {one.id for decision in decisions for one in decision.wishes}
    return [wish for wish in level.types.wishes if wish.id not in done]


def with_keys(level: AskedLevel, wish: AskedWish, names: pd.Series) -> Wish:
    """A wish that speaks of areas by their keys."""
    from sozialraum import typology

    return typology.Wish(
        id=wish.id,
        kind=wish.kind,
        area=_area_of(level, wish, wish.area, names),
        other=_area_of(level, wish, wish.other, names),
        hard=wish.hard,
        cost=wish.cost,
        role=wish.role,
        date=wish.date,
        reason=wish.reason,
    )


def prices(
    level: AskedLevel,
    typed: TypedAreas,
    made: MadeTypes,
    wishes: Sequence[Wish],
    decisions: Sequence[Decision],
    *,
    seed: int,
    threads: int,
) -> WishPrices:
    """What wishes cost beyond what was decided."""
    from sozialraum import typology

    return typology.prices_of_wishes(
        typed.points,
        level.types.count,
        wishes,
        decided=decided_wishes(decisions),
        counts=made.recipe.counts,
        least=made.recipe.least,
        most=made.recipe.most,
        weights=typed.weights,
        starts=min(level.types.starts, 50),
        seed=seed,
        sets=PROOF_SETS,
        threads=threads,
    )


def _priced(
    row: Any, whole: float, asked: AskedWish | None, area: str, other: str, certainty: float
) -> PricedWish:
    def share(price: float) -> float:
        return 100.0 * price / whole if whole > 0 else (0.0 if price <= 0 else math.inf)

    return PricedWish(
        asked=asked,
        area=area,
        other=other,
        percent=share(float(row["price"])),
        lowest=share(float(row["lowest"])),
        highest=share(float(row["highest"])),
        proven=bool(row["proven"]),
        rules=tuple(row["rules"]),
        moved=tuple(row["moved"]),
        smallest_type=int(row["smallest_type"]),
        certainty=certainty,
    )


def _area_of(level: AskedLevel, wish: AskedWish, text: str, names: pd.Series) -> str:
    if text in names.index:
        return text
    called = [str(code) for code in names.index[names.astype(str) == text]]
    if len(called) == 1:
        return called[0]
    nearest = nearest_name(text, [str(name) for name in names])
    raise trouble(
        "wish_without_area",
        f"the wish '{wish.id}' speaks of '{text}', which is {len(called)} areas",
        file=level.table.file,
        hint=f"did you mean '{nearest}'?" if nearest else "give the key of an area",
        found=text,
        wish=wish.id,
        nearest=nearest or "",
    )
