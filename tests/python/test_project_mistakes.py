"""Mistakes in a project file or its table that once ran through, or ended in a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from small_project import code, replace, sozialraum

pytest.importorskip("sozialraum._gis")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_project.write(tmp_path / "p").parent


def refused(folder: Path, *words: str) -> str:
    run = sozialraum("check", "project.yaml", cwd=folder)
    assert run.returncode == 2, run.stderr
    assert "Traceback" not in run.stderr
    for word in words:
        assert word in run.stderr, run.stderr
    return run.stderr


def change(folder: Path, old: str, new: str) -> None:
    replace(folder / "project.yaml", old, new)


def line_of(folder: Path, text: str) -> str:
    lines = (folder / "project.yaml").read_text("utf-8").splitlines()
    return f"Zeile {next(i for i, line in enumerate(lines, 1) if text in line)}\n"


# ------------------------------------------------------------------------------ coordinate systems


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4258", "EPSG:2263"])
def test_degrees_or_feet_are_not_read_as_metres(folder: Path, crs: str) -> None:
    change(folder, "crs: EPSG:25832", f"crs: {crs}")
    line = line_of(folder, f"crs: {crs}")
    refused(folder, "„crs“", crs, "projiziertes Koordinatensystem nötig", "Metern", line)


def test_an_unknown_crs(folder: Path) -> None:
    change(folder, "crs: EPSG:25832", "crs: foo")
    refused(folder, "„crs“", "„foo“", "bekanntes Koordinatensystem", line_of(folder, "crs: foo"))


@pytest.mark.parametrize(
    ("crs", "expected"), [("EPSG:4326", "projiziertes"), ("foo", "bekanntes Koordinatensystem")]
)
def test_the_crs_of_grid_cells(folder: Path, crs: str, expected: str) -> None:
    grid = f"grid: {{east: x, north: y, size: 1000, crs: {crs}}}"
    change(folder, "boundaries: {file: villages.geojson, key: ags}", grid)
    refused(folder, "„crs“", crs, expected, line_of(folder, "grid:"))


def test_the_crs_of_boundaries(folder: Path) -> None:
    change(folder, "villages.geojson, key: ags}", "villages.geojson, key: ags, crs: foo}")
    refused(folder, "„crs“", "„foo“", line_of(folder, "boundaries:"))


# ---------------------------------------------------------------------------------------- people


@pytest.mark.parametrize("people", ["-300", "1e18", "20000000000"])
def test_an_impossible_population(folder: Path, people: str) -> None:
    replace(folder / "villages.csv", "Ahorn,300,", f"Ahorn,{people},")
    refused(folder, "unmögliche Zahl", "villages.csv", "„people“", code(0))


def test_a_negative_code_for_no_value_is_not_a_population(folder: Path) -> None:
    replace(folder / "villages.csv", "Ahorn,300,", "Ahorn,-1,")
    change(folder, 'focus: "03252007"', 'focus: "03252008"')
    run = sozialraum("check", "project.yaml", cwd=folder)
    assert run.returncode == 0, run.stderr


# ----------------------------------------------------------------------------------------- focus


def test_a_focus_that_does_not_exist(folder: Path) -> None:
    change(folder, 'focus: "03252007"', 'focus: "03252099"')
    refused(folder, "„03252099“", "gibt es nicht", "Gemeint", "03252", line_of(folder, "focus:"))


def test_a_focus_that_is_not_shown(folder: Path) -> None:
    change(folder, "{focus:", '{starts_with: "0325201", focus:')
    message = refused(folder, "„03252007“", "gehört nicht zu den gezeigten", "starts_with")
    assert line_of(folder, "focus:") in message


# ----------------------------------------------------------------------------- former tracebacks


def test_nothing_to_make_types_of(folder: Path) -> None:
    for name in ("young", "old", "shop"):
        change(folder, f"- {{id: {name},", f"- {{id: {name}, use: context,")
    refused(folder, "„indicators“", "use: context", line_of(folder, "indicators:"))


def test_no_place_to_call_the_areas_after(folder: Path) -> None:
    (folder / "places.osm").write_text('<osm version="0.6"></osm>', "utf-8")
    change(folder, "    name: name\n", "    places: {file: places.osm, osm: {place: [village]}}\n")
    refused(folder, "kein Ort", "places.osm", line_of(folder, "places:"))


@pytest.mark.parametrize("option", ["within", "coverage"])
@pytest.mark.parametrize("numbers", ["[1, 2]", "[10, 51, 9, 52]", "[9, 52, 10, 51]"])
def test_a_rectangle_of_facilities(folder: Path, option: str, numbers: str) -> None:
    facility = f"{{id: laden, name: Laden, file: x.csv, key: id, {option}: {numbers}}}"
    change(folder, "    catalogue:", f"    facilities:\n      - {facility}\n    catalogue:")
    refused(folder, f"„{option}“", "West, Süd, Ost, Nord", line_of(folder, "id: laden"))


@pytest.mark.parametrize("name", ["people", "shop"])
def test_a_derived_column_of_a_name_that_is_taken(folder: Path, name: str) -> None:
    rule = f"    derive:\n      {name}: {{product: [young, old]}}\n"
    change(folder, "    catalogue:", f"{rule}    catalogue:")
    refused(folder, f"„{name}“", "es gibt sie aber schon", line_of(folder, f"{name}: {{product"))


def test_brackets_without_end(folder: Path) -> None:
    (folder / "project.yaml").write_text("a: " + "[" * 5000 + "]" * 5000 + "\n", "utf-8")
    refused(folder, "project.yaml", "zu tief")


def test_aliases_that_multiply(folder: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    (folder / "project.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    refused(folder, "project.yaml", "viel zu viele Einträge")


def test_an_alias_of_itself(folder: Path) -> None:
    change(folder, "subtitle: Ein erfundener Landstrich", "subtitle: &a [*a]")
    refused(folder, "project.yaml")


# ------------------------------------------------------------------------ columns and their names


def test_a_column_without_any_value(folder: Path) -> None:
    rows = [row.split(",") for row in small_project.table().splitlines()]
    lines = [",".join([*r[:3], r[3] if i == 0 else "", *r[4:]]) for i, r in enumerate(rows)]
    (folder / "villages.csv").write_text("\n".join(lines) + "\n", "utf-8")
    refused(folder, "Spalte „young“ enthält keinen Wert", "villages.csv", "Anteil Kinder")


def test_a_constant_indicator_names_its_columns(folder: Path) -> None:
    rows = [row.rsplit(",", 1)[0] for row in small_project.table().splitlines()]
    lines = [row + (",shop" if i == 0 else ",5") for i, row in enumerate(rows)]
    (folder / "villages.csv").write_text("\n".join(lines) + "\n", "utf-8")
    refused(folder, "Minuten zum Laden", "in allen Flächen gleich", "berechnet aus: shop")


def test_a_facility_table_without_key(folder: Path) -> None:
    facility = "    facilities:\n      - {id: laden, name: Laden, file: x.csv}\n"
    change(folder, "    catalogue:", facility + "    catalogue:")
    refused(folder, "„key“ fehlt", line_of(folder, "id: laden"))


def test_two_facilities_of_one_id(folder: Path) -> None:
    one = "      - {id: laden, name: Laden, file: x.csv, key: id}\n"
    change(folder, "    catalogue:", f"    facilities:\n{one}{one}    catalogue:")
    refused(folder, "„facilities“", "„laden“ kommt mehrfach vor", line_of(folder, "facilities:"))


@pytest.mark.parametrize(
    ("old", "new", "option"),
    [
        ("levels:\n", "roads: {file: x.osm, extent: Bayern}\nlevels:\n", "extent"),
        ("{-1: no_value, ", "{k.A.: no_value, ", "missing_codes"),
        ("compare: [2, 3]", "compare: [0, 3]", "compare"),
    ],
)
def test_a_wrong_value_names_its_option(folder: Path, old: str, new: str, option: str) -> None:
    change(folder, old, new)
    refused(folder, f"„{option}“ hat einen falschen Wert")


def test_a_table_without_key_column(folder: Path) -> None:
    change(folder, "      key: ags\n", "")
    refused(folder, "„key“ fehlt", line_of(folder, "    table:"))


def test_two_words_for_one_indicator(folder: Path) -> None:
    """A second level that calls the same indicator something else."""
    text = (folder / "project.yaml").read_text("utf-8")
    level = text[text.index("  - id: doerfer") :]
    again = level.replace("doerfer", "wieder").replace("mehr Kinder", "kinderreich")
    (folder / "project.yaml").write_text(text + again, "utf-8")
    line = line_of(folder, "kinderreich")
    refused(folder, "„young“", "„kinderreich“", "„mehr Kinder“", "Die Dörfer", line)


def test_two_levels_of_one_id(folder: Path) -> None:
    head, level = (folder / "project.yaml").read_text("utf-8").split("levels:\n")
    (folder / "project.yaml").write_text(f"{head}levels:\n{level.rstrip()}\n{level}", "utf-8")
    refused(folder, "„levels“", "doerfer", "mehrmals", line_of(folder, "levels:"))


# --------------------------------------------------------------------- dates and numbers of no kind


@pytest.mark.parametrize("value", ["2024-02-30", "2024-13-01", "2024-00-10", "9" * 5000])
def test_a_date_or_number_that_is_none_is_told_with_its_line(folder: Path, value: str) -> None:
    change(folder, "subtitle: Ein erfundener Landstrich", f"subtitle: {value}")
    refused(folder, "„subtitle“", f"„{value[:20]}“", "Datum", line_of(folder, "subtitle:"))


def test_a_date_within_braces_is_found(folder: Path) -> None:
    replace(folder / "catalogue.yaml", 'date: "2022"', "date: 2022-02-29")
    refused(folder, "„date“", "„2022-02-29“", "catalogue.yaml")


def test_a_file_of_megabytes_is_no_project_file(folder: Path) -> None:
    with (folder / "project.yaml").open("a") as file:
        file.write("#" * 2**21)
    refused(folder, "viel zu viele")
