"""The doctor for deliveries: every row of trouble is found where it is, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest
from sozialraum import indicator
from sozialraum.delivery import Delivery, Remark, check_delivery

CATALOGUE = """\
title: Probe
starter: true
dimensions:
  d: {name_de: Thema, name_en: Theme}
indicators:
  - {id: sgb2, name_de: Kinder im SGB II, name_en: Poor children, dimension: d, kind: share,
     numerator: arm, denominator: kinder, unit: "%", direction: burden, owner: Jobcenter,
     numerator_de: Kinder unter 15 im SGB II, denominator_de: Kinder unter 15}
  - {id: verfahren, name_de: Verfahren, name_en: Proceedings, dimension: d, kind: rate,
     numerator: verfahren, denominator: schueler, unit: je 1.000, scale: 1000, direction: burden,
     owner: Ordnungsamt, denominator_de: Schülerinnen und Schüler}
  - {id: form, name_de: Schulform, name_en: Form, dimension: d, kind: composition,
     parts: {gym: {name_de: Gymnasium, name_en: Gymnasium, numerator: gym},
             igs: {name_de: IGS, name_en: IGS, numerator: igs}},
     denominator: klasse5, unit: "%", direction: neutral, owner: Schulträger,
     lowest_level: commune}
  - {id: minuten, name_de: Minuten, name_en: Minutes, dimension: d, kind: minutes, value: minuten,
     unit: min, direction: burden, owner: Eigene Rechnung}
