"""Whatever is given wrongly, the message names the argument that the user typed.

Every public function of roads and reach is called with one wrong argument at a time. An error of
another library, of Python or of the binding, and a name from the core, are failures.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import Point, Polygon
from sozialraum import Network, access, core, gis, isochrone, network, osm, reach, siting
from test_elevation import write_plane
from test_network import random_edges

DATA = Path(__file__).resolve().parents[2] / "data/roads_osm"


def points(count: int, name: str) -> gpd.GeoDataFrame:
    where = np.random.default_rng(count).uniform((9.0, 52.0), (9.1, 52.1), (count, 2))
    index = [f"{name}{i}" for i in range(count)]
    amounts = {"n": np.arange(1.0, count + 1)}
    return gpd.GeoDataFrame(amounts, index=index, geometry=[Point(p) for p in where], crs=4326)


EDGES = random_edges(3).assign(metres=9000.0)
GRAPH = network.RoadGraph.from_edges(EDGES)
ROADS = Network(GRAPH, mode="foot")
HOMES, SCHOOLS = points(5, "a"), points(3, "b")
OSM = {"path": DATA / "herrenberg-minimal.osm.pbf"}

ON_ROADS: dict[str, Any] = {"origins": HOMES, "facilities": SCHOOLS}
WITHIN = ON_ROADS | {"limit": 30}
SHARED = WITHIN | {"population": "n", "supply": "n"}
TASK: dict[str, Any] = {
    "people": pd.Series(1.0, HOMES.index),
    "minutes": reach.matrix(GRAPH, HOMES, SCHOOLS),
}
SITE: dict[str, Any] = {"demand": HOMES, "candidates": HOMES, "people": "n"}

# Function, arguments that are right, and what shows its parameters if it takes **options.
Call = tuple[Callable[..., Any], dict[str, Any], Callable[..., Any] | None]


def of_graph(question: Callable[..., Any], given: dict[str, Any]) -> Call:
    return question, {"graph": GRAPH} | given, None


CALLS: dict[str, Call] = {
    "reach.minutes_to_nearest": of_graph(reach.minutes_to_nearest, ON_ROADS),
    "reach.straight_line_minutes": (
        reach.straight_line_minutes,
        ON_ROADS | {"speed_kmh": 30},
        None,
    ),
    "reach.travel_times": of_graph(reach.travel_times, WITHIN),
    "reach.matrix": of_graph(reach.matrix, ON_ROADS),
    "access.opportunities": of_graph(access.opportunities, WITHIN),
    "access.floating_catchment": of_graph(access.floating_catchment, SHARED),
    "access.floating_catchment, sizes": of_graph(
        access.floating_catchment,
        SHARED | {"method": "availability", "facility_minutes": [10.0, 20.0, 30.0]},
    ),
    "access.catchment_sizes": of_graph(
        access.catchment_sizes, ON_ROADS | {"enough": 3, "population": "n"}
    ),
    "reach.paths": of_graph(reach.paths, ON_ROADS),
    "access.travel_time_weights": of_graph(
        access.travel_time_weights, {"places": HOMES, "limit": 30}
    ),
    "isochrone.isochrones": of_graph(
        isochrone.isochrones, {"places": SCHOOLS, "limits": [5], "resolution": 2000.0}
    ),
    "access.huff": of_graph(access.huff, SHARED),
    "isochrone.minutes_surface": of_graph(
        isochrone.minutes_surface, {"places": SCHOOLS, "resolution": 2000.0}
    ),
    "network.snap": of_graph(network.snap, {"points": HOMES}),
    "network.minutes_from_nodes": of_graph(
        network.minutes_from_nodes, {"nodes": GRAPH.to_nodes().index[:1]}
    ),
    "siting.p_median": (siting.p_median, TASK, None),
    "siting.max_coverage": (siting.max_coverage, TASK | {"limit": 10}, None),
    "siting.p_centre": (siting.p_centre, TASK, None),
    "siting.fewest_sites": (siting.fewest_sites, TASK | {"limit": 10}, None),
    "RoadGraph.from_edges": (network.RoadGraph.from_edges, {"edges": EDGES}, None),
    "RoadGraph.components": (GRAPH.components, {}, None),
    "RoadGraph.prepare": (
        lambda **given: network.RoadGraph.from_edges(EDGES).prepare(**given),
        {},
        network.RoadGraph.prepare,
    ),
    "RoadGraph.reweighted": (GRAPH.reweighted, {}, None),
    "osm.read_roads": (osm.read_roads, OSM, None),
    "osm.read_all_modes": (osm.read_all_modes, OSM | {"modes": ["car"]}, osm.read_all_modes),
    "Network.from_edges": (Network.from_edges, {"edges": EDGES}, None),
    "Network.from_osm": (Network.from_osm, OSM, osm.read_roads),
    "Network.from_osm_modes": (
        Network.from_osm_modes,
        OSM | {"modes": ["car"]},
        osm.read_all_modes,
    ),
    "Network.estimate": (ROADS.estimate, {}, None),
    "Network.reweighted": (ROADS.reweighted, {}, network.RoadGraph.reweighted),
    "Network.snap": (ROADS.snap, {"points": HOMES}, None),
    "Network.minutes_to_nearest": (ROADS.minutes_to_nearest, ON_ROADS, reach.minutes_to_nearest),
    "Network.opportunities": (ROADS.opportunities, WITHIN, access.opportunities),
    "Network.floating_catchment": (ROADS.floating_catchment, SHARED, access.floating_catchment),
    "Network.travel_times": (ROADS.travel_times, WITHIN, reach.travel_times),
    "Network.matrix": (ROADS.matrix, ON_ROADS, reach.matrix),
    "Network.paths": (ROADS.paths, ON_ROADS, reach.paths),
    "Network.isochrones": (
        ROADS.isochrones,
        {"places": SCHOOLS, "limits": [5], "resolution": 2000.0},
        isochrone.isochrones,
    ),
    "Network.site": (ROADS.site, SITE, siting.p_median),
    "Network.site, within": (
        ROADS.site,
        SITE | {"question": "max_coverage", "limit": 10},
        siting.max_coverage,
    ),
    "Decay.steps": (access.Decay.steps, {"steps": [(10, 1)]}, None),
    "Decay.exponential": (access.Decay.exponential, {"rate": 0.1}, None),
    "Decay.gaussian": (access.Decay.gaussian, {"sd": 10}, None),
    "Decay.power": (
        access.Decay.power,
        {"scale": 1, "exponent": 1, "minimum": 1},
        None,
    ),
    "Decay.linear": (access.Decay.linear, {"end": 10}, None),
    "Decay.logistic": (
        access.Decay.logistic,
        {"middle": 10, "steepness": 1},
        None,
    ),
    "Network.plot": (ROADS.plot, {}, None),
}

WRONG: list[Any] = [
    *(
        -1,
        1.5,
        float("nan"),
        float("-inf"),
        "x",
        "",
        b"x",
        True,
        None,
        [],
        [1],
        ["a"],
        {},
        {"x": 1},
    ),
    np.array([1.0, 2.0]),
    np.array(3),
    10**400,
    [10**400],
    [10**400] * len(HOMES),
    pd.Series([1.0, 2.0]),
    pd.DataFrame({"x": [1]}),
    HOMES.iloc[:0],
    gpd.GeoDataFrame(geometry=list(HOMES.geometry), index=HOMES.index),  # without CRS
    gpd.GeoSeries([Polygon([(0, 0), (1, 0), (1, 1)])], crs=4326),
    pd.Index([3]),
    [[1, 2], [3]],
    GRAPH,
]

# Where another argument says as truly what is wrong: the two belong together.
TOGETHER = {
    ("people", "minutes"),  # other places than those of the minutes
    ("candidates", "minutes"),
    ("facilities", "facility_minutes"),
    ("question", "limit"),
    ("limit", "question"),
}


def parameters(call: Call) -> list[str]:
    function, right, shown = call
    if inspect.isbuiltin(function):  # of the core: it has no signature, and no defaults here
        return list(right)
    own = list(inspect.signature(function).parameters.values())
    more = [] if shown is None else list(inspect.signature(shown).parameters.values())
    names = [p.name for p in own if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)]
    return names + [
        p.name for p in more if p.kind is p.KEYWORD_ONLY and p.name not in (*names, "minutes")
    ]


@pytest.mark.parametrize("name", CALLS)
def test_a_wrong_argument_is_named(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # "x" is a file that some will write
    function, right, _ = CALLS[name]
    for argument in parameters(CALLS[name]):
        for value in [object(), *WRONG]:
            if name == "Decay.steps" and isinstance(value, np.ndarray) and value.ndim == 0:
                continue  # numpy's own error: the core asks it for its items
            try:
                function(**(right | {argument: value}))
            except core.InvalidInput as refused:
                place = refused.finding.place
                named = place.argument == argument or (argument, place.argument) in TOGETHER
                assert named or (place.file and argument in ("path", "speeds")), (
                    f"{argument}={value!r}: {refused}"
                )
            except Exception as foreign:
                raise AssertionError(f"{argument}={value!r}: {foreign!r}") from foreign
            else:
                assert type(value) is not object, f"{argument} takes anything"


def test_files_and_rasters_that_are_none_are_named(tmp_path: Path) -> None:
    raster = write_plane(tmp_path / "plane.asc")
    kept = tmp_path / "a.network"
    ROADS.save(kept)
    for face, graph in ((Network, ROADS), (network.RoadGraph, GRAPH)):
        for argument, value, call in (
            ("path", 5, lambda path, graph=graph: graph.save(path)),
            ("path", "", lambda path, face=face: face.load(path)),
            ("source", [], lambda source, face=face: face.load(kept, source=source)),
            (
                "check_content",
                "no",
                lambda check_content, face=face: face.load(kept, check_content=check_content),
            ),
        ):
            with pytest.raises(core.InvalidInput) as refused:
                call(value)
            assert refused.value.finding.place.argument == argument
    for named, ask in (
        ("raster", lambda: ROADS.with_elevation(5)),  # type: ignore[arg-type]
        ("minimum_metres", lambda: ROADS.with_elevation(raster, minimum_metres=-1)),
        ("minimum_metres", lambda: GRAPH.with_heights([], mode="foot", minimum_metres="x")),
        ("surface", lambda: gis.write_surface(kept, GRAPH)),  # type: ignore[arg-type]
    ):
        with pytest.raises(core.InvalidInput) as refused:
            ask()
        assert refused.value.finding.place.argument == named
