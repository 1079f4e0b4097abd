"""OpenStreetMap files into road graphs and facilities.

    roads = osm.read_roads("oberfranken.osm.pbf", mode="car")
    kitas = osm.read_facilities("oberfranken.osm.pbf", {"amenity": "kindergarten"})

Reads ``.osm.pbf``, ``.osm.gz``, ``.osm.bz2`` and ``.osm``. Every dropped or repaired object is
counted in an import report; the rules and their sources stand in ``docs/methods/osm.md``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Literal

from sozialraum import _osm
from sozialraum._graphml import read_graphml, to_graphml
from sozialraum.core import (
    Finding,
    InvalidInput,
    Place,
    Severity,
    require_choice,
    require_count,
    require_flag,
    require_path,
)

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from sozialraum.network import RoadGraph

__all__ = [
    "Mode",
    "SpeedTable",
    "node_effect",
    "read_all_modes",
    "read_facilities",
    "read_graphml",
    "read_roads",
    "read_speed_table",
    "speed_limits",
    "speed_table",
    "to_graphml",
    "way_access",
]

Mode = Literal["car", "bicycle", "foot"]
Progress = Callable[[int, int], object]
_Path = str | os.PathLike[str]


@dataclass(frozen=True)
class SpeedTable:
    """How fast is a mode on a class of road, outside and inside built-up areas?

    speed = min(class, limit_factor x limit, caps)

    Attributes
    ----------
    name : str
        Goes with every result; ends in ``"+"`` if the table was changed.
    mode : {"car", "bicycle", "foot"}
    text : str
        The table as the text of its CSV file: print it, save it, change it, read it again.
    """

    name: str
    mode: str
    text: str
    _rows: tuple[tuple[str, str, float, float, str], ...]

    @property
    def frame(self) -> pd.DataFrame:
        """The rows: kind, key, rural, built_up (km/h; settings: seconds, km/h, factor), note."""
        import pandas as pd

        return pd.DataFrame(
            list(self._rows), columns=["kind", "key", "rural", "built_up", "note"]
        ).set_index(["kind", "key"])

    def with_speeds(self, speeds: Mapping[str, float | tuple[float, float]]) -> SpeedTable:
        """A copy with other free-flow speeds or settings.

        Parameters
        ----------
        speeds : dict
            Class of road (``"tertiary"``), cap (``"surface=gravel"``) or setting
            (``"signal_seconds"``) to one number, or to a pair outside, inside built-up areas.

        Raises
        ------
        InvalidInput
            A number is not above 0, or a key is neither a known class or setting nor a cap.

        Examples
        --------
        >>> table = speed_table("car").with_speeds({"tertiary": (70, 40)})
        >>> table.name, float(table.frame.loc[("class", "tertiary"), "rural"])
        ('car-rural-de-1+', 70.0)
        """
        if not isinstance(speeds, Mapping):
            raise _wrong("speeds", f"is {speeds!r}", 'give a mapping: {"tertiary": 70}')
        known = {key: kind for kind, key, *_ in self._rows if kind in ("class", "setting")}
        changes = []
        for key, value in speeds.items():
            pair = value if isinstance(value, tuple) else (value, value)
            numbers = [v for v in pair if isinstance(v, Real) and not isinstance(v, bool)]
            if len(pair) != 2 or len(numbers) != 2:
                raise _wrong(
                    "speeds",
                    f"has {value!r} for {key!r}",
                    "give a number of km/h, or a pair (outside, inside built-up areas)",
                )
            if not isinstance(key, str):
                raise _wrong("speeds", f"has the key {key!r}", 'name a class: {"tertiary": 70}')
            if key not in known and "=" not in key:
                from sozialraum.core import unknown_name

                raise unknown_name("class", key, list(known), Place(argument="speeds"))
            changes.append(
                (known.get(key, "cap"), key, float(numbers[0]), float(numbers[1]), "changed")
            )
        return _table(_osm.change_speed_table(self.text, changes))

    def __str__(self) -> str:
        return self.text


_Speeds = SpeedTable | _Path | Mapping[str, float | tuple[float, float]]


def _require_mode(mode: object, argument: str = "mode") -> str:
    return require_choice(mode, argument, ["car", "bicycle", "foot"])


def _table(facts: tuple[str, str, list[tuple[str, str, float, float, str]], str]) -> SpeedTable:
    name, mode, rows, text = facts
    return SpeedTable(name, mode, text, tuple(rows))


def speed_table(mode: Mode = "car") -> SpeedTable:
    """The table that ships with the library.

    Examples
    --------
    >>> speed_table("foot").name
    'foot-1'
    """
    return _table(_osm.built_in_speed_table(_require_mode(mode)))


def read_speed_table(path: _Path) -> SpeedTable:
    """Read a table from a CSV file such as those in ``data/speeds``.

    Raises
    ------
    InvalidInput
        ``missing_file``; ``bad_speed_table`` with file and line.
    """
    return _table(_osm.read_speed_table(require_path(path, "path")))


def way_access(tags: Mapping[str, str], mode: Mode = "car") -> dict[str, object]:
    """May the mode pass a way with these tags, and if not, why?

    Returns
    -------
    dict
        ``forward`` and ``backward`` ("yes", "ends_only", "no"), ``pushed``, ``ferry``,
        ``roundabout``, ``reason`` ("open", "access_tag", "class_not_for_mode", ...).

    Examples
    --------
    >>> way_access({"highway": "track", "tracktype": "grade3"})["reason"]
    'track_grade'
    """
    return dict(_osm.way_access(dict(tags), _require_mode(mode)))


def node_effect(tags: Mapping[str, str], mode: Mode = "car") -> dict[str, object]:
    """What does a node do to a road: ``closed``, ``delay`` ("barrier", "signals", "")?

    Examples
    --------
    >>> node_effect({"barrier": "bollard"}, "car")["closed"]
    True
    """
    return dict(_osm.node_effect(dict(tags), _require_mode(mode)))


def speed_limits(tags: Mapping[str, str]) -> dict[str, object]:
    """Which limit do the tags give: ``forward``, ``backward`` (km/h, 0 = none), ``settlement``?

    Examples
    --------
    >>> speed_limits({"maxspeed": "DE:rural"})["forward"]
    100.0
    """
    return dict(_osm.speed_limits(dict(tags)))


def _report_frame(rows: Iterable[tuple[str, str, str, int, str]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows), columns=["subject", "effect", "reason", "count", "meaning"])


def table_of(mode: Mode, speeds: _Speeds | None) -> SpeedTable:
    """The speed table that is meant: the shipped one, another, or one with some numbers changed."""
    if speeds is None:
        return speed_table(mode)
    if isinstance(speeds, SpeedTable):
        return speeds
    if isinstance(speeds, Mapping):
        return speed_table(mode).with_speeds(speeds)
    if not isinstance(speeds, str | os.PathLike) or speeds == "":
        raise _wrong("speeds", f"is {speeds!r}", "give a SpeedTable, its file, or a mapping")
    return read_speed_table(speeds)


def tables_of(
    modes: Sequence[Mode], speeds: Mapping[Mode, _Speeds] | None
) -> dict[Mode, SpeedTable]:
    """The speed tables of several modes, which must differ."""
    listed = isinstance(modes, Sequence) and not isinstance(modes, str | bytes)
    for mode in modes if listed else ():
        _require_mode(mode, "modes")
    if not listed or not modes or len(set(modes)) != len(modes):
        raise _wrong("modes", f"is {modes!r}", 'give a list of different modes: ["car", "foot"]')
    if not isinstance(speeds, Mapping | None):
        raise _wrong("speeds", f"is {speeds!r}", 'give a table for each mode: {"car": "my.csv"}')
    given = speeds or {}
    for mode in given:
        require_choice(mode, "speeds", list(modes))
    return {mode: table_of(mode, given.get(mode)) for mode in modes}


def _surfaces(
    built_up: gpd.GeoDataFrame | gpd.GeoSeries | None,
) -> tuple[list[list[Any]], list[Finding]]:
    """Surfaces as lists of rings, each an (n, 2) array of degrees, and what was left out."""
    if built_up is None:
        return [], []
    import geopandas as gpd

    if not isinstance(built_up, gpd.GeoDataFrame | gpd.GeoSeries):
        raise _wrong(
            "built_up", f"is a {type(built_up).__name__}", "give surfaces as a GeoDataFrame"
        )
    if built_up.crs is None:
        raise InvalidInput(
            Finding(
                code="no_crs",
                message="the surfaces have no coordinate reference system",
                severity=Severity.WARNING,
                place=Place(argument="built_up"),
                hint="set it with built_up.set_crs(...)",
            )
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
        raise _wrong("built_up", f"holds no surface: {message}", hint)
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


def _wrong(argument: str, message: str, hint: str) -> InvalidInput:
    return InvalidInput(
        Finding(
            code="invalid_argument",
            message=f"{argument} {message}",
            severity=Severity.WARNING,
            place=Place(argument=argument),
            hint=hint,
        )
    )


def _require_margin(cells: int) -> None:
    """The library checks the range; only what is no C++ int is ours to refuse."""
    whole = isinstance(cells, Integral) and not isinstance(cells, bool)
    if not whole or abs(cells) >= 2**31:
        raise _wrong(
            "margin_cells",
            f"is {cells!r}",
            "use a whole number from 0 to 100; a cell is about 28 m",
        )


def read_roads(
    path: _Path,
    *,
    mode: Mode = "car",
    speeds: _Speeds | None = None,
    built_up: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
    land_use: bool = True,
    places: bool = True,
    margin_cells: int = 1,
    through_restricted: bool = True,
    turn_restrictions: bool = True,
    bends: bool = True,
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
        ``no_road``, ``bad_speed_table``.

    Examples
    --------
    >>> graph = read_roads("data/roads_osm/north-bayreuth.osm.gz", mode="car")  # doctest: +SKIP
    """
    _require_mode(mode)
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
    }
    from sozialraum.network import RoadGraph  # registers the graph that comes back

    (made,) = _osm.read_roads(
        require_path(path, "path"), [(mode, options)], progress, require_count(threads, "threads")
    )
    return RoadGraph(
        made["graph"],
        import_report=_report_frame(made["report"]),
        findings=[*made["findings"], *left_out],
    )


