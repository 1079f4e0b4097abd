"""From the rows of a table to the areas of the report: to villages, quarters, neighbours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from sozialraum.core import AreaTable, Finding, InvalidInput, Severity, nearest_name, unknown_name
from sozialraum.level.measures import with_derived
from sozialraum.level.siting import Homes
from sozialraum.level.sums import add_up_table, add_up_ways, catalogue_of_sums, own_minutes
from sozialraum.level.trouble import note, trouble, warning
from sozialraum.level.units import (
    Units,
    belonging_to_places,
    floor_groups,
    merged,
    people_of,
    quarter_groups,
    refuse_floor_above_all,
    sum_of_units,
)
from sozialraum.level.villages import draw_places, refuse_far_places
from sozialraum.level.ways import Roads, Ways, measure_ways
from sozialraum.project.areas import LevelAreas
from sozialraum.project.load import LoadedProject
from sozialraum.project.points import facility_points, require_places
from sozialraum.project.schema import AddUp, Level
from sozialraum.project.where import option_place
from sozialraum.words import units as words

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from sozialraum.indicator import Catalogue

__all__ = ["Ground", "ground_of", "ground_of_units"]

Drawn = Literal["areas", "cells", "circles", "squares"]


@dataclass
class Ground:
    """The areas of a level with what is known of them before indicators and types.

    Attributes
    ----------
    level : Level
        As it reads the table of these areas.
    remarks : dict
        Code -> sentences that its page has to say.
    inhabited : geopandas.GeoSeries, optional
        Squares in which people live, for orientation on a map of larger areas.
    homes : Homes, optional
        The rows, where areas are made of these.
    """

    level: Level
    areas: gpd.GeoDataFrame
    table: AreaTable
    ways: Ways
    catalogue: Catalogue
    drawn: Drawn = "areas"
    remarks: dict[str, list[str]] = field(default_factory=dict)
    inhabited: gpd.GeoSeries | None = None
    homes: Homes | None = None
    findings: list[Finding] = field(default_factory=list)


def ground_of(
    loaded: LoadedProject,
    level: Level,
    read: LevelAreas,
    rows: gpd.GeoDataFrame,
    outline: Any,
    catalogue: Catalogue,
    roads: Roads,
    say: Callable[[str], None],
) -> Ground:
    """The rows of the table as they are, places drawn."""
    drawn, found = _drawn_rows(level, rows, outline)
    ways = _ways(loaded, level, drawn, roads, say)
    shape: Drawn = "areas"
    if level.of_places:
        shape = "circles" if outline is None else "cells"
    return Ground(level, drawn, read.table, ways, catalogue, shape, findings=found)


def _drawn_rows(
    level: Level, rows: gpd.GeoDataFrame, outline: Any
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Places with a shape to be drawn; the point itself stands in ``at``."""
    if not level.of_places:
        return rows, []
    assert level.places is not None
    refuse_far_places(rows.geometry, outline, file=level.places.file)
    shapes, findings = draw_places(rows.geometry, rows["population"], outline)
    drawn = rows.set_geometry(shapes)
    drawn["at"] = rows.geometry
    return drawn, findings


def _ways(
    loaded: LoadedProject,
    level: Level,
    rows: gpd.GeoDataFrame,
    roads: Roads,
    say: Callable[[str], None],
) -> Ways:
    options = {facility.id: facility for facility in level.facilities}
    return measure_ways(
        level, rows, lambda kind: facility_points(loaded, options[kind]), roads, say=say
    )


# ------------------------------------------------------------------------------------------- units


