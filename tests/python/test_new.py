"""From a spreadsheet to a paper: what a new project is made of, and the tutorial as it stands."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from small_project import ROOT, command, environment, sozialraum
from sozialraum import gis, indicator, project
from sozialraum.core import InvalidInput
from sozialraum.publish.sheets import Sheet, write_sheets
from sozialraum.publish.supplier_template import write_supplier_template
from sozialraum.words.troubles import error_text

DELIVERY = ROOT / "examples/deliveries/wiesental"
TUTORIAL = ROOT / "docs/anleitungen/von_der_excel_tabelle_zur_ratsvorlage.md"


def made(folder: Path, **options: str) -> project.NewProject:
    files = {"table": DELIVERY / "bestand_2024.xlsx", "places": DELIVERY / "orte.csv"}
    return project.new(folder, **(files | options))  # type: ignore[arg-type]


def refused(folder: Path, *words: str, **options: object) -> None:
    with pytest.raises(InvalidInput) as error:
        made(folder, **options)  # type: ignore[arg-type]
    text = error_text(error.value.finding)
    assert "Kennung" not in text, text
    for word in words:
        assert word in text, text


def wrong(file: Path, *words: str) -> None:
    with pytest.raises(InvalidInput) as error:
        project.check(file)
    text = error_text(error.value.finding)
    assert "Kennung" not in text, text
    for word in words:
        assert word in text, text


# ------------------------------------------------------------------------------------- the tutorial


def test_the_three_commands_of_the_tutorial(tmp_path: Path) -> None:
    text = TUTORIAL.read_text("utf-8")
    commands = [
        line for block in re.findall(r"```sh\n(.*?)```", text, re.S) for line in block.splitlines()
    ]
    assert [shlex.split(c)[:2] for c in commands] == [
        ["sozialraum", "new"],
        ["sozialraum", "check"],
        ["sozialraum", "run"],
    ]
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    for line in commands:
        run = sozialraum(*shlex.split(line)[1:], cwd=tmp_path)
        assert run.returncode == 0, run.stderr
    html = (tmp_path / "out/wiesental/report.html").read_text("utf-8")
    pages = re.findall(r'<article class="area".*?</article>', html, re.S)
    assert len(pages) > 10
    assert all("erfunden" in page for page in pages)
    sheets = re.search(r"sheet: \"(.*?)\", header: (\d)", text)
    assert sheets is not None
    form = tmp_path / "wiesental/liefervorlage.xlsx"
    read = gis.read_table(form, key="Ort", sheet=sheets[1], header=int(sheets[2]))
    assert len(read.data) == 24 and "C01_zahl" in read.data.columns


def test_the_delivery_is_what_its_program_writes(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make", DELIVERY.parent / "make_wiesental.py")
    assert spec is not None and spec.loader is not None
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    program.main(tmp_path)
    for file in DELIVERY.iterdir():
        assert (tmp_path / file.name).read_bytes() == file.read_bytes(), file.name


# ------------------------------------------------------------------------------------ what is found


def test_what_stands_where_in_the_table(tmp_path: Path) -> None:
    draft = made(tmp_path / "p").draft
    assert draft.header == (4, 5) and draft.skip_footer == 2
    assert (draft.key, draft.people) == ("Ort", "Einwohner insgesamt")
    assert draft.totals == ["Insgesamt"]
    assert draft.place_options == {
        "name": "name",
        "longitude": "ost",
        "latitude": "nord",
        "crs": "EPSG:25832",
    }
    guessed = {one.column: (one.kind, one.base, one.dimension) for one in draft.indicators}
    assert guessed == {
        "Einwohner unter 18": ("share", "Einwohner insgesamt", "bevoelkerung"),
        "Einwohner ab 65": ("share", "Einwohner insgesamt", "bevoelkerung"),
        "Wohnungen leer": ("share", "Wohnungen insgesamt", "wohnen"),
        "Kinder unter 6 in der Kita": ("share", "Kinder unter 6 insgesamt", "bildung"),
        "Minuten zur Grundschule mit dem Rad": ("value", "Einwohner insgesamt", "wege"),
    }


def test_the_same_files_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        made(tmp_path / name / "p")
    for file in (tmp_path / "a/p").iterdir():
        assert file.read_bytes() == (tmp_path / "b/p" / file.name).read_bytes()


def test_a_village_without_a_place_is_told_and_proposed(tmp_path: Path) -> None:
    places = tmp_path / "orte.csv"
    text = (DELIVERY / "orte.csv").read_text("utf-8").replace("Tannrode;", "Tannenrode;")
    places.write_text(text, "utf-8")
    result = made(tmp_path / "p", places=str(places))
    assert result.draft.unknown == [("Tannrode", "Tannenrode")]
    file = result.folder / "project.yaml"
    assert '#   "Tannrode": "Tannenrode"' in file.read_text("utf-8")
    wrong(file, "„Tannrode“ (gemeint „Tannenrode“?)", "same_as")
    file.write_text(
        file.read_text("utf-8")
        .replace("# same_as:", "same_as:")
        .replace('#   "Tannrode"', '  "Tannrode"'),
        "utf-8",
    )
    assert len(project.check(file)[0].areas) > 10


# -------------------------------------------------------------------------------- what is refused


def test_a_place_without_a_row_is_told_by_the_check(tmp_path: Path) -> None:
    places = tmp_path / "orte.csv"
    text = (DELIVERY / "orte.csv").read_text("utf-8")
    places.write_text(text + "Nirgendwo;540100;5780100\n", "utf-8")
    file = made(tmp_path / "p", places=str(places)).folder / "project.yaml"
    run = sozialraum("check", str(file), cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    told = [line for line in run.stderr.splitlines() if "Bitte ansehen" in line]
    assert any("Nirgendwo" in line for line in told), run.stderr


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    made(tmp_path / "p")
    (tmp_path / "p/project.yaml").unlink()
    refused(tmp_path / "p", "catalogue.yaml", "gibt es schon")


def test_files_that_are_not_there(tmp_path: Path) -> None:
    refused(tmp_path / "p", "fehlt.xlsx", table=tmp_path / "fehlt.xlsx")
    assert not (tmp_path / "p").exists()


def test_a_list_of_places_without_coordinates(tmp_path: Path) -> None:
    places = tmp_path / "orte.csv"
    places.write_text("name;plz\nAu;31840\nBerg;31841\n", "utf-8")
    refused(tmp_path / "p", "Koordinaten", "name, plz", places=places)


def test_a_place_that_stands_twice_is_named_with_both_rows(tmp_path: Path) -> None:
    lines = (DELIVERY / "orte.csv").read_text("utf-8").splitlines()
    file = tmp_path / "orte.csv"
    file.write_text("\n".join([*lines, lines[2]]) + "\n", "utf-8")
    refused(tmp_path / "p", f"Ahornau (Zeilen 3 und {len(lines) + 1})", places=str(file))


def test_a_village_that_stands_twice_is_named_with_both_rows(tmp_path: Path) -> None:
    names = [line.split(";")[0] for line in (DELIVERY / "orte.csv").read_text().splitlines()[1:]]
    rows = [f"{name};{100 + 7 * i};{10 + i};{5 + i % 3}" for i, name in enumerate(names)]
    table = tmp_path / "t.csv"
    table.write_text("\n".join(["Ort;Einwohner;Kinder;Alte", *rows, rows[4]]) + "\n", "utf-8")
    refused(tmp_path / "p", f"{names[4]} (Zeilen 6 und {len(rows) + 2})", table=str(table))


def test_a_table_without_people(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Ort;Höfe;Kühe\nAu;3;40\nBerg;5;60\n", "utf-8")
    refused(tmp_path / "p", "Einwohner insgesamt", "Höfe, Kühe", table=table)


def test_a_letter_is_no_table(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Sehr geehrte;Damen\nund;Herren\n", "utf-8")
    refused(tmp_path / "p", "keine Zeile wie Daten", table=table)


@pytest.mark.parametrize("rows", ["Au;300;40\n", "Au;300;40\nBerg;400;40\n"])
def test_columns_that_tell_no_place_from_another(tmp_path: Path, rows: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Ort;Einwohner;unter 18\n" + rows, "utf-8")
    refused(tmp_path / "p", "Zu wenige Spalten", "Einwohner, unter 18", table=table)
    assert not (tmp_path / "p").exists()


def test_a_place_called_like_a_formula(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Ort", "Einwohner"], ["Au", 300], ["=1+1", 400]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    words = ("Formel ohne ihr Ergebnis", "Zeile 3", "A3", "Hochkomma")
    refused(tmp_path / "p", *words, table=tmp_path / "t.xlsx")


def test_what_comes_next_can_be_copied(tmp_path: Path) -> None:
    files = ("--table", DELIVERY / "bestand_2024.xlsx", "--places", DELIVERY / "orte.csv")
    run = sozialraum("new", "Unsere Orte", *files, cwd=tmp_path)
    assert 'sozialraum check "Unsere Orte/project.yaml"' in run.stdout + run.stderr, run.stderr


def test_figures_of_no_year_are_told_at_once(tmp_path: Path) -> None:
    places = (DELIVERY / "orte.csv").read_text("utf-8").splitlines()
    names = [line.replace(";", ",").split(",")[0] for line in places[1:13]]
    rows = [f"{name};{300 + 10 * i};{50 + i};{20 + 3 * i}" for i, name in enumerate(names)]
    (tmp_path / "t.csv").write_text("\n".join(["Ort;Einwohner;unter 18;ab 65", *rows, ""]), "utf-8")
    files = ("--table", tmp_path / "t.csv", "--places", DELIVERY / "orte.csv")
    run = sozialraum("new", "p", *files, cwd=tmp_path)
    assert run.returncode == 0 and "catalogue.yaml bei jedem Merkmal date" in run.stderr, run.stderr
    told = sozialraum("new", "q", *files, "--date", "2024", cwd=tmp_path)
    assert told.returncode == 0 and "bei jedem Merkmal date" not in told.stderr


def test_a_missing_answer_is_one_message(tmp_path: Path) -> None:
    run = sozialraum("new", "p", "--table", DELIVERY / "bestand_2024.xlsx", cwd=tmp_path)
    assert run.returncode == 2 and "--places" in run.stderr and "Traceback" not in run.stderr


def test_what_is_not_said_is_asked(tmp_path: Path) -> None:
    answers = f"{DELIVERY / 'bestand_2024.xlsx'}\n{DELIVERY / 'orte.csv'}\nMein Tal (erfunden)\n"
    run = subprocess.run(
        command("new", "p"),
        cwd=tmp_path,
        env=environment(),
        input=answers,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "Welche Tabelle haben Sie" in run.stdout and "Wo liegen die Orte" in run.stdout
    assert 'title: "Mein Tal (erfunden)"' in (tmp_path / "p/project.yaml").read_text("utf-8")
    assert "24 Zeilen" in run.stderr and "Insgesamt" in run.stderr


# --------------------------------------------------------------------------------- the filled form


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A project that reads the first sheet of a form that was filled in."""
    result = made(tmp_path / "p")
    text = (result.folder / "project.yaml").read_text("utf-8")
    a, b = text.index("    table:"), text.index("    population:")
    table = '    table: {file: form.xlsx, sheet: "A", header: 5, key: Ort}\n'
    text = text[:a] + table + text[b:]
    text = text.replace('"Einwohner insgesamt"', "A02_basis")
    c, d = text.index("      - {id:"), text.index("    types:")
    uses = "      - {id: young}\n      - {id: old}\n"
    (result.folder / "project.yaml").write_text(text[:c] + uses + text[d:], "utf-8")
    (result.folder / "catalogue.yaml").write_text(
        """\
title: Probe
dimensions:
  d: {name_de: Menschen, name_en: People}
indicators:
  - {id: young, name_de: Junge, name_en: Young, dimension: d, numerator: A02_zahl, denominator:
     A02_basis, unit: "%", direction: neutral, source: erfunden, date: "2024", licence: intern}
  - {id: old, name_de: Alte, name_en: Old, dimension: d, numerator: A04_zahl, denominator:
     A02_basis, unit: "%", direction: neutral, source: erfunden, date: "2024", licence: intern}
""",
        "utf-8",
    )
    return result.folder / "project.yaml"