def read_all_modes(
    path: _Path,
    modes: Sequence[Mode] = ("car", "bicycle", "foot"),
    *,
    speeds: Mapping[Mode, _Speeds] | None = None,
    built_up: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
    land_use: bool = True,
    places: bool = True,
    margin_cells: int = 1,
    through_restricted: bool = True,
    turn_restrictions: bool = True,
    bends: bool = True,
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
            },
        )
        for mode in modes
    ]
    from sozialraum.network import RoadGraph  # registers the graphs that come back

    made = _osm.read_roads(
        require_path(path, "path"), wanted, progress, require_count(threads, "threads")
    )
    return {
        mode: RoadGraph(
            one["graph"],
            import_report=_report_frame(one["report"]),
            findings=[*one["findings"], *left_out],
        )
        for mode, one in zip(modes, made, strict=True)
    }


def _filter_list(
    filters: Mapping[str, str | Sequence[str] | Literal[True]],
) -> list[tuple[str, list[str]]]:
    if not isinstance(filters, Mapping):
        raise _wrong("filters", f"is {filters!r}", 'give a mapping: {"amenity": "school"}')
    result: list[tuple[str, list[str]]] = []
    for key, values in filters.items():
        if not isinstance(key, str):
            raise _wrong("filters", f"has the key {key!r}, which is no text", 'say "amenity"')
        if values is True or values == "*":
            result.append((key, []))
        elif isinstance(values, str):
            result.append((key, [values]))
        elif not isinstance(values, Iterable):
            raise _wrong(
                "filters", f"has {values!r} for {key!r}", "give values, or True for any value"
            )
        else:
            wanted = [str(value) for value in values]
            if not wanted:
                raise _wrong(
                    "filters", f"names no value for {key!r}", "give values, or True for any value"
                )
            result.append((key, wanted))
    return result


