"""What a project file may say about its tables: the same as the reader in Python."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import small_project
from sozialraum import project
from sozialraum.core import InvalidInput
from sozialraum.level.result import LevelResult
from sozialraum.project.load import load_project
from sozialraum.project.points import facility_points
from sozialraum.words.troubles import error_text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small_project.write(tmp_path)
    return tmp_path


def change(folder: Path, old: str, new: str, file: str = "project.yaml") -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def checked(folder: Path) -> LevelResult:
    return project.check(folder / "project.yaml", say=lambda _: None)[0]


def refused(folder: Path) -> str:
    with pytest.raises(InvalidInput) as caught:
        checked(folder)
    return error_text(caught.value.finding)


def rows(folder: Path) -> list[str]:
    return (folder / "villages.csv").read_text(encoding="utf-8").splitlines()


def write_rows(folder: Path, lines: list[str]) -> None:
    (folder / "villages.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


SEPARATOR = small_project.table().splitlines()[0].replace("ags", "", 1)[0]


def test_title_units_and_sum_are_told_in_the_project_file(folder: Path) -> None:
    head, *data = rows(folder)
    width = head.count(SEPARATOR)
    title = "Landkreis, Stand 2022" + SEPARATOR * width
    end = "Quelle: erfunden" + SEPARATOR * width
    write_rows(folder, [title, head, *data, end])
    change(folder, "      key: ags\n", "      key: ags\n      header: 2\n      skip_footer: 1\n")
    assert len(checked(folder).areas) == 12


def test_rows_are_filtered(folder: Path) -> None:
    head, *data = rows(folder)
    other = [line.replace("03252", "03254") for line in data]
    write_rows(folder, [head, *data, *other])
    change(folder, "      key: ags\n", "      key: ags\n      rows: {ags: 03252*}\n")
    assert len(checked(folder).areas) == 12
    change(folder, "rows: {ags: 03252*}", "leave_out: {ags: [03254*]}")
    assert len(checked(folder).areas) == 12


def test_signs_have_states(folder: Path) -> None:
    head, first, *data = rows(folder)
    cells = first.split(SEPARATOR)
    cells[head.split(SEPARATOR).index("young")] = "*"
    write_rows(folder, [head, SEPARATOR.join(cells), *data])
    change(folder, "      key: ags\n", "      key: ags\n      signs: {'*': secret}\n")
    assert checked(folder).table.data["young"].isna().sum() == 1
    change(folder, "signs: {'*': secret}", "signs: {'*': geheim}")
    assert "signs" in refused(folder)


def test_several_tables_join_by_their_key(folder: Path) -> None:
    head, *data = rows(folder)
    names = head.split(SEPARATOR)
    shop = names.index("shop")
    second = ["Schlüssel;shop"]
    for line in data:
        cells = line.split(SEPARATOR)
        second.append(f"{cells[names.index('ags')]};{cells.pop(shop).replace('.', ',')}")
        data[data.index(line)] = SEPARATOR.join(cells)
    names.pop(shop)
    write_rows(folder, [SEPARATOR.join(names), *data])
    (folder / "shops.csv").write_text("\n".join(second) + "\n", encoding="utf-8")
    change(
        folder,
        "      key: ags\n",
        "      key: ags\n      join: [{file: shops.csv, key: Schlüssel}]\n",
    )
    assert checked(folder).table.data["shop"].tolist()[:2] == [4.0, 5.0]
    (folder / "shops.csv").write_text("\n".join(second[:-1]) + "\n", encoding="utf-8")
    assert "1 von 12" in refused(folder)


def test_a_table_in_long_form(folder: Path) -> None:
    head, *data = rows(folder)
    names = head.split(SEPARATOR)
    lines = ["ags;name;Merkmal;Wert"]
    for line in data:
        cells = dict(zip(names, line.split(SEPARATOR), strict=True))
        for name in ("people", "young", "old", "shop"):
            lines.append(f"{cells['ags']};{cells['name']};{name};{cells[name]}")
    write_rows(folder, lines)
    change(
        folder,
        "      key: ags\n",
        "      key: ags\n      long_form: {names: Merkmal, values: Wert}\n",
    )
    assert len(checked(folder).areas) == 12


def test_a_typo_in_an_indicator_is_told_where_it_stands(folder: Path) -> None:
    change(folder, "{id: young, adjust", "{id: yuong, adjust")
    text = refused(folder)
    line = (folder / "project.yaml").read_text().splitlines()
    number = next(i for i, row in enumerate(line, 1) if "yuong" in row)
    assert f"Zeile {number}" in text and "project.yaml" in text and "young" in text


def test_true_is_no_seed(folder: Path) -> None:
    change(folder, "seed: 7", "seed: true")
    assert "seed" in refused(folder)


@pytest.mark.parametrize("rows", ["-1", "[2, 1]", "[1, 2, 3]", "true", "zwei"])
def test_a_wrong_header_is_named(folder: Path, rows: str) -> None:
    change(folder, "      key: ags\n", f"      key: ags\n      header: {rows}\n")
    assert "header" in refused(folder)


def test_the_key_may_be_the_name(folder: Path) -> None:
    change(folder, "    name: name\n", "    name: ags\n")
    change(folder, "      text_columns: [name]\n", "")
    assert checked(folder).areas["name"].tolist()[0] == "03252001"
    change(folder, "    name: ags\n", "    name: agss\n")
    assert "ags" in refused(folder)


def test_who_is_left_out_is_named(folder: Path) -> None:
    head, first, *data = rows(folder)
    cells = first.split(SEPARATOR)
    cells[head.split(SEPARATOR).index("people")] = "."
    write_rows(folder, [head, SEPARATOR.join(cells), *data])
    left = [f for f in checked(folder).findings if f.code == "uninhabited_left_out"]
    assert left[0].areas == ("03252001",) and left[0].details["unknown"] == "1"


FACILITY = """
    facilities:
      - {id: shop, name: Läden, file: %s, key: id%s}
    catalogue:"""


def points_of(folder: Path, file: str, more: str = "") -> list[str]:
    small_project.write(folder)
    change(folder, "\n    catalogue:", FACILITY % (file, more))
    loaded = load_project(folder / "project.yaml")
    return list(facility_points(loaded, loaded.project.levels[0].facilities[0]).index)


def test_facilities_are_a_layer_or_a_table(folder: Path) -> None:
    point = {"type": "Point", "coordinates": [9.25, 52.17]}
    features = [
        {"type": "Feature", "properties": {"id": name}, "geometry": point} for name in ("a", "b")
    ]
    layer = {"type": "FeatureCollection", "features": features}
    (folder / "shops.geojson").write_text(json.dumps(layer))
    assert points_of(folder, "shops.geojson") == ["a", "b"]
    (folder / "shops.csv").write_text("id;lon;lat\na;9.2;52.1\na;9.3;52.2\nb;9.3;52.2\n")
    with pytest.raises(InvalidInput) as caught:
        points_of(folder, "shops.csv")
    assert "Einrichtungen" in error_text(caught.value.finding)
    assert points_of(folder, "shops.csv", ", doubled: merge") == ["a", "b"]
    assert points_of(folder, "shops.csv", ", doubled: number") == ["a", "a (2)", "b"]
    assert points_of(folder, "shops.csv", ", doubled: number, leave_out: {id: b}") == ["a", "a (2)"]
