"""Files in and out through the Python face."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sozialraum import core, gis, publish
from sozialraum.core import CellState

DATA = Path(__file__).resolve().parents[2] / "data"


def write(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def codes(findings: list[core.Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_german_table_becomes_frames_of_numbers_states_and_texts(tmp_path: Path) -> None:
    path = write(tmp_path, "AGS;Name;Einwohner;Quote\n03252007;Hessisch Oldendorf;18.429;12,5\n")
    table = gis.read_table(path, key="AGS", kind="ags")
    assert table.data.index.tolist() == ["03252007"]
    assert table.data.loc["03252007"].tolist() == [18429.0, 12.5]
    assert table.states.dtypes.tolist() == [np.dtype("uint8")] * 2
    assert table.texts.loc["03252007", "Name"] == "Hessisch Oldendorf"
    assert {"encoding", "separator", "decimal", "text_columns"} <= set(codes(table.findings))


def test_wrong_input_is_a_value_error_that_says_how_to_mend_it(tmp_path: Path) -> None:
    path = write(tmp_path, "AGS;x\n3252007;1.234\n")
    with pytest.raises(core.InvalidInput, match="repair_ags=True") as caught:
        gis.read_table(path, key="AGS", kind="ags")
    assert caught.value.finding.place.row == 2
    with pytest.raises(core.InvalidInput, match="decimal=','"):
        gis.read_table(path, key="AGS", kind="ags", repair_ags=True)
    with pytest.raises(core.UnknownName, match="did you mean 'AGS'") as unknown:
        gis.read_table(path, key="ags", decimal=",")
    assert isinstance(unknown.value, KeyError)
    with pytest.raises(core.InvalidInput, match="not a list"):
        gis.read_table(path, key="AGS", decimal=",", columns="x")
    with pytest.raises(core.InvalidInput, match="header: is -1; at least 0 is needed"):
        gis.read_table(path, key="AGS", decimal=",", header=-1)
    with pytest.raises(core.UnknownName, match="'AGS' stands in row 1"):
        gis.read_table(path, key="AGS", decimal=",", header=0)


def test_the_zensus_grid_gets_keys_and_states() -> None:
    table = gis.read_table(
        DATA / "zensus_grid/zensus2011_1km_weserbergland.csv",
        grid=("x_mp_1km", "y_mp_1km", 1000),
        missing_codes={-1: CellState.NO_VALUE, -9: CellState.SUPPRESSED},
        text_columns=["ags_vg250s"],
    )
    inside = table.texts["ags_vg250s"] == "03252007"
    people = table.data.loc[inside, "Einwohner"]
    assert (people.notna().sum(), people.sum()) == (81, 18429.0)  # data/README.md
    assert table.count_states().loc["Einwohner", "no_value"] == 1260
    assert not (table.data.drop(columns=["x_mp_1km", "y_mp_1km"]) < 0).any(axis=None)


def test_a_table_reads_like_the_reader_of_pandas() -> None:
    path = DATA / "gemeinde_indicators/niedersachsen_gemeinden.csv"
    table = gis.read_table(path, key="ags", kind="ags", text_columns=["name", "plz"])
    judge = pd.read_csv(path, dtype={"ags": str}).set_index("ags")
    pd.testing.assert_frame_equal(
        table.data, judge[table.data.columns].astype(float), check_names=False, check_exact=True,
        check_index_type=False,
    )  # fmt: skip


def test_areas_are_a_geo_frame_with_findings() -> None:
    path = DATA / "boundaries/gemeinden_niedersachsen_2022.geojson"
    with pytest.raises(core.InvalidInput, match="5 of 964 polygons are invalid"):
        gis.read_areas(path, key="ags", kind="ags")
    areas = gis.read_areas(path, key="ags", kind="ags", make_valid=True)
    assert len(areas) == 964
    assert areas.crs.to_epsg() == 4326
    assert areas.index[0] == "03101000"
    assert areas.geometry.is_valid.all()
    assert "polygons_mended" in codes(areas.attrs["findings"])


def test_areas_read_like_the_reader_of_geopandas() -> None:
    import geopandas as gpd

    path = DATA / "classic/guerry/Guerry.shp"
    areas = gis.read_areas(path, key="CODE_DE")
    judge = gpd.read_file(path).set_index("CODE_DE")
    assert areas.index.tolist() == judge.index.tolist()
    assert areas.geometry.geom_equals(judge.geometry, align=False).all()
    assert areas["Donatns"].tolist() == judge["Donatns"].tolist()


def test_transform_states_its_operation_and_agrees_with_pyproj() -> None:
    places = gis.read_points(
        DATA / "facilities/stops_weserbergland_db_hafas.csv",
        id="eva_id", x="lon", y="lat", crs="EPSG:4326",
    )  # fmt: skip
    moved = gis.transform(places, "EPSG:25832")
    assert moved.attrs["crs_operation"].endswith("(accuracy 1.0 m)")
    judge = places.to_crs("EPSG:25832")
    assert np.abs(moved.geometry.x - judge.geometry.x).max() < 1e-6
    assert np.abs(moved.geometry.y - judge.geometry.y).max() < 1e-6
    assert moved.columns.tolist() == places.columns.tolist()
    assert places.crs.to_epsg() == 4326
    assert moved.attrs["findings"][-1].code == "crs_operation"


def test_transform_wants_a_crs() -> None:
    import geopandas as gpd
    import shapely

    frame = gpd.GeoDataFrame(geometry=[shapely.Point(9, 52)])
    with pytest.raises(core.InvalidInput, match="set_crs"):
        gis.transform(frame, "EPSG:25832")


def test_facilities_keep_their_ids_as_text() -> None:
    schools = gis.read_points(
        DATA / "facilities/schulen_weserbergland_jedeschule_2017.csv",
        id="school_id", x="lon", y="lat", crs="EPSG:4326", text_columns=["plz"],
    )  # fmt: skip
    assert schools.index[0] == "11824"
    assert schools.loc["11824", "plz"] == "37643"


def test_a_written_table_opens_right_in_a_german_spreadsheet(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"Quote": [12.5, np.nan], "Name": ["Höfingen", "1-2"], "n": [3, 4]},
        index=["03252007", "03252006"],
    )
    publish.write_table(tmp_path / "a.csv", frame)
    assert (tmp_path / "a.csv").read_bytes().decode("utf-8") == (
        '\ufeffcode;Quote;Name;n\r\n="03252007";12,5;Höfingen;3\r\n="03252006";;="1-2";4\r\n'
    )
    back = gis.read_table(tmp_path / "a.csv", key="code", kind="ags")
    assert back.data["Quote"].tolist()[0] == 12.5
    assert back.texts["Name"].tolist() == ["Höfingen", "1-2"]
    publish.write_table(tmp_path / "b.csv", frame, separator=",", decimal=".", bom=False)
    judge = pd.read_csv(tmp_path / "b.csv", dtype={"code": str}, index_col="code")
    pd.testing.assert_frame_equal(judge, frame, check_names=False, check_index_type=False)


def test_states_are_written_as_signs(tmp_path: Path) -> None:
    path = write(tmp_path, "key;x;y\nA;.;1\nB;-;/\nC;2;x\n")
    table = gis.read_table(path, key="key")
    publish.write_table(tmp_path / "b.csv", table, bom=False)
    assert (tmp_path / "b.csv").read_text() == "code;x;y\nA;.;1\nB;-;/\nC;2;x\n"


def test_a_written_geopackage_reads_back_everywhere(tmp_path: Path) -> None:
    import sqlite3

    import geopandas as gpd

    path = DATA / "boundaries/gemeinden_weserbergland_2022.geojson"
    areas = gis.read_areas(path, key="ags", kind="ags", make_valid=True)
    areas.index.name = "ags"
    areas["n"] = np.arange(len(areas)) / 3
    style = publish.category_style("name", {"Hameln, Stadt": "#1b9e77"}, {})
    for name in ("a.gpkg", "b.gpkg"):
        publish.write_areas(tmp_path / name, areas, layer="types", styles=style)
    assert (tmp_path / "a.gpkg").read_bytes() == (tmp_path / "b.gpkg").read_bytes()
    judge = gpd.read_file(tmp_path / "a.gpkg", layer="types").set_index("ags")
    assert judge.index.tolist() == areas.index.tolist()
    assert judge.geometry.normalize().geom_equals(areas.geometry.normalize(), align=False).all()
    assert judge["n"].tolist() == areas["n"].tolist()
    with sqlite3.connect(tmp_path / "a.gpkg") as database:
        assert database.execute("SELECT styleQML FROM layer_styles").fetchone() == (style,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_writing_wants_a_folder_a_crs_and_geometries(tmp_path: Path) -> None:
    import geopandas as gpd
    import shapely

    frame = gpd.GeoDataFrame(geometry=[shapely.Point(9, 52)], index=["A"], crs="EPSG:4326")
    with pytest.raises(core.InvalidInput, match="cannot be written"):
        publish.write_areas(tmp_path / "no" / "a.gpkg", frame)
    with pytest.raises(core.InvalidInput, match="set_crs"):
        publish.write_areas(tmp_path / "a.gpkg", gpd.GeoDataFrame(geometry=[shapely.Point(9, 52)]))
    with pytest.raises(core.InvalidInput, match="no geometry"):
        publish.write_areas(
            tmp_path / "a.gpkg", gpd.GeoDataFrame(geometry=[None], index=["A"], crs="EPSG:4326")
        )
    assert not list(tmp_path.iterdir())


def sheet(folder: Path, rows: list[list[object]], name: str = "a.xlsx") -> tuple[Path, object]:
    """A spreadsheet of these rows, and its workbook to change before saving it again."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name, book