def read_facilities(
    path: _Path,
    filters: Mapping[str, str | Sequence[str] | Literal[True]],
    *,
    threads: int = 0,
    progress: Progress | None = None,
) -> gpd.GeoDataFrame:
    """Where are the facilities of an OpenStreetMap file that match any of the filters?

    Nodes as they are; closed ways and multipolygons as a point inside; open ways as their middle.

    Parameters
    ----------
    path : path
    filters : dict
        Key to value, list of values, or True (any value): ``{"amenity": ["school", "kindergarten"],
        "shop": True}``. An object counts once if any filter matches; of ``a;b`` any part may.
    threads, progress
        As in :func:`read_roads`.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326 points; index ``"node/123"``; columns ``osm_type``, ``osm_id``, ``name`` ("" if
        none), ``tags`` (dict). ``attrs`` holds ``findings`` and the rows of the ``import_report``.
        Nodes first, then ways, then relations, each by id; empty with the finding ``no_facility``
        if nothing matches.

    Raises
    ------
    InvalidInput
        As :func:`read_roads`, without ``no_road``.
    """
    import geopandas as gpd
    import pandas as pd

    made = _osm.read_facilities(
        require_path(path, "path"),
        _filter_list(filters),
        progress,
        require_count(threads, "threads"),
    )
    types, ids, lon, lat, tags = made["columns"]
    frame = gpd.GeoDataFrame(
        {
            "osm_type": pd.Series(types, dtype="str"),
            "osm_id": pd.Series(ids, dtype="int64"),
            "name": pd.Series([tag.get("name", "") for tag in tags], dtype="str"),
            "tags": pd.Series(tags, dtype="object"),
        },
        geometry=gpd.points_from_xy(lon, lat),
        crs="EPSG:4326",
    )
    frame.index = pd.Index([f"{kind}/{i}" for kind, i in zip(types, ids, strict=True)], dtype="str")
    frame.attrs["findings"] = made["findings"]
    # Rows, not a frame: pandas compares attrs when it puts frames together.
    frame.attrs["import_report"] = _report_frame(made["report"]).to_dict("records")
    return frame