def ground_of_units(
    loaded: LoadedProject,
    level: Level,
    read: LevelAreas,
    rows: gpd.GeoDataFrame,
    places: gpd.GeoDataFrame | None,
    outline: Any,
    catalogue: Catalogue,
    roads: Roads,
    say: Callable[[str], None],
) -> Ground:
    """The rows of the table added up to larger areas, none of them below the floor."""
    table = with_derived(read.table, level)
    floors, counted = _floors(loaded, level, rows, table)
    refuse_floor_above_all(counted, floors, file=level.table.file)
    drawn, findings = _drawn_rows(level, rows, outline)
    ways = _ways(loaded, level, drawn, roads, say)
    units, spots = _units(loaded, level, drawn, places, roads)
    people = people_of(drawn, units)
    named = {code: names[0] for code, names in units.members.items()}  # still one place each
    units.own_minutes = own_minutes(ways, units, drawn["population"]).rename(index=named)
    if level.add_up is not None and level.add_up.to == "quarters":
        units = _quarters(level, drawn, units, counted, floors)
    elif floors:
        points = spots.loc[units.codes].assign(population=people)
        mode = "car" if level.add_up is None else level.add_up.mode
        sums = counted.apply(sum_of_units, units=units)
        groups, told = floor_groups(points, sums, floors, roads, mode=mode)
        units = merged(units, groups, people, sums, floors)
        units.findings += told
    made_ways = add_up_ways(ways, units, drawn["population"])
    summed = _plain(level)
    areas = _frame(level, drawn, units, spots, outline)
    added = add_up_table(
        table,
        units,
        catalogue,
        ways,
        population=level.population,
        used=[use.id for use in level.indicators],
        least_known=0.5 if level.add_up is None else level.add_up.least_known,
    )
    return Ground(
        level=summed,
        areas=areas,
        table=added,
        ways=made_ways,
        catalogue=catalogue_of_sums(catalogue, [use.id for use in level.indicators], ways),
        drawn=_shape(level, outline),
        remarks=_remarks(level, units, areas, made_ways),
        inhabited=drawn.geometry if level.grid is not None and _to_places(level) else None,
        homes=Homes(drawn, table, ways, units.of_row),
        findings=[*findings, *units.findings, *added.findings, *_approximations(level)],
    )


def _floors(
    loaded: LoadedProject, level: Level, rows: gpd.GeoDataFrame, table: AreaTable
) -> tuple[dict[str, float], pd.DataFrame]:
    """What must stand behind every area, and how many of it each row has; untold is nobody."""
    import pandas as pd

    counted = {words.PEOPLE: rows["population"].astype(float)} if level.floor > 0 else {}
    floors = {words.PEOPLE: level.floor} if level.floor > 0 else {}
    for number, one in enumerate(level.floors):
        if one.column not in table.data.columns:
            place = option_place(loaded, level, "floors", number, "column")
            known = [str(column) for column in table.data.columns]
            raise unknown_name("column", one.column, known, place)
        counted[one.name] = table.data[one.column].reindex(rows.index).fillna(0.0)
        floors[one.name] = one.least
    return floors, pd.DataFrame(counted, index=rows.index)


def _to_places(level: Level) -> bool:
    return level.add_up is not None and level.add_up.to == "places"


def _plain(level: Level) -> Level:
    """The options as they are for areas whose columns are computed and whose grid is gone."""
    return level.model_copy(update={"derive": {}, "grid": None, "name": "name"})


def _shape(level: Level, outline: Any) -> Drawn:
    if level.add_up is not None and level.add_up.to == "quarters":
        return "squares"
    if _to_places(level) or level.of_places:
        return "circles" if outline is None else "cells"
    return "areas"


def _units(
    loaded: LoadedProject,
    level: Level,
    rows: gpd.GeoDataFrame,
    places: gpd.GeoDataFrame | None,
    roads: Roads,
) -> tuple[Units, gpd.GeoDataFrame]:
    """Which rows belong together before the floor, and the spot of each of these units."""
    import pandas as pd

    if level.add_up is None or places is None:  # quarters may grow of all squares
        of_row = pd.Series([str(c) for c in rows.index], index=rows.index, dtype=object)
        members: dict[str, tuple[str, ...]] = {
            str(c): (str(name),) for c, name in rows["name"].items()
        }
        spots = rows[["population"]].set_geometry(_spots(rows)).set_axis(of_row.to_numpy())
        return Units(of_row, members), spots
    require_places(loaded, level, len(places))
    places, numbered = _numbered(places)
    units = belonging_to_places(
        rows,
        places,
        roads,
        mode=level.add_up.mode,
        within_minutes=level.add_up.within_minutes,
        areas_word=level.rows_word,
    )
    units.findings += numbered
    spots = places.set_axis([str(name) for name in places["name"]]).to_crs(rows.crs)
    _only(loaded, level, level.add_up, units)
    if not units.members:
        raise trouble(
            "no_row_near_a_place",
            f"no row of the level '{level.id}' lies within "
            f"{level.add_up.within_minutes:g} minutes of a place",
            file=level.places.file if level.places else "",
            hint="check the coordinates of both",
            limit=f"{level.add_up.within_minutes:g}",
            areas_word=level.rows_word,
        )
    return units, spots


