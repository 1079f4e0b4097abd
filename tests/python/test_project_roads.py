"""The two projects that ship, and the road graph in place of straight lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import small_project

pytest.importorskip("sozialraum._gis")
pytest.importorskip("sozialraum._osm")

import geopandas as gpd  # noqa: E402
from sozialraum import project  # noqa: E402

FACILITIES = """\
    facilities:
      - {id: school, name: Grundschule, file: schools.csv, key: id, mode: car,
         coverage: [9, 52, 10, 53]}
"""


def with_schools(folder: Path) -> Path:
    """The twelve villages with two schools and a way to them as fourth indicator."""
    file = small_project.write(folder)
    points = gpd.GeoSeries.from_xy(
        [small_project.EAST + 500, small_project.EAST + 3500],
        [small_project.NORTH + 500, small_project.NORTH + 500],
        crs="EPSG:25832",
    ).to_crs("EPSG:4326")
    rows = [f"s{i},{p.y:.6f},{p.x:.6f}" for i, p in enumerate(points)]
    (folder / "schools.csv").write_text("id,lat,lon\n" + "\n".join(rows) + "\n", "utf-8")
    small_project.replace(file, "    catalogue:", FACILITIES + "    catalogue:")
    small_project.replace(
        file,
        "    types:",
        "      - {id: school, more: weite Schulwege, less: kurze Schulwege}\n    types:",
    )
    with (folder / "catalogue.yaml").open("a", encoding="utf-8") as catalogue:
        catalogue.write(
            "  - {id: school, name_de: Minuten zur Grundschule, name_en: Minutes to school, "
            "dimension: ways, value: school_minutes, unit: min, direction: burden, "
            'source: erfunden, date: "2022", licence: CC0}\n'
        )
    return file


def stand_in_extract(file: Path) -> None:
    """A grid of made-up streets over the twelve villages, as OpenStreetMap XML."""
    columns, rows = range(-1, 6), range(-1, 5)
    points = gpd.GeoSeries.from_xy(
        [small_project.EAST + 500 + 1000 * c for r in rows for c in columns],
        [small_project.NORTH + 500 + 1000 * r for r in rows for c in columns],
        crs="EPSG:25832",
    ).to_crs("EPSG:4326")
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6">']
    lines += [
        f'<node id="{i + 1}" lat="{p.y:.7f}" lon="{p.x:.7f}" version="1"/>'
        for i, p in enumerate(points)
    ]
    number = {
        (r, c): i * len(columns) + j + 1 for i, r in enumerate(rows) for j, c in enumerate(columns)
    }
    streets = [[number[r, c] for c in columns] for r in rows]
    streets += [[number[r, c] for r in rows] for c in columns]
    for i, street in enumerate(streets):
        refs = "".join(f'<nd ref="{node}"/>' for node in street)
        tags = '<tag k="highway" v="tertiary"/><tag k="maxspeed" v="50"/>'
        lines.append(f'<way id="{i + 1}" version="1">{refs}{tags}</way>')
    file.write_text("\n".join([*lines, "</osm>"]) + "\n", encoding="utf-8")


def test_a_straight_line_is_called_so_in_every_output(tmp_path: Path) -> None:
    folder = project.run(with_schools(tmp_path / "p"), out=tmp_path / "out").folder
    assert "Minuten zur Grundschule, Luftlinie" in (folder / "report.html").read_text("utf-8")
    assert "school_luftlinie" in (folder / "areas.csv").read_text("utf-8-sig").splitlines()[0]
    assert "school_luftlinie_z" in (folder / "types.csv").read_text("utf-8-sig").splitlines()[0]
    assert "school_luftlinie" in gpd.read_file(folder / "areas.gpkg").columns
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert "Luftlinie" in manifest["levels"]["doerfer"]["ways"]["method"]


def test_with_an_extract_the_way_is_measured_on_the_roads(tmp_path: Path) -> None:
    file = with_schools(tmp_path / "p")
    straight = project.run(file, out=tmp_path / "straight").levels[0].ways
    stand_in_extract(file.parent / "streets.osm")
    small_project.replace(file, "seed: 7", "seed: 7\nroads: streets.osm")
    result = project.run(file, out=tmp_path / "roads")
    ways = result.levels[0].ways
    assert (straight.method, ways.method) == ("straight", "road")
    # Village 12 (three villages north, three east of the first): 2 km along the streets to the
    # eastern school at 42.5 km/h (0.85 of the limit) or less is about 2.8 minutes or more.
    minutes = ways.facilities[0].minutes["first"]
    assert 2.0 < minutes[small_project.code(11)] < 8.0
    text = (result.folder / "report.html").read_text("utf-8")
    assert "Luftlinie" not in text and "Straßen- und Wegenetz" in text


def test_a_facility_far_from_any_road(tmp_path: Path) -> None:
    file = with_schools(tmp_path / "p")
    stand_in_extract(file.parent / "streets.osm")
    small_project.replace(file, "seed: 7", "seed: 7\nroads: streets.osm")
    with (file.parent / "schools.csv").open("a", encoding="utf-8") as schools:
        schools.write("fern,52.7,9.3\n")  # 50 km to the north
    refused(file, "Grundschule", "fern", "von jeder Straße")


def test_an_extract_without_a_road(tmp_path: Path) -> None:
    file = with_schools(tmp_path / "p")
    node = '<node id="1" lat="52.1" lon="9.2" version="1"/>'
    text = f'<?xml version="1.0"?><osm version="0.6">{node}</osm>'
    (file.parent / "streets.osm").write_text(text, "utf-8")
    small_project.replace(file, "seed: 7", "seed: 7\nroads: streets.osm")
    refused(file, "streets.osm", "keine Straße")


def test_an_extract_that_is_cut_in_the_middle(tmp_path: Path) -> None:
    file = with_schools(tmp_path / "p")
    whole = (small_project.ROOT / "data/roads_osm/herrenberg-minimal.osm.pbf").read_bytes()
    (file.parent / "streets.osm.pbf").write_bytes(whole[: len(whole) // 2])
    small_project.replace(file, "seed: 7", "seed: 7\nroads: streets.osm.pbf")
    refused(file, "streets.osm.pbf", "beschädigt oder abgeschnitten")


def refused(file: Path, *words: str) -> None:
    run = small_project.sozialraum(
        "run", file, "--out", file.parent / "out" / "ziel", "--quiet", cwd=file.parent
    )
    assert run.returncode == 2, run.stderr
    assert "Traceback" not in run.stderr
    for word in words:
        assert word in run.stderr, run.stderr
    out = file.parent / "out"
    assert not out.exists() or list(out.iterdir()) == []


# ------------------------------------------------------------------------- the projects that ship


def example(name: str) -> Path:
    return small_project.ROOT / "examples/projects" / name / "project.yaml"


def test_hessisch_oldendorf(tmp_path: Path) -> None:
    result = project.run(example("hessisch_oldendorf"), out=tmp_path / "out")
    communes, cells = result.levels
    assert (len(communes.areas), int(communes.areas["shown"].sum())) == (941, 8)
    shown = cells.areas[cells.areas["shown"]]
    assert (len(shown), int(shown["population"].sum())) == (81, 18429)
    assert 15 <= len(communes.measures.typed) <= 25
    assert len(set(communes.measures.dimensions)) == 5
    assert not any(
        "degurba" in c for d in communes.measures.definitions.values() for c in d.columns
    )
    assert not cells.ways.facilities[0].beyond_edge[shown.index].any()


def test_bayreuth_nord(tmp_path: Path) -> None:
    result = project.run(example("bayreuth_nord"), out=tmp_path / "out")
    [cells] = result.levels
    assert (len(cells.areas), int(cells.areas["population"].sum())) == (58, 7990)
    found = {f.options.id: len(f.points) for f in cells.ways.facilities}
    assert found["kita"] == 3 and found["haltestelle"] == 16 and found["supermarkt"] == 2
    assert found["spielplatz"] == 7 and found["feuerwehr"] == 7
    text = (result.folder / "report.html").read_text("utf-8")
    assert "Schule: Im verwendeten Kartenausschnitt ist keine verzeichnet" in text
    assert "Zahl der Plätze ist nicht bekannt" in text
    assert cells.ways.facilities[0].beyond_edge.any()
