"""How long is the way to each facility: on the road graph if there is one, else straight with a
detour factor.

A straight line is never shown as a road time: ``Ways.method`` and every column's name say which
it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sozialraum.core import Finding, Place, unknown_name
from sozialraum.level.asked import AskedFacility, AskedLevel, Mode
from sozialraum.level.trouble import note, trouble, warning
from sozialraum.words import steps
from sozialraum.words.modes import MODE_WORDS

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from sozialraum.roads import Network

__all__ = [
    "FacilityWays",
    "ModeWays",
    "Nearest",
    "Roads",
    "Ways",
    "measure_ways",
    "middle_points",
    "minutes_to_places",
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

    options: AskedFacility
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
    roads: Roads = field(default_factory=lambda: Roads())
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


@dataclass(frozen=True)
class Roads:
    """What ways are measured on: roads by mode, or straight lines where there are none.

    Attributes
    ----------
    networks : mapping of mode to Network
        Empty = straight lines.
    extent : tuple of float, optional
        West, south, east, north of the roads in degrees.
    kmh : mapping of mode to float
        Speed on a straight line.
    detour : float
        A way is so many times as long as the straight line.
    threads : int
        0 = as many as the machine has.
    """

    networks: Mapping[Mode, Network] = field(default_factory=dict)
    extent: tuple[float, float, float, float] | None = None
    kmh: Mapping[Mode, float] = field(default_factory=dict)
    detour: float = 1.3
    threads: int = 0

    @property
    def given(self) -> bool:
        """True if ways are measured on roads."""
        return bool(self.networks)

    def straight_kmh(self, mode: Mode) -> float:
        """Speed on a straight line, km/h."""
        return self.kmh.get(mode, 40.0)


def measure_ways(
    level: AskedLevel,
    areas: gpd.GeoDataFrame,
    points_of: Callable[[str], gpd.GeoDataFrame],
    roads: Roads,
    *,
    say: Callable[[str], None],
) -> Ways:
    """Minutes from the centre of every area to the nearest and second nearest of each facility.

    Parameters
    ----------
    points_of : callable
        The id of a kind of facility -> its points, EPSG:4326.
    """
    ways = Ways("road" if roads.given else "straight", roads)
    if not level.facilities:
        return ways
    origins = middle_points(areas)
    for options in level.facilities:
        say(steps.ways(options.name))
        points = points_of(options.id)
        modes = [
            _ways_in_mode(options, mode, points, origins, roads, ways) for mode in options.modes
        ]
        access = _catchment(options, origins, points, roads, ways)
        ways.facilities.append(FacilityWays(options, points, modes, access))
    return ways


def middle_points(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Where all ways begin: the place of every area (``at``) or else its middle, with its people.

    EPSG:4326.
    """
    import geopandas as gpd

    given = areas["at"] if "at" in areas.columns else areas.geometry.centroid
    centres = gpd.GeoSeries(given, crs=areas.crs).to_crs(_WGS84)
    result = areas[["population"]].copy()
    result["geometry"] = centres
    return result.set_geometry("geometry").set_crs(_WGS84, allow_override=True)


def minutes_to_places(
    areas: gpd.GeoDataFrame, places: gpd.GeoDataFrame, roads: Roads, *, mode: Mode, k: int
) -> Nearest:
    """Minutes from each area to the k nearest places, on roads if there are any.

    Parameters
    ----------
    places : geopandas.GeoDataFrame
        Points, EPSG:4326; index = their names.
    """
    origins, k = middle_points(areas), min(k, len(places))
    if roads.given:
        return _road_minutes(roads.networks[mode], origins, places, roads.threads, k=k)
    return _straight_minutes(roads, mode, origins, places, k=k)


def _ways_in_mode(
    options: AskedFacility,
    mode: Mode,
    points: gpd.GeoDataFrame,
    origins: gpd.GeoDataFrame,
    roads: Roads,
    ways: Ways,
) -> ModeWays:
    if roads.given:
        _require_near_roads(roads.networks[mode], options, points)
        nearest = _road_minutes(roads.networks[mode], origins, points, roads.threads)
        extent = tuple(options.coverage or roads.extent or points.total_bounds)
    else:
        nearest = _straight_minutes(roads, mode, origins, points)
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


@dataclass(frozen=True)
class Nearest:
    """Minutes and facilities by rank, the nearest first."""

    minutes: pd.DataFrame
    facility: pd.DataFrame
    findings: list[Finding]


def _no_way(origins: gpd.GeoDataFrame, nearest: Nearest) -> pd.Series:
    lost = [f.areas for f in nearest.findings if f.code == "origin_without_facility"]
    codes = {code for areas in lost for code in areas}
    result: pd.Series = origins.index.to_series().map(lambda code: str(code) in codes)
    return result.astype(bool)


