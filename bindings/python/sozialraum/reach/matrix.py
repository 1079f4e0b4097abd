"""Every origin to every facility."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from sozialraum._core import reach as _reach
from sozialraum.core.door import require_count, require_path
from sozialraum.core.finding import invalid_argument
from sozialraum.core.result import Result
from sozialraum.reach import ends as ends_of
from sozialraum.reach.ends import how, length_of, limit_of, on_roads, require_travel

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding
    from sozialraum.core.points import Places
    from sozialraum.network import RoadGraph
    from sozialraum.reach.ends import Direction, Ends, Progress


@dataclass(frozen=True, repr=False)
class MatrixFile(Result):
    """A table of travel times on disk.

    Attributes
    ----------
    path : pathlib.Path
        Parquet with the columns ``origin``, ``facility`` (text) and ``minutes``, by origin; its
        metadata tell under ``sozialraum`` how the minutes came about.
    pairs : int
        Rows.
    findings : list of Finding
    """

    path: Path
    pairs: int
    findings: list[Finding] = field(default_factory=list)


@overload
def matrix(
    graph: RoadGraph,
    origins: Places,
    facilities: Places,
    *,
    limit: float | None = ...,
    k: None = ...,
    path: None = ...,
    direction: Direction = ...,
    radius: float = ...,
    off_road_kmh: float = ...,
    threads: int = ...,
    progress: Progress | None = ...,
) -> pd.DataFrame: ...


@overload
def matrix(
    graph: RoadGraph,
    origins: Places,
    facilities: Places,
    *,
    limit: float | None = ...,
    k: int | None = ...,
    path: str | os.PathLike[str],
    direction: Direction = ...,
    radius: float = ...,
    off_road_kmh: float = ...,
    threads: int = ...,
    progress: Progress | None = ...,
) -> MatrixFile: ...


def matrix(
    graph: RoadGraph,
    origins: Places,
    facilities: Places,
    *,
    limit: float | None = None,
    k: int | None = None,
    path: str | os.PathLike[str] | None = None,
    direction: Direction = "to_facility",
    radius: float = 2000.0,
    off_road_kmh: float = 5.0,
    threads: int = 0,
    progress: Progress | None = None,
) -> pd.DataFrame | MatrixFile:
    """How long does every origin need to every facility?

    Parameters
    ----------
    graph : RoadGraph
        Prepare it (``graph.prepare()``): the same minutes, hundreds of times sooner.
    origins, facilities : geopandas.GeoDataFrame
        Points in any CRS.
    limit : float, optional
        Minutes; longer times are left out.
    k : int, optional
        With ``path``: only the ``k`` nearest facilities of each origin, the nearest first.
    path : path-like, optional
        Write the pairs to this Parquet file instead, block by block, so that nothing larger than
        memory is held. The file appears when it is complete. Needs pyarrow.
    direction, radius, off_road_kmh, threads, progress
        As in :func:`minutes_to_nearest`.

    Returns
    -------
    pandas.DataFrame or MatrixFile
        Minutes, origins x facilities; NaN where there is no way within the limit, or off the road
        network; ``.attrs["findings"]`` lists what should be said. With ``path`` a MatrixFile; pairs
        without minutes are not written.

    Raises
    ------
    InvalidInput
        Without ``path`` for more than 50,000,000 pairs or with ``k``; otherwise as
        :func:`minutes_to_nearest`.

    Notes
    -----
    RPHAST (Delling et al. 2011) on a prepared graph, one Dijkstra a place of one list otherwise.
    With a small limit :func:`travel_times`, for the nearest alone :func:`minutes_to_nearest` hold
    far less.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely import LineString, Point
    >>> from sozialraum import network
    >>> roads = network.RoadGraph.from_edges(gpd.GeoDataFrame(
    ...     {"u": [0, 1], "v": [1, 2], "minutes": [10.0, 5.0], "metres": [8000.0, 4000.0]},
    ...     geometry=[LineString([(9.0, 52), (9.1, 52)]), LineString([(9.1, 52), (9.2, 52)])],
    ...     crs="EPSG:4326"))
    >>> homes = gpd.GeoDataFrame(index=["Aue"], geometry=[Point(9.0, 52)], crs="EPSG:4326")
    >>> schools = gpd.GeoDataFrame(index=["Nord", "Ost"],
    ...                            geometry=[Point(9.1, 52), Point(9.2, 52)], crs="EPSG:4326")
    >>> matrix(roads, homes, schools).loc["Aue"].tolist()
    [10.0, 15.0]
    """
    import pandas as pd

    from sozialraum.core.tables import TableResult

    require_travel(direction, radius, off_road_kmh, threads)
    most = limit_of(limit)
    k = None if k is None else require_count(k, "k", least=1)
    if path is None:
        _fits_in_memory(graph, length_of(origins), length_of(facilities), k)
    else:
        require_path(path, "path")
    ends = on_roads(graph, origins, facilities, radius, off_road_kmh)
    if path is None:
        minutes = _reach.matrix(*ends.pair, direction, most, threads, progress)
        rows, columns = ends.origins.index, ends.facilities.index
        shape = (len(rows), len(columns))
        table = pd.DataFrame(minutes.reshape(shape), index=rows, columns=columns)
        return TableResult.of(table, ends.findings, how("road-network", direction))
    manifest = {
        "minutes": "road-network",
        "direction": direction,
        "limit_minutes": None if np.isinf(most) else most,
        "nearest": k,
        "radius_metres": float(radius),
        "off_road_kmh": float(off_road_kmh),
        "origins": len(ends.here),
        "facilities": len(ends.there),
        "graph_nodes": graph.node_count,
        "graph_edges": graph.edge_count,
    }
    pairs = _write_matrix(path, ends, manifest, (direction, most, k), threads, progress)
    return MatrixFile(Path(path), pairs, ends.findings)


def _fits_in_memory(graph: RoadGraph, origins: int, facilities: int, k: int | None) -> None:
    if k is not None:
        raise invalid_argument(
            "k", "is for files", "give path=..., or ask reach.minutes_to_nearest"
        )
    if origins * facilities <= ends_of.LARGEST_TABLE:
        return
    _, size, seconds = _reach.estimate_matrix(graph._core, graph._hierarchy, origins, facilities)
    raise invalid_argument(
        "origins",
        f"x facilities are {origins} x {facilities} = {origins * facilities} pairs, about "
        f"{2 * size / 1e9:.1f} GB; at most {ends_of.LARGEST_TABLE} are kept in memory",
        f"give path='times.parquet' (about {seconds:.0f} s of one core), or ask "
        "reach.travel_times within a limit or reach.minutes_to_nearest",
    )


def _write_matrix(
    path: str | os.PathLike[str],
    ends: Ends,
    manifest: dict[str, Any],
    question: tuple[Direction, float, int | None],
    threads: int,
    progress: Progress | None,
) -> int:
    from sozialraum.reach.matrix_file import MatrixFileWriter

    direction, limit, k = question
    pair = ends.pair
    with MatrixFileWriter(path, ends.origins.texts, ends.facilities.texts, manifest) as file:
        if k is None:
            _reach.matrix_pairs(*pair, direction, limit, 1 << 26, threads, progress, file.append)
        else:
            names = (ends.origins.texts, ends.facilities.texts)
            near = _reach.Pairs.on_roads(pair, names, direction, limit, threads, progress)
            minutes, numbers, _ = _reach.minutes_to_nearest(near, k)
            there = np.flatnonzero(numbers >= 0)
            for rows in np.array_split(there, max(1, len(there) >> 22)):
                file.append(
                    (rows // k).astype(np.int32), numbers[rows].astype(np.int32), minutes[rows]
                )
    return file.pairs
