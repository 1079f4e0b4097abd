"""Levels whose areas are places: points with names, found by name, drawn without a boundary."""

from __future__ import annotations

import json
import re
from pathlib import Path

import geopandas as gpd
import pytest
import small_project
from shapely import box
from small_project import replace, sozialraum
from sozialraum import project
from sozialraum.core import InvalidInput
from sozialraum.level.villages import match_places, refuse_total_rows
from sozialraum.words.places import spelling_key
from sozialraum.words.troubles import error_text

pytest.importorskip("sozialraum._gis")


def places(skip: str = "", **moved: tuple[float, float]) -> str:
    """Each village in the middle of its square, in metres."""
    rows = []
    for i, (name, *_) in enumerate(small_project.VILLAGES):
        west, south = small_project.square(i)[0]
        east, north = moved.get(name, (west + 500, south + 500))
        if name != skip:
            rows.append(f"{name},{east:.0f},{north:.0f}")
    return "name,east,north\n" + "\n".join(rows) + "\n"


def table(*changes: tuple[str, str], extra: str = "") -> str:
    text = "Ort,people,young,old,shop\n" + "".join(
        f"{name},{people},{young},{old},{shop}\n"
        for name, people, young, old, shop in small_project.VILLAGES
    )
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text + extra


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    file = small_project.write(tmp_path / "p")
    (file.parent / "places.csv").write_text(places(), "utf-8")
    (file.parent / "villages.csv").write_text(table(), "utf-8")
    replace(
        file,
        "    boundaries: {file: villages.geojson, key: ags}\n",
        "    places: {file: places.csv, longitude: east, latitude: north, crs: EPSG:25832}\n",
    )
    replace(
        file,
        "      key: ags\n      key_kind: ags\n      text_columns: [name]\n",
        "      key: Ort\n",
    )
    replace(file, "    name: name\n", "")
    replace(file, 'focus: "03252007"', "focus: Ahorn")
    return file.parent


def outline(folder: Path) -> None:
    """A commune of 4 by 3 km, exactly the squares of the villages."""
    land = box(517000, 5780000, 521000, 5783000)
    frame = gpd.GeoDataFrame({"key": ["x"]}, geometry=[land], crs="EPSG:25832")
    frame.to_file(folder / "outline.gpkg")
    replace(
        folder / "project.yaml",
        "    crs: EPSG:25832\n    show",
        "    crs: EPSG:25832\n    outline: {file: outline.gpkg, key: key, area: x}\n    show",
    )


def refused(folder: Path, *words: str) -> None:
    with pytest.raises(InvalidInput) as error:
        project.run(folder / "project.yaml", out=folder / "out" / "p")
    assert not (folder / "out" / "p").exists()
    text = error_text(error.value.finding)
    assert "Kennung" not in text, text  # every one has a German sentence
    for word in words:
        assert word in text, text


# ------------------------------------------------------------------------------------- what comes


def test_places_without_outline_are_circles_by_people(folder: Path) -> None:
    result = project.check(folder / "project.yaml")[0]
    assert result.drawn == "circles"
    assert list(result.areas.index) == sorted(name for name, *_ in small_project.VILLAGES)
    area, people = result.areas.geometry.area, result.areas["population"]
    assert area["Esche"] / area["Ginster"] == pytest.approx(people["Esche"] / people["Ginster"])
    assert result.areas["at"]["Birke"].coords[0] == (518500, 5780500)
    assert result.areas.geometry["Birke"].centroid.distance(result.areas["at"]["Birke"]) < 1
    pairs = result.areas.geometry
    assert not any(pairs["Ahorn"].intersects(pairs[other]) for other in pairs.index[1:])


def test_places_within_an_outline_are_the_land_nearest_to_them(folder: Path) -> None:
    outline(folder)
    result = project.check(folder / "project.yaml")[0]
    assert result.drawn == "cells"
    # middles of a grid of squares: the cells are the squares
    assert result.areas.geometry.area.round(3).unique().tolist() == [1e6]
    corners = (518000, 5780000, 519000, 5781000)
    assert result.areas.geometry["Birke"].bounds == pytest.approx(corners)


def test_the_types_are_those_of_the_same_villages_with_boundaries(
    folder: Path, tmp_path: Path
) -> None:
    drawn = project.check(small_project.write(tmp_path / "squares"))[0]
    named = project.check(folder / "project.yaml")[0]
    letters = dict(zip(drawn.areas["name"], drawn.typing.letters, strict=True))
    assert named.typing.letters.to_dict() == letters


