"""How long is the way to each facility: on the road graph if there is one, else straight with a
detour factor.

A straight line is never shown as a road time: ``Ways.method`` and every column's name say which
it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sozialraum.core import Finding, Place, unknown_name
from sozialraum.project.areas import require_file
from sozialraum.project.load import LoadedProject
from sozialraum.project.schema import Facilities, Level, Mode, Roads
from sozialraum.project.trouble import note, trouble, warning
from sozialraum.report.wording import MODE_WORDS

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = [
    "FacilityWays",
    "ModeWays",
    "RoadNetworks",
    "Ways",
    "middle_points",
    "measure_ways",
    "osm_filters",
    "place_points",
]

_WGS84 = "EPSG:4326"
_SECOND = 2


@dataclass(frozen=True)
class ModeWays:
    """Minutes to one kind of facility in one mode.

    Attributes
    ----------
    mode : {"car", "bicycle", "foot"}
    minutes : pandas.DataFrame
        Areas x rank (``first``, ``second``); NaN = none, or not known.
    nearest : pandas.Series
        Name of the nearest facility by area; None = none.
    beyond_edge : pandas.Series
        True where the border of the data is nearer than the facility that was found.
    no_way : pandas.Series
        True where no facility can be reached; other areas without minutes are not known.
    """

    mode: Mode
    minutes: pd.DataFrame
    nearest: pd.Series
    beyond_edge: pd.Series
    no_way: pd.Series


@dataclass(frozen=True)
class FacilityWays:
    """Minutes to one kind of facility.

    Attributes
    ----------
    options : Facilities
    points : geopandas.GeoDataFrame
        The facilities, EPSG:4326.
    modes : list of ModeWays
        Its own mode first, then those it is compared with.
    access : pandas.Series or None
        Floating catchment: supply per person, if asked for.
    """

    options: Facilities
    points: gpd.GeoDataFrame
    modes: list[ModeWays]
    access: pd.Series | None

    @property
    def minutes(self) -> pd.DataFrame:
        """Minutes in the facility's own mode."""
        return self.modes[0].minutes

    @property
    def beyond_edge(self) -> pd.Series:
        """Nearness of the border in the facility's own mode."""
        return self.modes[0].beyond_edge

    @property
    def columns(self) -> dict[str, pd.Series]:
        """What indicators may use: minutes to the nearest and second nearest, per mode, access."""
        name = self.options.id
        columns = {}
        for number, way in enumerate(self.modes):
            stem = f"{name}_minutes" if number == 0 else f"{name}_minutes_{way.mode}"
            columns[stem] = way.minutes["first"]
            columns[f"{stem}_second"] = way.minutes["second"]
        if self.access is not None:
            columns[f"{name}_access"] = self.access
        return columns


@dataclass
class Ways:
    """All ways of a level."""

    method: str  # "road" or "straight"
    facilities: list[FacilityWays] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lines: list[Any] = field(default_factory=list)

    @property
    def suffix(self) -> str:
        """What every column of minutes carries behind its name."""
        return "_luftlinie" if self.method == "straight" else ""

    def of(self, facility: str) -> FacilityWays:
        """The ways to the facility with this id."""
        return next(ways for ways in self.facilities if ways.options.id == facility)


