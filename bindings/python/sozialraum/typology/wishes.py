"""What somebody asks of the types, as data."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum.core.door import (
    list_items,
    require_choice,
    require_flag,
    require_number,
    require_text,
)
from sozialraum.core.finding import invalid_argument, label_text, shown

if TYPE_CHECKING:
    import pandas as pd

KINDS = ("together", "apart", "of_type", "not_of_type")


@dataclass(frozen=True)
class Wish:
    """What somebody asks of the types, as data.

    Attributes
    ----------
    id : str
        Unique; the name by which prices and conflicts speak of it.
    kind : {"together", "apart", "of_type", "not_of_type"}
        ``together`` and ``apart`` are about two areas; ``of_type`` and ``not_of_type`` about an
        area and the type that another one (``other``) stands for: "we are a village like Hafen".
    area, other : str
        Area codes.
    hard : bool
        Must be kept; else it may be broken at ``cost``.
    cost : float
        Of breaking a soft wish, in units of the inertia.
    role, date, reason : str
        Who asked (a role, not a name), when and why; carried along.
    """

    id: str
    kind: Literal["together", "apart", "of_type", "not_of_type"]
    area: str
    other: str
    hard: bool = True
    cost: float = 0.0
    role: str = ""
    date: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        for name in ("id", "area", "other", "role", "date", "reason"):
            require_text(getattr(self, name), name)
        require_choice(self.kind, "kind", KINDS)
        require_flag(self.hard, "hard")
        require_number(self.cost, "cost", least=0.0)


def wishes_of(value: object, argument: str = "wishes") -> list[Wish]:
    import pandas as pd

    if isinstance(value, pd.DataFrame):
        return _wishes_of_table(value, argument)
    listed = list_items(value)
    if listed is None or not all(isinstance(wish, Wish) for wish in listed):
        raise invalid_argument(
            argument, f"is {shown(value)}; a list of Wish or a table with their columns is needed"
        )
    return listed


def _wishes_of_table(table: pd.DataFrame, argument: str) -> list[Wish]:
    fields = {f.name: f for f in dataclasses.fields(Wish)}
    unknown = [label_text(c) for c in table.columns if c not in fields]
    needed = [name for name in ("id", "kind", "area", "other") if name not in table.columns]
    if unknown or needed:
        raise invalid_argument(
            argument,
            f"has the columns {shown([label_text(c) for c in table.columns])}",
            f"a wish has {', '.join(fields)}",
        )
    return [
        Wish(**{str(key): _plain(cell) for key, cell in row.items()})
        for row in table.to_dict("records")
    ]


def _plain(cell: Any) -> Any:
    return cell.item() if isinstance(cell, np.generic) else cell


def told(wishes: list[Wish]) -> list[tuple[Any, ...]]:
    return [(w.id, w.kind, w.area, w.other, bool(w.hard), float(w.cost)) for w in wishes]