def _spots(rows: gpd.GeoDataFrame) -> Any:
    import geopandas as gpd

    given = rows["at"] if "at" in rows.columns else rows.geometry.representative_point()
    return gpd.GeoSeries(given, index=rows.index, crs=rows.crs)


def _numbered(places: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Places of one name are told apart by a number, counted from west to east."""
    names = places["name"].astype(str)
    doubled = sorted(set(names[names.duplicated()]))
    if not doubled:
        return places, []
    ordered = places.assign(name=names).iloc[places.geometry.x.argsort(kind="stable")]
    number = ordered.groupby("name").cumcount() + 1
    told = [
        words.nth_place(name, n) if name in doubled else name
        for name, n in zip(ordered["name"], number, strict=True)
    ]
    text = f"{len(doubled)} names stand for several places, which are numbered"
    listed = ", ".join(doubled)
    return ordered.assign(name=told), [
        note("places_of_one_name", text, count=str(len(doubled)), listed=listed)
    ]


def _only(loaded: LoadedProject, level: Level, options: AddUp, units: Units) -> None:
    """Keep the rows of the places asked for."""
    if not options.only:
        return
    for number, name in enumerate(options.only):
        if name in units.members:
            continue
        nearest = nearest_name(name, sorted(units.members))
        raise InvalidInput(
            Finding(
                "unknown_place",
                f"there is no place '{name}' with people near it",
                Severity.WARNING,
                option_place(loaded, level, "add_up", "only", number),
                f"did you mean '{nearest}'?" if nearest else "",
                details={"found": name, "nearest": nearest},
            )
        )
    wanted = set(options.only)
    units.of_row = units.of_row.map(lambda code: code if code in wanted else None)
    units.members = {code: names for code, names in units.members.items() if code in wanted}
    units.findings = []  # about rows of other places


def _quarters(
    level: Level,
    rows: gpd.GeoDataFrame,
    units: Units,
    counted: pd.DataFrame,
    floors: dict[str, float],
) -> Units:
    """Squares grown to quarters of at least the floors, numbered from west to east."""
    kept = rows.loc[units.rows.index]
    groups, told = quarter_groups(kept, counted, floors)
    middles = [(float(kept.loc[group].geometry.union_all().centroid.x), group) for group in groups]
    ordered = [group for _, group in sorted(middles, key=lambda part: (part[0], part[1]))]
    code_of = {row: words.quarter_code(n) for n, group in enumerate(ordered, 1) for row in group}
    of_row = units.of_row.copy()
    of_row[:] = [code_of.get(row) for row in of_row.index]
    codes = [words.quarter_code(n) for n in range(1, len(ordered) + 1)]
    names = _quarter_names(level.area, kept, ordered)
    members: dict[str, tuple[str, ...]] = {
        code: (name,) for code, name in zip(codes, names, strict=True)
    }
    return Units(of_row, members, floors=floors, findings=[*units.findings, *told])


def _quarter_names(area: str, rows: gpd.GeoDataFrame, groups: list[list[str]]) -> list[str]:
    """By number and direction from the middle of the people."""
    people, spots = rows["population"], rows.geometry.centroid
    total = float(people.sum())
    middle = (float((spots.x * people).sum()) / total, float((spots.y * people).sum()) / total)
    span = float((spots.distance(_point(middle)) * people).sum()) / total
    names = []
    for number, group in enumerate(groups, 1):
        there, count = spots.loc[group], people.loc[group]
        east = float((there.x * count).sum() / count.sum()) - middle[0]
        north = float((there.y * count).sum() / count.sum()) - middle[1]
        names.append(words.quarter_name(area, number, east / span, north / span))
    return names


def _point(at: tuple[float, float]) -> Any:
    from shapely import Point

    return Point(at)


# --------------------------------------------------------------------------------------- the areas


def _frame(
    level: Level, rows: gpd.GeoDataFrame, units: Units, spots: gpd.GeoDataFrame, outline: Any
) -> gpd.GeoDataFrame:
    """Name, people, what is shown, shape and spot of every unit."""
    import geopandas as gpd
    import pandas as pd

    people, codes = people_of(rows, units), units.codes
    shapes = _shapes(level, rows, units, spots, outline)
    kept = rows.loc[units.rows.index]
    shown = kept["shown"].astype(bool).groupby(units.rows).any()
    focus = level.show.focus
    frame = gpd.GeoDataFrame(
        {
            "name": [words.together(units.members[code]) for code in codes],
            "short_name": [words.together_in_short(units.members[code]) for code in codes],
            "population": _told(level, people.reindex(codes)).to_numpy(),
            "shown": shown.reindex(codes).to_numpy(dtype=bool),
            "focus": [focus == code or focus in units.members[code] for code in codes],
        },
        geometry=shapes.reindex(codes).to_numpy(),
        index=pd.Index(codes, dtype=object),
        crs=rows.crs,
    )
    if focus and not frame["focus"].any():
        nearest = nearest_name(focus, codes)
        raise trouble(
            "unknown_focus",
            f"the area '{focus}' in focus is not an inhabited area",
            file=level.table.file,
            found=focus,
            nearest=nearest,
        )
    if _shape(level, outline) in ("cells", "circles"):
        frame["at"] = spots.geometry.reindex(codes).to_numpy()
    return frame


def _told(level: Level, people: pd.Series) -> pd.Series:
    """People that are spread by dwellings are told in tens: more would look exact."""
    return people if level.people_from is None else people.round(-1)


def _shapes(
    level: Level, rows: gpd.GeoDataFrame, units: Units, spots: gpd.GeoDataFrame, outline: Any
) -> gpd.GeoSeries:
    if not (_to_places(level) or level.of_places):
        kept = rows.loc[units.rows.index]
        return kept.geometry.groupby(units.rows).agg(lambda parts: parts.union_all())
    if outline is None:
        people = people_of(rows, units)
        return draw_places(spots.geometry.loc[units.codes], people, None)[0]
    single = {name: code for code, names in units.members.items() for name in names}
    names = _spot_names(level, rows, units)
    cells, _ = draw_places(spots.geometry.loc[list(names)], people_of(rows, units), outline)
    of_unit = [single[names[spot]] for spot in cells.index]
    return cells.groupby(of_unit).agg(lambda parts: parts.union_all())


def _spot_names(level: Level, rows: gpd.GeoDataFrame, units: Units) -> dict[str, str]:
    """Code of a spot -> what its place is called, for those that belong to a unit."""
    if level.add_up is not None:
        return {name: name for names in units.members.values() for name in names}
    return {str(code): str(rows["name"][code]) for code in units.rows.index}


# ------------------------------------------------------------------------------- what must be said


def _remarks(
    level: Level, units: Units, areas: gpd.GeoDataFrame, ways: Ways
) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    labels = {  # by the mode that the indicators use: the others stand in the table of ways
        next(c for c in f.columns if "_minutes" in c): words.way_label(
            f.options.name, f.modes[0].mode, straight=ways.method == "straight"
        )
        for f in ways.facilities
    }
    for code in areas.index:
        said: list[str] = []
        names = units.members[code]
        if len(names) > 1:
            said.append(words.merged(names, units.below.get(code, ()), units.floors))
            if units.own_minutes is not None:
                said += _own_ways(units.own_minutes.loc[list(names)], labels)
        if level.people_from is not None:
            said.append(words.PEOPLE_SPREAD)
        result[str(code)] = said
    return result


def _own_ways(minutes: pd.DataFrame, labels: dict[str, str]) -> list[str]:
    told = []
    for column, label in labels.items():
        own = {str(place): float(value) for place, value in minutes[column].dropna().items()}
        if len(own) > 1:
            told.append(words.own_minutes(label, own))
    return told


def _approximations(level: Level) -> list[Finding]:
    if level.people_from is None:
        return []
    return [
        warning(
            "people_spread",
            "people of larger squares are spread over smaller ones; an approximation",
            source=level.people_from.file,
        )
    ]
