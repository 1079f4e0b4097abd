"""OpenStreetMap files into road graphs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from numbers import Integral
from typing import TYPE_CHECKING, Any

from sozialraum import _osm
from sozialraum.core import Finding, Place, Severity
from sozialraum.core.door import require_count, require_flag, require_path
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.osm.speed_table import require_mode, table_of, tables_of

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from sozialraum.network import RoadGraph
    from sozialraum.network.linking import Barriers
    from sozialraum.osm.speed_table import Mode, Path, Speeds


Progress = Callable[[int, int], object]


def report_frame(rows: Iterable[tuple[str, str, str, int, str]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows), columns=["subject", "effect", "reason", "count", "meaning"])


def _surfaces(
    built_up: gpd.GeoDataFrame | gpd.GeoSeries | None,
) -> tuple[list[list[Any]], list[Finding]]:
    """Surfaces as lists of rings, each an (n, 2) array of degrees, and what was left out."""
    if built_up is None:
        return [], []
    import geopandas as gpd

    if not isinstance(built_up, gpd.GeoDataFrame | gpd.GeoSeries):
        raise invalid_argument(
            "built_up", f"is a {type(built_up).__name__}", "give surfaces as a GeoDataFrame"
        )
    if built_up.crs is None:
        raise invalid_argument(
            "built_up",
            "the surfaces have no coordinate reference system",
            "set it with built_up.set_crs(...)",
            code="no_crs",
        )
    import numpy as np
    import shapely

    geometry = built_up.geometry.to_crs(4326)
    parts, row = shapely.get_parts(np.asarray(geometry.array), return_index=True)
    surface = (shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(
        parts
    )
    rings = [
        [np.asarray(ring.coords, dtype=float)[:, :2] for ring in (part.exterior, *part.interiors)]
        for part in parts[surface]
    ]
    whole = np.isin(np.arange(len(geometry)), row) & ~np.isin(
        np.arange(len(geometry)), row[~surface]
    )
    return rings, _no_surfaces(geometry[~whole], len(geometry), some=bool(rings))


def _no_surfaces(others: gpd.GeoSeries, count: int, *, some: bool) -> list[Finding]:
    """What to say of rows that are no surfaces, or not only; refuses if nothing else is there."""
    if others.empty:
        return []
    kinds = others.geom_type.where(~others.is_empty).fillna("empty").value_counts()
    told = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    message = f"{len(others)} of {count} geometries are no surfaces ({told})"
    hint = "give polygons; lines and points hold no land"
    if not some:
        raise invalid_argument("built_up", f"holds no surface: {message}", hint)
    return [
        Finding(
            code="no_surface",
            message=f"{message}; what is none was left out",
            severity=Severity.WARNING,
            place=Place(argument="built_up"),
            hint=hint,
            areas=tuple(str(label) for label in others.index),
        )
    ]


def _require_margin(cells: int) -> None:
    """The library checks the range; only what is no C++ int is ours to refuse."""
    whole = isinstance(cells, Integral) and not isinstance(cells, bool)
    if not whole or abs(cells) >= 2**31:
        raise invalid_argument(
            "margin_cells",
            f"is {shown(cells)}",
            "use a whole number from 0 to 100; a cell is about 28 m",
        )


def read_roads(
    path: Path,
    *,
    mode: Mode = "car",
    speeds: Speeds | None = None,
    built_up: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
    land_use: bool = True,
    places: bool = True,
    margin_cells: int = 1,
    through_restricted: bool = True,
    turn_restrictions: bool = True,
    bends: bool = True,
    barriers: Barriers = None,
    smallest_component: int = 0,
    threads: int = 0,
    progress: Progress | None = None,
) -> RoadGraph:
    """Which roads of an OpenStreetMap file may a mode take, and how long does each piece last?

    Parameters
    ----------
    path : path
        ``.osm.pbf``, ``.osm.gz``, ``.osm.bz2`` or ``.osm``; the content decides, not the name.
    mode : {"car", "bicycle", "foot"}
    speeds : SpeedTable, path or dict, optional
        Another speed table, its file, or numbers that replace some of the shipped table
        (:meth:`SpeedTable.with_speeds`).
    built_up : GeoDataFrame or GeoSeries of surfaces, optional
        Settlements or inhabited grid cells in any CRS, added to what the file itself knows.
    land_use, places : bool
        Use built-up land and place nodes of the file to tell town from country.
    margin_cells : int
        Cells of about 28 m added around built-up land, 0 to 100.
    through_restricted : bool
        False leaves out roads that are open at the ends of a way only (private, destination, ...).
        Kept, they may begin or end a way but are never driven through.
    turn_restrictions : bool
        Forbid the turns of restriction relations at nodes.
    bends : bool
        Keep the bends of the roads, which snapping and maps need.
    barriers : "water" or GeoDataFrame of lines or surfaces, optional
        What nobody crosses off the roads; places are linked to the nearest road on their own side
        (:meth:`RoadGraph.linking`). "water" = rivers, canals and shores of the file. Without it
        these are known all the same, and places linked across them are a finding.
    smallest_component : int
        Parts of the network that are not linked to the rest both ways (islands) count from so many
        nodes on; 0 = from a kilometre of roads on.
    threads : int
        Threads that unpack the file; 0 = all. The result never depends on it.
    progress : callable, optional
        Called with (done, total) about ten times a second.

    Returns
    -------
    network.RoadGraph
        With ``import_report`` (DataFrame subject, effect, reason, count, meaning) and ``findings``,
        the first of which, ``speed_table``, names the table behind all times and says how much of
        the network lies in built-up areas. Nodes carry their OpenStreetMap ids.

    Raises
    ------
    InvalidInput
        ``missing_file``, ``empty_file``, ``not_an_osm_file``, ``history_file``, ``damaged_file``,
        ``incomplete_answer``, ``no_road``, ``bad_speed_table``.

    Examples
    --------
    >>> graph = read_roads("data/roads_osm/north-bayreuth.osm.gz", mode="car")  # doctest: +SKIP
    """
    require_mode(mode)
    _require_margin(margin_cells)
    surfaces, left_out = _surfaces(built_up)
    options = {
        "speeds": table_of(mode, speeds).text,
        "surfaces": surfaces,
        "land_use": require_flag(land_use, "land_use"),
        "places": require_flag(places, "places"),
        "margin_cells": margin_cells,
        "through_restricted": require_flag(through_restricted, "through_restricted"),
        "turn_restrictions": require_flag(turn_restrictions, "turn_restrictions"),
        "bends": require_flag(bends, "bends"),
        "waters": True,
    }
    from sozialraum.network import RoadGraph  # registers the graph that comes back

    (made,) = _osm.read_roads(
        require_path(path, "path"), [(mode, options)], progress, require_count(threads, "threads")
    )
    graph = RoadGraph(
        made["graph"],
        import_report=report_frame(made["report"]),
        findings=[*made["findings"], *left_out],
    )
    graph._waters = made["waters"]
    return graph.linking(barriers=barriers, smallest_component=smallest_component)


def read_all_modes(
    path: Path,
    modes: Sequence[Mode] = ("car", "bicycle", "foot"),
    *,
    speeds: Mapping[Mode, Speeds] | None = None,
    built_up: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
    land_use: bool = True,
    places: bool = True,
    margin_cells: int = 1,
    through_restricted: bool = True,
    turn_restrictions: bool = True,
    bends: bool = True,
    barriers: Barriers = None,
    smallest_component: int = 0,
    threads: int = 0,
    progress: Progress | None = None,
) -> dict[Mode, RoadGraph]:
    """Read the roads of several modes with one scan of the file.

    Parameters
    ----------
    path : path
    modes : sequence of {"car", "bicycle", "foot"}
        None twice.
    speeds : dict, optional
        Mode to what :func:`read_roads` takes as `speeds`; other modes take the shipped table.
    built_up, land_use, places, margin_cells, through_restricted, turn_restrictions, bends
    barriers, smallest_component
        As in :func:`read_roads`, the same for all modes.
    threads, progress
        As in :func:`read_roads`.

    Returns
    -------
    dict
        Mode to the graph that ``read_roads(path, mode=mode)`` gives.

    Raises
    ------
    InvalidInput
        As :func:`read_roads`; ``no_road`` if any mode finds none.

    Examples
    --------
    >>> graphs = read_all_modes("data/roads_osm/porto_portugal.osm.pbf")  # doctest: +SKIP
    >>> sorted(graphs)  # doctest: +SKIP
    ['bicycle', 'car', 'foot']
    """
    tables = tables_of(modes, speeds)
    _require_margin(margin_cells)
    surfaces, left_out = _surfaces(built_up)
    wanted = [
        (
            mode,
            {
                "speeds": tables[mode].text,
                "surfaces": surfaces,
                "land_use": require_flag(land_use, "land_use"),
                "places": require_flag(places, "places"),
                "margin_cells": margin_cells,
                "through_restricted": require_flag(through_restricted, "through_restricted"),
                "turn_restrictions": require_flag(turn_restrictions, "turn_restrictions"),
                "bends": require_flag(bends, "bends"),
                "waters": True,
            },
        )
        for mode in modes
    ]
    from sozialraum.network import RoadGraph  # registers the graphs that come back

    made = _osm.read_roads(
        require_path(path, "path"), wanted, progress, require_count(threads, "threads")
    )
    graphs: dict[Mode, RoadGraph] = {}
    for mode, one in zip(modes, made, strict=True):
        graph = RoadGraph(
            one["graph"],
            import_report=report_frame(one["report"]),
            findings=[*one["findings"], *left_out],
        )
        graph._waters = one["waters"]
        graphs[mode] = graph.linking(barriers=barriers, smallest_component=smallest_component)
    return graphs