"""

HEAD = "ags;name;arm;kinder;verfahren;schueler;gym;igs;klasse5;minuten\n"
GOOD = [
    "03252001;Aerzen;40;400;12;500;30;20;50;9,5",
    "03252002;Bad Münder;30;300;10;450;25;25;50;8",
    "03252003;Bad Pyrmont;70;610;31;700;40;21;61;7",
    "03252004;Coppenbrügge;.;-;5;200;10;11;21;12",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "last.csv").write_text(HEAD + "\n".join(GOOD) + "\n", encoding="utf-8")
    return tmp_path


def delivered(folder: Path, *changes: tuple[str, str], head: str = HEAD) -> Path:
    text = head + "\n".join(GOOD) + "\n"
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = folder / "now.csv"
    path.write_text(text, encoding="utf-8")
    return path


def checked(folder: Path, path: Path, **options: object) -> Delivery:
    catalogue = indicator.load_catalogue(folder / "catalogue.yaml")
    return check_delivery(path, catalogue, **options)  # type: ignore[arg-type]


def places(found: Delivery) -> list[tuple[str, str, int | None]]:
    return [(one.code, one.column, one.row) for one in found.remarks]


def test_a_right_delivery_needs_no_letter(folder: Path) -> None:
    found = checked(folder, delivered(folder), last=folder / "last.csv")
    assert found.remarks == [] and found.letters() == {}
    assert (found.areas, found.columns) == (4, 8)


@pytest.mark.parametrize(
    ("old", "new", "remark"),
    [
        (";40;400;", ";vierzig;400;", ("not_a_number", "arm", 2)),
        (";40;400;", ";;400;", ("empty", "arm", 2)),
        (";30;300;", ";-9;300;", ("negative", "arm", 3)),
        (";30;300;", ";301;300;", ("above_base", "arm", 3)),
        (";30;300;", ";30,5;300;", ("not_whole", "arm", 3)),
        (";40;21;61;", ";40;22;61;", ("parts", "form", 4)),
    ],
)
def test_a_wrong_cell_is_named_with_its_row(
    folder: Path, old: str, new: str, remark: tuple[str, str, int]
) -> None:
    found = checked(folder, delivered(folder, (old, new)))
    assert places(found) == [remark]
    assert len(found.to_mend) == 1


def test_rows_are_those_of_the_file_though_some_are_blank(folder: Path) -> None:
    path = delivered(folder, ("\n03252003", "\n;;;;;;;;;\n03252003"), (";31;700", ";x1;700"))
    assert places(checked(folder, path)) == [("not_a_number", "verfahren", 5)]


def test_every_wrong_cell_is_told_at_once(folder: Path) -> None:
    path = delivered(folder, (";40;400;", ";a;b;"), (";31;700", ";c;-1"))
    assert sorted(places(checked(folder, path))) == [
        ("negative", "schueler", 4),
        ("not_a_number", "arm", 2),
        ("not_a_number", "kinder", 2),
        ("not_a_number", "verfahren", 4),
    ]


def test_one_text_does_not_hide_what_else_is_wrong_in_its_column(folder: Path) -> None:
    path = delivered(folder, (";40;400;", ";vierzig;400;"), (";30;300;", ";301;300;"))
    path.write_text(path.read_text("utf-8").replace(";70;610;", ";1.140;1.610;"), "utf-8")
    found = checked(folder, path, last=folder / "last.csv")
    assert places(found) == [
        ("not_a_number", "arm", 2),
        ("above_base", "arm", 3),
        ("changed", "arm", 4),
        ("base_changed", "kinder", 4),
    ]


def test_columns_that_are_missing_or_misspelled(folder: Path) -> None:
    found = checked(folder, delivered(folder, head=HEAD.replace("schueler", "schüler")))
    assert places(found) == [
        ("column_unknown", "schüler", None),
        ("column_missing", "schueler", None),
    ]
    letters = found.letters()
    text = letters["Ordnungsamt"]
    assert "„schueler“ fehlt (gemeint ist vielleicht „schüler“)" in text
    assert "Schülerinnen und Schüler" in text


def test_what_ends_above_the_villages(folder: Path) -> None:
    found = checked(folder, delivered(folder), area_level="village")
    assert [one.code for one in found.remarks] == ["too_fine", "too_fine"]  # of both parts
    assert "niedrigste Ebene: Gemeinde" in found.letters()["Schulträger"]


def test_large_changes_are_to_be_confirmed_and_small_ones_are_not(folder: Path) -> None:
    path = delivered(folder, (";70;610;", ";140;610;"), (";30;300;", ";36;300;"))
    found = checked(folder, path, last=folder / "last.csv")
    assert places(found) == [("changed", "arm", 4)]
    assert found.to_mend == []
    text = found.letters()["Jobcenter"]
    assert "von 11,5 % auf 23,0 % verändert, mehr als der Zufall erklärt" in text
    assert "Bitte bestätigen" in text and "Bitte berichtigen" not in text


def test_bases_minutes_and_areas_that_changed(folder: Path) -> None:
    path = delivered(
        folder, (";12;500;", ";12;900;"), (";61;7\n", ";61;20\n"), ("\n03252004", "\n03252008")
    )
    found = checked(folder, path, last=folder / "last.csv")
    assert places(found) == [
        ("area_missing", "", None),
        ("area_new", "", 5),
        ("changed", "minuten", 4),
        ("base_changed", "schueler", 2),
    ]


def test_patterns_of_a_whole_column(folder: Path) -> None:
    rows = [f"a{i};{10 * i};{400 + i};{i};500" for i in range(1, 13)]
    text = "id;arm;kinder;verfahren;schueler\n" + "\n".join(rows) + "\n"
    (folder / "now.csv").write_text(text, encoding="utf-8")
    (folder / "last.csv").write_text(text.replace(";401;", ";403;"), encoding="utf-8")
    found = checked(folder, folder / "now.csv", last=folder / "last.csv")
    assert [(one.code, one.column, one.facts["count"]) for one in found.remarks] == [
        ("rounded", "arm", "12"),
        ("small_counts", "verfahren", "2"),
        ("unchanged", "arm", "12"),
        ("unchanged", "verfahren", "12"),
    ]
    assert all(one.confirm for one in found.remarks)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("ags;", "nummer;", "Keine Spalte heißt wie ein Schlüssel"),
        ("03252002", "03252001", "03252001"),
    ],
)
def test_a_table_that_cannot_be_read_says_why_in_german(
    folder: Path, old: str, new: str, words: str
) -> None:
    found = checked(folder, delivered(folder, (old, new)))
    assert [one.code for one in found.remarks] == ["unreadable"]
    (text,) = found.letters().values()
    assert words in text and "Abhilfe" in text


def test_every_remark_has_a_sentence() -> None:
    from sozialraum.words import delivery as words

    for code in [*words._MEND, *words._CONFIRM]:
        text = words.sentence(Remark(code, "Amt", "spalte", "03252001", 7))
        assert text.startswith("Zeile 7, Spalte „spalte“, Gebiet 03252001: "), code
        assert "{" not in text


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sozialraum", "check", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_writes_a_letter_for_each_supplier(folder: Path) -> None:
    path = delivered(folder, (";40;400;", ";vierzig;400;"), (";31;700", ";-1;700"))
    told = run(path, "--catalogue", folder / "catalogue.yaml", "--out", folder / "briefe")
    assert told.returncode == 2, told.stderr
    names = sorted(file.name for file in (folder / "briefe").iterdir())
    assert names == ["01_Jobcenter.txt", "02_Ordnungsamt.txt"]
    text = (folder / "briefe/01_Jobcenter.txt").read_text("utf-8")
    assert text.startswith("An: Jobcenter\nBetreff: Ihre Lieferung „now.csv“\n")
    assert "  1. Zeile 2, Spalte „arm“, Gebiet 03252001: „vierzig“ ist keine Zahl. Abhilfe:" in text


def test_the_command_tells_a_table_from_a_project(folder: Path) -> None:
    told = run(delivered(folder), "--catalogue", folder / "catalogue.yaml")
    assert told.returncode == 0 and "In Ordnung" in told.stderr and told.stdout == ""
    told = run(delivered(folder))
    assert told.returncode == 2 and "--catalogue" in told.stderr


def test_a_wrong_path_is_no_delivery(folder: Path) -> None:
    told = run(folder / "nothing.csv", "--catalogue", folder / "catalogue.yaml")
    assert told.returncode == 2 and told.stdout == ""
    assert "gibt es nicht" in told.stderr


def test_a_spreadsheet_with_one_text_and_a_blank_row(folder: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    rows = [line.split(";") for line in [HEAD.strip(), *GOOD]]
    rows.insert(2, [None] * len(rows[0]))
    rows[3][2] = "ca. 30"
    for row in rows:
        book.active.append(row)
    book.save(folder / "now.xlsx")
    found = checked(folder, folder / "now.xlsx", last=folder / "last.csv")
    assert places(found) == [("not_a_number", "arm", 4)]


def test_the_form_for_suppliers_comes_back_and_is_checked(folder: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    from sozialraum.publish.supplier_template import write_supplier_template

    root = Path(__file__).resolve().parents[2]
    catalogue = indicator.load_catalogue(root / "data/catalogues/education.yaml")
    write_supplier_template(folder / "form.xlsx", catalogue, ["Barksen", "Bensen", "Fuhlen"])
    book = openpyxl.load_workbook(folder / "form.xlsx")
    filled = {
        "A02_zahl": [30, 12, "viele"],
        "A02_basis": [200, 90, 150],
        "X04_zahl": [5, 9, 2],
        "X04_basis": [40, 8, "."],
    }
    for sheet in book:
        heads = {cell.value: cell.column for cell in sheet[5]}
        for column, values in filled.items():
            for row, value in enumerate(values if column in heads else [], 6):
                sheet.cell(row, heads[column]).value = value
    book.save(folder / "now.xlsx")
    found = check_delivery(folder / "now.xlsx", catalogue, area_level="village")
    assert [(one.code, one.column, one.row, one.area) for one in found.to_mend] == [
        ("not_a_number", "A02_zahl", 8, "Fuhlen"),
        ("above_base", "X04_zahl", 7, "Bensen"),
    ]