class RoadNetworks:
    """The road graphs of a project, read together when first needed."""

    def __init__(self, loaded: LoadedProject, threads: int = 0) -> None:
        self._loaded = loaded
        self._graphs: dict[Mode, Any] = {}
        self._threads = threads
        roads = loaded.project.roads
        self.options: Roads | None = Roads(file=roads) if isinstance(roads, str) else roads
        self.findings: list[Finding] = []
        self.reports: dict[str, pd.DataFrame] = {}

    @property
    def given(self) -> bool:
        """True if the project file names an extract."""
        return self.options is not None

    def path(self) -> str:
        """The extract's path; an error if it does not exist."""
        assert self.options is not None
        return str(require_file(self._loaded, self.options.file))

    def graph(self, mode: Mode) -> Any:
        """The road graph of a mode; all modes of the project come with the first one."""
        if not self._graphs:
            from sozialraum import osm

            modes = _modes_of(self._loaded)
            self._graphs |= osm.read_all_modes(self.path(), modes, threads=self._threads)
            for name, graph in self._graphs.items():
                self.findings += list(graph.findings)
                if graph.import_report is not None:
                    self.reports[name] = graph.import_report
        return self._graphs[mode]

    def extent(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the extract: as stated, else around its roads."""
        assert self.options is not None
        if self.options.extent is not None:
            west, south, east, north = self.options.extent
            return west, south, east, north
        bounds = self.graph("car").to_edges().total_bounds
        return float(bounds[0]), float(bounds[1]), float(bounds[2]), float(bounds[3])


def _modes_of(loaded: LoadedProject) -> list[Mode]:
    """Car first, since the extent is that of its roads; then whatever a facility asks for."""
    asked: list[Mode] = ["car"]
    for level in loaded.project.levels:
        for options in level.facilities:
            asked += options.modes
    return list(dict.fromkeys(asked))


def measure_ways(
    loaded: LoadedProject,
    level: Level,
    areas: gpd.GeoDataFrame,
    networks: RoadNetworks,
    say: Callable[[str], None],
) -> Ways:
    """Minutes from the centre of every area to the nearest and second nearest of each facility."""
    ways = Ways("road" if networks.given else "straight")
    if not level.facilities:
        return ways
    origins = middle_points(areas)
    for options in level.facilities:
        say(f"Wege: {options.name}")
        points = _facilities(loaded, options)
        modes = [
            _ways_in_mode(loaded, options, mode, points, origins, networks, ways)
            for mode in options.modes
        ]
        access = _catchment(options, origins, points, networks, ways)
        ways.facilities.append(FacilityWays(options, points, modes, access))
    return ways


def middle_points(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The middle of every area with its people, EPSG:4326: where all ways begin."""
    centres = areas.geometry.centroid.to_crs(_WGS84)
    result = areas[["population"]].copy()
    result["geometry"] = centres
    return result.set_geometry("geometry").set_crs(_WGS84, allow_override=True)


def _ways_in_mode(
    loaded: LoadedProject,
    options: Facilities,
    mode: Mode,
    points: gpd.GeoDataFrame,
    origins: gpd.GeoDataFrame,
    networks: RoadNetworks,
    ways: Ways,
) -> ModeWays:
    if networks.given:
        graph = networks.graph(mode)
        _require_near_roads(graph, options, points)
        nearest = _road_minutes(graph, origins, points)
        extent = tuple(options.coverage) if options.coverage else networks.extent()
    else:
        nearest = _straight_minutes(loaded, mode, origins, points)
        extent = tuple(options.coverage or options.within or points.total_bounds)
    minutes = _two_ranks(nearest.minutes)
    ways.findings += [f for f in nearest.findings if f.code != "origin_without_facility"]
    beyond = _beyond_edge(origins, points, nearest, extent)
    names, no_way = _names_of(points, nearest), _no_way(origins, nearest)
    if options.near_edge == "missing":  # only an upper bound: no figure at all
        minutes, names, no_way = minutes.mask(beyond), names.mask(beyond), no_way & ~beyond
    name = options.name if mode == options.mode else f"{options.name} ({MODE_WORDS[mode]})"
    _tell(name, options, minutes, beyond, ways)
    return ModeWays(mode, minutes, names, beyond, no_way)


def _no_way(origins: gpd.GeoDataFrame, nearest: Any) -> pd.Series:
    lost = [f.areas for f in nearest.findings if f.code == "origin_without_facility"]
    codes = {code for areas in lost for code in areas}
    result: pd.Series = origins.index.to_series().map(lambda code: str(code) in codes)
    return result.astype(bool)


def _names_of(points: gpd.GeoDataFrame, nearest: Any) -> pd.Series:
    """What the nearest facility is called; a nameless one by its key."""
    names = {str(code): _short_name(points, code) for code in points.index}
    result: pd.Series = nearest.facility.iloc[:, 0].map(lambda code: names.get(code))
    return result


def _short_name(points: gpd.GeoDataFrame, code: Any) -> str:
    name = str(points.loc[code].get("name", "") or "")
    return name if name and name != "nan" else str(code)


def _straight_minutes(
    loaded: LoadedProject, mode: Mode, origins: gpd.GeoDataFrame, points: gpd.GeoDataFrame
) -> Any:
    from sozialraum import reach

    speed = loaded.project.straight_line_kmh.get(mode, 40.0)
    k = min(_SECOND, len(points))
    return reach.straight_line_minutes(
        origins, points, speed_kmh=speed, detour=loaded.project.detour, k=k
    )


def _road_minutes(graph: Any, origins: gpd.GeoDataFrame, points: gpd.GeoDataFrame) -> Any:
    from sozialraum import reach

    k = min(_SECOND, len(points))
    return reach.minutes_to_nearest(graph, origins, points, k=k, direction="to_facility")


def _require_near_roads(graph: Any, options: Facilities, points: gpd.GeoDataFrame) -> None:
    from sozialraum import network

    snapped = network.snap(graph, points, radius=options.max_metres_to_road)
    far = snapped.index[snapped["status"].astype(str) != "snapped"]
    if len(far) == 0:
        return
    metres = float(snapped.loc[far, "metres"].max())
    raise trouble(
        "facility_far_from_road",
        f"{len(far)} facilities of '{options.id}' lie more than "
        f"{options.max_metres_to_road:.0f} m from any road",
        file=options.file,
        areas=[_facility_name(points, code) for code in far],
        hint="check the coordinates, or take a larger road extract",
        metres=f"{metres:.0f}",
        limit=f"{options.max_metres_to_road:.0f}",
        facility=options.name,
    )


def _facility_name(points: gpd.GeoDataFrame, code: Any) -> str:
    name = str(points.loc[code].get("name", "") or "")
    return f"{code} ({name})" if name and name != "nan" else str(code)


def _catchment(
    options: Facilities,
    origins: gpd.GeoDataFrame,
    points: gpd.GeoDataFrame,
    networks: RoadNetworks,
    ways: Ways,
) -> pd.Series | None:
    if options.catchment_minutes is None or not networks.given:
        return None
    import pandas as pd

    from sozialraum import access

    supply = pd.Series(options.supply or 1.0, index=points.index, dtype=float)
    result = access.floating_catchment(
        networks.graph(options.mode),
        origins,
        points,
        population=origins["population"].astype(float),
        supply=supply,
        limit=options.catchment_minutes,
    )
    ways.findings += list(result.findings)
    if options.supply is None or options.supply_note:
        ways.findings.append(
            warning(
                "supply_assumed",
                f"the supply of '{options.id}' is not known; "
                f"{options.supply or 1:g} per facility is assumed",
                facility=options.name,
                supply=f"{options.supply or 1:g}",
                note=options.supply_note,
                limit=f"{options.catchment_minutes:g}",
            )
        )
    per_person: pd.Series = result.access
    return per_person


def _two_ranks(minutes: pd.DataFrame) -> pd.DataFrame:
    import numpy as np

    result = minutes.copy()
    result.columns = ["first", "second"][: result.shape[1]]
    if "second" not in result:
        result["second"] = np.nan
    return result.astype(float)


def _beyond_edge(
    origins: gpd.GeoDataFrame, points: gpd.GeoDataFrame, nearest: Any, extent: tuple[float, ...]
) -> pd.Series:
    """Is the border of the data nearer, as the crow flies, than the facility that was found?"""
    import numpy as np
    from shapely import box

    metric = "EPSG:3035"
    border = _metric_geometry(box(*extent).exterior.segmentize(0.01), metric)
    homes, sites = origins.geometry.to_crs(metric), points.geometry.to_crs(metric)
    found = nearest.facility.iloc[:, 0].reindex(origins.index)
    known = found.isin(sites.index)
    to_facility = homes.distance(sites.reindex(found).set_axis(homes.index))
    result: pd.Series = homes.distance(border) < to_facility.where(known, np.inf)
    return result


def _metric_geometry(geometry: Any, crs: str) -> Any:
    import geopandas as gpd

    return gpd.GeoSeries([geometry], crs=_WGS84).to_crs(crs).iloc[0]


def _tell(
    name: str, options: Facilities, minutes: pd.DataFrame, beyond: pd.Series, ways: Ways
) -> None:
    unreachable = [str(code) for code in minutes.index[minutes["first"].isna() & ~beyond]]
    if unreachable:
        ways.findings.append(
            warning(
                "facility_unreachable",
                f"{len(unreachable)} of {len(minutes)} areas reach no '{options.id}'",
                areas=unreachable,
                facility=name,
                count=str(len(unreachable)),
            )
        )
    near_edge = [str(code) for code in beyond.index[beyond]]
    if near_edge:
        left = options.near_edge == "missing"
        ways.findings.append(
            note(
                "near_edge_missing" if left else "near_edge",
                f"for {len(near_edge)} of {len(minutes)} areas something outside the data may be "
                f"nearer than the '{options.id}' that was found"
                + ("; they have no minutes" if left else ""),
                areas=near_edge,
                facility=name,
                count=str(len(near_edge)),
                total=str(len(minutes)),
            )
        )


# ------------------------------------------------------------------------------------- facilities


def _facilities(loaded: LoadedProject, options: Facilities) -> gpd.GeoDataFrame:
    points = _osm_points(loaded, options) if options.osm else _table_points(loaded, options)
    if len(points) == 0:
        raise trouble(
            "no_facility",
            f"no facility of '{options.id}' was found",
            file=options.file,
            hint="check the filter, or leave the facility out of the project file",
            facility=options.name,
        )
    return points


def _osm_points(loaded: LoadedProject, options: Facilities) -> gpd.GeoDataFrame:
    from sozialraum import osm

    return osm.read_facilities(require_file(loaded, options.file), osm_filters(options.osm))


def osm_filters(wanted: dict[str, Any]) -> dict[str, Any]:
    """As the reader takes them: ``true`` means any value."""
    return {key: True if value is True else value for key, value in wanted.items()}


def _table_points(loaded: LoadedProject, options: Facilities) -> gpd.GeoDataFrame:
    from sozialraum import gis

    path = require_file(loaded, options.file)
    points = gis.read_points(
        str(path),
        id=options.key,
        x=options.longitude,
        y=options.latitude,
        crs=_WGS84,
    )
    if options.within is not None:
        west, south, east, north = options.within
        points = points.cx[west:east, south:north]
    if not options.column:
        return points
    if options.column not in points.columns:
        columns = [str(c) for c in points.columns]
        raise unknown_name("column", options.column, columns, Place(file=options.file))
    kept = points[options.column].fillna("").astype(str).str.contains(options.contains, regex=False)
    return points[kept]


def place_points(loaded: LoadedProject, level: Level) -> gpd.GeoDataFrame | None:
    """The named places of a level, EPSG:4326, with the column ``name``."""
    places = level.places
    if places is None:
        return None
    if places.osm:
        from sozialraum import osm

        points = osm.read_facilities(
            require_file(loaded, places.file), osm_filters(dict(places.osm))
        )
        return points[points["name"].fillna("").astype(str).str.len() > 0][["name", "geometry"]]
    from sozialraum import gis

    points = gis.read_points(
        str(require_file(loaded, places.file)),
        id=places.name,
        x=places.longitude,
        y=places.latitude,
        crs=_WGS84,
    )
    result = points[["geometry"]].copy()
    result["name"] = [str(code).split(" (")[0] for code in points.index]
    return result