def test_a_spreadsheet_reads_like_the_table_it_shows(tmp_path: Path) -> None:
    path, _ = sheet(
        tmp_path,
        [["AGS", "Name", "Quote", "Anteil"], ["03252007", "Höfingen", 1.234, "12,5"],
         ["03252006", "Hameln", 2, "."]],
    )  # fmt: skip
    table = gis.read_table(path, key="AGS", kind="ags")
    assert table.data["Quote"].tolist() == [1.234, 2.0]  # a typed number is not ambiguous
    assert table.data["Anteil"].tolist()[0] == 12.5
    assert table.states["Anteil"].tolist() == [CellState.REPORTED, CellState.SECRET]
    assert table.texts["Name"].tolist() == ["Höfingen", "Hameln"]


def test_a_spreadsheet_that_made_numbers_of_keys_is_found_out(tmp_path: Path) -> None:
    path, _ = sheet(tmp_path, [["AGS", "x"], [3252007, 1], [11000000, 2]])
    with pytest.raises(core.InvalidInput, match="repair_ags=True"):
        gis.read_table(path, key="AGS", kind="ags")
    table = gis.read_table(path, key="AGS", kind="ags", repair_ags=True)
    assert table.data.index.tolist() == ["03252007", "11000000"]


def test_heads_over_two_rows_titles_and_notes(tmp_path: Path) -> None:
    path, book = sheet(
        tmp_path,
        [["Bevölkerung 2022"], [], ["AGS", "Einwohner", None, "Fläche"],
         [None, "männlich", "weiblich", None], ["03252007", 1, 2, 3], ["03252006", 4, 5, 6],
         ["(C) Amt"]],
    )  # fmt: skip
    book.active.merge_cells("B3:C3")
    book.active.row_dimensions[6].hidden = True
    book.save(path)
    table = gis.read_table(path, key="AGS", kind="ags", header=(3, 4), skip_footer=1)
    assert table.data.columns.tolist() == ["Einwohner männlich", "Einwohner weiblich", "Fläche"]
    assert table.data.loc["03252006"].tolist() == [4.0, 5.0, 6.0]
    dropped = [f.details["dropped"] for f in table.findings if f.code == "rows_dropped"]
    assert dropped == ["row 1: Bevölkerung 2022", "row 7: (C) Amt"]
    hidden = next(f for f in table.findings if f.code == "hidden_rows")
    assert hidden.details["rows"] == "6"