def fill(
    file: Path, *, empty: bool = False, extra: tuple[object, ...] = (), name: str = ""
) -> None:
    names = [n.split(";")[0] for n in (DELIVERY / "orte.csv").read_text("utf-8").splitlines()[1:]]
    rows: list[list[object]] = [["A"], ["Kennzahl"], ["Was"], ["Wer"]]
    rows.append(["Ort", "A02_zahl", "A02_basis", "A04_zahl"])
    for i, place in enumerate(names):
        rows.append([place, *([None] * 3 if empty else [40 + i, 300 + 7 * i, 60 + (i * 5) % 17])])
    if name:
        rows[7][1] = name
    if extra:
        rows.append(list(extra))
    write_sheets(file.parent / "form.xlsx", [Sheet("A", rows)])  # type: ignore[arg-type]


def test_a_form_that_was_filled_in_is_read(form: Path) -> None:
    fill(form)
    assert len(project.check(form)[0].areas) == 24


def test_a_form_that_is_empty(form: Path) -> None:
    fill(form, empty=True)
    wrong(form, "A02_basis")


def test_a_row_of_totals_in_the_form(form: Path) -> None:
    fill(form, extra=("Summe", 1000, 9000, 1500))
    wrong(form, "„Summe“ ist die Summe der anderen")