@pytest.mark.parametrize("with_outline", [False, True])
def test_the_report_draws_them_and_says_that_they_are_no_boundaries(
    folder: Path, with_outline: bool
) -> None:
    if with_outline:
        outline(folder)
    run = sozialraum("run", "project.yaml", cwd=folder)
    assert run.returncode == 0, run.stderr
    html = (folder / "out/zwoelf_doerfer/report.html").read_text("utf-8")
    svg = re.search(r'<svg class="map".*?</svg>', html, re.S)
    assert svg is not None
    assert svg.group().count("<a href=") == len(small_project.VILLAGES)
    for name, *_ in small_project.VILLAGES:
        assert f'paint-order="stroke" pointer-events="none">{name}</text>' in svg.group()
    words = "das Land, das dem Ort am nächsten liegt" if with_outline else "Die Kreise sind keine"
    assert words in html
    layers = gpd.read_file(folder / "out/zwoelf_doerfer/areas.gpkg", layer="areas")
    assert len(layers) == len(small_project.VILLAGES)


def test_other_spellings_are_found_and_told(folder: Path) -> None:
    (folder / "villages.csv").write_text(table(("Ahorn,", "AHORN,"), ("Weide,", "Die Weide,")))
    replace(
        folder / "project.yaml", "crs: EPSG:25832}", "crs: EPSG:25832, same_as: {Die Weide: Weide}}"
    )
    replace(folder / "project.yaml", "focus: Ahorn", "focus: AHORN")
    result = project.check(folder / "project.yaml")[0]
    told = next(f for f in result.findings if f.code == "places_by_spelling")
    assert told.details["listed"] == "AHORN = Ahorn"
    assert "Die Weide" in result.areas.index


def test_a_layer_of_points_in_degrees(folder: Path) -> None:
    points = gpd.read_file(folder / "places.csv")
    layer = gpd.GeoDataFrame(
        points[["name"]],
        geometry=gpd.points_from_xy(points["east"].astype(float), points["north"].astype(float)),
        crs="EPSG:25832",
    ).to_crs("EPSG:4326")
    layer.to_file(folder / "places.geojson")
    replace(
        folder / "project.yaml",
        "{file: places.csv, longitude: east, latitude: north, crs: EPSG:25832}",
        "{file: places.geojson}",
    )
    at = project.check(folder / "project.yaml")[0].areas["at"]["Birke"]
    assert (at.x, at.y) == pytest.approx((518500, 5780500), abs=0.01)


def test_places_of_openstreetmap(folder: Path) -> None:
    points = gpd.read_file(folder / "places.csv")
    layer = gpd.GeoSeries(
        gpd.points_from_xy(points["east"].astype(float), points["north"].astype(float)),
        crs="EPSG:25832",
    ).to_crs("EPSG:4326")
    nodes = "".join(
        f'<node id="{i}" lat="{p.y:.7f}" lon="{p.x:.7f}"><tag k="place" v="village"/>'
        f'<tag k="name" v="{name}"/></node>'
        for i, (name, p) in enumerate(zip(points["name"], layer, strict=True), 1)
    )
    (folder / "places.osm").write_text(f'<osm version="0.6">{nodes}</osm>', "utf-8")
    replace(
        folder / "project.yaml",
        "{file: places.csv, longitude: east, latitude: north, crs: EPSG:25832}",
        "{file: places.osm, osm: {place: [village, hamlet]}}",
    )
    assert len(project.check(folder / "project.yaml")[0].areas) == len(small_project.VILLAGES)


# ------------------------------------------------------------------------------------ what may not


def test_an_unknown_village_is_named_with_the_nearest_place(folder: Path) -> None:
    (folder / "villages.csv").write_text(table(("Ahorn,", "Ahornn,"), ("Weide,", "Xyz,")))
    refused(folder, "2 Zeilen", "„Ahornn“ (gemeint „Ahorn“?)", "„Xyz“", "places.csv", "same_as")


def test_a_village_twice(folder: Path) -> None:
    (folder / "villages.csv").write_text(table(extra="Ahorn,300,75,40,4.0\n"))
    refused(folder, "mehrfach", "Ahorn", "villages.csv")


def test_two_spellings_of_one_village(folder: Path) -> None:
    (folder / "villages.csv").write_text(table(extra="AHORN,3,1,1,4.0\n"))
    refused(folder, "„Ahorn“ und „AHORN“", "meinen beide den Ort „Ahorn“")


