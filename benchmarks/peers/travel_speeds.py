"""Where do our minutes stand beside Valhalla's, and why is an isochrone smaller than a hull?

python benchmarks/peers/travel_speeds.py      prints two Markdown tables; in docs/methods/network.md

Between the settlements of Liechtenstein by car, bicycle and foot: minutes of both engines for the
same pairs, and what speed they make of the kilometres of Valhalla's way. Then the land that a
bicycle reaches in 400 s: our land (everything within the time, 5 km/h off the road), its hulls, as
engines draw them that enclose the roads reached, and Valhalla's polygon.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from sozialraum import isochrone, osm, reach
from valhalla_peer import DATA, import_by_valhalla

MODES = {"car": "auto", "bicycle": "bicycle", "foot": "pedestrian"}
METRES = "EPSG:32632"


def quartiles(ratio: np.ndarray) -> str:
    low, middle, high = np.percentile(ratio, [25, 50, 75])
    return f"{middle:.2f} ({low:.2f}-{high:.2f})"


def their_minutes(peer: Any, at: list[dict[str, float]], costing: str) -> tuple[Any, Any]:
    rows = peer.matrix({"sources": at, "targets": at, "costing": costing})["sources_to_targets"]
    minutes = np.array([[c["time"] for c in row] for row in rows], dtype=float) / 60
    km = np.array([[c["distance"] for c in row] for row in rows], dtype=float)
    return minutes, km


def of_ways(some: gpd.GeoDataFrame, at: list[dict[str, float]], peer: Any, mode: str) -> str:
    graph = osm.read_roads(DATA, mode=mode)
    graph.prepare(threads=1)
    ours = reach.matrix(graph, some, some, threads=1).to_numpy()
    theirs, km = their_minutes(peer, at, MODES[mode])
    known = np.isfinite(ours) & np.isfinite(theirs) & (km > 0.5)
    near, far = known & (km < 5), known & (km >= 5)
    speed = np.median(60 * km[known] / theirs[known])
    return (
        f"| {mode} | {int(known.sum())} | {quartiles(ours[known] / theirs[known])} "
        f"| {np.median(ours[near] / theirs[near]):.2f} | {np.median(ours[far] / theirs[far]):.2f} "
        f"| {np.median(60 * km[known] / ours[known]):.1f} | {speed:.1f} |"
    )


def their_land(peer: Any, place: dict[str, float]) -> float:
    answer = peer.isochrone(
        {
            "locations": [place],
            "costing": "bicycle",
            "contours": [{"time": 400 / 60}],
            "polygons": True,
        }
    )
    shape = shapely.geometry.shape(answer["features"][0]["geometry"])
    return float(gpd.GeoSeries([shape], crs=4326).to_crs(METRES).area.iloc[0] / 1e6)


def of_land(some: gpd.GeoDataFrame, at: list[dict[str, float]], peer: Any) -> list[str]:
    graph = osm.read_roads(DATA, mode="bicycle")
    limits = [400 / 60]
    found = isochrone.isochrones(
        graph, some, limits=limits, resolution=50.0, direction="from_facility"
    )
    land = found.to_crs(METRES).geometry.to_numpy()
    area = shapely.area(land) / 1e6
    holes = np.array([_without_holes(shape) for shape in land]) / 1e6
    concave = shapely.area(shapely.concave_hull(land, ratio=0.3)) / 1e6
    convex = shapely.area(shapely.convex_hull(land)) / 1e6
    theirs = np.array([their_land(peer, place) for place in at])
    lines = []
    for name, value in (
        ("our land", area),
        ("our land, holes filled", holes),
        ("its concave hull (ratio 0.3)", concave),
        ("its convex hull", convex),
        ("Valhalla's polygon", theirs),
    ):
        lines.append(f"| {name} | {np.median(value):.2f} | {quartiles(value / area)} |")
    return lines


def _without_holes(shape: Any) -> float:
    parts = getattr(shape, "geoms", [shape])
    return float(sum(shapely.Polygon(part.exterior).area for part in parts))


def main() -> None:
    some = osm.read_facilities(DATA, {"place": ["town", "village", "hamlet", "suburb"]})
    at = [{"lat": p.y, "lon": p.x} for p in some.geometry]
    with tempfile.TemporaryDirectory() as folder:
        _, peer = import_by_valhalla(Path(folder))
        print("| mode | pairs | ours / Valhalla | below 5 km | from 5 km | our km/h | its km/h |")
        print("|---|--:|--:|--:|--:|--:|--:|")
        for mode in MODES:
            print(of_ways(some, at, peer, mode), flush=True)
        print(f"\n| bicycle, 400 s, {len(some)} places | km², median | part of our land |")
        print("|---|--:|--:|")
        print("\n".join(of_land(some, at, peer)))


if __name__ == "__main__":
    main()
