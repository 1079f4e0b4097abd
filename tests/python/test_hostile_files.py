"""Damaged and hostile files end in a named error: no numbers, no other file, no full memory."""

import gzip
import json
import os
import resource
import sqlite3
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from sozialraum import gis, osm
from sozialraum.core import InvalidInput

WORKBOOK = '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>'
RELATIONS = (
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
)
STYLES = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
STRINGS = "<sst><si><t>key</t></si><si><t>x</t></si></sst>"
HEADER = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'


def sheet(folder: Path, rows: str, strings: str | None = STRINGS) -> Path:
    """A spreadsheet of these rows of XML."""
    path = folder / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", WORKBOOK)
        made.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        made.writestr("xl/styles.xml", STYLES)
        if strings is not None:
            made.writestr("xl/sharedStrings.xml", strings)
        made.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
        )
    return path


def error(call: Callable[[], Any]) -> Any:
    with pytest.raises(InvalidInput) as caught:
        call()
    return caught.value.finding


@pytest.fixture(autouse=True)
def _within_five_seconds_and_512_megabytes() -> Iterator[None]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    yield
    assert time.process_time() - start < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 512 * 1024


# ------------------------------------------------------------------------------------ spreadsheets


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ('<c r="A2" t="s"><v>2</v></c>', "A2"),  # beyond the shared texts
        ('<c r="A2" t="s"><v>-1</v></c>', "A2"),
        ('<c r="A2" t="s"><v>0.5</v></c>', "A2"),
        ('<c r="A2" t="s"><v>18446744073709551616</v></c>', "A2"),
        ('<c r="A2"><v>1e999</v></c>', "A2"),
        ('<c r="A2"><v>nan</v></c>', "A2"),
        ('<c r="A2"><v>zwei</v></c>', "A2"),
        ('<c r="XFE2"><v>2</v></c>', "XFE2"),
        ('<c r="B2"><v>2</v></c><c r="A2"><v>2</v></c>', "A2"),  # out of order: twice in place
        ('<c r="A2" s="1"><v>1e300</v></c>', "A2"),
        ('<c r="A2" s="1"><v>-5</v></c>', "A2"),
        ('<c r="A2" s="2"><v>5</v></c>', "A2"),  # a style that the file does not have
        ('<c r="A2" s="-1"><v>5</v></c>', "A2"),
        ('<c r="A2" t="zz"><v>5</v></c>', "A2"),
        ('<c r="A2"><v>1</v><v>7</v></c>', "A2"),  # not 17
        ('<c r="A2"><c r="B2"><v>5</v></c></c>', "A2"),
        ('<c r="A7"><v>5</v></c>', "A7"),  # a cell of another row
        ("<x>" * 100 + "</x>" * 100, "nested"),
    ],
)
def test_a_damaged_cell_is_named_and_gives_no_key(tmp_path: Path, cell: str, names: str) -> None:
    path = sheet(tmp_path, HEADER + f'<row r="2">{cell}</row>')
    found = error(lambda: gis.read_table(path, key="key"))
    assert found.code in {"cannot_read", "bad_date"} and names in found.message


def test_rows_out_of_order_are_no_rows(tmp_path: Path) -> None:
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'
    for second in (1, 1048577, 0):
        path = sheet(tmp_path, HEADER + row.format(second))
        assert error(lambda path=path: gis.read_table(path, key="key")).code == "cannot_read"


def test_texts_that_are_missing_are_no_numbers(tmp_path: Path) -> None:
    path = sheet(tmp_path, HEADER, strings=None)
    assert "missing" in error(lambda: gis.read_table(path, key="key")).message


