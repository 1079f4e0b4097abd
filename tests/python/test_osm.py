"""OpenStreetMap files: the face, and counts held against independent readers of the same files."""

import gzip
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from sozialraum import core

osm = pytest.importorskip("sozialraum.osm", reason="built without libosmium")

DATA = Path(__file__).resolve().parents[2] / "data/roads_osm"
BAYREUTH = DATA / "north-bayreuth.osm.gz"
LIECHTENSTEIN = DATA / "liechtenstein_2015.osm.pbf"


def parsed(path: Path) -> ET.Element:
    with gzip.open(path) as file:
        return ET.parse(file).getroot()


def tags(element: ET.Element) -> dict[str, str]:
    return {tag.get("k", ""): tag.get("v", "") for tag in element.iter("tag")}


def test_facilities_are_those_an_xml_parser_finds() -> None:
    root = parsed(BAYREUTH)
    expected = Counter(
        (element.tag, int(element.get("id", "")))
        for element in root
        if tags(element).get("amenity") in ("kindergarten", "fire_station")
    )
    found = osm.read_facilities(BAYREUTH, {"amenity": ["kindergarten", "fire_station"]})
    assert Counter(zip(found.osm_type, found.osm_id, strict=True)) == expected
    assert len(found) == 10
    assert found.crs == "EPSG:4326"
    assert found.index[0] == f"{found.osm_type.iloc[0]}/{found.osm_id.iloc[0]}"


def test_a_surface_is_represented_by_a_point_inside() -> None:
    root = parsed(BAYREUTH)
    position = {
        n.get("id"): (float(n.get("lon", "")), float(n.get("lat", ""))) for n in root.iter("node")
    }
    rings = {
        int(way.get("id", "")): [position[nd.get("ref")] for nd in way.iter("nd")]
        for way in root.iter("way")
        if "building" in tags(way)
    }
    found = osm.read_facilities(BAYREUTH, {"building": True})
    ways = found[found.osm_type == "way"]
    assert len(ways) == len(rings) > 4000
    closed = [
        (point, rings[i])
        for point, i in zip(ways.geometry, ways.osm_id, strict=True)
        if rings[i][0] == rings[i][-1]
    ]
    outside = [ring for point, ring in closed if not shapely.Polygon(ring).covers(point)]
    assert not outside


def test_no_school_is_a_finding_and_an_empty_frame() -> None:
    found = osm.read_facilities(BAYREUTH, {"amenity": "school"})
    assert len(found) == 0
    assert list(found.columns) == ["osm_type", "osm_id", "name", "tags", "geometry"]
    assert [f.code for f in found.attrs["findings"]] == ["no_facility"]


def test_liechtenstein_has_its_schools_and_stops() -> None:
    assert len(osm.read_facilities(LIECHTENSTEIN, {"amenity": "school"})) == 19
    assert len(osm.read_facilities(LIECHTENSTEIN, {"highway": "bus_stop"})) == 307


def test_trouble_of_the_file_names_file_and_mending(tmp_path: Path) -> None:
    with pytest.raises(core.InvalidInput, match="there is no such file") as caught:
        osm.read_facilities(tmp_path / "no.osm.pbf", {"amenity": "school"})
    assert caught.value.finding.code == "missing_file"
    cut = tmp_path / "cut.osm.pbf"
    cut.write_bytes(LIECHTENSTEIN.read_bytes()[:500_000])
    with pytest.raises(core.InvalidInput, match="cut or damaged") as caught:
        osm.read_facilities(cut, {"amenity": "school"})
    assert caught.value.finding.place.file == str(cut)


def test_speed_tables_print_change_and_come_back(tmp_path: Path) -> None:
    table = osm.speed_table("car").with_speeds({"tertiary": (70, 40), "signal_seconds": 15})
    assert table.frame.loc[("class", "tertiary"), ["rural", "built_up"]].tolist() == [70.0, 40.0]
    assert table.frame.loc[("setting", "signal_seconds"), "rural"] == 15.0
    (tmp_path / "my.csv").write_text(str(table), encoding="utf-8")
    assert osm.read_speed_table(tmp_path / "my.csv") == table
    with pytest.raises(core.UnknownName, match="did you mean 'tertiary'"):
        table.with_speeds({"tertary": 70})
    with pytest.raises(core.InvalidInput, match="not above 0"):
        table.with_speeds({"tertiary": 0})


def test_tags_explain_themselves() -> None:
    assert osm.way_access({"highway": "footway"}, "car")["reason"] == "class_not_for_mode"
    assert osm.way_access({"highway": "service", "access": "private"})["forward"] == "ends_only"
    assert osm.node_effect({"barrier": "gate"})["delay"] == "barrier"
    assert osm.speed_limits({"maxspeed": "DE:zone:30"})["settlement"] == "built_up"


def test_surfaces_need_a_reference_system() -> None:
    square = gpd.GeoSeries([shapely.box(11.4, 49.9, 11.7, 50.1)])
    with pytest.raises(core.InvalidInput, match="no coordinate reference system"):
        osm.read_roads(BAYREUTH, built_up=square)
