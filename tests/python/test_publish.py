"""The publishing door: whole files, safe cells, edition and licences in everything that leaves."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import random
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
import small_project

pytest.importorskip("sozialraum._gis")

from sozialraum import gis, project, publish  # noqa: E402
from sozialraum.core import InvalidInput  # noqa: E402
from sozialraum.core.files import whole_file, write_whole  # noqa: E402
from sozialraum.project.folder import whole_folder  # noqa: E402

KEYS = pd.Index(["03252007", "00000001"], name="ags")


# -------------------------------------------------------------------------------------- whole files


def test_a_file_keeps_its_mode_and_a_link_its_target(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("old")
    real.chmod(0o600)
    link.symlink_to(real)
    write_whole(link, "new")
    assert real.read_text() == "new" and link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link.txt", "real.txt"]


def test_after_an_error_the_old_file_stands(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old")
    with pytest.raises(RuntimeError), whole_file(file) as out:
        out.write(b"half")
        raise RuntimeError
    assert file.read_text() == "old" and os.listdir(tmp_path) == ["a.txt"]


def test_many_writers_of_one_name_leave_one_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    texts = [letter * 200_000 for letter in "abcdefgh"]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda text: write_whole(file, text), texts * 2))  # raises what a writer met
    assert file.read_text() in texts and os.listdir(tmp_path) == ["a.txt"]


def test_a_file_cleared_up_before_it_was_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sozialraum.core import files

    lock, cleared = files.fcntl.flock, []

    def late(number: int, how: int) -> None:
        if not cleared:
            cleared.extend(tmp_path.glob(".a.txt.*.part"))
            cleared[0].unlink()
        lock(number, how)

    monkeypatch.setattr(files.fcntl, "flock", late)
    write_whole(tmp_path / "a.txt", "whole")
    assert len(cleared) == 1
    assert (tmp_path / "a.txt").read_text() == "whole" and os.listdir(tmp_path) == ["a.txt"]


def test_what_a_killed_writer_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".a.txt.0123456789abcdef.part").write_text("half")
    (tmp_path / ".a.txt.notes.part").write_text("somebody's own")
    write_whole(tmp_path / "a.txt", "whole")
    assert sorted(os.listdir(tmp_path)) == [".a.txt.notes.part", "a.txt"]


def test_where_nothing_can_be_written_the_file_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "no" / "a.txt", tmp_path):
        with pytest.raises(InvalidInput) as caught:
            write_whole(path, "x")
        assert caught.value.finding.code == "cannot_write"
        assert caught.value.finding.place.file == str(path)


# ----------------------------------------------------------------------------------- a whole folder


def test_a_private_result_stays_private(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with whole_folder(target) as fresh:
        (fresh / "manifest.json").write_text(_manifest("a.txt"))
        (fresh / "a.txt").write_text("1")
    target.chmod(0o700)
    (target / "a.txt").chmod(0o600)
    with whole_folder(target) as fresh:
        (fresh / "manifest.json").write_text(_manifest("a.txt"))
        (fresh / "a.txt").write_text("2")
    assert target.stat().st_mode & 0o777 == 0o700
    assert (target / "a.txt").stat().st_mode & 0o777 == 0o600
    assert (target / "a.txt").read_text() == "2" and os.listdir(tmp_path) == ["out"]


def test_there_is_no_moment_without_a_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whenever the program is killed during the exchange, the name leads to a whole folder."""
    target = tmp_path / "out"
    with whole_folder(target) as fresh:
        (fresh / "manifest.json").write_text(_manifest())
    renamed = []
    monkeypatch.setattr(Path, "rename", lambda self, other: renamed.append((self, other)))
    with whole_folder(target) as fresh:
        (fresh / "manifest.json").write_text(_manifest() + "\n")
    assert not renamed
    assert (target / "manifest.json").read_text() == _manifest() + "\n"


def _manifest(*outputs: str) -> str:
    return json.dumps({"format": "sozialraum manifest 1", "outputs": dict.fromkeys(outputs, "")})


