"""Where would one more facility help most? A proven answer, and what is nearly as good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sozialraum.core import AreaTable, Finding, InvalidInput, Place, Severity
from sozialraum.level.asked import AskedLevel, AskedSiting, Mode
from sozialraum.level.measures import with_computed
from sozialraum.level.ways import FacilityWays, Roads, Ways, middle_points
from sozialraum.words import steps

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    Minutes = pd.DataFrame

__all__ = [
    "Choice",
    "SitingAnswer",
    "answer_questions",
]

_MOST_PAIRS = 25_000_000  # 200 MB a mode
_EXISTING, _CANDIDATE = "facility ", "area "  # before the keys: they may be the same


@dataclass(frozen=True)
class Homes:
    """Where the people live whose ways are counted.

    Attributes
    ----------
    areas : geopandas.GeoDataFrame
        Index = rows of the table; ``population``, ``shown``, geometry.
    table : AreaTable
        With the column of those who count.
    ways : Ways
    unit : pandas.Series
        Row -> code of the area of the level that it belongs to; None = to none.
    """

    areas: gpd.GeoDataFrame
    table: AreaTable
    ways: Ways
    unit: pd.Series


@dataclass(frozen=True)
class Choice:
    """One choice of areas for the new facilities.

    Attributes
    ----------
    areas : tuple of str
        Codes of the areas that get a facility.
    worse_by : float
        Share by which the objective is worse than that of the best choice.
    mean : dict of str to float
        Mode -> mean minutes of the people who arrive.
    people_within : float
        People within the limit of the question, in its mode; NaN without a limit.
    people_gaining : float
        Who gets a shorter way in the mode of the question.
    people_near_edge : float
        Of those: for whom there may already be something nearer outside the data.
    """

    areas: tuple[str, ...]
    worse_by: float
    mean: dict[Mode, float]
    people_within: float
    people_gaining: float
    people_near_edge: float


@dataclass(frozen=True)
class SitingAnswer:
    """The answer to one question of siting.

    Attributes
    ----------
    mode : {"car", "bicycle", "foot"}
    people : float
        Who is counted in the areas shown; these areas are the candidates.
    areas_unknown : tuple of str
        Areas without the number of those who count, in a part of them at least: nobody is counted
        there.
    people_unknown : float
        All people who live there.
    people_unserved : float
        Of those: who reaches no facility within ``longest_minutes`` even with the best choice.
    today : dict of str to float
        Mode -> mean minutes to the facilities that exist.
    today_within : float
        People within the limit of the question today; NaN without a limit.
    choices : list of Choice
        Best first.
    candidates : int
    proven : bool
        Nothing is better than the first choice.
    complete : bool
        And no choice that is better than the last one is missing.
    gap : float
        Share by which a better choice might exist; 0 if proven.
    people_near_edge : float
        Who lives where something outside the data may be nearer than what was found.
    best_without_edge : tuple of str
        The best choice if only the others are counted; empty if that is nobody.
    """

    options: AskedSiting
    facility: FacilityWays
    mode: Mode
    people: float
    areas_unknown: tuple[str, ...]
    people_unknown: float
    people_unserved: float
    today: dict[Mode, float]
    today_within: float
    choices: list[Choice]
    candidates: int
    proven: bool
    complete: bool
    gap: float
    people_near_edge: float
    best_without_edge: tuple[str, ...]


def answer_questions(
    level: AskedLevel,
    areas: gpd.GeoDataFrame,
    table: AreaTable,
    ways: Ways,
    roads: Roads,
    *,
    homes: Homes | None = None,
    say: Callable[[str], None],
) -> list[SitingAnswer]:
    """Answer every question of a level: the areas shown are the candidates.

    Ways begin at the areas, too, unless ``homes`` says where their people live.
    """
    answers = []
    for number, question in enumerate(level.siting):
        facility = ways.of(question.facility)
        say(steps.siting(facility.options.name))
        shown = areas[areas["shown"]]
        there = _homes_shown(homes, shown, with_computed(table, ways, level), ways)
        _require_manageable(len(there.areas), len(facility.points))
        tables = {
            way.mode: _minutes(question, way.mode, facility, there.areas, shown, roads)
            for way in facility.modes
        }
        counted = _people(level, number, there)
        answers.append(_answer(question, facility, there, counted, tables, roads.threads))
    return answers


def _homes_shown(
    homes: Homes | None, shown: gpd.GeoDataFrame, table: AreaTable, ways: Ways
) -> Homes:
    """The homes of the people of the areas shown."""
    import pandas as pd

    if homes is None:
        return Homes(shown, table, ways, pd.Series(shown.index, index=shown.index))
    unit = homes.unit[homes.unit.isin(set(shown.index))]
    return Homes(homes.areas.loc[unit.index], homes.table, homes.ways, unit)


def _people(level: AskedLevel, number: int, homes: Homes) -> pd.Series:
    """Who counts, by home; NaN where the column tells nothing."""
    question = level.siting[number]
    people: pd.Series = homes.areas["population"].astype(float)
    if question.people:
        people = homes.table.column(question.people).reindex(people.index).astype(float)
    if not people.sum() > 0 or people.min() < 0:
        raise InvalidInput(
            Finding(
                "impossible_population",
                f"the areas shown have {people.sum():g} people in the column '{question.people}'",
                Severity.WARNING,
                Place(argument=f"level.siting.{number}.people"),
                "name a column of counts of people",
                details={"column": question.people},
            )
        )
    return people


def _require_manageable(areas: int, existing: int) -> None:
    pairs = areas * (areas + existing)
    if pairs <= _MOST_PAIRS:
        return
    raise InvalidInput(
        Finding(
            "siting_too_large",
            f"a table of {pairs} ways would be needed; at most {_MOST_PAIRS} are taken",
            Severity.WARNING,
            Place(argument="level.siting"),
            "show fewer areas, or ask with sozialraum.Network.site and chosen candidates",
            details={"count": str(areas), "limit": str(int(_MOST_PAIRS**0.5))},
        )
    )


def _minutes(
    question: AskedSiting,
    mode: Mode,
    facility: FacilityWays,
    homes: gpd.GeoDataFrame,
    shown: gpd.GeoDataFrame,
    roads: Roads,
) -> Minutes:
    """Homes x (existing facilities, areas as candidates); NaN beyond the longest minutes."""
    import geopandas as gpd
    import pandas as pd

    origins, there = middle_points(homes), middle_points(shown)
    existing = facility.points[["geometry"]].set_axis(
        [f"{_EXISTING}{code}" for code in facility.points.index]
    )
    candidates = there[["geometry"]].set_axis([f"{_CANDIDATE}{code}" for code in there.index])
    places = gpd.GeoDataFrame(pd.concat([existing.to_crs(candidates.crs), candidates]))
    pairs = _pairs(question, mode, origins, places, roads)
    wide = pairs.pivot(index="origin", columns="facility", values="minutes")
    return wide.reindex(index=[str(code) for code in homes.index], columns=list(places.index))


def _pairs(
    question: AskedSiting,
    mode: Mode,
    origins: gpd.GeoDataFrame,
    places: gpd.GeoDataFrame,
    roads: Roads,
) -> pd.DataFrame:
    import pandas as pd

    from sozialraum import reach

    limit = question.longest_minutes
    if roads.given:
        return roads.networks[mode].travel_times(
            origins, places, limit=limit, threads=roads.threads
        )
    found = reach.straight_line_minutes(
        origins,
        places,
        speed_kmh=roads.straight_kmh(mode),
        detour=roads.detour,
        k=len(places),
        limit=limit,
    )
    pairs = pd.DataFrame({"facility": found.facility.stack(), "minutes": found.minutes.stack()})
    return pairs.dropna().rename_axis(["origin", "rank"]).reset_index()


def _answer(
    question: AskedSiting,
    facility: FacilityWays,
    homes: Homes,
    counted: pd.Series,
    tables: dict[Mode, Minutes],
    threads: int,
) -> SitingAnswer:
    mode: Mode = question.mode or facility.options.mode
    people = counted.fillna(0.0).set_axis([str(code) for code in counted.index])
    existing = [name for name in tables[mode].columns if name.startswith(_EXISTING)]
    found = _solve(question, people, tables[mode], existing, threads)
    of_homes = homes.ways.of(question.facility)
    edge = next(way.beyond_edge for way in of_homes.modes if way.mode == mode)
    near_edge = edge.reindex(counted.index).set_axis(people.index)
    choices = [
        _choice(question, row, people, tables, (mode, existing), near_edge)
        for _, row in found.solutions.iterrows()
    ]
    return SitingAnswer(
        options=question,
        facility=facility,
        mode=mode,
        people=float(people.sum()),
        areas_unknown=tuple(sorted({str(code) for code in homes.unit[counted.isna()]})),
        people_unknown=float(homes.areas["population"][counted.isna()].sum()),
        people_unserved=_unserved(people, tables[mode], found.sites),
        today={m: _mean(people, _nearest(table[existing])) for m, table in tables.items()},
        today_within=_within(question, people, _nearest(tables[mode][existing])),
        choices=choices,
        candidates=tables[mode].shape[1] - len(existing),
        proven=bool(found.proven),
        complete=bool(found.complete),
        gap=float(found.gap),
        people_near_edge=float(people[near_edge].sum()),
        best_without_edge=_best(
            question, people.mask(near_edge, 0.0), tables[mode], existing, threads
        ),
    )


def _best(
    question: AskedSiting,
    people: pd.Series,
    minutes: Minutes,
    existing: list[str],
    threads: int,
) -> tuple[str, ...]:
    if people.sum() == 0:
        return ()
    first = _solve(question, people, minutes, existing, threads, show=1)
    return _codes(first.solutions.iloc[0]["new"])


def _codes(sites: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.removeprefix(_CANDIDATE) for name in sites)


def _solve(
    question: AskedSiting,
    people: pd.Series,
    minutes: Minutes,
    existing: list[str],
    threads: int,
    show: int = 0,
) -> Any:
    from sozialraum import siting

    if question.question == "max_coverage":
        assert question.within_minutes is not None  # the schema asks for it
        return siting.max_coverage(
            people,
            minutes,
            limit=question.within_minutes,
            new_sites=question.new_sites,
            existing=existing,
            solutions=show or question.show,
            within=question.show_within_percent / 100,
            threads=threads,
        )
    return siting.p_median(
        people,
        minutes,
        new_sites=question.new_sites,
        existing=existing,
        unserved=question.longest_minutes,
        solutions=show or question.show,
        within=question.show_within_percent / 100,
        threads=threads,
    )


def _choice(
    question: AskedSiting,
    row: Any,
    people: pd.Series,
    tables: dict[Mode, Minutes],
    asked: tuple[Mode, list[str]],
    near_edge: pd.Series,
) -> Choice:
    mode, existing = asked
    before = _nearest(tables[mode][existing])
    after = _nearest(tables[mode][[*existing, *row["new"]]])
    gaining = after.notna() & ~(after >= before)
    return Choice(
        areas=_codes(row["new"]),
        worse_by=float(row["worse_by"]),
        mean={
            m: _mean(people, _nearest(table[[*existing, *row["new"]]]))
            for m, table in tables.items()
        },
        people_within=_within(question, people, after),
        people_gaining=float(people[gaining].sum()),
        people_near_edge=float(people[gaining & near_edge].sum()),
    )


def _nearest(minutes: Minutes) -> pd.Series:
    """Minutes to the nearest of the columns; NaN if there is none."""
    return minutes.min(axis=1)


def _mean(people: pd.Series, minutes: pd.Series) -> float:
    there = minutes.notna()
    return float((minutes * people)[there].sum() / people[there].sum())


def _unserved(people: pd.Series, minutes: Minutes, sites: list[str]) -> float:
    return float(people[_nearest(minutes[sites]).isna()].sum())


def _within(question: AskedSiting, people: pd.Series, minutes: pd.Series) -> float:
    if question.within_minutes is None:
        return float("nan")
    return float(people[minutes <= question.within_minutes].sum())
