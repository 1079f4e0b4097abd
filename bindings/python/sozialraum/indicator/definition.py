"""What is a measure? One definition: parts of which whole, in which direction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "share",
    "rate",
    "ratio",
    "percentage",
    "value",
    "mean",
    "density",
    "balance",
    "count",
    "minutes",
    "clock",
]
Counted = Literal["persons", "dwellings", "facilities"]
AreaLevel = Literal[
    "cell_100m",
    "village",
    "school",
    "facility",
    "commune",
    "district",
    "agency_district",
    "state",
]


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
        Id of its :class:`Dimension`, the theme.
    kind : str
        ``share``: persons among persons (Wilson interval). ``rate``: events per base, may exceed it
        (exact Poisson interval below 10 cases, else Byar). ``ratio``: things per base, without an
        interval. ``percentage``: delivered in percent, with the base it refers to. ``value``: a
        number as it stands. ``mean``: a sum of amounts per person. ``density``: per area of land.
        ``balance``: those who came less those who left, per base (interval of the difference of two
        Poisson counts). ``count``: how many, without a base. ``minutes``; ``clock``: a time of day
        in minutes after midnight.
    numerator : tuple of str
        Columns whose sum is counted; the one column that is read for ``percentage``, ``value``,
        ``minutes`` and ``clock``.
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
    base_rounding, noise : float
        Step of the denominator; largest change of numerator and denominator on purpose (cell keys).
    note : str
    minus : tuple of str
        Columns whose sum is taken off the numerator; for ``balance`` alone.
    composition : str
        Id of the whole that it is a part of; the parts have one base and add up to it.
    chapter : str
        Of the report of an education office.
    reference, base_reference : {"", "residence", "facility"}
        Where numerator and denominator are counted.
    official_level, lowest_level : str
        Lowest level at which it is published, and at which the owner could deliver it; empty if
        nobody publishes it, or if it is not stated.
    owner : str
        Who has the figures.
    counted : {"persons", "dwellings", "facilities"}
        What the numerator counts. Of few persons, and of what belongs to them, nothing may be told;
        two schools are no secret.
    minimum_base : float
        A rate on a smaller base is of limited value; 0 = no such limit.
    numerator_de, numerator_en, denominator_de, denominator_en : str
        Who is counted, and among whom, in words.
    caveat_de, caveat_en : str
        What a reader must know not to take it for something else.
    evidence : str
        ``"V <source>"``: read there. ``"K"``: general knowledge, to be confirmed by the owner.
    in_names : bool
        May a generated name of a type rest on it? :func:`sozialraum.indicator.name_use` says which
        indicators are left out in any case.
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
    minus: tuple[str, ...] = ()
    composition: str = ""
    chapter: str = ""
    reference: str = ""
    base_reference: str = ""
    official_level: str = ""
    lowest_level: str = ""
    owner: str = ""
    counted: Counted = "persons"
    minimum_base: float = 0.0
    base_rounding: float = 0.0
    noise: float = 0.0
    numerator_de: str = ""
    numerator_en: str = ""
    denominator_de: str = ""
    denominator_en: str = ""
    caveat_de: str = ""
    caveat_en: str = ""
    evidence: str = ""
    in_names: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads, each once."""
        return tuple(dict.fromkeys(self.numerator + self.minus + self.denominator))
