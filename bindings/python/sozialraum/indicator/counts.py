"""Cases and bases of areas, with the kinds of their cells, as the core takes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sozialraum.core.cells import states_of
from sozialraum.core.door import Column, column_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class CountColumns:
    """Two columns of the same areas."""

    count: Column
    base: Column
    states: tuple[Any, Any]

    @property
    def numbers(self) -> tuple[Any, Any]:
        """Counts and bases."""
        return self.count.values, self.base.values


def counts_of(
    count: object,
    base: object,
    states: pd.DataFrame | None,
    *,
    names: tuple[str, str] = ("count", "base"),
    like: pd.Index | None = None,
) -> CountColumns:
    """Counts and bases of the same areas; with ``like``, of just these."""
    cases = column_of(count, names[0], like=like)
    persons = column_of(base, names[1], like=cases.index)
    kinds = tuple(states_of(one.answer(one.values), states) for one in (cases, persons))
    return CountColumns(cases, persons, (kinds[0], kinds[1]))
