"""Squares that are added up to villages and quarters, and villages that are counted together."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import Point, box
from sozialraum import project
from sozialraum.core import CellState, InvalidInput, Severity
from sozialraum.words.troubles import error_text, finding_text

pytest.importorskip("sozialraum._gis")

EAST, NORTH = 4_266_500, 3_222_500

PROJECT = """\
project: quadrate
title: Quadrate und Dörfer
seed: 3
straight_line_kmh: {car: 60, foot: 6, bicycle: 15}
detour: 1.0
levels:
  - id: doerfer
    title: Dörfer
    area: Dorf
    areas: Dörfer
    region: alle
    shown: alle
    table:
      file: squares.csv
      missing_codes: {-1: no_value, -9: suppressed}
    grid: {east: x, north: y, size: 1000, crs: EPSG:3035}
    population: people
    crs: EPSG:3035
    places: {file: places.csv, longitude: x, latitude: y, crs: EPSG:3035}
    add_up: {to: places, mode: car, within_minutes: 5}
    facilities:
      - {id: school, name: Schule, file: schools.csv, key: name, longitude: x, latitude: y,
         crs: EPSG:3035, mode: car, coverage: [0, 40, 20, 60]}
    derive:
      km2: {quotient: [people, people]}
    catalogue: catalogue.yaml
    indicators:
      - {id: young, decimals: 1, more: mehr Kinder, less: weniger Kinder}
      - {id: vacant, use: context}
      - {id: density}
      - {id: space, use: context}
      - {id: way}
    types: {count: 2, compare: [2], starts: 10, draws: 60, why: Zum Üben.}
"""

CATALOGUE = """\
title: Merkmale
dimensions:
  d: {name_de: Menschen, name_en: People}
indicators:
  - {id: young, name_de: Anteil Kinder, name_en: Children, dimension: d, percentage: young_share,
     base: people, unit: "%", direction: neutral, source: erfunden, date: "2011", licence: CC0}
  - {id: vacant, name_de: Leerstand, name_en: Vacant, dimension: d, numerator: vacant,
     denominator: dwellings, unit: "%", direction: neutral, source: erfunden, date: "2011",
     licence: CC0}
  - {id: density, name_de: Dichte, name_en: Density, dimension: d, kind: ratio, numerator: people,
     denominator: km2, unit: "Einw./km²", direction: neutral, source: erfunden, date: "2011",
     licence: CC0}
  - {id: space, name_de: Wohnfläche, name_en: Space, dimension: d, value: space, unit: "m²",
     direction: neutral, source: erfunden, date: "2011", licence: CC0}
  - {id: way, name_de: Minuten zur Schule, name_en: Way, dimension: d, value: school_minutes,
     unit: min, direction: burden, source: erfunden, date: "2011", licence: CC0}