def test_a_formula_without_its_result_is_an_error(tmp_path: Path) -> None:
    path, _ = sheet(tmp_path, [["key", "x"], ["A", 1], ["B", "=B2+1"]])
    with pytest.raises(core.InvalidInput, match="formula") as caught:
        gis.read_table(path, key="key")
    assert caught.value.finding.code == "formula_without_value"
    assert (caught.value.finding.place.row, caught.value.finding.place.column) == (3, "B3")


def test_a_date_in_a_number_column_names_the_spreadsheet(tmp_path: Path) -> None:
    import datetime

    path, _ = sheet(tmp_path, [["key", "x"], ["A", 1], ["B", datetime.date(2024, 2, 1)]])
    with pytest.raises(core.InvalidInput, match="'2024-02-01' is not a number.*make dates"):
        gis.read_table(path, key="key")


def test_the_sheet_is_told_and_can_be_chosen(tmp_path: Path) -> None:
    path, book = sheet(tmp_path, [["key", "x"], ["A", 1]])
    second = book.create_sheet("Zweites")
    second.append(["key", "y"])
    second.append(["A", 2])
    book.save(path)
    assert "sheet" in codes(gis.read_table(path, key="key").findings)
    assert gis.read_table(path, key="key", sheet="Zweites").data["y"].tolist() == [2.0]
    with pytest.raises(core.UnknownName, match="did you mean 'Zweites'"):
        gis.read_table(path, key="key", sheet="Zweitess")
    (tmp_path / "no.xlsx").write_bytes(b"\xd0\xcf\x11\xe0 a protected one")
    with pytest.raises(core.InvalidInput, match="without a password"):
        gis.read_table(tmp_path / "no.xlsx", key="key")


