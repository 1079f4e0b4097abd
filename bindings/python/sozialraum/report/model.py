"""What a report says, free of how it is computed or drawn: plain, finished German texts."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = [
    "AreaPage",
    "AreaRow",
    "BandMap",
    "Bar",
    "BeyondRow",
    "ChangesPart",
    "Cover",
    "FileEntry",
    "FrontPage",
    "IndicatorRow",
    "KRow",
    "LevelPart",
    "MissingRow",
    "ModeRow",
    "MovedRow",
    "PageFile",
    "ProfileRow",
    "Report",
    "SitingPart",
    "SitingRow",
    "SmallMap",
    "SmoothingPart",
    "SourceRow",
    "Statement",
    "SureRow",
    "TypeCard",
    "UnitWays",
    "ValueRow",
    "WayRow",
    "WishRow",
    "WaysPart",
    "WaysTable",
]


@dataclass(frozen=True)
class Bar:
    """One bar of a type's profile: how far the type lies from the average, in standard
    deviations.
    """

    z: float
    z_text: str
    mean_text: str


@dataclass(frozen=True)
class ProfileRow:
    """One indicator across all types, one bar a type."""

    label: str
    unit: str
    dimension: str
    overall: str
    bars: list[Bar]


@dataclass(frozen=True)
class Statement:
    """A sentence of page 1: what the data say, how sure that is, and why."""

    text: str
    certainty: str
    basis: str


@dataclass(frozen=True)
class TypeCard:
    """One type with its name, size and profile.

    ``decided`` says who gave the name and when, or that it is a working name; the lists are what
    these people said of it, ``description`` is what the data say.
    """

    letter: str
    name: str
    description: str
    decided: str
    like: str
    strengths: list[str]
    hard: list[str]
    questions: list[str]
    colour: str
    ink: str
    areas: str
    population: str
    shown_areas: str
    shown_population: str
    representative: str
    certain: str
    steady: str


@dataclass(frozen=True)
class AreaRow:
    """One line of the table that equals the map."""

    code: str
    anchor: str
    href: str
    name: str
    population: str
    population_number: int
    letter: str
    type_name: str
    colour: str
    ink: str
    certainty: str
    certainty_number: int
    second: str
    focus: bool
    marks: str


@dataclass(frozen=True)
class ValueRow:
    """One indicator of one area."""

    label: str
    dimension: str
    unit: str
    value: str
    interval: str
    others: str
    around: str
    remark: str
    context: bool
    spine: str
    raw: str = ""


@dataclass(frozen=True)
class YearsRow:
    """One indicator of one area over years."""

    label: str
    unit: str
    line: str
    values: str
    change: str


@dataclass(frozen=True)
class UnitWays:
    """How long one area takes to one kind of facility: minutes by mode, in the order of the level."""

    facility: str
    nearest: str
    minutes: list[str]
    second: str


@dataclass(frozen=True)
class AreaPage:
    """One area in full."""

    row: AreaRow
    sentences: list[str]
    values: list[ValueRow]
    years: list[YearsRow]
    locator: str
    ways: list[UnitWays]
    peers: list[tuple[str, str, str]]
    remarks: list[str]


@dataclass(frozen=True)
class PageFile:
    """Pages of areas that stand in a file of their own."""

    name: str
    first: str
    last: str
    pages: list[AreaPage]


@dataclass(frozen=True)
class KRow:
    """One line of the table over the number of types."""

    count: str
    explained: str
    silhouette: str
    calinski_harabasz: str
    davies_bouldin: str
    stability: str
    least_stable: str
    smallest: str
    share_of_best: str
    chosen: bool


@dataclass(frozen=True)
class ChangesPart:
    """What changed since an earlier report: sentences, the matrix, who changed, and by what."""

    sentences: list[str]
    letters: list[str]
    matrix: list[tuple[str, list[str]]]
    changed: list[tuple[str, str, str]]
    causes: list[tuple[str, str, str]]


@dataclass(frozen=True)
class WishRow:
    """A wish, who asked it, and its price."""

    wish: str
    asked_by: str
    price: str
    moved: str
    smallest: str
    before: str


@dataclass(frozen=True)
class SureRow:
    """One question about the certainty, over all areas of a level."""

    question: str
    what: str
    mean: str
    strictest: str


@dataclass(frozen=True)
class IndicatorRow:
    """Where an indicator comes from and how it is used."""

    label: str
    dimension: str
    unit: str
    definition: str
    use: str
    treatment: str
    source: str
    date: str
    licence: str
    why: str


@dataclass(frozen=True)
class MissingRow:
    """How many cells of an indicator are in each state."""

    label: str
    with_value: str
    states: str
    guarded: str
    use: str


@dataclass(frozen=True)
class SourceRow:
    """A file the report stands on."""

    file: str
    use: str


@dataclass(frozen=True)
class FileEntry:
    """A file that was written beside the report."""

    name: str
    what: str


@dataclass(frozen=True)
class ModeRow:
    """How long the people take to one kind of facility in one mode."""

    facility: str
    mode: str
    mean: str
    median: str
    longest: str
    no_way: str


@dataclass(frozen=True)
class BeyondRow:
    """Who lives farther than a limit, and where."""

    facility: str
    mode: str
    limit: str
    people: str
    share: str
    areas: str
    near_edge: str
    named: list[tuple[str, str, str]]
    more: str


@dataclass(frozen=True)
class WayRow:
    """The ways of one area to the same facility in several modes: text and number to sort by."""

    href: str
    name: str
    population: str
    population_number: int
    minutes: list[tuple[str, str]]
    nearest: str
    marks: str


@dataclass(frozen=True)
class WaysTable:
    """One kind of facility, several modes side by side."""

    id: str
    facility: str
    modes: list[str]
    summary: list[ModeRow]
    rows: list[WayRow]


@dataclass(frozen=True)
class SitingRow:
    """One choice of a place, or today's state."""

    rank: str
    areas: list[tuple[str, str]]
    means: list[str]
    within: str
    gaining: str
    near_edge: str
    worse: str


