"""What may stand in a project file? The schema of ``project.yaml``, checked before anything runs.

Paths are relative to the file. Unknown options are errors that name the line and the nearest
right option.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from sozialraum.indicator.definition import AreaLevel
from sozialraum.level.asked import Mode
from sozialraum.words import expected
from sozialraum.words.units import PARTS, PEOPLE, SQUARES

__all__ = [
    "AddUp",
    "Bands",
    "Boundaries",
    "Decisions",
    "DerivedColumn",
    "Facilities",
    "Floor",
    "Grid",
    "IndicatorUse",
    "JoinedTable",
    "Level",
    "LongForm",
    "Neighbours",
    "Outline",
    "PeopleFrom",
    "Places",
    "Project",
    "Reading",
    "Regions",
    "Roads",
    "Selection",
    "Siting",
    "Table",
    "TypeName",
    "Types",
    "Year",
]

StateName = Literal[
    "not_reported", "secret", "later", "unreliable", "blocked", "no_value", "suppressed"
]
SignName = Literal[
    "nothing",
    "not_reported",
    "secret",
    "later",
    "unreliable",
    "blocked",
    "no_value",
    "suppressed",
]


def _known_crs(text: str) -> str:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        CRS.from_user_input(text)
    except CRSError as error:
        raise ValueError(expected.KNOWN_CRS) from error
    return text


def _metric_crs(text: str) -> str:
    """Distances and areas are taken in this system: degrees would be read as metres."""
    from pyproj import CRS

    crs = CRS.from_user_input(_known_crs(text))
    units = {axis.unit_name for axis in crs.axis_info[:2]}
    if not crs.is_projected or units != {"metre"}:
        raise ValueError(expected.METRIC_CRS)
    return text


def _four_degrees(numbers: list[float]) -> list[float]:
    if len(numbers) != 4 or not numbers[0] < numbers[2] or not numbers[1] < numbers[3]:
        raise ValueError(expected.FOUR_DEGREES)
    return numbers


def _rising(minutes: list[float]) -> list[float]:
    if any(not 0 < number < float("inf") for number in minutes) or sorted(set(minutes)) != minutes:
        raise ValueError(expected.RISING_MINUTES)
    return minutes


def _distinct_modes(modes: list[Mode]) -> list[Mode]:
    if len(set(modes)) != len(modes):
        raise ValueError(expected.MODES_ONCE)
    return modes


def _day(value: Any) -> str:
    """A day of the calendar as 2026-06-30, as YAML or a text has it."""
    try:
        day = value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)
        return day.isoformat()[:10]
    except (TypeError, ValueError):
        raise ValueError(expected.DAY) from None


def _rows_of_names(rows: int | list[int]) -> int | list[int]:
    first, last = (rows, rows) if isinstance(rows, int) else (rows[0], rows[-1])
    if isinstance(rows, list) and (len(rows) != 2 or first < 1):
        raise ValueError(expected.HEADER_ROWS)
    if not 0 <= first <= last:
        raise ValueError(expected.HEADER_ROWS)
    return rows


def _ids_of_each(entries: list[dict[str, str]]) -> list[dict[str, str]]:
    """Every paper has a short name of its own, and all have the same words to be filled in."""
    ids = [entry.get("id", "") for entry in entries]
    if not all(re.fullmatch(r"[a-z][a-z0-9_]*", one) for one in ids) or len(set(ids)) != len(ids):
        raise ValueError(expected.EACH_ID)
    if any(entry.keys() != entries[0].keys() for entry in entries):
        raise ValueError(expected.EACH_SAME)
    return entries


HeaderRows = Annotated[
    int | Annotated[list[int], Field(min_length=1)], AfterValidator(_rows_of_names)
]
Day = Annotated[str, BeforeValidator(_day)]
KnownCrs = Annotated[str, AfterValidator(_known_crs)]
MetricCrs = Annotated[str, AfterValidator(_metric_crs)]
Extent = Annotated[list[float], AfterValidator(_four_degrees)]
RisingMinutes = Annotated[list[float], AfterValidator(_rising)]


def _require_each_once(ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise ValueError(expected.id_once(name))
        seen.add(name)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _true_is_no_number(cls, value: Any, info: ValidationInfo) -> Any:
        """YAML's true would be read as 1."""
        items = value if isinstance(value, list) else [value]
        annotation = str(cls.model_fields[str(info.field_name)].annotation)
        if any(isinstance(item, bool) for item in items) and "bool" not in annotation:
            raise ValueError(expected.NO_TRUTH)
        return value


