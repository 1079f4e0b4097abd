"""All areas of one level with their numbers, and which keys of two tables match."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sozialraum._core import core as _core
from sozialraum.core.cells import CellState
from sozialraum.core.door import require_label, require_text, require_texts
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core.finding import Finding


@dataclass(repr=False)
class AreaTable(Result):
    """All areas of one level with their numbers, the state of every cell, and texts.

    Attributes
    ----------
    data : pandas.DataFrame
        Numbers; the index holds the area codes as text. NaN where a cell carries no number.
    states : pandas.DataFrame
        Same shape; each cell a :class:`CellState` as ``uint8``.
    texts : pandas.DataFrame
        Text columns such as names, same index.
    findings : list of Finding
        What was noticed while the table was made.
    """

    data: pd.DataFrame
    states: pd.DataFrame
    texts: pd.DataFrame
    findings: list[Finding] = field(default_factory=list)

    def column(self, name: str) -> pd.Series:
        """The numbers of one column; raises :class:`UnknownName` with the nearest name."""
        require_label(name, "name", "column", self.data.columns)
        return self.data[name]

    def count_states(self) -> pd.DataFrame:
        """How many cells of each column are in each state (columns x state names)."""
        import pandas as pd

        counts = {
            str(column): {
                state.name.lower(): int((cells == state.value).sum()) for state in CellState
            }
            for column, cells in self.states.items()
        }
        return pd.DataFrame.from_dict(counts, orient="index")


@dataclass(frozen=True, repr=False)
class Join(Result):
    """Which keys of two tables match: row pairs, and the rows without partner on either side."""

    matched: list[tuple[int, int]]
    left_only: list[int]
    right_only: list[int]
    findings: list[Finding]


def join(
    left: Iterable[str], right: Iterable[str], *, kind: str = "ags", right_kind: str | None = None
) -> Join:
    """Which rows of two tables speak of the same area?

    Parameters
    ----------
    left, right : iterable of str
        Area codes.
    kind, right_kind : str
        Kind of the keys; ``right_kind`` is ``kind`` unless given.

    Raises
    ------
    InvalidInput
        ``key_kinds_differ`` or ``no_key_matches``.

    Examples
    --------
    >>> import warnings
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     found = join(["Aue", "Moor"], ["Aue", "Hain"], kind="custom")
    >>> found.matched, found.left_only
    ([(0, 0)], [1])
    """
    matched, left_only, right_only, findings = _core.join(
        require_texts(left, "left"),
        require_texts(right, "right"),
        require_text(kind, "kind"),
        kind if right_kind is None else require_text(right_kind, "right_kind"),
    )
    return Join(matched, left_only, right_only, findings)