"""

# column and row of the square, people, share of children, vacant, dwellings, m² a person
SQUARES = [
    (0, 0, 100, 20.0, 3, 50, 40.0),  # Au
    (1, 0, 50, 40.0, 5, 25, 46.0),  # Au, one kilometre from the place
    (4, 0, 200, 10.0, 6, 100, -9),  # Berg
    (5, 0, 60, -9, 4, 30, 50.0),  # Berg, shares suppressed
    (0, 4, 40, 25.0, 0, 20, 30.0),  # Cham
    (5, 4, 400, 15.0, 9, 200, 42.0),  # Dorf
    (9, 9, 7, 0.0, 0, 4, 55.0),  # far from every place
]
PLACES = {"Au": (0, 0), "Berg": (4, 0), "Cham": (0, 4), "Dorf": (5, 4)}


def at(column: float, row: float) -> str:
    return f"{EAST + 1000 * column:.0f},{NORTH + 1000 * row:.0f}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [f"{at(c, r)},{','.join(map(str, rest))}" for c, r, *rest in SQUARES]
    head = "x,y,people,young_share,vacant,dwellings,space"
    (tmp_path / "squares.csv").write_text("\n".join([head, *rows, ""]), "utf-8")
    lines = [f"{name},{at(*where)}" for name, where in PLACES.items()]
    (tmp_path / "places.csv").write_text("\n".join(["name,x,y", *lines, ""]), "utf-8")
    (tmp_path / "schools.csv").write_text(f"name,x,y\nSchule,{at(0, 0)}\n", "utf-8")
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE, "utf-8")
    (tmp_path / "project.yaml").write_text(PROJECT, "utf-8")
    return tmp_path


def change(folder: Path, old: str, new: str) -> None:
    file = folder / "project.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def result(folder: Path) -> project.LevelResult:
    return project.check(folder / "project.yaml")[0]


def refused(folder: Path, *words: str) -> None:
    with pytest.raises(InvalidInput) as error:
        project.check(folder / "project.yaml")
    text = error_text(error.value.finding)
    assert "Kennung" not in text, text
    for word in words:
        assert word in text, text


# ---------------------------------------------------------------------------------------- the sums


def test_squares_are_added_to_the_nearest_place(folder: Path) -> None:
    found = result(folder)
    people = found.areas["population"].to_dict()
    assert people == {"Au": 150, "Berg": 260, "Cham": 40, "Dorf": 400}
    assert found.areas["name"].tolist() == ["Au", "Berg", "Cham", "Dorf"]


def test_rates_are_made_from_sums(folder: Path) -> None:
    measures = result(folder).measures
    # 20 % of 100 and 40 % of 50: 40 of 150, not 30 %
    assert measures.raw.loc["Au", "young"] == pytest.approx(100 * 40 / 150)
    assert measures.base.loc["Au", "young"] == 150
    assert measures.raw.loc["Au", "vacant"] == pytest.approx(100 * 8 / 75)
    assert measures.raw.loc["Au", "density"] == 75  # two squares
    assert measures.raw.loc["Au", "space"] == pytest.approx((100 * 40 + 50 * 46) / 150)


def test_what_is_suppressed_takes_its_people_along(folder: Path) -> None:
    found = result(folder)
    measures = found.measures
    # of Berg's 260 people the share is known for 200: their 20 children of 200
    assert measures.raw.loc["Berg", "young"] == pytest.approx(10)
    assert measures.base.loc["Berg", "young"] == 200
    assert measures.states.loc["Berg", "young"] == CellState.LIMITED
    # the floor space is known for 60 of 260 alone: less than half, so there is none
    assert measures.states.loc["Berg", "space"] == CellState.SUPPRESSED
    told = {f.code: f for f in found.findings}
    assert told["value_of_a_part"].areas == ("Berg",)
    assert told["too_little_known"].areas == ("Berg",)


def test_a_share_of_an_unknown_base_is_left_out(folder: Path) -> None:
    file = folder / "catalogue.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("base: people, unit", "base: known, unit"), "utf-8")
    squares = (folder / "squares.csv").read_text("utf-8").splitlines()
    lines = [
        f"{line},{'known' if i == 0 else '' if i == 1 else line.split(',')[2]}"
        for i, line in enumerate(squares)
    ]
    (folder / "squares.csv").write_text("\n".join([*lines, ""]), "utf-8")
    measures = result(folder).measures
    assert measures.raw.loc["Au", "young"] == pytest.approx(40)  # of the second square alone
    assert measures.base.loc["Au", "young"] == 50


def test_minutes_are_those_of_the_people_in_the_squares(folder: Path) -> None:
    measures = result(folder).measures
    # 60 km/h without detour: a minute a kilometre; 100 people at 0 and 50 at 1 km
    assert measures.raw.loc["Au", "way"] == pytest.approx(1 / 3, abs=0.01)
    assert measures.raw.loc["Cham", "way"] == pytest.approx(4, abs=0.02)
    assert measures.raw.loc["Berg", "way"] == pytest.approx((200 * 4 + 60 * 5) / 260, abs=0.02)


def test_what_is_too_far_from_every_place_is_named(folder: Path) -> None:
    told = next(f for f in result(folder).findings if f.code == "rows_left_over")
    assert len(told.areas) == 1 and told.details["people"] == "7"


def test_a_square_between_two_places_is_named(folder: Path) -> None:
    with (folder / "squares.csv").open("a", encoding="utf-8") as file:
        file.write(f"{at(2, 0)},30,10.0,0,15,40.0\n")
    found = result(folder)
    told = next(f for f in found.findings if f.code == "rows_tied")
    assert len(told.areas) == 1
    assert found.areas["population"]["Au"] == 180  # the first in the alphabet


def test_a_part_with_more_cases_than_its_base_is_told_though_the_sum_looks_right(
    folder: Path,
) -> None:
    assert "parts_above_base" not in {f.code for f in result(folder).findings}
    file = folder / "squares.csv"
    head, first, *rows = file.read_text("utf-8").splitlines()
    cells = first.split(",")
    cells[4] = str(int(cells[5]) + 3)  # vacant dwellings: three more than there are
    file.write_text("\n".join([head, ",".join(cells), *rows, ""]), "utf-8")
    [told] = [f for f in result(folder).findings if f.code == "parts_above_base"]
    assert len(told.areas) == 1 and told.severity is Severity.WARNING
    assert "mehr Fälle als die Bezugsgröße" in finding_text(told)


# --------------------------------------------------------------------------------------- the floor


def test_villages_below_the_floor_are_counted_with_a_neighbour(folder: Path) -> None:
    change(folder, "    facilities:\n", "    floor: 180\n    facilities:\n")
    found = result(folder)
    # Cham (40) goes to Au (150), four minutes off, not to Dorf
    assert found.areas["name"].to_dict() == {
        "Au": "Au mit Cham",
        "Berg": "Berg",
        "Dorf": "Dorf",
    }
    assert found.areas["population"]["Au"] == 190
    assert found.measures.raw.loc["Au", "young"] == pytest.approx(100 * 50 / 190)
    said = " ".join(found.remarks["Au"])
    assert "Au und Cham sind zusammen gezählt" in said
    assert "In Au und Cham leben jeweils weniger als 180 Menschen" in said
    assert "Au unter 1, Cham 4 Minuten" in said
    assert found.remarks["Berg"] == []


FLOORS = """\
    floor: 30
    floors: [{column: children, least: 15, name: Kinder}]
    facilities:
"""
CHILDREN = "    derive:\n      children: {count: [young_share, people]}\n"


def test_a_second_floor_counts_children(folder: Path) -> None:
    """Children: Au 20 and 20, Berg 20 (its other square is not told), Cham 10, Dorf 60."""
    change(folder, "    derive:\n", CHILDREN)
    change(folder, "    facilities:\n", "    floor: 30\n    facilities:\n")
    assert result(folder).areas["name"].tolist() == ["Au", "Berg", "Cham", "Dorf"]
    change(folder, "    floor: 30\n    facilities:\n", FLOORS)
    found = result(folder)
    assert found.areas["name"].tolist() == ["Au mit Cham", "Berg", "Dorf"]
    said = "In Cham leben weniger als 30 Menschen oder weniger als 15 Kinder"
    assert said in found.remarks["Au"][0]
    [told] = [f for f in found.findings if f.code == "units_merged"]
    assert "weniger als 30 Menschen oder weniger als 15 Kinder" in finding_text(told)


def test_a_floor_of_children_alone(folder: Path) -> None:
    change(folder, "    derive:\n", CHILDREN)
    change(folder, "    facilities:\n", FLOORS.replace("    floor: 30\n", "").replace("15", "25"))
    # Berg's 20 and Cham's 10 are too few: together they are enough, and three areas stay
    assert result(folder).areas["name"].tolist() == ["Au", "Berg mit Cham", "Dorf"]


@pytest.mark.parametrize(
    ("floors", "said"),
    [
        ("{column: childen, least: 15, name: Kinder}", "children"),
        ("{column: children, least: 500, name: Kinder}", "Untergrenze von 500 Kinder"),
        ("{column: children, least: 15, name: Menschen}", "Menschen"),
        ("{column: children, least: 0, name: Kinder}", "floors"),
    ],
)
def test_floors_that_cannot_be_kept(folder: Path, floors: str, said: str) -> None:
    change(folder, "    derive:\n", CHILDREN)
    given = f"    floor: 30\n    floors: [{floors}]\n    facilities:\n"
    change(folder, "    facilities:\n", given)
    refused(folder, said)


def test_a_floor_above_all_people(folder: Path) -> None:
    change(folder, "    facilities:\n", "    floor: 5000\n    facilities:\n")
    refused(folder, "5.000", "857", "Untergrenze")


def test_the_floor_holds_for_villages_of_a_spreadsheet(folder: Path) -> None:
    rows = ["Ort,people,young_share,vacant,dwellings,space,km2"]
    rows += ["Au,150,20,8,75,42,2", "Berg,260,10,10,130,44,2", "Cham,40,25,0,20,30,1"]
    rows += ["Dorf,400,15,9,200,42,1"]
    (folder / "squares.csv").write_text("\n".join([*rows, ""]), "utf-8")
    change(folder, "    grid: {east: x, north: y, size: 1000, crs: EPSG:3035}\n", "")
    change(folder, "    add_up: {to: places, mode: car, within_minutes: 5}\n", "    floor: 180\n")
    change(folder, "    derive:\n      km2: {quotient: [people, people]}\n", "")
    change(folder, "      file: squares.csv\n", "      file: squares.csv\n      key: Ort\n")
    found = result(folder)
    assert found.areas["name"].tolist() == ["Au mit Cham", "Berg", "Dorf"]
    assert found.drawn == "circles"
    assert found.measures.raw.loc["Au", "vacant"] == pytest.approx(100 * 8 / 95)


# ------------------------------------------------------------------------------------ what may not


def test_adding_up_needs_places(folder: Path) -> None:
    change(
        folder, "    places: {file: places.csv, longitude: x, latitude: y, crs: EPSG:3035}\n", ""
    )
    refused(folder, "add_up", "places")


def test_no_square_near_a_place(folder: Path) -> None:
    change(folder, "within_minutes: 5", "within_minutes: 0.001")
    text = (folder / "places.csv").read_text("utf-8").replace(at(0, 0), at(0, 2))
    moved = text.replace(at(4, 0), at(4, 2)).replace(at(0, 4), at(0, 6)).replace(at(5, 4), at(5, 6))
    (folder / "places.csv").write_text(moved, "utf-8")
    refused(folder, "0.001 Minuten", "places.csv")


def test_places_that_have_another_between_them_are_no_neighbours(folder: Path) -> None:
    # Ende is alone with 20 people two kilometres beyond Cham: it goes to Cham, not to Au
    with (folder / "places.csv").open("a", encoding="utf-8") as file:
        file.write(f"Ende,{at(0, 6)}\n")
    with (folder / "squares.csv").open("a", encoding="utf-8") as file:
        file.write(f"{at(0, 6)},20,10.0,0,10,40.0\n")
    change(folder, "    facilities:\n", "    floor: 60\n    facilities:\n")
    names = result(folder).areas["name"].tolist()
    assert names == ["Au", "Berg", "Cham mit Ende", "Dorf"]


def test_the_report_says_what_was_counted_together(folder: Path) -> None:
    change(folder, "    facilities:\n", "    floor: 180\n    facilities:\n")
    project.run(folder / "project.yaml", out=folder / "out")
    html = (folder / "out/report.html").read_text("utf-8")
    assert "Au und Cham sind zusammen gezählt" in html
    assert "3 Orte mit teils weniger als 180" in html or "2 Orte mit teils weniger" in html
    assert "Hell unterlegt sind die Quadrate, in denen Menschen wohnen" in html
    table = (folder / "out/areas.csv").read_text("utf-8-sig")
    assert "Au mit Cham" in table and "CRS3035" not in table


# ------------------------------------------------------------------------------------- the quarters


def quarters(folder: Path, floor: int = 100) -> None:
    """A town of 6 by 2 squares of 100 metres in two kilometre squares, dwellings known alone."""
    rows = ["x,y,dwellings,old"]
    for column in range(6):
        for row in range(2):
            x, y = 4_266_750 + 100 * column, NORTH + 100 * row  # three columns in each kilometre
            rows.append(f"{x},{y},{4 if column < 3 else 8},{column % 2}")
    (folder / "small.csv").write_text("\n".join([*rows, ""]), "utf-8")
    large = f"x,y,people\n{EAST},{NORTH},240\n{EAST + 1000},{NORTH},480\n{EAST + 5000},{NORTH},70\n"
    (folder / "large.csv").write_text(large, "utf-8")
    (folder / "places.csv").write_text(f"name,x,y\nStadt,{4_267_000},{NORTH}\n", "utf-8")
    (folder / "catalogue.yaml").write_text(
        """\