class LongForm(_Strict):
    """A table with one row a value: which column names it, and which holds it."""

    names: str
    values: str


class Reading(_Strict):
    """How a table is read; as :class:`sozialraum.gis.ReadOptions` has it."""

    sheet: str | None = None
    layer: str | None = None
    separator: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    text_columns: list[str] = Field(default_factory=list)
    columns: list[str] = Field(default_factory=list)
    missing_codes: dict[float, StateName] = Field(default_factory=dict)
    signs: dict[str, SignName] = Field(default_factory=dict)
    rows: dict[str, str | list[str]] = Field(default_factory=dict)
    leave_out: dict[str, str | list[str]] = Field(default_factory=dict)
    long_form: LongForm | None = None
    header: HeaderRows = 1
    skip_footer: Annotated[int, Field(ge=0)] = 0


class JoinedTable(Reading):
    """A further table of the same areas; its columns join those of the first by the key."""

    file: str
    key: str
    repair_ags: bool = False


class Table(Reading):
    """A table file with one row per area, and further ones of the same areas."""

    file: str
    key: str = ""
    key_kind: Literal["kreis", "ags", "ars", "grid_cell", "custom"] = "custom"
    repair_ags: bool = False
    join: list[JoinedTable] = Field(default_factory=list)

    @property
    def files(self) -> list[str]:
        """The files of all its tables."""
        return [self.file, *(joined.file for joined in self.join)]


class Year(Reading):
    """Figures of an earlier year, for the lines of years on the pages.

    ``suffix`` ends the names of columns of the table itself: ``young_2017`` is ``young`` of 2017.
    ``file`` is a table of its own with the same names of columns, its areas found by ``key``. The
    year of the table itself stands in the catalogue (``date``). Source and licence are those of the
    catalogue unless told here.
    """

    year: Annotated[int, Field(ge=1800, le=2200)]
    suffix: str = ""
    file: str = ""
    key: str = ""
    repair_ags: bool = False
    source: str = ""
    licence: str = ""

    @model_validator(mode="after")
    def _columns_or_file(self) -> Year:
        if bool(self.suffix) == bool(self.file):
            raise ValueError(expected.SUFFIX_OR_FILE)
        if self.file and not self.key:
            raise PydanticCustomError(
                "option_needed", "the option '{option}' is missing", {"option": "key"}
            )
        return self


class Grid(_Strict):
    """Square cells given by their centre: the polygons are made from it."""

    east: str
    north: str
    size: Annotated[int, Field(gt=0)]
    crs: MetricCrs


class Boundaries(_Strict):
    """A vector file with the polygons of the areas; source and licence are shown as they are."""

    file: str
    key: str
    layer: str | None = None
    crs: KnownCrs | None = None
    make_valid: bool = False
    repair_ags: bool = False
    without_data: Literal["error", "leave_out"] = "error"
    source: str = ""
    date: str = ""
    licence: str = ""


class Outline(_Strict):
    """A polygon drawn around the shown areas, for orientation only."""

    file: str
    key: str
    area: str
    source: str = ""
    date: str = ""
    licence: str = ""


class Selection(_Strict):
    """Which areas are compared (``among``) or shown: by the beginning of a text column, or all."""

    column: str = ""
    starts_with: str = ""
    focus: str = ""


