"""GraphML as osmnx 1.x and 2.x write it, read without osmnx."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from sozialraum import core, osm

BAYREUTH = Path(__file__).resolve().parents[2] / "data/roads_osm/north-bayreuth.osm.gz"

HEAD = """<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<key id="d13" for="edge" attr.name="geometry" attr.type="string" />
<key id="d12" for="edge" attr.name="travel_time" attr.type="string" />
<key id="d11" for="edge" attr.name="speed_kph" attr.type="string" />
<key id="d10" for="edge" attr.name="length" attr.type="string" />
<key id="d9" for="edge" attr.name="reversed" attr.type="string" />
<key id="d8" for="edge" attr.name="oneway" attr.type="string" />
<key id="d7" for="edge" attr.name="highway" attr.type="string" />
<key id="d6" for="edge" attr.name="osmid" attr.type="string" />
<key id="d5" for="node" attr.name="street_count" attr.type="string" />
<key id="d4" for="node" attr.name="x" attr.type="string" />
<key id="d3" for="node" attr.name="y" attr.type="string" />
<key id="d2" for="graph" attr.name="simplified" attr.type="string" />
<key id="d1" for="graph" attr.name="crs" attr.type="string" />
<graph edgedefault="directed"><data key="d1">epsg:4326</data><data key="d2">True</data>
<node id="10"><data key="d3">50.0</data><data key="d4">9.0</data><data key="d5">1</data></node>
<node id="20"><data key="d3">50.0</data><data key="d4">9.01</data></node>
<node id="30"><data key="d3">50.01</data><data key="d4">9.01</data></node>
"""
BEND = "LINESTRING (9 50, 9.005 50.001, 9.01 50)"
BACK = "LINESTRING (9.01 50, 9.005 50.001, 9 50)"


def edge(u: int, v: int, **data: str) -> str:
    keys = {"geometry": 13, "travel_time": 12, "speed_kph": 11, "length": 10}
    keys |= {"reversed": 9, "oneway": 8, "highway": 7, "osmid": 6}
    inner = "".join(f'<data key="d{keys[name]}">{text}</data>' for name, text in data.items())
    return f'<edge source="{u}" target="{v}" id="0">{inner}</edge>\n'


def write(folder: Path, *edges: str) -> Path:
    file = folder / "village.graphml"
    file.write_text(HEAD + "".join(edges) + "</graph></graphml>\n")
    return file


def test_both_directions_of_a_street_become_one_edge(tmp_path: Path) -> None:
    street = {"osmid": "[7, 8]", "highway": "['residential', 'service']", "length": "740.0"}
    file = write(
        tmp_path,
        edge(10, 20, **street, oneway="False", reversed="False", travel_time="60", geometry=BEND),
        edge(20, 10, **street, oneway="False", reversed="True", travel_time="66", geometry=BACK),
        edge(20, 30, osmid="9", highway="tertiary", length="1112", oneway="True", speed_kph="50"),
    )
    graph = osm.read_graphml(file)
    assert graph.node_count == 3
    first, second = graph.to_edges().to_dict("records")
    assert first["minutes_forward"] == pytest.approx(1.0)
    assert first["minutes_backward"] == pytest.approx(1.1)
    assert (first["way_id"], first["way_class"]) == (7, "residential")
    assert len(first["geometry"].coords) == 3
    assert second["minutes_forward"] == pytest.approx(1112 / 50 * 0.06, abs=0.001)
    assert np.isnan(second["minutes_backward"])
    assert graph.findings[-1].code == "graphml"


def test_several_classes_of_one_way_are_told(tmp_path: Path) -> None:
    classes = {"osmid": "7", "highway": "['residential', 'service']"}
    file = write(tmp_path, edge(10, 20, **classes, length="740.0", speed_kph="30"))
    graph = osm.read_graphml(file)
    assert graph.to_edges()["way_class"].tolist() == ["residential"]
    assert "several_ways" in [finding.code for finding in graph.findings]


def test_streets_that_differ_stay_apart(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        edge(10, 20, osmid="7", length="740.0", speed_kph="30"),
        edge(20, 10, osmid="7", length="900.0", speed_kph="30"),
        edge(20, 10, osmid="6", length="740.0", speed_kph="30"),
        edge(10, 20, osmid="7", length="740.0", speed_kph="30"),
        edge(20, 10, osmid="7", length="740.0", speed_kph="30"),
    )
    edges = osm.read_graphml(file).to_edges()
    assert len(edges) == 4
    assert edges["minutes_backward"].notna().sum() == 1


def test_a_graph_in_metres_is_brought_to_degrees(tmp_path: Path) -> None:
    text = HEAD.replace("epsg:4326", "epsg:25832")
    for degrees, metres in {"50.01": "5541000", "50.0": "5540000", "9.01": "501000"}.items():
        text = text.replace(f">{degrees}<", f">{metres}<")
    file = tmp_path / "utm.graphml"
    body = edge(10, 20, osmid="7", length="1000", speed_kph="30")
    file.write_text(text.replace(">9.0<", ">500000<") + body + "</graph></graphml>")
    place = osm.read_graphml(file).to_nodes().geometry.iloc[0]
    assert place.x == pytest.approx(9.0)
    assert place.y == pytest.approx(50.01, abs=0.01)


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        (edge(10, 99, osmid="7", length="1", speed_kph="5"), "bad_graphml", "10 to 99 in line 21"),
        (edge(10, 20, osmid="7", length="far", speed_kph="5"), "bad_graphml", "line 21"),
        (edge(10, 20, osmid="7", length="nan", speed_kph="5"), "bad_graphml", "finite"),
        (edge(10, 20, osmid="7", length="1"), "bad_graphml", "neither travel_time nor speed_kph"),
        (edge(10, 20, osmid="x", length="1", speed_kph="5"), "bad_graphml", "not whole"),
        (
            edge(10, 20, osmid="7", length="1", speed_kph="5", geometry="POINT (9 50)"),
            "bad_graphml",
            "LINESTRING",
        ),
        (  # nested so deeply that a reader of such texts would overflow
            edge(
                10,
                20,
                osmid="7",
                length="1",
                speed_kph="5",
                geometry="GEOMETRYCOLLECTION(" * 100_000,
            ),
            "bad_graphml",
            "LINESTRING",
        ),
        (edge(10, 20, osmid="7", length="-5", speed_kph="5"), "bad_graphml", "'-5'.*zero"),
        (edge(10, 20, osmid="7", length="5", travel_time="-5"), "bad_graphml", "line 21.*'-5'"),
        (edge(10, 20, osmid=str(2**70), length="1", speed_kph="5"), "bad_graphml", "64 bits"),
        (
            edge(10, 20, osmid="7", length="1", speed_kph="5", geometry="LINESTRING (8 50, 9 50)"),
            "bad_node",
            "village.graphml.*at node 10 by",
        ),
        ('<node id="10"></node>', "bad_graphml", "node 10 in line 21 stands in line 18 already"),
        ("<edge", "not_graphml", "line"),
        ("", "no_road", "no edge"),
    ],
)
def test_trouble_names_edge_and_line(tmp_path: Path, body: str, code: str, words: str) -> None:
    with pytest.raises(core.InvalidInput, match=words) as caught:
        osm.read_graphml(write(tmp_path, body))
    assert caught.value.finding.code == code


def test_the_crs_of_a_file_is_known_or_told(tmp_path: Path) -> None:
    file = tmp_path / "x.graphml"
    text = HEAD + edge(10, 20, osmid="7", length="716", speed_kph="30") + "</graph></graphml>"
    file.write_text(text.replace('<data key="d1">epsg:4326</data>', ""))
    codes = [finding.code for finding in osm.read_graphml(file).findings]
    assert codes == ["graphml_without_crs", "graphml"]
    file.write_text(text.replace("epsg:4326", "nonsense"))
    with pytest.raises(core.InvalidInput, match="the graph in line 17 has the crs 'nonsense'"):
        osm.read_graphml(file)


def test_only_a_road_graph_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(core.InvalidInput, match="is a str; a RoadGraph"):
        osm.to_graphml("graph", tmp_path / "x.graphml")  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def test_where_nothing_can_be_written_the_file_is_named(tmp_path: Path) -> None:
    graph = osm.read_graphml(write(tmp_path, edge(10, 20, osmid="7", length="9", speed_kph="5")))
    (tmp_path / "folder").mkdir()
    for name in ("none/x.graphml", "folder"):
        with pytest.raises(core.InvalidInput, match=f"{name}.*cannot be written") as caught:
            osm.to_graphml(graph, tmp_path / name)
        assert caught.value.finding.code == "cannot_write"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "village.graphml"]


@pytest.mark.parametrize("speed", ["x", 0, np.nan, True])
def test_a_speed_that_is_none_is_refused(tmp_path: Path, speed: object) -> None:
    with pytest.raises(core.InvalidInput, match="speed_kmh: is"):
        osm.read_graphml(tmp_path / "x.graphml", speed_kmh=speed)  # type: ignore[arg-type]


def test_other_files_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.graphml"
    bomb = (
        "<!DOCTYPE g [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><graphml><graph>&b;</graph></graphml>"
    )
    for text in ("", "u;v\n1;2\n", "<html></html>", bomb):
        file.write_text(text)
        with pytest.raises(core.InvalidInput) as caught:
            osm.read_graphml(file)
        assert caught.value.finding.code == "not_graphml"
    for path in (tmp_path, tmp_path / "none.graphml"):
        with pytest.raises(core.InvalidInput) as caught:
            osm.read_graphml(path)
        assert caught.value.finding.code == "missing_file"


def test_a_missing_speed_can_be_given(tmp_path: Path) -> None:
    file = write(tmp_path, edge(10, 20, osmid="7", length="1000"))
    minutes = osm.read_graphml(file, speed_kmh=5.0).to_edges()["minutes_forward"].iloc[0]
    assert minutes == pytest.approx(12.0)


def directions(edges: gpd.GeoDataFrame) -> np.ndarray:
    """Each open direction as (from, to, way, metres, minutes), in a fixed order."""
    rows = []
    for there, back, minutes in (("u", "v", "minutes_forward"), ("v", "u", "minutes_backward")):
        part = edges[edges[minutes].notna()]
        rows.append(part[[there, back, "way_id", "metres", minutes]].to_numpy(dtype=float))
    table = np.vstack(rows)
    return table[np.lexsort(table.T[::-1])]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    graph = osm.read_roads(BAYREUTH, mode="car")
    osm.to_graphml(graph, tmp_path / "car.graphml")
    again = osm.read_graphml(tmp_path / "car.graphml")
    assert again.node_count == graph.node_count
    ours, theirs = (directions(g.to_edges()) for g in (graph, again))
    assert len(ours) == len(theirs)
    np.testing.assert_allclose(ours, theirs, rtol=1e-9)
    assert [p.name for p in tmp_path.iterdir()] == ["car.graphml"]