def test_a_name_of_a_person_in_a_field_of_numbers(form: Path) -> None:
    fill(form, name="Frau Müller, 3 Kinder")
    wrong(form, "Text", "A02_zahl", "Zeile 8")


def test_the_form_asks_for_what_there_is_for_villages(tmp_path: Path) -> None:
    asked = indicator.load_catalogue(ROOT / "data/catalogues/education.yaml")
    write_supplier_template(tmp_path / "f.xlsx", asked, ["Au", "Berg"], title="Probe")
    with zipfile.ZipFile(tmp_path / "f.xlsx") as book:
        names = re.findall(r'<sheet name="(.*?)"', book.read("xl/workbook.xml").decode())
        sheets = [book.read(f"xl/worksheets/sheet{i + 1}.xml").decode() for i in range(len(names))]
    assert names[0] == "Anleitung" and names[1].startswith("A ") and len(names) >= 6
    columns = {text for sheet in sheets[1:] for text in re.findall(r">([A-X]\d\d_\w+)<", sheet)}
    villages = [d for d in asked.definitions if d.lowest_level in ("village", "cell_100m")]
    wanted = {c for d in villages if d.kind == "share" for c in d.numerator + d.denominator}
    assert wanted <= columns
    for definition in asked.definitions:
        if definition.lowest_level in ("district", "state"):
            assert not set(definition.numerator) & columns  # nobody has it for villages
            assert (
                definition.name_de.split(" (")[0][:20] in sheets[0] or definition.kind == "minutes"
            )
    share = next(d for d in villages if d.kind == "share")
    [sheet] = [s for s in sheets if f">{share.numerator[0]}<" in s]
    assert "dataValidation" in sheet and "höchstens so viele wie im Bezug" in sheet
    assert "Bemerkung" not in "".join(sheets[1:])