def _names_of(points: gpd.GeoDataFrame, nearest: Nearest) -> pd.Series:
    """What the nearest facility is called; a nameless one by its key."""
    names = _short_names(points)
    result: pd.Series = nearest.facility.iloc[:, 0].map(lambda code: names.get(str(code)))
    return result


def _short_names(points: gpd.GeoDataFrame) -> dict[str, str]:
    named = points["name"] if "name" in points else [None] * len(points)
    return {
        str(code): str(name) if isinstance(name, str) and name else str(code)
        for code, name in zip(points.index, named, strict=True)
    }


def _straight_minutes(
    roads: Roads,
    mode: Mode,
    origins: gpd.GeoDataFrame,
    points: gpd.GeoDataFrame,
    *,
    k: int = _SECOND,
) -> Nearest:
    from sozialraum import reach

    k = min(k, len(points))
    speed = roads.straight_kmh(mode)
    found = reach.straight_line_minutes(origins, points, speed_kmh=speed, detour=roads.detour, k=k)
    return Nearest(found.minutes, found.facility, list(found.findings))


def _road_minutes(
    network: Network,
    origins: gpd.GeoDataFrame,
    points: gpd.GeoDataFrame,
    threads: int,
    *,
    k: int = _SECOND,
) -> Nearest:
    k = min(k, len(points))
    found = network.minutes_to_nearest(
        origins, points, k=k, direction="to_facility", threads=threads
    )
    ranks = range(1, k + 1)
    return Nearest(
        found[[f"minutes_{rank}" for rank in ranks]],
        found[[f"facility_{rank}" for rank in ranks]],
        list(found.attrs["findings"]),
    )


def _require_near_roads(network: Network, options: AskedFacility, points: gpd.GeoDataFrame) -> None:
    snapped = network.snap(points, radius=options.max_metres_to_road)
    far = snapped.index[snapped["status"].astype(str) != "snapped"]
    if len(far) == 0:
        return
    metres = float(snapped.loc[far, "metres"].max())
    raise trouble(
        "facility_far_from_road",
        f"{len(far)} facilities of '{options.id}' lie more than "
        f"{options.max_metres_to_road:.0f} m from any road",
        file=options.file,
        areas=[_facility_name(_short_names(points), str(code)) for code in far],
        hint="check the coordinates, or take a larger road extract",
        metres=f"{metres:.0f}",
        limit=f"{options.max_metres_to_road:.0f}",
        facility=options.name,
    )


def _facility_name(names: dict[str, str], code: str) -> str:
    return code if names[code] == code else f"{code} ({names[code]})"


def _catchment(
    options: AskedFacility,
    origins: gpd.GeoDataFrame,
    points: gpd.GeoDataFrame,
    roads: Roads,
    ways: Ways,
) -> pd.Series | None:
    if options.catchment_minutes is None or not roads.given:
        return None
    result = roads.networks[options.mode].floating_catchment(
        origins,
        points,
        population=origins["population"].astype(float),
        supply=_supply(options, points),
        limit=options.catchment_minutes,
        threads=roads.threads,
    )
    ways.findings += list(result.findings)
    if not isinstance(options.supply, str) and (options.supply is None or options.supply_note):
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
    access: pd.Series = result.origins["access"]
    return access


def _supply(options: AskedFacility, points: gpd.GeoDataFrame) -> pd.Series:
    """One number for all, or the column that has it."""
    import pandas as pd

    if not isinstance(options.supply, str):
        return pd.Series(options.supply or 1.0, index=points.index, dtype=float)
    place = Place(file=options.file, column=options.supply)
    columns = [str(c) for c in points.columns if c != points.geometry.name]
    if options.supply not in columns:
        raise unknown_name("column", options.supply, columns, place)
    supply: pd.Series = pd.to_numeric(points[options.supply], errors="coerce").astype(float)
    without = [str(key) for key in points.index[~(supply > 0)]]
    if without:
        raise trouble(
            "no_supply",
            f"{len(without)} of {len(points)} facilities have no supply above 0",
            file=options.file,
            column=options.supply,
            areas=without,
            hint="fill the column in, or leave these facilities out with 'leave_out'",
            count=str(len(without)),
            facility=options.name,
        )
    return supply


def _two_ranks(minutes: pd.DataFrame) -> pd.DataFrame:
    import numpy as np

    result = minutes.copy()
    result.columns = ["first", "second"][: result.shape[1]]
    if "second" not in result:
        result["second"] = np.nan
    return result.astype(float)


def _beyond_edge(
    origins: gpd.GeoDataFrame,
    points: gpd.GeoDataFrame,
    nearest: Nearest,
    extent: tuple[float, ...],
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
    name: str, options: AskedFacility, minutes: pd.DataFrame, beyond: pd.Series, ways: Ways
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
