"""Liechtenstein from its OpenStreetMap extract: our engine beside Valhalla.

From each settlement to each other. The speeds of the two follow their own rules, so the minutes are
not the same (ours are about a quarter longer); "same result" here means that both put the journeys
in nearly the same order: rank correlation above 0.95.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import valhalla
from measure import best_of, compare, timed
from scipy.stats import spearmanr
from sozialraum import isochrone, osm, reach

DATA = Path(__file__).resolve().parents[2] / "data/roads_osm/liechtenstein_2015.osm.pbf"


def import_by_valhalla(folder: Path) -> tuple[float, valhalla.Actor]:
    tiles, unused = folder / "tiles", folder / "unused.tar"
    tiles.mkdir()
    unused.touch()
    config: dict[str, Any] = valhalla.get_config(tile_dir=str(tiles), tile_extract=str(unused))
    config["mjolnir"]["tile_extract"] = ""
    config["mjolnir"]["concurrency"] = 1
    config["service_limits"]["auto"]["max_matrix_location_pairs"] = 1_000_000
    file = folder / "valhalla.json"
    file.write_text(json.dumps(config))
    # The program itself: its wrappers look for it on the search path, which has no .venv/bin.
    build = [Path(valhalla.__file__).parent / "bin/valhalla_build_tiles", "-c", file, DATA]
    seconds, _ = timed(lambda: subprocess.run(build, check=True, capture_output=True, cwd=folder))
    return seconds, valhalla.Actor(str(file))


def main() -> None:
    some = osm.read_facilities(DATA, {"place": ["town", "village", "hamlet", "suburb"]})
    at = [{"lat": p.y, "lon": p.x} for p in some.geometry]
    with tempfile.TemporaryDirectory() as folder:
        seconds, peer = import_by_valhalla(Path(folder))
        graph = osm.read_roads(DATA, mode="car")
        ours = reach.matrix(graph, some, some, threads=1).to_numpy()

        def their_matrix() -> np.ndarray:
            answer = peer.matrix({"sources": at, "targets": at, "costing": "auto"})
            rows = answer["sources_to_targets"]
            return np.array([[c["time"] for c in row] for row in rows], dtype=float) / 60

        theirs = their_matrix()
        known = np.isfinite(ours) & np.isfinite(theirs) & ~np.eye(len(some), dtype=bool)
        same = spearmanr(ours[known], theirs[known]).statistic > 0.95
        compare(
            "Liechtenstein from file to car graph, ready for questions",
            ours=best_of(lambda: osm.read_roads(DATA, mode="car").prepare(threads=1)),
            peer=seconds,
            peer_name="pyvalhalla-weekly",
            equal=same,
        )
        graph.prepare(threads=1)
        compare(
            f"matrix {len(some)} x {len(some)}, Liechtenstein",
            ours=best_of(lambda: reach.matrix(graph, some, some, threads=1)),
            peer=best_of(their_matrix),
            peer_name="pyvalhalla-weekly",
            equal=same,
        )

        def their_isochrones() -> list[Any]:
            contour = {"costing": "auto", "contours": [{"time": 15}], "polygons": True}
            return [peer.isochrone({"locations": [place], **contour}) for place in at]

        def our_isochrones() -> gpd.GeoDataFrame:
            return isochrone.isochrones(graph, some, limits=[15.0], threads=1)

        found = our_isochrones()
        compare(
            f"{len(some)} isochrones of 15 minutes with polygons, Liechtenstein",
            ours=best_of(our_isochrones),
            peer=best_of(their_isochrones),
            peer_name="pyvalhalla-weekly",
            equal=same and bool(found.geometry.is_valid.all()),
        )


if __name__ == "__main__":
    main()