class Places(_Strict):
    """Named points: the areas themselves, or what areas of a grid or of boundaries are named by.

    Without ``grid`` and ``boundaries`` each row of the table is a place, found by its name;
    ``same_as`` says which place a name of the table means. Coordinates are degrees unless ``crs``
    says otherwise.
    """

    file: str
    name: str = "name"
    longitude: str = "lon"
    latitude: str = "lat"
    crs: KnownCrs | None = None
    layer: str | None = None
    osm: dict[str, list[str]] = Field(default_factory=dict)
    same_as: dict[str, str] = Field(default_factory=dict)
    source: str = ""
    date: str = ""
    licence: str = ""


class Wider(_Strict):
    """A region around the areas, as a comparison: rows of the same table, told as in ``among``."""

    name: str
    starts_with: Annotated[str, Field(min_length=1)]


class AddUp(_Strict):
    """The rows of the table, such as squares, are added up to the areas of the report.

    ``to: places`` gives each row to its nearest place (``places:``), by road or by straight line,
    at most ``within_minutes`` away. ``to: quarters`` grows the rows of the places named under
    ``only`` to quarters of at least ``floor`` people. Counts are added, rates made from sums. A
    value needs ``least_known`` of its base to be known.
    """

    to: Literal["places", "quarters"] = "places"
    mode: Mode = "car"
    within_minutes: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 10.0
    only: list[str] = Field(default_factory=list)
    least_known: Annotated[float, Field(gt=0, le=1)] = 0.5


class Floor(_Strict):
    """So many of a count of the table, or of a derived one, stand behind every area of the report.

    ``name`` is what is counted, as sentences say it: "Kinder unter 6 Jahren". What the source does
    not tell counts as nobody.
    """

    column: str
    least: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    name: Annotated[str, Field(min_length=1, max_length=60)]


class PeopleFrom(Reading):
    """People of larger squares, spread over those of the table by a column such as dwellings.

    An approximation, and every page says so.
    """

    file: str
    grid: Grid
    column: str
    by: str
    source: str = ""
    date: str = ""
    licence: str = ""