# --------------------------------------------------------------------------------- the wrong sheet


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    made_book = openpyxl.Workbook()
    made_book.remove(made_book.active)
    for title, rows in sheets.items():
        sheet = made_book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made_book.save(path)
    return path


@pytest.mark.parametrize("cover", [[], [["Statistik 2024"], ["Stadt Wiesental"]]])
def test_a_first_sheet_without_a_table_names_the_others(
    tmp_path: Path, cover: list[list[object]]
) -> None:
    source = openpyxl.load_workbook(DELIVERY / "bestand_2024.xlsx").active
    rows = [list(row) for row in source.iter_rows(values_only=True)]
    book = workbook(tmp_path / "b.xlsx", Deckblatt=cover, Zahlen=rows)
    refused(tmp_path / "p", "„Deckblatt“", "die Datei hat noch: Zahlen", "--sheet", table=book)
    refused(tmp_path / "p", "„Zahln“ gibt es", "„Zahlen“", table=book, sheet="Zahln")
    assert not (tmp_path / "p").exists()
    made(tmp_path / "p", table=str(book), sheet="Zahlen")


def test_a_file_of_empty_sheets_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "p", "„A“", "noch: B", table=workbook(tmp_path / "b.xlsx", A=[], B=[]))
    refused(tmp_path / "p", "keine Zeilen", table=workbook(tmp_path / "c.xlsx", A=[]))