title: Merkmale
dimensions:
  d: {name_de: Häuser, name_en: Houses}
indicators:
  - {id: old, name_de: Alte Häuser, name_en: Old, dimension: d, numerator: old, denominator:
     dwellings, unit: "%", direction: neutral, source: erfunden, date: "2011", licence: CC0}
  - {id: density, name_de: Wohnungen, name_en: Dwellings, dimension: d, kind: ratio, numerator:
     dwellings, denominator: squares, unit: Wohnungen, direction: neutral, source: erfunden, date:
     "2011", licence: CC0}
""",
        "utf-8",
    )
    (folder / "project.yaml").write_text(
        f"""\
project: stadt
title: Stadt
straight_line_kmh: {{car: 60, foot: 6, bicycle: 15}}
detour: 1.0
levels:
  - id: quartiere
    title: Quartiere
    area: Quartier
    areas: Quartiere
    region: Stadt
    shown: Stadt
    table: {{file: small.csv}}
    grid: {{east: x, north: y, size: 100, crs: EPSG:3035}}
    people_from: {{file: large.csv, grid: {{east: x, north: y, size: 1000, crs: EPSG:3035}},
                  column: people, by: dwellings}}
    population: people
    crs: EPSG:3035
    places: {{file: places.csv, longitude: x, latitude: y, crs: EPSG:3035}}
    add_up: {{to: quarters, only: [Stadt], mode: car, within_minutes: 2}}
    floor: {floor}
    derive:
      squares: {{quotient: [dwellings, dwellings]}}
    catalogue: catalogue.yaml
    indicators:
      - {{id: old}}
      - {{id: density}}
    types: {{count: 2, compare: [2], starts: 10, draws: 60, why: Zum Üben.}}