class Facilities(Reading):
    """One kind of facility, and how people get there.

    The file is an OpenStreetMap extract (``osm``), a table with columns of coordinates, or a layer
    of points. ``doubled`` says what to do with several places of one key. ``supply`` is a number
    for all, or the column that has it.

    ``mode`` is how the minutes of the indicators are measured; ``compare`` names further modes for
    the same facility. ``beyond`` are minutes: the report says who lives farther away.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: str
    file: str
    osm: dict[str, bool | str | list[str]] = Field(default_factory=dict)
    longitude: str = "lon"
    latitude: str = "lat"
    crs: KnownCrs | None = None
    key: str = ""
    doubled: Literal["error", "number", "merge"] = "error"
    column: str = ""
    contains: str = ""
    mode: Mode = "car"
    compare: Annotated[list[Mode], AfterValidator(_distinct_modes)] = Field(default_factory=list)
    beyond: RisingMinutes = Field(default_factory=list)
    within: Extent | None = None
    coverage: Extent | None = None
    near_edge: Literal["mark", "missing"] = "mark"
    max_metres_to_road: Annotated[float, Field(gt=0)] = 2000.0
    source: str = ""
    date: str = ""
    licence: str = ""
    supply: Annotated[float, Field(gt=0)] | Annotated[str, Field(min_length=1)] | None = None
    supply_note: str = ""
    catchment_minutes: Annotated[float, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def _key_of_a_table(self) -> Facilities:
        if not self.osm and not self.key:
            raise PydanticCustomError(
                "option_needed", "the option '{option}' is missing", {"option": "key"}
            )
        return self

    @property
    def modes(self) -> list[Mode]:
        """All modes that are measured, its own first."""
        return [self.mode, *(mode for mode in self.compare if mode != self.mode)]


class Siting(_Strict):
    """A question of siting: in which of the shown areas would one more facility help most?

    ``p_median`` shortens the ways of all people in total; ``max_coverage`` brings most people
    within ``within_minutes``. Who counts is told by ``people``, a column of the table or a derived
    one, such as children of the age in question; without it all people count. What is at most
    ``show_within_percent`` worse than the best is shown beside it, ``show`` answers at most.
    """

    facility: str
    question: Literal["p_median", "max_coverage"] = "p_median"
    people: str = ""
    people_name: str = ""
    mode: Mode | None = None
    new_sites: Annotated[int, Field(ge=1, le=5)] = 1
    within_minutes: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    longest_minutes: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 180.0
    show: Annotated[int, Field(ge=1, le=50)] = 8
    show_within_percent: Annotated[float, Field(ge=0, le=100)] = 10.0
    title: str = ""
    why: str = ""

    @model_validator(mode="after")
    def _options_that_belong_together(self) -> Siting:
        if self.people and not self.people_name:
            raise PydanticCustomError(
                "option_needed", "the option '{option}' is missing", {"option": "people_name"}
            )
        if self.question == "max_coverage" and self.within_minutes is None:
            raise PydanticCustomError(
                "option_needed", "the option '{option}' is missing", {"option": "within_minutes"}
            )
        if self.question == "p_median" and self.within_minutes is not None:
            raise ValueError(expected.WITHIN_MINUTES)
        if self.within_minutes is not None and self.within_minutes > self.longest_minutes:
            raise ValueError(expected.LONGEST_MINUTES)
        return self


class Bands(_Strict):
    """Land within some minutes of the nearest facility of a kind, drawn on a map of its own."""

    facility: str
    mode: Mode | None = None
    minutes: Annotated[RisingMinutes, Field(min_length=1, max_length=4)]
    resolution_metres: Annotated[float, Field(ge=25, le=1000)] = 100.0
    title: str = ""


class Roads(_Strict):
    """An OpenStreetMap extract to measure the way on."""

    file: str
    source: str = "© OpenStreetMap-Mitwirkende, ODbL"
    date: str = ""
    extent: Extent | None = None


class DerivedColumn(_Strict):
    """A column computed from others before the indicators.

    ``count`` turns a published share back into a count (share x base / per, rounded to whole
    cases);
    ``product`` multiplies columns and a factor; ``quotient`` divides the first column by the
    second. ``sum_of_shown`` adds what the source shows: a cell that it does not tell adds nothing,
    so the sum is too small by those. ``largest_of_shown`` is the largest of several such columns:
    of several counts of one thing the one that lacks least.
    """

    count: list[str] = Field(default_factory=list)
    sum_of_shown: list[str] = Field(default_factory=list)
    largest_of_shown: list[str] = Field(default_factory=list)
    product: list[str] = Field(default_factory=list)
    quotient: list[str] = Field(default_factory=list)
    per: Annotated[float, Field(gt=0)] = 100.0
    factor: float = 1.0
    rounded: bool = False
    note: str = ""

    @model_validator(mode="after")
    def _one_rule(self) -> DerivedColumn:
        given = (
            self.count,
            self.product,
            self.quotient,
            self.sum_of_shown,
            self.largest_of_shown,
        )
        rules = [bool(rule) for rule in given]
        if sum(rules) != 1:
            raise ValueError(expected.ONE_RULE)
        if (self.count and len(self.count) != 2) or (self.quotient and len(self.quotient) != 2):
            raise ValueError(expected.COUNT_AND_QUOTIENT)
        return self


class Regions(_Strict):
    """To which region each area belongs, for ``towards: region``.

    The names stand in a text column of the table, or in its key; ``digits`` takes the first so many
    signs: the first five of a commune's key are its district.
    """

    column: str = ""
    digits: Annotated[int, Field(ge=0, le=20)] = 0


class Neighbours(_Strict):
    """How far a neighbour may be for ``towards: neighbours``: minutes by road, if there are roads.

    The twelve nearest count, the less the farther: exp(-minutes / 10).
    """

    mode: Mode = "car"
    within_minutes: Annotated[float, Field(gt=0, le=120)] = 15.0


class IndicatorUse(_Strict):
    """How an indicator of the catalogue is used in this level.

    ``adjust`` pulls values of few people towards a mean, by default that of all areas;
    ``towards: region`` and ``towards: neighbours`` choose another. Each choice hides something: the
    mean of a commune a poor pocket in it, that of the neighbours a village unlike them. A type is
    no choice: those that an indicator helped to find would confirm themselves.
    """

    id: str
    use: Literal["type", "context"] = "type"
    adjust: Literal["none", "binomial", "poisson"] = "none"
    towards: Literal["all", "region", "neighbours"] = "all"
    transform: Literal["none", "log", "sqrt", "asinh"] = "none"
    decimals: Annotated[int, Field(ge=0, le=4)] = 1
    more: str = ""
    less: str = ""
    why: str = ""

    @model_validator(mode="after")
    def _towards_something_only_if_adjusted(self) -> IndicatorUse:
        if self.towards != "all" and self.adjust == "none":
            raise ValueError(expected.TOWARDS_ONLY_ADJUSTED)
        return self


class TypeName(_Strict):
    """What people call a type, and what they said of it.

    ``area`` is the key or the name of an area that stands for the type: the name goes with it, so
    that it cannot slip to another type when data or letters change. Without ``decided_by`` it is a
    working name.
    """

    area: str
    name: Annotated[str, Field(min_length=1, max_length=60)]
    like: str = ""
    strengths: list[str] = Field(default_factory=list)
    hard: list[str] = Field(default_factory=list)
    questions: list[str] = Field(default_factory=list)
    decided_by: str = ""
    decided_on: str = ""

    @model_validator(mode="after")
    def _decided_by_whom_and_when(self) -> TypeName:
        if bool(self.decided_by) != bool(self.decided_on):
            missing = "decided_on" if self.decided_by else "decided_by"
            raise PydanticCustomError(
                "option_needed", "the option '{option}' is missing", {"option": missing}
            )
        return self


class TypeWish(_Strict):
    """What somebody asks of the types; its price is told, and it is adopted by a command alone.

    ``area`` and ``other`` are keys or names of areas. ``together`` and ``apart`` are about the two;
    ``of_type`` and ``not_of_type`` about the area and the type that the other stands for. A wish
    that is not ``hard`` may be broken at ``cost``. ``role`` is a role, not a name of a person.
    """

    id: Annotated[str, Field(min_length=1, max_length=40)]
    kind: Literal["together", "apart", "of_type", "not_of_type"]
    area: str
    other: str
    hard: bool = True
    cost: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    role: str = ""
    date: str = ""
    reason: str = ""


class Decisions(_Strict):
    """Where it is written down which wishes were adopted, and which round of talks is going on.

    ``file`` is written by ``sozialraum adopt`` alone; before the first decision it is not there.
    ``ends`` is the last day of the round, such as 2026-06-30: nothing is adopted before it is over,
    and each round decides once, since prices of several wishes are not the sum of each.
    """

    file: str
    round: Annotated[str, Field(min_length=1, max_length=60)]
    ends: Day


class Kept(_Strict):
    """Types of an earlier report that stay.

    ``model`` is the file ``types.model`` of that report, ``before`` its ``areas.csv``: then the
    report says what changed since. An area leaves its type only if another is more probable by more
    than ``margin``.
    """

    model: str
    before: str = ""
    margin: Annotated[float, Field(ge=0, lt=1)] = 0.2


RegionMethod = Literal[
    "skater",
    "ward",
    "average",
    "complete",
    "single",
    "redcap_first_single",
    "redcap_first_complete",
    "redcap_first_average",
    "redcap_full_single",
    "redcap_full_complete",
    "redcap_full_average",
    "redcap_full_ward",
]
Bounds = dict[str, Annotated[float, Field(gt=0, allow_inf_nan=False)]]


class Types(_Strict):
    """How the types are found, and what people call them.

    ``kmeans`` may keep ``floors`` and ``ceilings`` of every type: of ``people``, of ``areas``, or
    of a column of the table that counts. ``mixture`` takes raw rates with the known error of small
    counts and tells the probability of each type; ``family`` says what its clouds may look like.
    ``regions`` hang together on the map; ``regions_by`` says how they are found. ``wishes_from`` is
    a table with one wish a row, beside or instead of ``wishes``.
    """

    method: Literal["kmeans", "ward", "mixture", "regions"] = "kmeans"
    floors: Bounds = Field(default_factory=dict)
    ceilings: Bounds = Field(default_factory=dict)
    family: Literal["spherical", "diagonal", "tied", "full"] = "diagonal"
    regions_by: RegionMethod = "skater"
    count: Annotated[int, Field(ge=2, le=26)]
    compare: list[Annotated[int, Field(ge=2, le=26)]] = Field(default_factory=list)
    starts: Annotated[int, Field(ge=1, le=100000)] = 200
    population_weights: bool = False
    draws: Annotated[int, Field(ge=50, le=10000)] = 200
    why: str = ""
    names: list[TypeName] = Field(default_factory=list)
    wishes: list[TypeWish] = Field(default_factory=list)
    wishes_from: str | None = None
    decisions: Decisions | None = None
    kept: Kept | None = None

    @property
    def asked(self) -> bool:
        """Is anything wished or decided?"""
        return bool(self.wishes or self.wishes_from or self.decisions)

    @field_validator("wishes")
    @classmethod
    def _distinct_wishes(cls, wishes: list[TypeWish]) -> list[TypeWish]:
        _require_each_once(wish.id for wish in wishes)
        return wishes

    @model_validator(mode="after")
    def _kept_or_made(self) -> Types:
        made = self.method != "kmeans" or self.floors or self.ceilings or self.asked
        if self.kept is not None and made:
            raise ValueError(expected.KEPT_OR_MADE)
        return self

    @model_validator(mode="after")
    def _wishes_of_kmeans(self) -> Types:
        if self.asked and self.method != "kmeans":
            raise ValueError(expected.WISHES_OF_METHOD)
        return self

    @model_validator(mode="after")
    def _bounds_of_methods_that_keep_them(self) -> Types:
        if (self.floors or self.ceilings) and self.method in ("ward", "mixture"):
            raise ValueError(expected.BOUNDS_OF_METHOD)
        return self


class Level(_Strict):
    """One kind of area: communes, cells, villages."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str
    area: str
    areas: str
    region: str
    shown: str
    table: Table
    name: str = ""
    population: str
    grid: Grid | None = None
    boundaries: Boundaries | None = None
    crs: MetricCrs
    only_inside_roads: bool = False
    among: Selection = Field(default_factory=Selection)
    show: Selection = Field(default_factory=Selection)
    wider: Wider | None = None
    outline: Outline | None = None
    places: Places | None = None
    add_up: AddUp | None = None
    floor: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    floors: list[Floor] = Field(default_factory=list)
    people_from: PeopleFrom | None = None
    facilities: list[Facilities] = Field(default_factory=list)
    siting: list[Siting] = Field(default_factory=list)
    bands: list[Bands] = Field(default_factory=list)
    derive: dict[str, DerivedColumn] = Field(default_factory=dict)
    regions: Regions | None = None
    neighbours: Neighbours | None = None
    years: list[Year] = Field(default_factory=list)
    catalogue: str
    area_level: AreaLevel | None = None
    """Of what size the areas are, for catalogues that say how far down their figures go."""
    indicators: Annotated[list[IndicatorUse], Field(min_length=2)]
    types: Types
    notes: list[str] = Field(default_factory=list)

    @field_validator("indicators")
    @classmethod
    def _something_to_type(cls, uses: list[IndicatorUse]) -> list[IndicatorUse]:
        if all(use.use == "context" for use in uses):
            raise ValueError(expected.SOMETHING_TO_TYPE)
        return uses

    @model_validator(mode="after")
    def _what_the_targets_need(self) -> Level:
        asked = {use.towards for use in self.indicators}
        for target, option in (("region", "regions"), ("neighbours", "neighbours")):
            if target in asked and getattr(self, option) is None:
                raise PydanticCustomError(
                    "option_needed", "the option '{option}' is missing", {"option": option}
                )
        if "region" in asked and self.of_units:
            raise ValueError(expected.NO_REGIONS_OF_UNITS)
        return self

    @field_validator("floors")
    @classmethod
    def _distinct_floors(cls, floors: list[Floor]) -> list[Floor]:
        _require_each_once(one.column for one in floors)
        _require_each_once([PEOPLE, *(one.name for one in floors)])
        return floors

    @field_validator("years")
    @classmethod
    def _distinct_years(cls, years: list[Year]) -> list[Year]:
        _require_each_once(str(one.year) for one in years)
        return years

    @field_validator("facilities")
    @classmethod
    def _distinct_facilities(cls, facilities: list[Facilities]) -> list[Facilities]:
        _require_each_once(facility.id for facility in facilities)
        return facilities

    @property
    def of_units(self) -> bool:
        """True if the areas are made of the rows of the table, not these themselves."""
        return self.add_up is not None or self.floor > 0 or bool(self.floors)

    @property
    def rows_word(self) -> str:
        """What the rows of the table are called, several of them."""
        if self.add_up is None:
            return self.areas
        return SQUARES if self.grid is not None else PARTS

    @property
    def of_places(self) -> bool:
        """True if the areas are places: points with names, no polygons."""
        return self.grid is None and self.boundaries is None

    def _places_are_lacking(self) -> bool:
        """Quarters may grow of all squares, or of those of some places."""
        if self.add_up is None or self.places is not None:
            return False
        return self.add_up.to == "places" or bool(self.add_up.only)

    @model_validator(mode="after")
    def _one_geometry(self) -> Level:
        given = [self.grid is not None, self.boundaries is not None]
        if all(given) or not (any(given) or self.places is not None):
            raise ValueError(expected.ONE_GEOMETRY)
        if self.add_up is not None and (self.of_places or self._places_are_lacking()):
            raise ValueError(expected.ADD_UP_TO_PLACES)
        if self.add_up is not None and self.add_up.to == "quarters" and not self.floor:
            raise PydanticCustomError(
                "option_needed", "the option '{option}' is missing", {"option": "floor"}
            )
        if self.wider is not None and not self.among.starts_with.startswith(self.wider.starts_with):
            raise ValueError(expected.WIDER_THAN_AMONG)
        if self.people_from is not None and self.grid is None:
            raise ValueError(expected.PEOPLE_ON_A_GRID)
        if self.grid is None and not self.table.key:
            raise PydanticCustomError(
                "option_needed", "the option '{option}' is missing", {"option": "table.key"}
            )
        return self


