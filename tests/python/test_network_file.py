"""A prepared network in one file: what goes in comes out, and nothing else is taken for one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import LineString, Point
from sozialraum import Network, reach
from sozialraum.core import InvalidInput
from sozialraum.network import RoadGraph, SourceFile


def some_roads() -> RoadGraph:
    lines = [
        LineString([(9.24, 52.17), (9.245, 52.171), (9.25, 52.17)]),
        LineString([(9.25, 52.17), (9.26, 52.17)]),
        LineString([(9.26, 52.17), (9.26, 52.18)]),
    ]
    edges = gpd.GeoDataFrame(
        {
            "u": [11, 22, 33],
            "v": [22, 33, 44],
            "length": [700.0, 690.0, 1113.0],
            "speed_kmh": [50.0, 50.0, 30.0],
            "oneway": [False, False, False],
            "highway": ["primary", "residential", "service"],
            "through_restricted": [False, False, True],
        },
        geometry=lines,
        crs="EPSG:4326",
    )
    return RoadGraph.from_edges(edges)


def test_a_graph_comes_back_as_it_went(tmp_path: Path) -> None:
    graph = some_roads()
    graph.prepare()
    source = tmp_path / "roads.osm"
    source.write_text("first")
    path = tmp_path / "roads.network"
    graph.save(path, source=source, mode="car", speeds="car.csv", details={"extent": "Hameln"})
    again = RoadGraph.load(path, source=source)
    assert again.to_edges().equals(graph.to_edges())
    assert again.to_nodes().equals(graph.to_nodes())
    assert again.prepared
    assert again.file == RoadGraph.estimate(path)
    assert again.file is not None
    assert again.file.source == "roads.osm"
    assert again.file.mode == "car"
    assert again.file.speeds == "car.csv"
    assert again.file.details == {"extent": "Hameln"}
    assert (again.file.nodes, again.file.edges) == (4, 3)
    assert again.file.bytes == path.stat().st_size
    homes = gpd.GeoDataFrame(geometry=[Point(9.241, 52.17)], index=["Hof"], crs="EPSG:4326")
    schools = gpd.GeoDataFrame(geometry=[Point(9.26, 52.178)], index=["GS"], crs="EPSG:4326")
    first = reach.minutes_to_nearest(graph, homes, schools, k=1)
    second = reach.minutes_to_nearest(again, homes, schools, k=1)
    assert first.minutes.equals(second.minutes)


def test_another_source_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "roads.osm"
    source.write_text("first")
    path = tmp_path / "roads.network"
    some_roads().save(path, source=source)
    source.write_text("other")
    with pytest.raises(InvalidInput) as refused:
        RoadGraph.load(path, source=source)
    assert refused.value.finding.code == "stale"
    assert RoadGraph.load(path).node_count == 4


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda good: b"Name;Einwohner\n", "not_a_network_file"),
        (lambda good: good[:100], "truncated"),
        (lambda good: good[:20] + b"\x63" + good[21:], "other_version"),
        (lambda good: good[:-70] + bytes([good[-70] ^ 1]) + good[-69:], "damaged"),
    ],
)
def test_what_is_no_whole_network_is_refused(tmp_path: Path, change, code: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "roads.network"
    some_roads().save(path)
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(InvalidInput) as refused:
        RoadGraph.load(path)
    assert refused.value.finding.code == code
    assert refused.value.finding.place.file == str(path)


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        RoadGraph.load(tmp_path / "none.network")
    assert refused.value.finding.code == "cannot_read"
    with pytest.raises(InvalidInput) as refused:
        some_roads().save(tmp_path / "none" / "roads.network")
    assert refused.value.finding.code == "cannot_write"


def test_two_processes_share_the_file(tmp_path: Path) -> None:
    path = tmp_path / "roads.network"
    graph = some_roads()
    graph.save(path)
    here = RoadGraph.load(path)
    code = f"from sozialraum.network import RoadGraph; print(RoadGraph.load({str(path)!r}))"
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert there.stdout.strip() == repr(here)
    graph.save(path, mode="foot")  # replaced, not changed in place
    assert here.to_edges().equals(graph.to_edges())


def test_both_faces_read_one_account_of_the_source(tmp_path: Path) -> None:
    """What Network kept of its source is what RoadGraph compares, and the other way round."""
    root = Path(__file__).parents[2] / "data/roads_osm"
    extract, other = root / "north-bayreuth.osm.gz", root / "herrenberg-minimal.osm.pbf"
    shutil.copy(extract, tmp_path / "roads.osm.gz")
    roads = Network.from_osm(tmp_path / "roads.osm.gz")
    shutil.copy(other, tmp_path / "roads.osm.gz")  # no longer what was read
    roads.save(tmp_path / "a.network")
    graph = RoadGraph.load(tmp_path / "a.network", source=extract)
    assert graph.file is not None and graph.file.made_of == replace(
        SourceFile.read(extract), name="roads.osm.gz"
    )
    graph.save(tmp_path / "b.network")
    for face in (RoadGraph, Network):
        face.load(tmp_path / "b.network", source=extract)
        with pytest.raises(InvalidInput, match="made of another file"):
            face.load(tmp_path / "b.network", source=other)


def test_a_loaded_graph_tells_again_what_its_file_told(tmp_path: Path) -> None:
    first, second = tmp_path / "a.network", tmp_path / "b.network"
    extent = {"extent": "Hameln"}
    some_roads().save(first, mode="car", speeds="car.csv", details=extent)
    RoadGraph.load(first).save(second)
    assert second.read_bytes() == first.read_bytes()
    assert Network.load(second).mode == "car"
    RoadGraph.load(first).save(second, mode="foot", speeds="", details={})
    told = RoadGraph.estimate(second)
    assert (told.mode, told.speeds, told.details) == ("foot", "", {})


@pytest.mark.parametrize(
    "source",
    [
        SourceFile("a", -1, 0),
        SourceFile("a", 1, 2**40),
        SourceFile("a", "b", 0),  # type: ignore[arg-type]
        SourceFile(5, 1, 0),  # type: ignore[arg-type]
        SourceFile("a", True, 0),
    ],
)
def test_what_describes_no_file_is_refused(source: SourceFile, tmp_path: Path) -> None:
    path = tmp_path / "a.network"
    some_roads().save(path)
    for call in (some_roads().save, RoadGraph.load):
        with pytest.raises(InvalidInput) as refused:
            call(path, source=source)
        assert refused.value.finding.place.argument == "source"


def test_a_described_source_is_compared_by_content(tmp_path: Path) -> None:
    path = tmp_path / "a.network"
    some_roads().save(path, source=SourceFile("roads.osm", 5, 7))
    for face in (RoadGraph, Network):
        face.load(path, source=SourceFile("other name.osm", 5, 7))
        with pytest.raises(InvalidInput, match="made of another file") as refused:
            face.load(path, source=SourceFile("roads.osm", 5, 8))
        assert refused.value.finding.code == "stale"
    some_roads().save(path)
    with pytest.raises(InvalidInput, match="does not tell"):
        RoadGraph.load(path, source=SourceFile("roads.osm", 5, 7))