@pytest.mark.parametrize(
    ("written", "cpg", "found"),
    [
        ("cp1252", "UTF-8", "cp1252"),
        ("cp1252", None, "cp1252"),
        ("utf-8", "ISO-8859-1", "utf-8"),
        ("utf-8", "UTF-8", "utf-8"),
        ("cp850", "850", "850"),
    ],
)
def test_the_bytes_of_a_shapefile_decide_not_its_cpg(
    tmp_path: Path, written: str, cpg: str | None, found: str
) -> None:
    import geopandas as gpd
    import shapely

    frame = gpd.GeoDataFrame(
        {"key": ["A"], "Gemeindena": ["Höfingen"]},
        geometry=[shapely.box(500000, 5780000, 501000, 5781000)],
        crs="EPSG:25832",
    )
    path = tmp_path / "a.shp"
    frame.to_file(path, encoding=written)
    dbf = path.with_suffix(".dbf")
    content = dbf.read_bytes()
    dbf.write_bytes(content[:29] + b"\0" + content[30:])  # no language id
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if cpg:
        path.with_suffix(".cpg").write_text(cpg)
    areas = gis.read_areas(path, key="key")
    assert areas.loc["A", "Gemeindena"] == "Höfingen"
    assert areas.crs.to_epsg() == 25832
    findings = {finding.code: finding for finding in areas.attrs["findings"]}
    assert found in findings["encoding"].details["encoding"].lower()
    assert "Gemeindena" in findings["names_may_be_cut"].details["columns"]


BOTH = """
import json, sys
first, second = sys.argv[1:]
def ours():
    from sozialraum import gis
    areas = gis.read_areas(DATA, key="ags", make_valid=True)
    return float(gis.transform(areas, "EPSG:25832").geometry.area.sum())
def theirs():
    import geopandas, pyogrio
    frame = geopandas.read_file(DATA, engine="pyogrio")
    frame.geometry = frame.geometry.make_valid()
    return float(frame.to_crs("EPSG:25832").geometry.area.sum())
work = {"ours": ours, "theirs": theirs}
results = {first: work[first](), second: work[second]()}
results["again"] = work[first]() == results[first]
import pyogrio
results["gdal"] = pyogrio.__gdal_version_string__
print(json.dumps(results))
"""


@pytest.mark.parametrize("order", [("ours", "theirs"), ("theirs", "ours")])
def test_two_gdals_live_in_one_process(order: tuple[str, str]) -> None:
    """pyogrio and pyproj bring libraries and data of their own; neither disturbs the other."""
    import json

    data = DATA / "boundaries/gemeinden_weserbergland_2022.geojson"
    script = f"DATA = {str(data)!r}\n{BOTH}"
    done = subprocess.run(
        [sys.executable, "-W", "ignore:polygons_mended", "-c", script, *order],
        capture_output=True,
        text=True,
        check=True,
    )
    results = json.loads(done.stdout)
    assert results["again"] is True
    assert results["ours"] == pytest.approx(results["theirs"], rel=1e-6)
    assert done.stderr == ""