def test_two_places_of_one_name(folder: Path) -> None:
    text = places() + "ahorn,517600,5780600\n"
    (folder / "places.csv").write_text(text.replace("Ahorn,", "AHORN,"), "utf-8")
    refused(folder, "mehrere Orte", "Ahorn", "places.csv")


def test_a_place_50_km_off(folder: Path) -> None:
    (folder / "places.csv").write_text(places(Weide=(570000, 5780500)), "utf-8")
    refused(folder, "„Weide“", "49 km weit weg vom nächsten anderen Ort", "places.csv")
    outline(folder)
    refused(folder, "„Weide“", "49 km weit weg vom Umriss", "places.csv")


def test_exchanged_coordinates(folder: Path) -> None:
    replace(
        folder / "project.yaml",
        "longitude: east, latitude: north",
        "longitude: north, latitude: east",
    )
    refused(folder)


@pytest.mark.parametrize("name", ["Summe", "Insgesamt", "Gemeinde gesamt", "Flecken Grün"])
def test_a_total_row_is_no_village(folder: Path, name: str) -> None:
    people = sum(people for _, people, *_ in small_project.VILLAGES)
    (folder / "villages.csv").write_text(table(extra=f"{name},{people},453,430,8.0\n"))
    refused(folder, f"„{name}“ ist die Summe der anderen", f"leave_out: {{Ort: {name}}}")


def test_no_places(folder: Path) -> None:
    (folder / "places.csv").write_text("name,east,north\n", "utf-8")
    refused(folder, "places.csv")


def test_neither_grid_nor_boundaries_nor_places(folder: Path) -> None:
    text = (folder / "project.yaml").read_text("utf-8")
    (folder / "project.yaml").write_text(re.sub(r"    places: .*\n", "", text), "utf-8")
    refused(folder, "grid", "boundaries", "places")


def test_grid_and_boundaries_together(tmp_path: Path) -> None:
    file = small_project.write(tmp_path / "p")
    replace(
        file,
        "    crs: EPSG:25832\n",
        "    grid: {east: x, north: y, size: 1000, crs: EPSG:3035}\n    crs: EPSG:25832\n",
    )
    refused(file.parent, "grid", "boundaries")


# ------------------------------------------------------------------------------------- the pieces


@pytest.mark.parametrize(
    ("one", "other"),
    [("Groß Wieden", "gross-wieden"), ("Pötzen", "POETZEN"), ("St. Anna", "St Anna")],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other)


def test_an_exact_name_wins_over_its_like() -> None:
    rows, findings = match_places(["Au", "AU"], ["AU", "Au"], {}, file="p", table="t")
    assert rows == [1, 0] and findings == []


def test_a_village_that_is_called_a_total_may_stay() -> None:
    import pandas as pd

    people = pd.Series([10.0, 20.0, 70.0, 5.0], ["Au", "Berg", "Total", "Cham"])
    with pytest.raises(InvalidInput):
        refuse_total_rows(people, file="t", column="p", key="k")
    refuse_total_rows(people, file="t", column="p", key="k", places=["Total"])


def test_the_manifest_names_the_places(folder: Path) -> None:
    run = sozialraum("run", "project.yaml", cwd=folder)
    assert run.returncode == 0, run.stderr
    manifest = json.loads((folder / "out/zwoelf_doerfer/manifest.json").read_text("utf-8"))
    assert "places.csv" in manifest["inputs"]


# --------------------------------------------------------------------------------------- the policy


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ("polici: default\n", ("„polici“", "„policy“", "Zeile 1")),
        ("policy: a\ntitle: A\neditions: 3\n", ("„editions“", "Zeile 3")),
        ("", ("leer",)),
        (None, ("gibt es nicht", "rules.yaml")),
    ],
)
def test_a_check_reads_the_policy_too(
    folder: Path, rules: str | None, words: tuple[str, ...]
) -> None:
    replace(folder / "project.yaml", "seed: 7", "seed: 7\npolicy: rules.yaml")
    if rules is not None:
        (folder / "rules.yaml").write_text(rules, "utf-8")
    run = sozialraum("check", "project.yaml", cwd=folder)
    assert run.returncode == 2 and "Traceback" not in run.stderr, run.stderr
    assert "lesen" not in run.stderr  # before anything is computed
    for word in words:
        assert word in run.stderr, run.stderr
