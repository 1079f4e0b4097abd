"""Which areas does a level speak of, where do they lie, and what are they called?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sozialraum.core import (
    AreaTable,
    Finding,
    InvalidInput,
    Place,
    Severity,
    nearest_name,
    unknown_name,
)
from sozialraum.level.trouble import note, trouble, warning
from sozialraum.level.villages import match_places, refuse_total_rows
from sozialraum.project.load import LoadedProject
from sozialraum.project.points import place_points, require_places
from sozialraum.project.schema import Boundaries, Grid, Level, Places
from sozialraum.project.spread import with_spread_people
from sozialraum.project.tables import read_level_table
from sozialraum.project.where import option_place, require_file

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = ["LevelAreas", "read_level_areas"]


@dataclass
class LevelAreas:
    """The inhabited areas of a level.

    Attributes
    ----------
    table : AreaTable
        The rows of all inhabited areas, before any are set aside.
    areas : geopandas.GeoDataFrame
        Index area code; ``name``, ``population``, ``shown``, ``focus``, ``geometry`` in the
        level's CRS.
    wider : AreaTable, optional
        The rows of the wider region, where the project file names one.
    findings : list of Finding
    operations : list of str
        Coordinate operations that were used.
    """

    table: AreaTable
    areas: gpd.GeoDataFrame
    wider: AreaTable | None = None
    findings: list[Finding] = field(default_factory=list)
    operations: list[str] = field(default_factory=list)


def read_level_areas(loaded: LoadedProject, level: Level) -> LevelAreas:
    """Read table and polygons of a level, join them and leave uninhabited areas out."""
    table = read_level_table(loaded, level)
    if level.people_from is not None:
        table = with_spread_people(loaded, level, level.people_from, table)
    _refuse_total_rows(loaded, level, table)
    result = LevelAreas(table, _frame(loaded, level, table))
    result.findings += list(table.findings) + list(result.areas.attrs.pop("findings", []))
    result.operations += list(result.areas.attrs.pop("operations", []))
    _refuse_impossible_population(table, level)
    _leave_out_uninhabited(result, level)
    _keep_among(result, level)
    _select(result, level, str(loaded.resolve(level.table.file)))
    if not level.of_units:
        _check_focus(loaded, level, result.areas)
    return result


# --------------------------------------------------------------------------------------- geometry


def _frame(loaded: LoadedProject, level: Level, table: AreaTable) -> gpd.GeoDataFrame:
    if level.grid is not None:
        return _cells(level, level.grid, table)
    if level.boundaries is not None:
        return _polygons(loaded, level, level.boundaries, table)
    assert level.places is not None
    return _villages(loaded, level, level.places, table)


def _cells(level: Level, grid: Grid, table: AreaTable) -> gpd.GeoDataFrame:
    import geopandas as gpd
    from shapely import box

    from sozialraum import gis

    half = grid.size / 2
    east, north = table.column(grid.east), table.column(grid.north)
    shapes = box(east - half, north - half, east + half, north + half)
    frame = gpd.GeoDataFrame(index=table.data.index, geometry=shapes, crs=grid.crs)
    if frame.crs.equals(level.crs):
        return frame
    moved = gis.transform(frame, level.crs)
    moved.attrs = {"operations": [moved.attrs.get("crs_operation", "")]}
    return moved


def _polygons(
    loaded: LoadedProject, level: Level, boundaries: Boundaries, table: AreaTable
) -> gpd.GeoDataFrame:
    from sozialraum import gis

    path = require_file(loaded, boundaries.file)
    options = {
        name: value
        for name, value in (("layer", boundaries.layer), ("crs", boundaries.crs))
        if value
    }
    polygons = gis.read_areas(
        path,
        key=boundaries.key,
        kind=level.table.key_kind,
        make_valid=boundaries.make_valid,
        repair_ags=boundaries.repair_ags,
        **options,
    )
    findings = list(polygons.attrs.get("findings", []))
    findings += _match(table, polygons, level, boundaries)
    moved = gis.transform(polygons[["geometry"]], level.crs)
    frame = moved.loc[table.data.index]
    frame.attrs = {"findings": findings, "operations": [moved.attrs.get("crs_operation", "")]}
    return frame


def _villages(
    loaded: LoadedProject, level: Level, places: Places, table: AreaTable
) -> gpd.GeoDataFrame:
    """The place of each row, as a point."""
    from sozialraum import gis

    named = place_points(loaded, level)
    assert named is not None
    require_places(loaded, level, len(named))
    names = [str(name) for name in named["name"]]
    rows, findings = match_places(
        [str(code) for code in table.data.index],
        names,
        places.same_as,
        file=places.file,
        table=level.table.file,
    )
    unused = sorted(set(names) - {names[row] for row in rows})
    if unused and not places.osm:
        findings.append(
            warning(
                "places_without_row",
                f"{len(unused)} places have no row in the table: {', '.join(unused)}",
                count=str(len(unused)),
                listed=", ".join(unused),
            )
        )
    chosen = named.iloc[rows][["geometry"]].set_axis(table.data.index)
    moved = gis.transform(chosen, level.crs)
    frame = moved[["geometry"]].copy()
    frame.attrs = {"findings": findings, "operations": [moved.attrs.get("crs_operation", "")]}
    return frame


def _match(
    table: AreaTable, polygons: gpd.GeoDataFrame, level: Level, boundaries: Boundaries
) -> list[Finding]:
    """Every row needs a polygon; polygons without a row are an error unless they may be left
    out.
    """
    rows, shapes = list(table.data.index), list(polygons.index)
    missing = sorted(set(rows) - set(shapes))
    if missing:
        raise trouble(
            "keys_without_polygon",
            f"{len(missing)} of {len(rows)} rows of the table have no polygon",
            file=boundaries.file,
            column=boundaries.key,
            areas=missing,
            hint="use boundaries of the same year, or take the rows out of the table",
            table=level.table.file,
            count=str(len(missing)),
            total=str(len(rows)),
        )
    extra = sorted(set(shapes) - set(rows))
    if not extra:
        return []
    if boundaries.without_data == "error":
        raise trouble(
            "polygons_without_key",
            f"{len(extra)} of {len(shapes)} polygons have no row in the table",
            file=boundaries.file,
            column=boundaries.key,
            areas=extra,
            hint="say 'without_data: leave_out' under boundaries if that is right",
            table=level.table.file,
            count=str(len(extra)),
            total=str(len(shapes)),
        )
    return [
        note(
            "polygons_left_out",
            f"{len(extra)} polygons without a row in the table were left out",
            areas=extra,
            count=str(len(extra)),
        )
    ]


# -------------------------------------------------------------------------------------- selection

_MOST_PEOPLE = 1e10  # more than there are on Earth


def _refuse_total_rows(loaded: LoadedProject, level: Level, table: AreaTable) -> None:
    """Of villages alone: official keys of communes tell a total by themselves."""
    if not level.of_places:
        return
    refuse_total_rows(
        table.column(level.population),
        file=str(loaded.resolve(level.table.file)),
        column=level.population,
        key=level.table.key,
    )


def _refuse_impossible_population(table: AreaTable, level: Level) -> None:
    population = table.column(level.population)
    impossible = population[(population < 0) | (population > _MOST_PEOPLE)]
    if impossible.empty:
        return
    raise trouble(
        "impossible_population",
        f"{len(impossible)} areas have an impossible number of people in '{level.population}'",
        file=level.table.file,
        column=level.population,
        areas=[str(code) for code in impossible.index],
        hint="correct the figure; if it stands for 'no value', name it under 'missing_codes'",
        found=f"{float(impossible.iloc[0]):.12g}",
    )


def _leave_out_uninhabited(result: LevelAreas, level: Level) -> None:
    population = result.table.column(level.population)
    inhabited = population > 0
    if not inhabited.any():
        raise trouble(
            "no_inhabited_area",
            f"no area has any people in the column '{level.population}'",
            file=level.table.file,
            column=level.population,
            hint="check the column name and the missing codes",
        )
    _tell_left_out(result, level, population)
    keep = sorted(population.index[inhabited])  # whatever the order of the rows in the file
    _keep(result, keep)
    result.areas["population"] = population[keep]


def _tell_left_out(result: LevelAreas, level: Level, population: pd.Series) -> None:
    """Areas whose number of people is not known, and areas of nobody, by name."""
    unknown = [str(area) for area in population.index[population.isna()]]
    empty = [str(area) for area in population.index[population == 0]]
    areas = unknown + empty
    if not areas:
        return
    shown = ", ".join(areas[:5]) + (", ..." if len(areas) > 5 else "")
    result.findings.append(
        note(
            "uninhabited_left_out",
            f"{len(areas)} areas were left out, {len(unknown)} of them because their number of "
            f"people is missing or secret, the others because nobody lives there: {shown}",
            areas=areas,
            count=str(len(areas)),
            unknown=str(len(unknown)),
            areas_word=level.rows_word,
        )
    )


def _keep_among(result: LevelAreas, level: Level) -> None:
    """The areas that are compared at all, if the project file names some."""
    among, file = level.among, level.table.file
    if not among.starts_with:
        return
    labels = _labels(result, among.column, level, file)

    def beginning(text: str) -> list[str]:
        pairs = zip(result.areas.index, labels, strict=True)
        return [code for code, label in pairs if label.startswith(text)]

    kept = beginning(among.starts_with)
    if not kept:
        raise trouble(
            "nothing_to_show",
            f"no area of the level '{level.id}' begins with '{among.starts_with}'",
            file=file,
            column=among.column or level.table.key,
            hint="check 'among' in the project file",
            found=among.starts_with,
        )
    left_out = len(result.areas) - len(kept)
    if left_out:
        result.findings.append(
            note(
                "outside_comparison",
                f"{left_out} areas do not begin with '{among.starts_with}' and were left out",
                count=str(left_out),
                areas_word=level.rows_word,
                found=among.starts_with,
            )
        )
    if level.wider is not None:
        result.wider = _rows(result.table, beginning(level.wider.starts_with))
    _keep(result, kept)


def _keep(result: LevelAreas, codes: list[str]) -> None:
    result.table = _rows(result.table, codes)
    result.areas = result.areas.loc[codes].copy()


def _rows(table: AreaTable, codes: list[str]) -> AreaTable:
    return AreaTable(
        table.data.loc[codes], table.states.loc[codes], table.texts.loc[codes], table.findings
    )


def _select(result: LevelAreas, level: Level, file: str) -> None:
    areas, show = result.areas, level.show
    labels = _labels(result, show.column, level, file)
    areas["shown"] = [bool(label.startswith(show.starts_with)) for label in labels]
    areas["focus"] = [bool(show.focus) and code == show.focus for code in areas.index]
    areas["name"] = _labels(result, level.name, level, file)
    if not areas["shown"].any():
        raise trouble(
            "nothing_to_show",
            f"no area of the level '{level.id}' begins with '{show.starts_with}'",
            file=level.table.file,
            column=show.column or level.table.key,
            hint="check 'show' in the project file",
            found=show.starts_with,
        )


def _check_focus(loaded: LoadedProject, level: Level, areas: gpd.GeoDataFrame) -> None:
    """The area in focus must be one that is shown: a report without it would look complete."""
    focus = level.show.focus
    if not focus or areas.loc[areas["focus"], "shown"].any():
        return
    shown = [str(code) for code in areas.index[areas["shown"]]]
    known = focus in areas.index
    nearest = nearest_name(focus, shown)
    raise InvalidInput(
        Finding(
            "focus_not_shown" if known else "unknown_focus",
            f"the area '{focus}' in focus is not {'shown' if known else 'an inhabited area'}",
            Severity.WARNING,
            option_place(loaded, level, "show", "focus"),
            f"did you mean '{nearest}'?" if nearest else "give the key of an area that is shown",
            details={"found": focus, "nearest": nearest, "selection": level.show.starts_with},
        )
    )


def _codes(areas: gpd.GeoDataFrame) -> list[str]:
    return [str(code) for code in areas.index]


def _labels(result: LevelAreas, column: str, level: Level, file: str) -> list[str]:
    """The texts of a column; the keys, if it is their column or none is named."""
    texts = result.table.texts
    if column in texts.columns:
        return [str(text) for text in texts.loc[result.areas.index, column].fillna("")]
    if not column or column == level.table.key:
        return _codes(result.areas)
    columns = [*map(str, texts.columns), *([level.table.key] if level.table.key else [])]
    raise unknown_name("column", column, columns, Place(file=file))