@dataclass(frozen=True)
class SitingPart:
    """One question of siting with its answers."""

    title: str
    question: list[str]
    modes: list[str]
    asked_mode: str
    today: SitingRow
    rows: list[SitingRow]
    within_head: str
    worse_head: str
    proof: str
    cautions: list[str]


@dataclass(frozen=True)
class BandMap:
    """A map of the land within some minutes, with the same in words."""

    title: str
    svg: str
    caption: str
    legend: list[tuple[str, str]]
    marks: list[tuple[str, str]]


@dataclass(frozen=True)
class SmallMap:
    """One indicator on a small map: the classes are those of all small maps of the level."""

    label: str
    unit: str
    dates: str
    svg: str
    limits: list[str]
    note: str


@dataclass(frozen=True)
class MovedRow:
    """One value that smoothing moved: raw, smoothed, and from where how much is borrowed."""

    indicator: str
    unit: str
    area: str
    href: str
    raw: str
    value: str
    interval: str
    borrowed: str
    target: str
    towards: str
    why: str


@dataclass(frozen=True)
class SmoothingPart:
    """What smoothing changed; ``told`` = raw values and targets may be told."""

    intro: list[str]
    rows: list[MovedRow]
    told: bool
    maps: list[tuple[SmallMap, SmallMap]]


@dataclass(frozen=True)
class FrontPage:
    """Page 1: the map, what the data say, what to talk about, how old the data are."""

    level_id: str
    map_svg: str
    narrow_map_svg: str
    types: list[TypeCard]
    has_unsure: bool
    statements: list[Statement]
    questions: list[str]
    dates: str
    limits: str
    withheld: str = ""
    named: str = ""


@dataclass(frozen=True)
class WaysPart:
    """What a level's report says about ways beyond the indicators."""

    intro: list[str]
    tables: list[WaysTable]
    beyond: list[BeyondRow]
    siting: list[SitingPart]
    maps: list[BandMap]
    key_messages: list[str]
    method: list[str]


@dataclass(frozen=True)
class LevelPart:
    """One level: communes, cells."""

    id: str
    title: str
    area: str
    areas: str
    region: str
    shown: str
    key_messages: list[str]
    intro: list[str]
    map_svg: str
    map_caption: str
    overview_svg: str
    overview_caption: str
    types: list[TypeCard]
    profile: list[ProfileRow]
    rows: list[AreaRow]
    pages: list[AreaPage]
    k_rows: list[KRow]
    k_why: str
    k_sentences: list[tuple[str, str]]
    sure_rows: list[SureRow]
    held_up: str
    wishes: list[WishRow]
    changes: ChangesPart | None
    indicators: list[IndicatorRow]
    missing: list[MissingRow]
    findings: list[str]
    notes: list[str]
    method: list[str]
    ways: WaysPart | None = None
    smoothing: SmoothingPart | None = None
    small_maps: list[SmallMap] = field(default_factory=list)
    class_colours: list[str] = field(default_factory=list)
    spine_symbols: str = ""
    way_modes: list[str] = field(default_factory=list)
    sources: str = ""
    measured: str = ""
    context: bool = False
    has_intervals: bool = True
    has_raw: bool = False
    over_years: str = ""
    has_region: bool = True
    around: str = ""
    has_unsure: bool = False
    reach_label: str = ""
    mean_area: str = ""
    page_files: list[PageFile] = field(default_factory=list)


@dataclass(frozen=True)
class Cover:
    """What a report says that does not follow from the results of its levels."""

    title: str
    subtitle: str = ""
    summary: list[str] = field(default_factory=list)
    publisher: str = ""
    seed: str = ""
    edition: str = ""
    sources: list[SourceRow] = field(default_factory=list)
    licences: list[str] = field(default_factory=list)
    files: list[FileEntry] = field(default_factory=list)
    not_mapped: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Report:
    """The whole document."""

    cover: Cover
    front: FrontPage
    key_messages: list[str]
    levels: list[LevelPart]
    findings: list[str]
    version: str = ""
    protection: list[str] = field(default_factory=list)
    certainty: list[str] = field(default_factory=list)
    not_mapped: list[str] = field(default_factory=list)