""",
        "utf-8",
    )


def test_people_of_large_squares_go_where_the_dwellings_are(folder: Path) -> None:
    quarters(folder)
    found = result(folder)
    # 240 people over six squares of four dwellings, 480 over six of eight: 40 and 80 a square;
    # of 720 people at most seven quarters of 100, as three of the first squares make one
    assert found.areas["population"].sum() == 720
    assert (found.areas["population"] >= 100).all()
    assert found.drawn == "squares"
    assert found.measures.base["old"].sum() == 72
    assert all("Näherung" in " ".join(texts) for texts in found.remarks.values())
    assert any(f.code == "people_spread" for f in found.findings)


def test_quarters_hang_together_and_are_named_from_west_to_east(folder: Path) -> None:
    quarters(folder, floor=150)
    areas = result(folder).areas
    assert list(areas.index) == [f"Q{n:02d}" for n in range(1, len(areas) + 1)]
    assert areas["name"].iloc[0].startswith("Quartier 1 (")
    assert areas.geometry.centroid.x.is_monotonic_increasing
    assert {shape.geom_type for shape in areas.geometry} == {"Polygon"}


def test_a_quarter_of_a_place_that_is_not_there(folder: Path) -> None:
    quarters(folder)
    change(folder, "only: [Stadt]", "only: [Statd]")
    refused(folder, "„Statd“", "„Stadt“")


def test_large_squares_must_hold_whole_small_ones(folder: Path) -> None:
    quarters(folder)
    change(folder, "size: 1000", "size: 250")
    refused(folder, "250", "100")


def test_quarters_need_a_floor(folder: Path) -> None:
    quarters(folder)
    change(folder, "    floor: 100\n", "")
    refused(folder, "„floor“ fehlt")


# ---------------------------------------------------------------------------------- one vocabulary


def test_every_level_has_letters_of_its_own(folder: Path) -> None:
    text = (folder / "project.yaml").read_text("utf-8")
    level = text[text.index("  - id: doerfer") :]
    context = level.replace("id: doerfer", "id: umland").replace(
        "    add_up:", "    show: {focus: Berg}\n    add_up:"
    )
    both = text[: text.index("  - id: doerfer")] + context + level
    (folder / "project.yaml").write_text(both, "utf-8")
    umland, doerfer = project.check(folder / "project.yaml")
    assert doerfer.typing.names == ["A", "B"]  # no area in focus: it is what the report is about
    assert umland.typing.names == ["C", "D"]
    assert set(umland.typing.second) <= {"C", "D"} == set(umland.typing.representative)
    assert list(umland.typing.z_means.index) == ["C", "D"]
    same = umland.typing.letters.map({"C": "A", "D": "B"})
    assert same.equals(doerfer.typing.letters)


# ----------------------------------------------------------------------------------------- by road


def test_by_road_every_square_goes_to_the_place_of_fewest_minutes() -> None:
    """Places of OpenStreetMap north of Bayreuth; checked with the whole table of minutes."""
    pytest.importorskip("sozialraum._osm")
    from small_project import ROOT
    from sozialraum.level.units import belonging_to_places, neighbours_by_minutes
    from sozialraum.level.ways import middle_points
    from sozialraum.project.areas import read_level_areas
    from sozialraum.project.points import place_points
    from sozialraum.project.roads import read_roads

    loaded = project.load_project(ROOT / "examples/projects/bayreuth_nord/project.yaml")
    level = loaded.project.levels[0]
    roads = read_roads(loaded, threads=2, say=lambda _: None)
    rows = read_level_areas(loaded, level).areas
    west, south, east, north = roads.extent  # type: ignore[misc]
    rows = rows[rows.geometry.centroid.to_crs("EPSG:4326").within(box(west, south, east, north))]
    places = place_points(loaded, level)
    assert places is not None
    places = places[~places["name"].duplicated(keep=False)]
    found = belonging_to_places(
        rows, places, roads, mode="car", within_minutes=3, areas_word="Quadrate"
    )
    named = places.set_axis(places["name"]).sort_index()
    minutes = roads.networks["car"].matrix(middle_points(rows), named)
    table = pd.DataFrame(minutes).loc[rows.index]
    best = table.min(axis=1)
    far = best > 3
    assert 0 < far.sum() < len(rows)
    assert set(found.of_row.index[found.of_row.isna()]) == set(rows.index[far])
    for code, place in found.rows.items():
        assert table.loc[code, place] == pytest.approx(best[code])
    told = {f.code: f for f in found.findings}
    assert set(told["rows_left_over"].areas) == set(rows.index[far])
    # neighbours: no third place lies between two that are linked
    spots = named.to_crs(rows.crs).assign(population=1.0).iloc[:20]
    links = neighbours_by_minutes(spots, roads, mode="car")
    codes = list(spots.index)
    both = roads.networks["car"].matrix(middle_points(spots), named.loc[codes])
    way = pd.DataFrame(both).loc[codes, codes].fillna(np.inf)
    way = pd.DataFrame(np.maximum(way, way.T), index=codes, columns=codes)
    for one, other in links[["from", "to"]].to_numpy():
        between = way.loc[one] ** 2 + way.loc[other] ** 2 < way.loc[one, other] ** 2 - 1e-6
        assert not between.drop([one, other]).any()


def test_two_places_of_one_name_are_numbered(folder: Path) -> None:
    with (folder / "squares.csv").open("a", encoding="utf-8") as file:
        file.write(f"{at(8, 0)},30,10.0,0,15,40.0\n")
    lines = [f"Au,{at(0, 0)}", f"Berg,{at(4, 0)}", f"Au,{at(8, 0)}"]
    layer = gpd.GeoDataFrame(
        {"name": ["Au", "Berg", "Au"]},
        geometry=[Point(*map(float, line.split(",")[1:])) for line in lines],
        crs="EPSG:3035",
    )
    layer.to_crs("EPSG:4326").to_file(folder / "places.geojson")
    change(
        folder,
        "{file: places.csv, longitude: x, latitude: y, crs: EPSG:3035}",
        "{file: places.geojson}",
    )
    found = result(folder)
    assert list(found.areas.index) == ["Au (1)", "Au (2)", "Berg"]
    assert found.areas["population"]["Au (2)"] == 30
    assert any(f.code == "places_of_one_name" for f in found.findings)