# ------------------------------------------------------------------------------------------- tables


def test_xlsx_keeps_keys_as_text_and_numbers_as_numbers(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    frame = pd.DataFrame({"name": ["Öd & <b>", None], "share": [12.5, float("nan")]}, index=KEYS)
    imprint = publish.Imprint(sources=("Zensus 2022, dl-de/by-2-0",))
    publish.write_table(tmp_path / "a.xlsx", frame, imprint=imprint)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [[cell.value for cell in row] for row in book["Daten"].iter_rows()] == [
        ["ags", "name", "share"],
        ["03252007", "Öd & <b>", 12.5],
        ["00000001", None, None],
    ]
    told = [row[0].value for row in book["Quellen"].iter_rows()]
    assert told[1:] == ["Ausgabe für den internen Gebrauch", "Zensus 2022, dl-de/by-2-0"]
    again = gis.read_table(tmp_path / "a.xlsx", key="ags", sheet="Daten", text_columns=["name"])
    assert list(again.data.index) == list(KEYS) and again.data["share"].iloc[0] == 12.5


def test_xlsx_holds_no_time_of_day(tmp_path: Path) -> None:
    frame = pd.DataFrame({"x": [1.0]}, index=["a"])
    for name in ("a.xlsx", "b.xlsx"):
        publish.write_table(tmp_path / name, frame)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


@pytest.mark.parametrize("name", ["a.ods", "a.xls", "a.parquet"])
def test_no_csv_under_another_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        publish.write_table(tmp_path / name, pd.DataFrame({"x": [1]}, index=["a"]))
    assert caught.value.finding.code == "unknown_format" and not os.listdir(tmp_path)


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", " =1+1", "=cmd|' /C calc'!A0"]
)
def test_no_text_runs_as_a_formula(tmp_path: Path, text: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    frame = pd.DataFrame({"name": [text]}, index=["a"])
    publish.write_table(tmp_path / "a.csv", frame, decimal=".", separator=",", bom=False)
    [_, line] = (tmp_path / "a.csv").read_text().splitlines()[:2]
    cell = line.split(",", 1)[1].strip('"')
    assert cell.startswith("'")
    publish.write_table(tmp_path / "a.xlsx", frame)
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["Daten"]["B2"]
    assert cell.data_type != "f" and not str(cell.value).lstrip().startswith(("=", "+", "-", "@"))


def test_the_text_block_holds_the_sentences_of_page_1(tmp_path: Path) -> None:
    from xml.etree import ElementTree

    folder = project.run(small_project.write(tmp_path / "p"), out=tmp_path / "out").folder
    with zipfile.ZipFile(folder / "text.docx") as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))  # well-formed
        document = ElementTree.fromstring(archive.read("word/document.xml"))
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    texts = ["".join(t.text or "" for t in p.iter(f"{space}t")) for p in document.iter(f"{space}p")]
    page = (folder / "report.html").read_text("utf-8")
    [told] = re.findall(r'<ol class="statements">(.*?)</ol>', page, re.S)
    sentences = re.findall(r"<li>(.*?) <span", told)
    assert sentences and all(any(s in text for text in texts) for s in sentences)
    assert texts[0] == "Zwölf Dörfer" and "Ausgabe für den internen Gebrauch" in texts


def test_markup_and_control_letters_stay_text_in_docx(tmp_path: Path) -> None:
    from xml.etree import ElementTree

    publish.write_docx(tmp_path / "a.docx", [("title", "<w:b/> & \x01"), ("bullet", "Öd")])
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        text = archive.read("word/document.xml").decode()
    assert "&lt;w:b/&gt; &amp; \ufffd" in text and "\u2022 Öd" in text
    ElementTree.fromstring(text)