def _usual_speeds() -> dict[Mode, float]:
    return {"car": 40.0, "bicycle": 15.0, "foot": 5.0}


def _internal() -> list[Literal["internal", "public"]]:
    return ["internal"]


class Project(_Strict):
    """A whole project file.

    ``pdf`` prints the report, ``policy`` is a file of rules for few people, ``editions`` says for
    whom results are written: the first into the folder, the second into one of its name inside.
    """

    project: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str
    subtitle: str = ""
    summary: list[str] = Field(default_factory=list)
    publisher: str = ""
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 1
    detour: Annotated[float, Field(ge=1.0, le=5.0)] = 1.3
    straight_line_kmh: dict[Mode, Annotated[float, Field(gt=0)]] = Field(
        default_factory=_usual_speeds
    )
    roads: str | Roads | None = None
    not_mapped: dict[str, dict[str, bool | str | list[str]]] = Field(default_factory=dict)
    policy: str | None = None
    pdf: bool = False
    editions: Annotated[list[Literal["internal", "public"]], Field(min_length=1, max_length=2)] = (
        Field(default_factory=_internal)
    )
    each: Annotated[list[dict[str, str]], AfterValidator(_ids_of_each)] = Field(
        default_factory=list
    )
    levels: Annotated[list[Level], Field(min_length=1)]

    @field_validator("levels")
    @classmethod
    def _distinct_levels(cls, levels: list[Level]) -> list[Level]:
        ids = [level.id for level in levels]
        for name in ids:
            if ids.count(name) > 1:
                raise ValueError(expected.level_once(name))
        return levels