def test_an_empty_cell_at_the_end_of_the_world_costs_nothing(tmp_path: Path) -> None:
    rows = [HEADER.replace("</row>", '<c r="XFD1" s="1"/></row>')]
    for i in range(2, 20_000):
        rows.append(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c><c r="B{i}"><v>1</v></c></row>')
    table = gis.read_table(sheet(tmp_path, "".join(rows)), key="key")
    assert table.data.shape == (19_998, 1)


def test_cells_that_lie_far_apart_are_refused(tmp_path: Path) -> None:
    letters = [a + b for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    rows = [HEADER]
    for i in range(2, 9_000):  # a diagonal: each row a column of its own
        rows.append(f'<row r="{i}"><c r="{letters[i % 676]}{i}"><v>1</v></c></row>')
    found = error(lambda: gis.read_table(sheet(tmp_path, "".join(rows)), key="key"))
    assert found.code == "too_large" and "empty cells" in found.message


def test_a_long_text_that_many_cells_share_is_refused(tmp_path: Path) -> None:
    # 65 kB of texts and cells that would become 98 MB.
    rows = [HEADER]
    rows += [
        f'<row r="{i}"><c r="A{i}"><v>{i}</v></c><c r="B{i}" t="s"><v>2</v></c></row>'
        for i in range(2, 3_002)
    ]
    strings = STRINGS.replace("</sst>", f"<si><t>{'x' * 32_767}</t></si></sst>")
    found = error(lambda: gis.read_table(sheet(tmp_path, "".join(rows), strings), key="key"))
    assert found.code == "too_large" and "bytes of text" in found.message


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    sheet(tmp_path, HEADER)
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    path = sheet(tmp_path, HEADER, strings=bomb)
    assert "entities" in error(lambda: gis.read_table(path, key="key")).message


# ---------------------------------------------------------------------------------------- archives


def test_an_archive_that_unpacks_to_much_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made, made.open("a.csv", "w") as file:
        file.write(b"key;x\n")
        for _ in range(64):
            file.write(b"0" * 2**20)
    assert error(lambda: gis.read_table(path, key="key")).code == "too_large"


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_flipped_byte_in_an_archive_gives_no_numbers(tmp_path: Path, packing: int) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", packing) as made:
        made.writestr("a.csv", "key;x\n" + "".join(f"a{i};{i}\n" for i in range(300)))
    whole = path.read_bytes()
    start = whole.index(b"a.csv") + 5
    for at in range(start, start + 400, 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        found = error(lambda: gis.read_table(path, key="key"))
        assert found.code in {"cannot_read", "too_large", "not_text"}, found.message


def test_a_flipped_byte_in_a_packed_layer_or_spreadsheet_gives_no_numbers(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"k": ["a"]}, geometry=[shapely.box(9, 52, 9.1, 52.1)], crs=4326)
    frame.to_file(tmp_path / "a.shp")
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        for part in tmp_path.glob("a.*"):
            if part != path:
                made.write(part, part.name)
    whole = path.read_bytes()
    at = whole.index(b"a.dbf")
    for place in (at + 80, whole.index(b"a.shp") + 150):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert error(lambda: gis.read_areas(path, key="k")).code == "cannot_read"
    row = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>'
    book = sheet(tmp_path, HEADER + row)
    with zipfile.ZipFile(book) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    with zipfile.ZipFile(book, "w") as made:  # stored: a flipped digit is a digit
        for name, content in parts.items():
            made.writestr(name, content)
    whole = book.read_bytes()
    book.write_bytes(whole.replace(b"<v>2</v>", b"<v>3</v>"))
    assert error(lambda: gis.read_table(book, key="key")).code == "cannot_read"


def test_a_packed_table_that_was_cut_off_or_changed_gives_no_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    whole = gzip.compress(b"key;x\n" + b"".join(b"k%d;%d\n" % (i, i) for i in range(2_000)))
    path.write_bytes(whole + gzip.compress(b"last;7\n"))  # streams may follow one another
    assert len(gis.read_table(path, key="key").data) == 2_001
    flipped = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in (5000, -7, -2)]
    for damaged in [whole[:5000], whole[:-8], whole[:-1], whole + b"more", *flipped]:
        path.write_bytes(damaged)
        found = error(lambda: gis.read_table(path, key="key"))
        assert found.code == "cannot_read" and "damaged" in found.message


def test_a_packed_table_that_unpacks_to_much_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    with gzip.open(path, "wb") as file:
        file.write(b"key;x\n" + b"a;0\n" * 2**22)
    found = error(lambda: gis.read_table(path, key="key"))
    assert found.code == "too_large" and "bytes" in found.message


def test_pipes_and_devices_are_no_files(tmp_path: Path) -> None:
    for name in ("a.csv", "a.xlsx", "a.zip", "a.gpkg", "a.graphml"):
        os.mkfifo(tmp_path / name)
        (tmp_path / f"endless-{name}").symlink_to("/dev/zero")
    for name in ("a.csv", "a.xlsx", "a.zip", "endless-a.csv", "endless-a.zip"):
        found = error(lambda name=name: gis.read_table(tmp_path / name, key="key"))
        assert found.code == "not_a_file" and "pipe" in found.message
    for name in ("a.gpkg", "endless-a.gpkg"):
        assert (
            error(lambda name=name: gis.read_areas(tmp_path / name, key="k")).code == "not_a_file"
        )
        assert (
            error(lambda name=name: gis.read_points(tmp_path / name, id="k")).code == "not_a_file"
        )
    for name in ("a.graphml", "endless-a.graphml"):
        assert error(lambda name=name: osm.read_graphml(tmp_path / name)).code == "missing_file"
        assert error(lambda name=name: osm.read_speed_table(tmp_path / name)).code == "missing_file"


def test_archives_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"

    def said() -> str:
        found = error(lambda: gis.read_table(path, key="key"))
        assert found.code == "cannot_read"
        return str(found.message)

    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.csv", "key;x\na;1\n")
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    assert "cut off" in said()
    path.write_bytes(b"key;x\na;1\n")
    assert "no archive" in said()
    secret = bytearray(whole)
    secret[whole.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(bytes(secret))
    assert "password" in said()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as made:
        made.writestr("a.csv", "key;x\na;1\n")
    assert "method 14" in said()
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "w") as made:
        made.writestr("a.csv", "key;x\na;1\n")
        made.writestr("a.csv", "key;x\na;9\n")
    assert "two members" in said()


# --------------------------------------------------------------------------------------------- text


def test_tables_of_a_million_columns_are_refused_and_many_are_read(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(";".join(f"c{i}" for i in range(10**6)) + "\n" + "1;" * (10**6 - 1) + "1\n")
    found = error(lambda: gis.read_table(path, key="c0"))
    assert (found.code, found.details["what"]) == ("too_large", "columns")
    path.write_text(";".join(f"c{i}" for i in range(3000)) + "\n" + "1;" * 2999 + "1\n")
    assert gis.read_table(path, key="c0").data.shape == (1, 2999)


def test_lines_of_nothing_cost_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    path.write_bytes(b"key;x\n" + b"\n" * 20_000_000)
    found = error(lambda: gis.read_table(path, key="key"))
    assert (found.code, found.details["what"]) == ("too_large", "empty lines")
    path.write_bytes(b"key;x\n" + b";" * 20_000_000)
    found = error(lambda: gis.read_table(path, key="key"))
    assert (found.code, found.details["what"]) == ("too_large", "columns")
    path.write_bytes(b"key;x\n" + b"\n" * 1000 + b"a;1\n")
    assert gis.read_table(path, key="key").data["x"].tolist() == [1]


def test_a_polygon_of_countless_rings_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rings.geojson"
    ring = "[[9,52],[9.1,52],[9.1,52.1],[9,52]]"
    for geometry in (
        f'"Polygon","coordinates":[{",".join([ring] * 40_001)}]',
        f'"MultiPolygon","coordinates":[{",".join([f"[{ring}]"] * 40_001)}]',
    ):
        path.write_text(
            '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"k":"a"},'
            f'"geometry":{{"type":{geometry}}}}}]}}'
        )
        found = error(lambda: gis.read_areas(path, key="k"))
        assert (found.code, found.details["what"]) == ("too_large", "rings in one geometry")


# --------------------------------------------------------------- what was not meant is not opened


@pytest.mark.parametrize(
    "path",
    [
        "/vsicurl/http://127.0.0.1:9/a.csv",
        "/vsizip//vsicurl/http://127.0.0.1:9/a.zip/a.csv",
        "/vsizip/{/vsicurl/http://127.0.0.1:9/a.zip}/a.csv",
        "/vsisubfile/0_10,/etc/hostname",
        "/vsistdin/",
        "/vsimem/a.csv",
        "/vsis3/a/b.csv",
        "http://127.0.0.1:9/a.csv",
        "WFS:http://127.0.0.1:9/",
    ],
)
def test_only_files_of_this_machine_are_opened(path: str) -> None:
    places = gpd.GeoSeries([shapely.Point(9, 52)], crs=4326)
    for call in (
        lambda: gis.read_table(path, key="key"),
        lambda: gis.read_areas(path, key="key"),
        lambda: gis.read_points(path, id="key"),
        lambda: gis.sample_raster(path, places),
    ):
        assert error(call).code == "not_a_local_file"


@pytest.mark.parametrize("name", ["a.tif", "a.vrt", "a.asc"])
def test_a_raster_that_names_other_files_is_none(tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_bytes(bytes(range(64)))
    (tmp_path / name).write_text(
        '<VRTDataset rasterXSize="8" rasterYSize="8"><SRS>EPSG:4326</SRS>'
        "<GeoTransform>9,0.1,0,53,0,-0.1</GeoTransform>"
        '<VRTRasterBand dataType="Byte" band="1" subClass="VRTRawRasterBand">'
        f'<SourceFilename relativeToVRT="0">{secret}</SourceFilename>'
        "<ImageOffset>0</ImageOffset><PixelOffset>1</PixelOffset><LineOffset>8</LineOffset>"
        "</VRTRasterBand></VRTDataset>"
    )
    places = gpd.GeoSeries([shapely.Point(9.35, 52.65)], crs=4326)
    assert error(lambda: gis.sample_raster(tmp_path / name, places)).code == "cannot_read"


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.gml", "a.shp"])
def test_a_layer_that_names_other_files_is_none(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(
        '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/etc/hostname</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    )
    assert error(lambda: gis.read_areas(tmp_path / name, key="k")).code == "cannot_read"


# ------------------------------------------------------------------------------------------- layers


def geopackage(path: Path) -> sqlite3.Connection:
    frame = gpd.GeoDataFrame({"k": ["a"]}, geometry=[shapely.box(9, 52, 9.1, 52.1)], crs=4326)
    frame.to_file(path, layer="t")
    return sqlite3.connect(path)


ENDLESS = (
    "WITH RECURSIVE r(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM r) "
    "SELECT fid, 'x' k, (SELECT geom FROM t) geom FROM r"
)


def test_an_endless_view_is_named_and_the_tables_beside_it_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    with geopackage(path) as base:
        base.execute(f"CREATE VIEW v AS {ENDLESS}")
        base.execute(
            "INSERT INTO gpkg_contents(table_name, data_type, identifier, srs_id) "
            "VALUES ('v', 'features', 'v', 4326)"
        )
        base.execute("INSERT INTO gpkg_geometry_columns VALUES ('v','geom','POLYGON',4326,0,0)")
    base.close()
    assert error(lambda: gis.read_areas(path, key="k", layer="v")).code == "computed_layer"
    assert error(lambda: gis.read_table(path, key="k", layer="v")).code == "computed_layer"
    assert gis.read_areas(path, key="k").index.tolist() == ["a"]


def test_a_table_of_contents_that_never_ends_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    with geopackage(path) as base:
        base.execute("ALTER TABLE gpkg_contents RENAME TO c")
        base.execute(
            "CREATE VIEW gpkg_contents AS WITH RECURSIVE r(i) AS "
            "(SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT c.* FROM r, c"
        )
    base.close()
    assert error(lambda: gis.read_areas(path, key="k")).code == "cannot_read"
    packed = tmp_path / "a.zip"
    with zipfile.ZipFile(packed, "w") as made:
        made.write(path, "a.gpkg")
    assert error(lambda: gis.read_areas(packed, key="k")).code == "cannot_read"


@pytest.mark.parametrize("depth", [40, 100_000])
def test_nested_collections_end_in_an_error(tmp_path: Path, depth: int) -> None:
    inner = '{"type":"Point","coordinates":[9,52]}'
    nested = '{"type":"GeometryCollection","geometries":[' * depth + inner + "]}" * depth
    (tmp_path / "a.geojson").write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"k":"a"},'
        f'"geometry":{nested}}}]}}'
    )
    error(lambda: gis.read_areas(tmp_path / "a.geojson", key="k"))


def test_a_broken_layer_names_its_file(tmp_path: Path) -> None:
    whole = json.dumps({"type": "FeatureCollection", "features": []})
    (tmp_path / "a.geojson").write_text(whole[:-5])
    assert error(lambda: gis.read_areas(tmp_path / "a.geojson", key="k")).code == "cannot_read"
