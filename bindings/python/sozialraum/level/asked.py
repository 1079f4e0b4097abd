"""What is asked about a level? The options that its results read, whoever wrote them down.

A project file's options (:mod:`sozialraum.project.schema`) fit as they are; so does any object with
these attributes, such as a dataclass of one's own. What an option means stands in the schema.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

__all__ = [
    "AskedBands",
    "AskedFacility",
    "AskedIndicator",
    "AskedLevel",
    "AskedName",
    "AskedNeighbours",
    "AskedRegions",
    "AskedRule",
    "AskedSiting",
    "AskedTable",
    "AskedTypes",
    "AskedWish",
    "Mode",
]

Mode = Literal["car", "bicycle", "foot"]


class AskedTable(Protocol):
    """The table file of a level, for messages."""

    @property
    def file(self) -> str: ...


class AskedIndicator(Protocol):
    """How an indicator is used."""

    @property
    def id(self) -> str: ...

    @property
    def use(self) -> Literal["type", "context"]: ...

    @property
    def adjust(self) -> Literal["none", "binomial", "poisson"]: ...

    @property
    def towards(self) -> Literal["all", "region", "neighbours"]: ...

    @property
    def transform(self) -> Literal["none", "log", "sqrt", "asinh"]: ...

    @property
    def decimals(self) -> int: ...

    @property
    def more(self) -> str: ...

    @property
    def less(self) -> str: ...

    @property
    def why(self) -> str: ...


class AskedFacility(Protocol):
    """One kind of facility and how people get there."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def file(self) -> str: ...

    @property
    def mode(self) -> Mode: ...

    @property
    def modes(self) -> list[Mode]: ...

    @property
    def beyond(self) -> list[float]: ...

    @property
    def within(self) -> list[float] | None: ...

    @property
    def coverage(self) -> list[float] | None: ...

    @property
    def near_edge(self) -> Literal["mark", "missing"]: ...

    @property
    def max_metres_to_road(self) -> float: ...

    @property
    def source(self) -> str: ...

    @property
    def date(self) -> str: ...

    @property
    def licence(self) -> str: ...

    @property
    def supply(self) -> float | str | None: ...

    @property
    def supply_note(self) -> str: ...

    @property
    def catchment_minutes(self) -> float | None: ...


class AskedSiting(Protocol):
    """A question of siting."""

    @property
    def facility(self) -> str: ...

    @property
    def question(self) -> Literal["p_median", "max_coverage"]: ...

    @property
    def people(self) -> str: ...

    @property
    def people_name(self) -> str: ...

    @property
    def mode(self) -> Mode | None: ...

    @property
    def new_sites(self) -> int: ...

    @property
    def within_minutes(self) -> float | None: ...

    @property
    def longest_minutes(self) -> float: ...

    @property
    def show(self) -> int: ...

    @property
    def show_within_percent(self) -> float: ...

    @property
    def title(self) -> str: ...

    @property
    def why(self) -> str: ...


class AskedBands(Protocol):
    """Land within some minutes, to be drawn."""

    @property
    def facility(self) -> str: ...

    @property
    def mode(self) -> Mode | None: ...

    @property
    def minutes(self) -> list[float]: ...

    @property
    def resolution_metres(self) -> float: ...

    @property
    def title(self) -> str: ...


class AskedName(Protocol):
    """What people call a type."""

    @property
    def area(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def like(self) -> str: ...

    @property
    def strengths(self) -> list[str]: ...

    @property
    def hard(self) -> list[str]: ...

    @property
    def questions(self) -> list[str]: ...

    @property
    def decided_by(self) -> str: ...

    @property
    def decided_on(self) -> str: ...


class AskedWish(Protocol):
    """What somebody asks of the types."""

    @property
    def id(self) -> str: ...

    @property
    def kind(self) -> Literal["together", "apart", "of_type", "not_of_type"]: ...

    @property
    def area(self) -> str: ...

    @property
    def other(self) -> str: ...

    @property
    def hard(self) -> bool: ...

    @property
    def cost(self) -> float: ...

    @property
    def role(self) -> str: ...

    @property
    def date(self) -> str: ...

    @property
    def reason(self) -> str: ...


class AskedTypes(Protocol):
    """How the types are found."""

    @property
    def method(self) -> Literal["kmeans", "ward", "mixture", "regions"]: ...

    @property
    def floors(self) -> Mapping[str, float]: ...

    @property
    def ceilings(self) -> Mapping[str, float]: ...

    @property
    def family(self) -> Literal["spherical", "diagonal", "tied", "full"]: ...

    @property
    def regions_by(self) -> str: ...

    @property
    def count(self) -> int: ...

    @property
    def compare(self) -> list[int]: ...

    @property
    def starts(self) -> int: ...

    @property
    def population_weights(self) -> bool: ...

    @property
    def draws(self) -> int: ...

    @property
    def why(self) -> str: ...

    @property
    def names(self) -> Sequence[AskedName]: ...

    @property
    def wishes(self) -> Sequence[AskedWish]: ...


class AskedRule(Protocol):
    """A column computed from others."""

    @property
    def count(self) -> list[str]: ...

    @property
    def sum_of_shown(self) -> list[str]: ...

    @property
    def largest_of_shown(self) -> list[str]: ...

    @property
    def product(self) -> list[str]: ...

    @property
    def quotient(self) -> list[str]: ...

    @property
    def per(self) -> float: ...

    @property
    def factor(self) -> float: ...

    @property
    def rounded(self) -> bool: ...


class AskedRegions(Protocol):
    """To which region each area belongs."""

    @property
    def column(self) -> str: ...

    @property
    def digits(self) -> int: ...


class AskedNeighbours(Protocol):
    """How far a neighbour may be."""

    @property
    def mode(self) -> Mode: ...

    @property
    def within_minutes(self) -> float: ...


class AskedLevel(Protocol):
    """One kind of area: communes, cells, villages."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def area(self) -> str: ...

    @property
    def areas(self) -> str: ...

    @property
    def region(self) -> str: ...

    @property
    def shown(self) -> str: ...

    @property
    def table(self) -> AskedTable: ...

    @property
    def name(self) -> str: ...

    @property
    def grid(self) -> object | None: ...

    @property
    def crs(self) -> str: ...

    @property
    def regions(self) -> AskedRegions | None: ...

    @property
    def neighbours(self) -> AskedNeighbours | None: ...

    @property
    def facilities(self) -> Sequence[AskedFacility]: ...

    @property
    def siting(self) -> Sequence[AskedSiting]: ...

    @property
    def bands(self) -> Sequence[AskedBands]: ...

    @property
    def derive(self) -> Mapping[str, AskedRule]: ...

    @property
    def indicators(self) -> Sequence[AskedIndicator]: ...

    @property
    def types(self) -> AskedTypes: ...

    @property
    def notes(self) -> list[str]: ...