def test_the_workbook_holds_values_intervals_states_sources_and_notes(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    folder = project.run(small_project.write(tmp_path / "p"), out=tmp_path / "out").folder
    book = openpyxl.load_workbook(folder / "areas.xlsx")
    assert book.sheetnames == ["Daten", "Spalten", "Typen", "Hinweise", "Quellen"]
    head = [cell.value for cell in book["Daten"][1]]
    assert {"young", "young_von", "young_bis", "young_status"} <= set(head)
    meanings = {row[0].value: [c.value for c in row] for row in book["Spalten"].iter_rows()}
    assert meanings["young"][3:] == ["erfunden", "2022"]
    notes = [row[1].value for row in book["Hinweise"].iter_rows()]
    assert notes[0] == "hinweis" and all(notes)


def test_where_nothing_prints_a_pdf_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    file = small_project.write(tmp_path / "p")
    small_project.replace(file, "seed: 7", "seed: 7\npdf: true")
    if publish.pdf_printer():
        pytest.skip("WeasyPrint is there")
    with pytest.raises(InvalidInput) as caught:
        project.run(file, out=tmp_path / "out")
    assert caught.value.finding.code == "no_pdf_printer" and not (tmp_path / "out").exists()


def test_without_a_browser_weasyprint_prints_and_names_stay_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names on maps have an outline below their letters; WeasyPrint would draw it above."""
    from shapely import box
    from sozialraum.publish import pdf
    from sozialraum.report.svg import MapArea, MapView, Point, draw_map

    drawn = draw_map(
        MapView(
            [MapArea("1", box(0, 0, 9, 9), "A", "Ahorn")],
            "Karte",
            "k",
            points=[Point(4, 4, "Ahorn")],
        )
    )
    assert drawn.count(">Ahorn</text>") == 1 and "paint-order" in drawn
    told = re.findall(r"<text [^>]*>Ahorn</text>", pdf._halos_apart(drawn))
    assert ["stroke=" in text for text in told] == [True, False]  # the letters come last
    assert all("paint-order" not in text and 'fill="#111111"' in text for text in told)
    result = project.run(small_project.write(tmp_path / "p"), out=tmp_path / "out")
    page = result.folder / "report.html"
    pytest.importorskip("weasyprint")
    monkeypatch.setattr(pdf, "_browser", lambda: "")
    assert publish.pdf_printer() == "weasyprint"
    for name in ("a.pdf", "b.pdf"):
        publish.write_pdf(tmp_path / name, page)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "a.pdf").stat().st_size > 20_000


def test_numbers_and_plain_texts_are_left_alone() -> None:
    for text in ("-5", "+3,5", "Ahorn", "A-B", "3252007", ""):
        assert publish.safe_text(text) == text


def test_there_are_two_editions() -> None:
    assert publish.Imprint("public").edition_words == "Ausgabe für die Öffentlichkeit"
    with pytest.raises(InvalidInput) as caught:
        publish.Imprint(edition="secret")  # type: ignore[arg-type]
    assert caught.value.finding.code == "unknown_edition"


def test_who_looks_where_it_was_is_told_where_it_is() -> None:
    with pytest.raises(AttributeError, match="sozialraum.publish.write_table"):
        gis.write_table  # noqa: B018


# ---------------------------------------------------------------------------------------- the whole


def hashes(folder: Path) -> dict[str, str]:
    files = [p for p in sorted(folder.rglob("*")) if p.is_file() and p.name != "manifest.json"]
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_any_order_of_rows_gives_the_same_bytes(tmp_path: Path) -> None:
    file = small_project.write(tmp_path / "p")
    first = hashes(project.run(file, out=tmp_path / "a").folder)
    head, *rows = small_project.table().splitlines()
    random.Random(4).shuffle(rows)
    (file.parent / "villages.csv").write_text("\n".join([head, *rows]) + "\n", "utf-8")
    assert hashes(project.run(file, out=tmp_path / "b").folder) == first


def test_the_manifest_tells_what_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table changes while the results are written: its hash is that of what was computed."""
    file = small_project.write(tmp_path / "p")
    table = file.parent / "villages.csv"
    read = hashlib.sha256(table.read_bytes()).hexdigest()
    from sozialraum.project import outputs

    write = outputs.write_level

    def meanwhile(*arguments: object) -> None:
        table.write_text(small_project.table().replace("Ahorn,300,75", "Ahorn,300,1"), "utf-8")
        write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(outputs, "write_level", meanwhile)
    folder = project.run(file, out=tmp_path / "out").folder
    assert json.loads((folder / "manifest.json").read_text())["inputs"]["villages.csv"] == read


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = importlib.import_module("sozialraum.project.run")

    file = small_project.write(tmp_path / "p")
    compute = runner._compute

    def meanwhile(*arguments: object) -> object:
        made = compute(*arguments)  # type: ignore[arg-type]
        (file.parent / "villages.csv").write_text("ags\n", "utf-8")
        return made

    monkeypatch.setattr(runner, "_compute", meanwhile)
    with pytest.raises(InvalidInput) as caught:
        project.run(file, out=tmp_path / "out")
    assert caught.value.finding.code == "input_changed" and not (tmp_path / "out").exists()


def test_every_part_of_a_shapefile_is_hashed(tmp_path: Path) -> None:
    import geopandas as gpd

    file = small_project.write(tmp_path / "p")
    gpd.read_file(file.parent / "villages.geojson").to_file(file.parent / "v.shp")
    small_project.replace(file, "file: villages.geojson", "file: v.shp")
    folder = project.run(file, out=tmp_path / "out").folder
    inputs = json.loads((folder / "manifest.json").read_text())["inputs"]
    assert {"v.shp", "v.shx", "v.dbf", "v.prj"} <= inputs.keys()


def test_no_source_is_shown_that_the_project_does_not_name(tmp_path: Path) -> None:
    file = small_project.write(tmp_path / "p")
    text = (project.run(file, out=tmp_path / "a").folder / "report.html").read_text("utf-8")
    assert "BKG" not in text and "Gebietsgrenzen: Quelle nicht angegeben (villages.geojson)" in text
    told = ", key: ags, source: Gemeinde Zwölfdorf, licence: CC0}"
    small_project.replace(file, "villages.geojson, key: ags}", "villages.geojson" + told)
    text = (project.run(file, out=tmp_path / "b").folder / "report.html").read_text("utf-8")
    assert "Gebietsgrenzen: Gemeinde Zwölfdorf, CC0" in text


def test_edition_and_sources_are_in_every_format(tmp_path: Path) -> None:
    import pyarrow.parquet as pq
    from PIL import Image

    folder = project.run(small_project.write(tmp_path / "p"), out=tmp_path / "out").folder
    assert "Ausgabe für den internen Gebrauch" in (folder / "report.html").read_text("utf-8")
    assert json.loads((folder / "manifest.json").read_text())["edition"] == "internal"
    told = pq.read_schema(folder / "areas.parquet").metadata
    assert told[b"edition"] == b"internal" and "erfunden, CC0" in told[b"sources"].decode()
    with Image.open(folder / "map.png") as picture:
        assert "erfunden, CC0" in picture.info["Copyright"]
    columns = (folder / "columns.csv").read_text("utf-8-sig")
    assert re.search(r"^young;.*erfunden;2022", columns, re.M)


def test_a_print_holds_neither_its_time_nor_where_the_browser_went_on_counting() -> None:
    from sozialraum.publish.pdf import without_chance

    early = (
        b"/CreationDate (D:20260703101500+02'00') /ID (node00000391) /Headers [(node00000390)] "
        b"/Names [(node00000390) 7 0 R (node00000391) 8 0 R]"
    )
    late = early.replace(b"101500", b"101501").replace(b"0391", b"0392").replace(b"0390", b"0391")
    assert late != early
    assert without_chance(late) == without_chance(early)
    assert without_chance(early) == (
        b"/CreationDate (D:00000000000000+00'00') /ID (node00000002) /Headers [(node00000001)] "
        b"/Names [(node00000001) 7 0 R (node00000002) 8 0 R]"
    )
