"""What is a measure? One definition: parts of which whole, in which direction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["share", "rate", "ratio", "percentage", "value"]


@dataclass(frozen=True)
class Dimension:
    """A group of indicators, such as demography."""

    id: str
    name_de: str
    name_en: str


@dataclass(frozen=True)
class Definition:
    """Everything that a reader must know to trust one indicator.

    Attributes
    ----------
    id : str
        Short name in tables: ``"under18"``.
    name_de, name_en : str
        What reports show.
    dimension : str
        Id of its :class:`Dimension`.
    kind : {"share", "rate", "ratio", "percentage", "value"}
        ``share``: persons among persons (Wilson interval). ``rate``: events per base, may exceed it
        (exact Poisson interval below 10 cases, else Byar). ``ratio``: things per base, without an
        interval. ``percentage``: delivered in percent, with the base it refers to. ``value``: a
        number as it stands.
    numerator : tuple of str
        Columns whose sum is counted; the one column that is read for ``percentage`` and ``value``.
    denominator : tuple of str
        Columns whose sum is the base.
    unit : str
    scale : float
        The rate is multiplied by it: 100 for percent.
    direction : {-1, 0, 1}
        +1: more of it burdens an area; -1: more of it is a resource; 0: neither.
    source, date, licence : str
    rounding : float
        Step to which the source rounded the numerator (persons; percentage points for
        ``percentage``; the column's unit for ``value``). Widens the interval. 0 = not rounded.
    note : str
    """

    id: str
    name_de: str = ""
    name_en: str = ""
    dimension: str = ""
    kind: Kind = "share"
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    unit: str = ""
    scale: float = 1.0
    direction: int = 0
    source: str = ""
    date: str = ""
    licence: str = ""
    rounding: float = 0.0
    note: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads, each once."""
        return tuple(dict.fromkeys(self.numerator + self.denominator))
