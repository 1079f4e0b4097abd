"""Which rows of a table make one area of the report?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sozialraum.core import Finding, InvalidInput
from sozialraum.level.asked import Mode
from sozialraum.level.trouble import note, trouble, warning
from sozialraum.level.ways import Roads, middle_points, minutes_to_places
from sozialraum.words.numbers import integer
from sozialraum.words.units import less_than

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = [
    "Units",
    "belonging_to_places",
    "floor_groups",
    "merged",
    "minutes_between",
    "neighbours_by_minutes",
    "people_of",
    "quarter_groups",
    "refuse_floor_above_all",
    "sum_of_units",
]


@dataclass
class Units:
    """Which rows make which unit.

    Attributes
    ----------
    of_row : pandas.Series
        Row -> code of its unit; None = it belongs to none.
    members : dict
        Code of a unit -> its places or areas before they were merged, most people first.
    below : dict
        Code of a unit -> those of its members that were below the floor.
    own_minutes : pandas.DataFrame
        Member x column of minutes: what its own people take.
    floors : dict of str to float
        What must stand behind a unit, as readers call it -> at least so many: "Menschen" -> 300.
    """

    of_row: pd.Series
    members: dict[str, tuple[str, ...]]
    below: dict[str, tuple[str, ...]] = field(default_factory=dict)
    own_minutes: pd.DataFrame | None = None
    floors: dict[str, float] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        """The units in order."""
        return sorted(self.members)

    @property
    def rows(self) -> pd.Series:
        """The rows that belong to a unit, with its code."""
        return self.of_row.dropna()


# ------------------------------------------------------------------------------- who belongs where


def belonging_to_places(
    rows: gpd.GeoDataFrame,
    places: gpd.GeoDataFrame,
    roads: Roads,
    *,
    mode: Mode,
    within_minutes: float,
    areas_word: str,
) -> Units:
    """Each row to its nearest place, on the road or by straight line, at most some minutes.

    Of two places equally far the first in the alphabet; those rows are named, and so are those that
    are too far from every place.
    """
    import pandas as pd

    named = places.set_axis([str(name) for name in places["name"]]).sort_index()
    nearest = minutes_to_places(rows, named, roads, mode=mode, k=2)
    first = nearest.minutes.iloc[:, 0]
    near = first.le(within_minutes)
    of_row = pd.Series(
        [str(p) if ok else None for p, ok in zip(nearest.facility.iloc[:, 0], near, strict=True)],
        index=rows.index,
        dtype=object,
    )
    findings = [f for f in nearest.findings if f.code != "origin_without_facility"]
    if nearest.minutes.shape[1] > 1:
        tied = near & first.eq(nearest.minutes.iloc[:, 1])
        findings += _tied(rows, tied, areas_word)
    findings += _left_over(rows, ~near, within_minutes, areas_word)
    members: dict[str, tuple[str, ...]] = {
        str(code): (str(code),) for code in sorted(of_row.dropna().unique())
    }
    return Units(of_row, members, findings=findings)


def _tied(rows: gpd.GeoDataFrame, tied: pd.Series, areas_word: str) -> list[Finding]:
    areas = [str(code) for code in rows.index[tied]]
    if not areas:
        return []
    text = f"{len(areas)} rows are equally far from two places; the first in the alphabet counts"
    return [note("rows_tied", text, areas=areas, count=str(len(areas)), areas_word=areas_word)]


def _left_over(
    rows: gpd.GeoDataFrame, far: pd.Series, limit: float, areas_word: str
) -> list[Finding]:
    areas = [str(code) for code in rows.index[far]]
    if not areas:
        return []
    people = float(rows.loc[far, "population"].sum())
    return [
        warning(
            "rows_left_over",
            f"{len(areas)} rows with {people:.0f} people are more than {limit:g} minutes from any "
            "place and belong to none",
            areas=areas,
            count=str(len(areas)),
            people=integer(people),
            limit=f"{limit:g}",
            areas_word=areas_word,
        )
    ]


# --------------------------------------------------------------------------------------- the floor


def refuse_floor_above_all(counts: pd.DataFrame, floors: Mapping[str, float], *, file: str) -> None:
    """Refuse a floor that all areas together do not reach."""
    for name, floor in floors.items():
        total = float(counts[name].sum())
        if total >= floor:
            continue
        raise trouble(
            "floor_above_all",
            f"the floor of {floor:g} ({name}) is above all {total:.0f}",
            file=file,
            hint="take a lower floor, or more areas",
            floor=integer(floor),
            people=integer(total),
            counted=name,
        )


def people_of(rows: gpd.GeoDataFrame, units: Units) -> pd.Series:
    """The people of each unit, in the order of its code."""
    return sum_of_units(rows["population"], units).rename("people")


def sum_of_units(counts: pd.Series, units: Units) -> pd.Series:
    """What the rows of each unit have together, in the order of its code."""
    from sozialraum import spatial

    kept = units.rows
    result: pd.Series = spatial.add_up(
        counts.astype(float).loc[kept.index].rename("count"), kept, units=units.codes
    )["count"]
    return result


def quarter_groups(
    squares: gpd.GeoDataFrame, counts: pd.DataFrame, floors: Mapping[str, float]
) -> tuple[list[list[str]], list[Finding]]:
    """Which squares make a quarter: they hang together, lie close and keep every floor.

    As many quarters as the floor leaves, each around its middle (:func:`typology.regions` on the
    positions of the squares, weighted by people). Squares that touch are neighbours; parts of the
    town that do not touch are linked to the nearest square of another part.
    """
    import pandas as pd

    from sozialraum import typology

    people = squares["population"].astype(float)
    centres = squares.geometry.centroid
    at = pd.DataFrame({"east": centres.x, "north": centres.y}, index=squares.index)
    links = _links_of_squares(squares)
    names = list(floors)
    counts = counts.loc[squares.index, names]
    most = min(int(counts[name].sum() // floors[name]) for name in names)
    for count in range(max(most, 1), 0, -1):
        try:
            made = typology.regions(
                at,
                count,
                links,
                method="redcap_full_ward",
                counts=counts,
                least=dict(floors),
                weights=people,
            )
        except InvalidInput:  # so many cannot all have the floor
            continue
        if all(float(made.totals[name].min()) >= floors[name] for name in names):
            break
    types = sorted(str(name) for name in made.types.unique())
    return [[str(c) for c in made.types.index[made.types == one]] for one in types], []


def _links_of_squares(squares: gpd.GeoDataFrame) -> pd.DataFrame:
    """Squares that touch, and the shortest links between parts that do not; costs are metres."""
    import numpy as np
    import pandas as pd

    from sozialraum import spatial

    centres = squares.geometry.centroid
    at = np.column_stack([centres.x, centres.y])
    weights = spatial.contiguity(squares)
    codes = np.asarray(weights.codes, dtype=object)
    ones, others = np.repeat(np.arange(len(codes)), np.diff(weights.indptr)), weights.indices
    touching = pd.DataFrame(
        {
            "from": codes[ones],
            "to": codes[others],
            "cost": np.hypot(*(at[ones] - at[others]).T),
        }
    )
    bridges = spatial.bridges(squares, weights).rename(columns={"metres": "cost"})
    return pd.concat([touching, bridges], ignore_index=True)


_NEIGHBOURS = 40  # of each place that are looked at; more never lie beside it


def floor_groups(
    points: gpd.GeoDataFrame,
    counts: pd.DataFrame,
    floors: Mapping[str, float],
    roads: Roads,
    *,
    mode: Mode,
) -> tuple[list[list[str]], list[Finding]]:
    """Which places are counted together, so that each group keeps every floor.

    Neighbours alone, by road (straight line without roads): as many groups as possible, and of
    those the nearest (:func:`typology.aggregate_to_floor`).

    Parameters
    ----------
    points : geopandas.GeoDataFrame
        A place a unit, with ``population``.
    counts : pandas.DataFrame
        Units x what is counted.
    floors : dict of str to float
        What is counted -> at least so many; a group is called after its area with most of the
        first.
    """
    from sozialraum import typology

    links = neighbours_by_minutes(points, roads, mode=mode)
    made = typology.aggregate_to_floor(counts, dict(floors), links)
    groups = [[str(code) for code in members] for members in made.units["members"]]
    told = [f for f in made.findings if f.code == "floor_not_reached"]
    return groups, told


def neighbours_by_minutes(points: gpd.GeoDataFrame, roads: Roads, *, mode: Mode) -> pd.DataFrame:
    """Pairs of places between which no third one lies, with the minutes of their way.

    See :func:`sozialraum.spatial.gabriel_pairs`.
    """
    from sozialraum import spatial

    return spatial.gabriel_pairs(minutes_between(points, roads, mode=mode, k=_NEIGHBOURS + 1))


def minutes_between(areas: gpd.GeoDataFrame, roads: Roads, *, mode: Mode, k: int) -> pd.DataFrame:
    """From each area to the nearest k (the area itself among them): ``from``, ``to``, ``minutes``.

    By road, by straight line without roads; areas without a way are in no pair.
    """
    import pandas as pd

    found = minutes_to_places(areas, middle_points(areas), roads, mode=mode, k=k)
    pairs = [
        (str(code), other, float(time))
        for rank in range(found.facility.shape[1])
        for code, other, time in zip(
            areas.index, found.facility.iloc[:, rank], found.minutes.iloc[:, rank], strict=True
        )
        if isinstance(other, str) and other != str(code) and time == time
    ]
    return pd.DataFrame(pairs, columns=["from", "to", "minutes"])


def merged(
    units: Units,
    groups: Sequence[Sequence[str]],
    people: pd.Series,
    counts: pd.DataFrame,
    floors: Mapping[str, float],
) -> Units:
    """Units that are counted together; the one of most people gives the code.

    Parameters
    ----------
    groups : list of lists of str
        Codes of units, each in one group.
    people : pandas.Series
        By unit.
    counts, floors
        As in :func:`floor_groups`.
    """
    small = {str(c) for name, least in floors.items() for c in counts.index[counts[name] < least]}
    code_of, members, below = {}, {}, {}
    for group in groups:
        order = sorted(group, key=lambda code: (-float(people[code]), code))
        for code in order:
            code_of[code] = order[0]
        members[order[0]] = tuple(name for code in order for name in units.members[code])
        below[order[0]] = tuple(
            name for code in order if code in small for name in units.members[code]
        )
    of_row = units.of_row.map(lambda code: None if code is None else code_of[code])
    several = {code: names for code, names in members.items() if len(names) > 1}
    findings = list(units.findings)
    if several:
        count = sum(len(names) for names in several.values())
        findings.append(
            note(
                "units_merged",
                f"{count} areas were merged to {len(several)}, so that each keeps the floors",
                areas=[name for code in sorted(several) for name in several[code]],
                count=str(count),
                units=str(len(several)),
                floor=less_than(floors),
            )
        )
    return replace(
        units,
        of_row=of_row,
        members=members,
        below={code: names for code, names in below.items() if code in several},
        floors=dict(floors),
        findings=findings,
    )
