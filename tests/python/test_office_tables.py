"""Tables and boundaries as offices publish them.

One section a kind of trap; the inputs are made here, so that the expected numbers can be read
beside them.
"""

import contextlib
import json
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from sozialraum import core, gis
from sozialraum.core import CellState, InvalidInput, Severity, UnknownName

openpyxl = pytest.importorskip("openpyxl")


def book(
    path: Path,
    rows: Iterable[Iterable[object]],
    formats: dict[str, str] | None = None,
    merges: Iterable[str] = (),
) -> Path:
    """A spreadsheet of these rows; ``formats`` by cell."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(list(row))
    for cell, code in (formats or {}).items():
        made.active[cell].number_format = code
    for merge in merges:
        made.active.merge_cells(merge)
    made.save(path)
    return path


def column_of(path: Path, code: str, values: list[float]) -> Any:
    """Keys a, b, ... and these numbers in one format, read back."""
    rows: list[list[object]] = [["key", "x"]]
    rows += [[chr(97 + i), value] for i, value in enumerate(values)]
    formats = {f"B{i + 2}": code for i in range(len(values))}
    return gis.read_table(book(path, rows, formats), key="key")


def csv(folder: Path, text: str, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def finding(findings: list[core.Finding], code: str) -> core.Finding:
    found = [f for f in findings if f.code == code]
    assert found, f"no finding {code!r} among {[f.code for f in findings]}"
    return found[0]


def error(call: Any) -> core.Finding:
    with pytest.raises(InvalidInput) as caught:
        call()
    return caught.value.finding


# ------------------------------------------------------------------------ letters in number formats


@pytest.mark.parametrize(
    "code",
    [
        "#,##0_M",  # the width of an M as padding
        '_-* #,##0\\ _D_M_-;\\-* #,##0\\ _D_M_-;_-* "-"\\ _D_M_-;_-@_-',
        '#,##0" Haushalte"',
        "#,##0\\ \\h\\a",  # escaped letters
        "#,##0*s",  # s fills the cell
        "[Red]#,##0;[Blue]-#,##0",
        "[$-407]#,##0",  # German numbers
        "[$DM-407] #,##0",
        "[>=1000]#,##0;[<1000]0",
        "0.00E+00",
        "General",
        "@",
        "#,##0.0,",  # thousands are shown, the number is whole
        "#,##0\\ \\d",
        "#,##0_y",
        '0"d"',
        '#,##0\\ "Mädchen"',
        "[$€-407]\\ #,##0",
        "#\\ ??/??",  # a fraction: its stroke is no sign
        '+0;-0;"±"0',
    ],
)
def test_letters_that_are_no_date_codes_leave_the_number(tmp_path: Path, code: str) -> None:
    table = column_of(tmp_path / "a.xlsx", code, [10234, 17210])
    assert table.data["x"].tolist() == [10234, 17210]


def test_the_stroke_of_a_fraction_is_no_sign(tmp_path: Path) -> None:
    assert column_of(tmp_path / "a.xlsx", "# ??/??", [0, 0.5]).data["x"].tolist() == [0, 0.5]


def test_zeros_that_a_format_shows_belong_to_the_key(tmp_path: Path) -> None:
    rows = [["AGS", "PLZ", "Einwohner"], [3252001, 3226, 12], [11000000, 31785, 345]]
    formats = {"A2": "00000000", "A3": "00000000", "B2": "00000", "B3": "00000", "C2": "0"}
    table = gis.read_table(book(tmp_path / "a.xlsx", rows, formats), key="AGS", kind="ags")
    assert table.data.index.tolist() == ["03252001", "11000000"]
    assert table.texts["PLZ"].tolist() == ["03226", "31785"]
    assert table.data["Einwohner"].tolist() == [12, 345]


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("dd.mm.yyyy", 45000, "2023-03-15"),
        ('[$-407]d. mmmm yyyy" Stand"', 45000, "2023-03-15"),
        ("mmm-yy", 45000, "2023-03-15"),
        ("dd.mm.yyyy hh:mm", 45000.75, "2023-03-15T18:00:00"),
        ("dd.mm.yyyy", 45000.75, "2023-03-15"),  # the time is not shown
        ("hh:mm", 0.5, "12:00:00"),
        ("[h]:mm", 1.5, "36:00:00"),  # a duration: more than a day
        ("mm:ss.0", 0.001, "00:01:26"),
        ("dd.mm.yyyy", 59, "1900-02-28"),
        ("dd.mm.yyyy", 60, "1900-02-29"),  # the day that spreadsheets made up
        ("dd.mm.yyyy", 61, "1900-03-01"),
    ],
)
def test_dates_come_as_they_are_shown(tmp_path: Path, code: str, number: float, shown: str) -> None:
    table = column_of(tmp_path / "a.xlsx", code, [number])
    assert table.texts["x"].tolist() == [shown]


def test_days_may_be_counted_from_1904(tmp_path: Path) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    made = openpyxl.Workbook()
    made.epoch = CALENDAR_MAC_1904
    made.active.append(["key", "x"])
    made.active.append(["a", 0])
    made.active.append(["b", 366])
    for cell in ("B2", "B3"):
        made.active[cell].number_format = "dd.mm.yyyy"
    made.save(tmp_path / "a.xlsx")
    table = gis.read_table(tmp_path / "a.xlsx", key="key")
    assert table.texts["x"].tolist() == ["1904-01-01", "1905-01-01"]


@pytest.mark.parametrize("number", [-1, 1e300, 2958466])
def test_a_number_that_is_no_date_is_an_error_that_names_its_cell(
    tmp_path: Path, number: float
) -> None:
    found = error(lambda: column_of(tmp_path / "a.xlsx", "dd.mm.yyyy", [number]))
    assert (found.code, found.place.column) == ("bad_date", "B2")


# ------------------------------------------------------------------- what the format of a cell says


def test_percentages_are_read_as_they_are_shown(tmp_path: Path) -> None:
    table = column_of(tmp_path / "a.xlsx", "0.0%", [0.125, 0.07, 0.081])
    assert table.data["x"].tolist() == [12.5, 7, 8.1]  # 0.07 * 100 would be 7.000000000000001
    assert finding(table.findings, "percent_format").severity is Severity.NOTE


def test_a_column_of_some_percentages_is_doubtful(tmp_path: Path) -> None:
    rows = [["key", "x"], ["a", 0.125], ["b", 0.5]]
    path = book(tmp_path / "a.xlsx", rows, {"B2": "0%"})
    found = finding(gis.read_table(path, key="key").findings, "percent_format")
    assert (found.severity, found.place.column) == (Severity.WARNING, "x")


@pytest.mark.parametrize(
    ("code", "number", "state"),
    [
        ('"("0")"', 12, CellState.LIMITED),
        ("(#,##0)", 12, CellState.LIMITED),
        ("#,##0_);(#,##0)", 12, CellState.REPORTED),
        ("#,##0_);(#,##0)", -12, CellState.REPORTED),  # brackets for a minus sign
        ('0;-0;"-"', 0, CellState.NOTHING),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', 0, CellState.NOTHING),
        ('[<10]".";0', 4, CellState.SECRET),
        ('[=3]"x";0', 3, CellState.BLOCKED),
        ("[<10];0", 4, CellState.NOT_REPORTED),  # shows nothing
    ],
)
def test_signs_that_a_format_shows_become_states(
    tmp_path: Path, code: str, number: float, state: CellState
) -> None:
    table = column_of(tmp_path / "a.xlsx", code, [number, 20])
    assert CellState(table.states["x"].iloc[0]) is state
    assert table.data["x"].iloc[1] == 20
    if state is CellState.NOT_REPORTED:
        assert finding(table.findings, "hidden_numbers").details["first"] == "B2"


def test_raised_marks_of_footnotes_are_no_digits(tmp_path: Path) -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    raised = InlineFont(vertAlign="superscript")
    area = CellRichText("Fläche in km", TextBlock(raised, "2"))
    name = CellRichText("Einwohner", TextBlock(raised, "1)"))
    number = CellRichText("1234", TextBlock(raised, "2"))
    rows: list[list[object]] = [["key", name, area], ["a", number, 3], ["b", "950", 4]]
    path = book(tmp_path / "a.xlsx", rows)
    table = gis.read_table(path, key="key")
    assert list(table.data.columns) == ["Einwohner", "Fläche in km2"]
    assert table.data["Einwohner"].tolist() == [1234, 950]
    assert finding(table.findings, "footnote_marks").details["count"] == "2"


def test_footnotes_of_a_text_table_are_taken_off_and_told(tmp_path: Path) -> None:
    table = gis.read_table(csv(tmp_path, "key;x\na;1234¹⁾\nb;950 2)\nc;-³\nd;7\n"), key="key")
    assert table.data["x"].tolist() == [1234, 950, 0, 7]
    assert finding(table.findings, "footnote_marks").details["count"] == "3"


def test_a_text_that_is_merged_over_rows_holds_for_all_of_them(tmp_path: Path) -> None:
    rows = [["key", "Kreis", "x"], ["a", "Hameln", 5], ["b", None, 6], ["c", "Höxter", 7]]
    path = book(tmp_path / "a.xlsx", rows, merges=["B2:B3"])
    assert gis.read_table(path, key="key").texts["Kreis"].tolist() == ["Hameln", "Hameln", "Höxter"]


def test_a_number_that_is_merged_over_rows_is_told(tmp_path: Path) -> None:
    rows = [["key", "x"], ["a", 5], ["b", None], ["c", 7]]
    table = gis.read_table(book(tmp_path / "a.xlsx", rows, merges=["B2:B3"]), key="key")
    assert table.data["x"].count() == 2
    assert finding(table.findings, "merged_numbers").place.row == 2


def test_merged_names_span_exactly_their_columns(tmp_path: Path) -> None:
    rows = [
        ["Ort", "Kinder", None, "Stand"],
        [None, "Anzahl", "%", None],
        ["a", 5, 2.5, "heute"],
    ]
    path = book(tmp_path / "a.xlsx", rows, merges=["A1:A2", "B1:C1", "D1:D2"])
    table = gis.read_table(path, key="Ort", header=(1, 2))
    assert list(table.data.columns) == ["Kinder Anzahl", "Kinder %"]
    assert list(table.texts.columns) == ["Stand"]


def test_escaped_control_characters_are_no_text(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [["key", "Ein-_x000D_\nwohner"], ["a", 4]])
    assert list(gis.read_table(path, key="key").data.columns) == ["Ein- wohner"]


def test_true_and_false_are_no_numbers(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [["key", "x"], ["a", True], ["b", False]])
    assert gis.read_table(path, key="key").texts["x"].tolist() == ["true", "false"]


# ----------------------------------------------------------------------- one sign, other publishers


GRID = "GITTER_ID_1km;Alter;Personen;werterlaeuternde_Zeichen\n"


def test_a_dash_of_the_census_grid_is_no_zero(tmp_path: Path) -> None:
    cell = "CRS3035RES1000mN2689000E433{}000;{};{};{}\n"
    text = GRID + cell.format(7, "44,13", "12", "") + cell.format(8, "–", "–", "")
    text += cell.format(9, "39,78", "7", "KLAMMERN")
    table = gis.read_table(csv(tmp_path, text), key="GITTER_ID_1km", kind="grid_cell")
    assert table.states["Alter"].tolist() == [
        CellState.REPORTED, CellState.NO_VALUE, CellState.LIMITED
    ]  # fmt: skip
    assert finding(table.findings, "dash_read_as_no_value").severity is Severity.WARNING
    asked = gis.read_table(
        tmp_path / "t.csv", key="GITTER_ID_1km", kind="grid_cell", signs={"–": CellState.NOTHING}
    )
    assert asked.data["Personen"].iloc[1] == 0


def test_a_dash_among_means_is_doubtful_and_among_counts_it_is_not(tmp_path: Path) -> None:
    text = "key;Alter;Kinder\na;44,1;12\nb;-;-\nc;39,7;1\n"
    found = finding(gis.read_table(csv(tmp_path, text), key="key").findings, "dash_read_as_zero")
    assert found.details["columns"] == "Alter"


def test_the_column_of_signs_is_known_in_other_spellings(tmp_path: Path) -> None:
    for name in ("Werterläuternde Zeichen", "WERTERLAEUTERNDE_ZEICHEN", "werterläuternde-Zeichen"):
        text = f"ARS;Alter;{name}\n032520001001;39,8;klammern\n032520002002;44,1;\n"
        table = gis.read_table(csv(tmp_path, text), key="ARS", kind="ars")
        assert table.states["Alter"].tolist() == [CellState.LIMITED, CellState.REPORTED], name


@pytest.mark.parametrize("dash", ["‐", "‑", "‒", "–", "—", "―", "−"])
def test_every_dash_is_the_sign_for_nothing(tmp_path: Path, dash: str) -> None:
    table = gis.read_table(csv(tmp_path, f"key;x\na;5\nb;{dash}\n"), key="key")
    assert CellState(table.states.loc["b", "x"]) is CellState.NOTHING


@pytest.mark.parametrize("sign", ["k.A.", "•", "·", "n/a", "#NV", "..", ":", "X)"])
def test_signs_of_others_are_asked_about_and_can_be_said(tmp_path: Path, sign: str) -> None:
    path = csv(tmp_path, f"key;x\na;5\nb;{sign}\nc;7\n")
    found = error(lambda: gis.read_table(path, key="key"))
    assert found.code == "not_a_number" and f"signs={{'{sign}'" in found.hint
    table = gis.read_table(path, key="key", signs={sign: CellState.NO_VALUE})
    assert CellState(table.states.loc["b", "x"]) is CellState.NO_VALUE


@pytest.mark.parametrize("code", ["-8888", "-77", "-3,40282346639e+38"])
def test_codes_for_missing_values_are_suspected(tmp_path: Path, code: str) -> None:
    table = gis.read_table(csv(tmp_path, f"key;x\na;5,5\nb;{code}\nc;7\n"), key="key")
    assert finding(table.findings, "missing_code_suspected").severity is Severity.WARNING


# --------------------------------------------------------------------------- rows that are no areas


def test_sums_are_named(tmp_path: Path) -> None:
    by_number = "key;x;y\nA;100;11\nB;200;30\nC;50;4\nKreis;350;45\n"
    found = finding(gis.read_table(csv(tmp_path, by_number), key="key").findings, "sum_among_rows")
    assert found.areas == ("Kreis",)
    by_name = "key;x\nA;100\nB;.\nC;50\nStadt insgesamt;400\n"
    found = finding(gis.read_table(csv(tmp_path, by_name), key="key").findings, "sum_among_rows")
    assert found.areas == ("Stadt insgesamt",)


def test_half_of_all_is_no_sum_by_itself(tmp_path: Path) -> None:
    text = "key;x;y\nA;5;1\nB;3;9\nC;2;4\n"  # 5 = 3 + 2 by chance
    codes = [f.code for f in gis.read_table(csv(tmp_path, text), key="key").findings]
    assert "sum_among_rows" not in codes


def test_sums_of_parts_of_the_table_are_named(tmp_path: Path) -> None:
    head = "key;x;y\n"
    north, south = "A;100;11\nB;200;30\n", "C;50;4\nD;40;7\n"
    above = head + "SG Nord;300;41\n" + north + "SG Süd;90;11\n" + south
    below = head + north + "SG Nord;300;41\n" + south + "SG Süd;90;11\n"
    for text in (above, below):
        found = finding(gis.read_table(csv(tmp_path, text), key="key").findings, "sum_among_rows")
        assert found.areas == ("SG Nord", "SG Süd")


def test_one_column_is_enough_if_the_sum_is_large(tmp_path: Path) -> None:
    text = "key;x\nA;100\nB;200\nC;50\nKreis;350\n"
    found = finding(gis.read_table(csv(tmp_path, text), key="key").findings, "sum_among_rows")
    assert found.areas == ("Kreis",)


@pytest.mark.parametrize("name", ["Σ", "darunter: Frauen", "davon Kinder", "Mittelwert", "Ø"])
def test_rows_that_are_called_a_sum_or_a_part_are_named(tmp_path: Path, name: str) -> None:
    text = f"key;x;y\nA;100;3\nB;200;4\n{name};7;1\nC;60;3\n"
    found = finding(gis.read_table(csv(tmp_path, text), key="key").findings, "sum_among_rows")
    assert found.areas == (name,)


def test_repeated_headers_and_rows_of_units_are_told_apart(tmp_path: Path) -> None:
    again = csv(tmp_path, "key;n;y\nA;100;11\nB;200;30\nkey;n;y\nC;50;4\n")
    found = error(lambda: gis.read_table(again, key="key"))
    assert "row 4 repeats the names" in found.message and "leave_out=" in found.hint
    units = csv(tmp_path, "Ort;x;y\n(Name);[Anzahl];[%]\nA;100;11\n")
    assert "header=(1, 2)" in error(lambda: gis.read_table(units, key="Ort")).hint


def test_rows_may_end_with_a_separator(tmp_path: Path) -> None:
    path = csv(tmp_path, "key;x\nA;1;\nB;3;\n")
    assert gis.read_table(path, key="key").data["x"].tolist() == [1, 3]
    some = csv(tmp_path, "key;x\nA;1;\nB;3;7\n", "some.csv")
    assert error(lambda: gis.read_table(some, key="key")).code == "row_length"


def test_headings_are_named(tmp_path: Path) -> None:
    text = "key;x\nSamtgemeinde;\nA;1\nB;2\nC;3\n"
    found = finding(gis.read_table(csv(tmp_path, text), key="key").findings, "rows_without_numbers")
    assert found.areas == ("Samtgemeinde",)


def test_rows_are_chosen_by_their_texts(tmp_path: Path) -> None:
    text = "key;Jahr;x\nA;2021;1\nB;2022;2\nB2;2022;3\nInsgesamt;2022;5\n"
    path = csv(tmp_path, text)
    table = gis.read_table(path, key="key", rows={"Jahr": "2022"}, leave_out={"key": "Insg*"})
    assert table.data["x"].tolist() == [2, 3]
    assert finding(table.findings, "rows_filtered").details == {"taken": "3", "of": "4"}
    assert list(gis.read_table(path, key="key", rows={"key": ["A", "*2"]}).data.index) == [
        "A",
        "B2",
    ]
    assert error(lambda: gis.read_table(path, key="key", rows={"Jahr": "1999"})).code == "no_rows"
    with pytest.raises(UnknownName, match="did you mean 'Jahr'"):
        gis.read_table(path, key="key", rows={"Jahre": "2022"})


def test_a_table_in_long_form_becomes_wide(tmp_path: Path) -> None:
    text = "Ort;Name;Merkmal;Wert\n1;A;Kinder;12\n1;A;alle;80,5\n2;B;alle;.\n"
    table = gis.read_table(csv(tmp_path, text), key="Ort", long_form=("Merkmal", "Wert"))
    assert table.data.loc["1"].to_dict() == {"Kinder": 12, "alle": 80.5}
    assert CellState(table.states.loc["2", "alle"]) is CellState.SECRET
    assert CellState(table.states.loc["2", "Kinder"]) is CellState.NOT_REPORTED
    assert table.texts["Name"].tolist() == ["A", "B"]
    twice = csv(tmp_path, text + "2;B;alle;7\n", "twice.csv")
    found = error(lambda: gis.read_table(twice, key="Ort", long_form=("Merkmal", "Wert")))
    assert (found.code, found.place.area) == ("value_twice", "2")


def test_a_repeated_key_is_never_told_to_be_added_up(tmp_path: Path) -> None:
    text = "Ort;Merkmal;Wert\n1;Kinder;12\n1;alle;80\n2;Kinder;1\n2;alle;9\n"
    found = error(lambda: gis.read_table(csv(tmp_path, text), key="Ort"))
    assert found.code == "duplicate_key"
    assert "long_form=" in found.hint and "add up" not in found.hint


def test_hints_name_the_row_of_the_header(tmp_path: Path) -> None:
    same_width = csv(tmp_path, "Stadt, Ortsteile 2023;;\n;;\nOrt;x;y\nA;1;2\n")
    with pytest.raises(UnknownName, match="header=3"):
        gis.read_table(same_width, key="Ort")
    other_width = csv(tmp_path, "Stadt, Ortsteile 2023\nOrt;x;y\nA;1;2\n")
    assert "header=2" in error(lambda: gis.read_table(other_width, key="Ort", separator=";")).hint
    units = csv(tmp_path, "Ort;x;y\n;Anzahl;%\nA;1;2\n")
    assert "header=(1, 2)" in error(lambda: gis.read_table(units, key="Ort")).hint
    notes = csv(tmp_path, "Ort;x;y\nA;1;2\n;Quelle;\n;Stand;\n")
    assert "skip_footer=2" in error(lambda: gis.read_table(notes, key="Ort")).hint


def test_a_file_without_header_is_found_out_and_can_be_read(tmp_path: Path) -> None:
    path = csv(tmp_path, "a;03;517012,3\nb;04;517020,1\n")
    assert error(lambda: gis.read_table(path, key="a")).code == "no_header"
    table = gis.read_table(path, key="column_1", header=0)
    assert table.data["column_3"].tolist() == [517012.3, 517020.1]
    assert table.texts["column_2"].tolist() == ["03", "04"]
    years = csv(tmp_path, "key;2011;2022\na;5;6\n")
    assert gis.read_table(years, key="key").data.columns.tolist() == ["2011", "2022"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_line_by_which_spreadsheets_know_the_separator_is_no_header(
    tmp_path: Path, separator: str
) -> None:
    for line in (f"sep={separator}", f'"sep={separator}"', f"SEP={separator}"):
        path = csv(tmp_path, f"{line}\r\nkey{separator}x\r\na{separator}5\r\n")
        assert gis.read_table(path, key="key").data["x"].tolist() == [5]


# ------------------------------------------------------------------------- columns that are no text


def test_percent_signs_leave_numbers(tmp_path: Path) -> None:
    table = gis.read_table(csv(tmp_path, "key;q\na;12,5 %\nb;8,1%\nc;.\n"), key="key")
    assert table.data["q"].tolist()[:2] == [12.5, 8.1]


UNITS = ["12 km", "12 Personen", "12,5 Prozent", "€ 12", "12,-", "5*", "bis 3", "unter 5", "ca. 30"]
UNITS += ["ungef. 5", "5 km/h", "12 v.H.", ">100", "mehr als 3", "2,3 Tsd."]


@pytest.mark.parametrize("cells", [(cell, cell) for cell in UNITS] + [("< 5", "7")])
def test_numbers_with_units_are_told(tmp_path: Path, cells: tuple[str, str]) -> None:
    path = csv(tmp_path, f"key;x\na;{cells[0]}\nb;{cells[1]}\n")
    try:
        found = finding(gis.read_table(path, key="key").findings, "numbers_in_texts")
    except InvalidInput as trouble:
        assert trouble.finding.code == "not_a_number"  # beside a plain number it is an error
    else:
        assert (found.severity, found.place.column) == (Severity.WARNING, "x")


@pytest.mark.parametrize(
    "cells",
    [("1-3", "4-5"), ("12a", "14b"), ("Am See 1", "Weg 2"), ("1. Mai", "2. Mai"), ("A12", "A13")],
)
def test_texts_with_digits_are_no_numbers(tmp_path: Path, cells: tuple[str, str]) -> None:
    path = csv(tmp_path, f"key;x\na;{cells[0]}\nb;{cells[1]}\n")
    codes = [f.code for f in gis.read_table(path, key="key").findings]
    assert "numbers_in_texts" not in codes


# -------------------------------------------------------------------------- letters that look alike


def test_names_and_keys_have_one_spelling(tmp_path: Path) -> None:
    apple = unicodedata.normalize("NFD", "Schlüssel;Größe\nHöfingen;5\n")
    path = csv(tmp_path, "\ufeff\ufeff" + apple)
    table = gis.read_table(path, key="Schlüssel")
    assert table.data.loc["Höfingen", "Größe"] == 5
    assert finding(table.findings, "keys_respelled").areas == ("Höfingen",)
    again = gis.read_table(path, key=unicodedata.normalize("NFD", "Schlüssel"))
    assert again.data.equals(table.data)


def test_a_sign_of_no_width_makes_no_other_column(tmp_path: Path) -> None:
    path = csv(tmp_path, "\u200bkey;x\n\u200ba;1\nb\u00ad;2\n")
    assert gis.read_table(path, key="key").data.index.tolist() == ["a", "b"]


def test_keys_of_other_spelling_join() -> None:
    apple = unicodedata.normalize("NFD", "Höfingen")
    assert len(core.join([apple, "Rohden"], ["Höfingen", "Rohden"], kind="custom").matched) == 2


def test_letters_of_dos_and_mixed_letters_are_refused(tmp_path: Path) -> None:
    text = "Schlüssel;Größe\nHöfingen;5\nLöhne;7\n"
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode("cp850") + b"\x1a")
    found = error(lambda: gis.read_table(path, key="Schlüssel"))
    assert found.place.argument == "encoding" and "cp850" in found.hint
    path.write_bytes(text.encode("cp850"))
    table = gis.read_table(path, key="Schlüssel", encoding="cp850")
    assert table.data.index.tolist() == ["Höfingen", "Löhne"]
    path.write_bytes(text.encode() + "Brühl;8\n".encode("cp1252"))
    assert "line 4" in error(lambda: gis.read_table(path, key="Schlüssel")).message
    path.write_bytes(text.encode("cp1252") + b"\x1a")  # the end of a file of DOS
    assert gis.read_table(path, key="Schlüssel").data["Größe"].tolist() == [5, 7]


# ------------------------------------------------------------------------------- files as published


def square(x: float, y: float, side: float = 0.02) -> dict[str, Any]:
    ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def geojson(path: Path, geometries: dict[str, Any]) -> Path:
    features = [
        {"type": "Feature", "properties": {"k": key, "n": 1}, "geometry": geometry}
        for key, geometry in geometries.items()
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


def test_archives_are_looked_into(tmp_path: Path) -> None:
    table = b"key;x\na;5\n"
    one = archive(
        tmp_path / "one.zip",
        {
            "Daten 2022/Tabelle.csv": table,
            "Daten 2022/liesmich.txt": b"nichts",
            "__MACOSX/._T.csv": b"x",
        },
    )
    read = gis.read_table(one, key="key")
    assert read.data["x"].tolist() == [5]
    assert finding(read.findings, "archive_member").details == {"member": "Daten 2022/Tabelle.csv"}
    two = archive(tmp_path / "two.zip", {"a.csv": table, "b.csv": b"key;x\na;6\n"})
    found = error(lambda: gis.read_table(two, key="key"))
    assert found.code == "several_layers" and "a.csv, b.csv" in found.message
    assert gis.read_table(two, key="key", layer="b").data["x"].tolist() == [6]
    areas = geojson(tmp_path / "g.geojson", {"a": square(9, 52)}).read_bytes()
    nested = archive(tmp_path / "n.zip", {"x/y/g.geojson": areas, "x/legende.pdf": b"%PDF"})
    assert gis.read_areas(nested, key="k").index.tolist() == ["a"]
    litter = {"a/t.csv": table, "a/~$t.csv": b"x", "a/.DS_Store": b"x", "Thumbs.db": b"x"}
    assert gis.read_table(archive(tmp_path / "l.zip", litter), key="key").data["x"].tolist() == [5]
    nothing = archive(tmp_path / "0.zip", {"liesmich.pdf": b"%PDF"})
    assert error(lambda: gis.read_table(nothing, key="key")).code == "no_rows"


def test_a_spreadsheet_in_an_archive_is_read(tmp_path: Path) -> None:
    inner = book(tmp_path / "a.xlsx", [["key", "x"], ["a", 5]]).read_bytes()
    path = archive(tmp_path / "a.zip", {"Ordner/a.xlsx": inner})
    assert gis.read_table(path, key="key").data["x"].tolist() == [5]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
        ("a.csv", b"\n<!DOCTYPE html><html>Fehler 404</html>", "web page"),
        ("a.xls", b"\n <table><tr><td>1</td></tr></table>", "web page"),
        ("a.7z", b"7z\xbc\xaf'\x1c\0\4", "7-Zip"),
        ("a.rar", b"Rar!\x1a\x07\x00", "RAR"),
        ("a.csv.bz2", b"BZh91AY", "bzip2"),
        ("a.csv", b"%PDF-1.4\n", "PDF"),
        ("a.parquet", b"PAR1", "Parquet"),
        ("a.kml", b'<?xml version="1.0"?><kml xmlns="k"/>', "KML"),
        ("a.gml", b'<?xml version="1.0"?><ows:ExceptionReport/>', "error message"),
        ("a.xlsx", b"key;x\na;1\n", "no spreadsheet"),
    ],
)
def test_other_spreadsheets_are_refused_by_name(
    tmp_path: Path, name: str, content: bytes, what: str
) -> None:
    (tmp_path / name).write_bytes(content)
    found = error(lambda: gis.read_table(tmp_path / name, key="key"))
    assert found.code == "unsupported_format" and what in found.message


def test_open_document_is_refused_by_name(tmp_path: Path) -> None:
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    path = archive(tmp_path / "a.ods", {"mimetype": mimetype, "content.xml": b"<x/>"})
    assert "OpenDocument" in error(lambda: gis.read_table(path, key="key")).message


# --------------------------------------------------------------------------------------- boundaries


def test_bad_rings_are_named_and_dropped_on_request(tmp_path: Path) -> None:
    good = square(9, 52)
    dot = {"type": "MultiPolygon", "coordinates": [good["coordinates"], [[[9.5, 52], [9.5, 52]]]]}
    open_ring = {"type": "Polygon", "coordinates": [good["coordinates"][0][:-1]]}
    path = geojson(tmp_path / "g.geojson", {"a": good, "b": dot, "c": open_ring})
    found = error(lambda: gis.read_areas(path, key="k"))
    assert "'b': A ring has 2 point(s) only at 9.5 52" in found.message
    mended = gis.read_areas(path, key="k", make_valid=True)
    assert mended.area.round(9).tolist() == [0.0004, 0.0004, 0.0004]
    only = {"type": "Polygon", "coordinates": [[[9.5, 52], [9.5, 52]]]}
    nothing = geojson(tmp_path / "h.geojson", {"a": only})
    assert (
        error(lambda: gis.read_areas(nothing, key="k", make_valid=True)).code == "invalid_polygon"
    )


def test_exactly_the_invalid_rings_are_refused(tmp_path: Path) -> None:
    """Small random rings against shapely's own copy of GEOS: crossing, touching, folded back."""
    import random

    import shapely

    dice = random.Random(7)
    rings = {}
    for number in range(3000):
        points = [[dice.randint(0, 9), 40 + dice.randint(0, 9)] for _ in range(3 + number % 6)]
        rings[f"r{number}"] = {"type": "Polygon", "coordinates": [[*points, points[0]]]}
    shapes = {key: shapely.from_geojson(json.dumps(ring)) for key, ring in rings.items()}
    wrong = {key for key, shape in shapes.items() if not shapely.is_valid(shape)}
    assert 500 < len(wrong) < 2500
    path = geojson(tmp_path / "g.geojson", rings)
    assert set(error(lambda: gis.read_areas(path, key="k")).areas) == wrong


def test_collections_are_called_so_and_keep_their_polygons_on_request(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[9, 52], [9.1, 52]]}
    both = {"type": "GeometryCollection", "geometries": [square(9, 52), line]}
    path = geojson(tmp_path / "g.geojson", {"a": both})
    assert error(lambda: gis.read_areas(path, key="k")).code == "geometry_collection"
    assert gis.read_areas(path, key="k", make_valid=True).area.round(9).tolist() == [0.0004]


def test_layers_of_points_are_places(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [9.25, 52.17, 80]}
    one = {"type": "MultiPoint", "coordinates": [[9.3, 52.2]]}
    path = geojson(tmp_path / "p.geojson", {"Kita A": point, "Kita B": one})
    places = gis.read_points(path, id="k")
    assert places.geometry.x.tolist() == [9.25, 9.3] and places.crs.to_epsg() == 4326
    assert places["n"].tolist() == [1, 1]
    mixed = geojson(tmp_path / "m.geojson", {"a": point, "b": square(9, 52)})
    assert error(lambda: gis.read_points(mixed, id="k")).areas == ("b",)
    gap = geojson(tmp_path / "e.geojson", {"a": point, "b": None})
    assert error(lambda: gis.read_points(gap, id="k")).code == "missing_coordinate"
    assert gis.read_points(gap, id="k", skip_missing=True).index.tolist() == ["a"]


def test_tables_among_the_layers_are_told_so(tmp_path: Path) -> None:
    path = csv(tmp_path, "k;x\na;1\n")
    assert "read_table" in error(lambda: gis.read_areas(path, key="k")).hint
    keyless = geojson(tmp_path / "k.geojson", {"a": square(9, 52)})
    keyless.write_text(keyless.read_text().replace('"k": "a"', '"k": null'))
    assert "header" not in error(lambda: gis.read_areas(keyless, key="k")).hint


def test_mending_that_leaves_nothing_is_not_advised_again(tmp_path: Path) -> None:
    flat = {"type": "Polygon", "coordinates": [[[9, 52], [9.02, 52], [9.01, 52], [9, 52]]]}
    path = geojson(tmp_path / "f.geojson", {"good": square(8, 51), "flat": flat})
    found = error(lambda: gis.read_areas(path, key="k", make_valid=True))
    assert found.areas == ("flat",) and "make_valid" not in found.hint


@pytest.mark.parametrize(
    ("crs", "says"),
    [
        ("foo", "is not a coordinate reference system"),  # a part of Amersfoort
        ("Gauss", "is not a coordinate reference system"),
        ("25832", "say 'EPSG:25832'"),
        ("EPSG:5783", "heights"),
        ("EPSG:4978", "middle of the earth"),
        ("EPSG:999999", "is not a coordinate reference system"),
    ],
)
def test_what_is_no_system_of_places_is_refused(tmp_path: Path, crs: str, says: str) -> None:
    path = geojson(tmp_path / "g.geojson", {"a": square(9, 52)})
    found = error(lambda: gis.read_areas(path, key="k", crs=crs))
    assert found.code == "unknown_crs" and says in found.message + found.hint


def test_a_layer_of_an_undefined_system_has_none(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"k": ["a"]}, geometry=gpd.points_from_xy([9], [52]).buffer(0.1))
    frame.to_file(tmp_path / "a.gpkg")
    assert error(lambda: gis.read_areas(tmp_path / "a.gpkg", key="k")).code == "no_crs"
    assert gis.read_areas(tmp_path / "a.gpkg", key="k", crs="EPSG:4326").crs.to_epsg() == 4326


def test_places_at_null_null_have_no_coordinates(tmp_path: Path) -> None:
    path = csv(tmp_path, "id;lon;lat\na;9,25;52,17\nb;0;0\n")
    call = {"id": "id", "x": "lon", "y": "lat", "crs": "EPSG:4326"}
    assert error(lambda: gis.read_points(path, **call)).areas == ("b",)
    assert gis.read_points(path, skip_missing=True, **call).index.tolist() == ["a"]


def test_heights_leave_with_their_system(tmp_path: Path) -> None:
    places = csv(tmp_path, "id;lon;lat\na;9.25;52.17\n")
    found = gis.read_points(places, id="id", x="lon", y="lat", crs="EPSG:4979")
    assert found.crs.to_epsg() == 4326
    both = gis.read_points(places, id="id", x="lon", y="lat", crs="EPSG:4326+5783")
    assert both.crs.to_epsg() == 4326


def test_doubled_places_are_told_apart_or_merged(tmp_path: Path) -> None:
    path = csv(tmp_path, "id;lon;lat;n\ns1;9.25;52.17;1\ns1;9.3;52.2;2\ns1 (2);9.4;52.2;3\n")

    def read(**more: Any) -> Any:
        return gis.read_points(path, id="id", x="lon", y="lat", crs="EPSG:4326", **more)

    found = error(read)
    assert found.code == "doubled_place" and "area" not in found.message
    assert read(doubled="number").index.tolist() == ["s1", "s1 (3)", "s1 (2)"]
    merged = read(doubled="merge")
    assert merged.index.tolist() == ["s1", "s1 (2)"] and merged["n"].tolist() == [1, 3]
    assert finding(merged.attrs["findings"], "places_merged").areas == ("s1",)
    with pytest.raises(UnknownName):
        read(doubled="sum")


# -------------------------------------------------------------------------------------- wrong calls


@pytest.mark.parametrize(
    "options",
    [
        {"key": ("land", "kreis")},
        {"key": None},
        {"missing_codes": {float("nan"): CellState.SECRET}},
        {"missing_codes": {"x": CellState.SECRET}},
        {"missing_codes": [1]},
        {"signs": {1: CellState.SECRET}},
        {"signs": {"*": "secret"}},
        {"header": "1"},
        {"header": (2, 1)},
        {"header": (1, 2, 3)},
        {"header": -1},
        {"skip_footer": 1.5},
        {"separator": ";;"},
        {"decimal": 1},
        {"columns": 5},
        {"columns": [1]},
        {"text_columns": "x"},
        {"rows": ["a"]},
        {"rows": {"x": []}},
        {"rows": {"x": 5}},
        {"long_form": "x"},
        {"long_form": ("x",)},
        {"grid": ("x", "y")},
        {"grid": ("x", "y", True)},
        {"repair_ags": 1},
        {"sheet": 1},
        {"encoding": b"utf-8"},
        {"kind": "agss"},
        {"seperator": ";"},
    ],
)
def test_wrong_options_are_named(tmp_path: Path, options: dict[str, Any]) -> None:
    path = csv(tmp_path, "key;x\na;1\n")
    found = error(lambda: gis.read_table(path, **({"key": "key"} | options)))
    assert found.place.argument or found.details["found"]


@pytest.mark.parametrize("path", [5, None, "", b"t.csv", ["t.csv"], "a\0b"])
def test_wrong_paths_are_named(path: Any) -> None:
    for call in (
        lambda: gis.read_table(path, key="key"),
        lambda: gis.read_areas(path, key="key"),
        lambda: gis.read_points(path, id="key"),
    ):
        error(call)


STRANGE: list[Any] = [
    None, True, 5, -1, 1.5, float("nan"), "", "x", "\0", b"x", [], ["a"], {}, {"a": 1}, (),
    object(), pd.Series([1]), pd.DataFrame(), np.array([1.0]), 10**400,
]  # fmt: skip
OPTIONS = ["sheet", "layer", "separator", "decimal", "encoding", "text_columns", "columns"]
OPTIONS += ["missing_codes", "signs", "rows", "leave_out", "long_form", "header", "skip_footer"]


@pytest.mark.parametrize(
    ("reader", "arguments"),
    [
        ("read_table", ["path", "key", "kind", "grid", "repair_ags", *OPTIONS]),
        ("read_areas", ["path", "key", "kind", "layer", "crs", "encoding", "make_valid"]),
        ("read_points", ["path", "id", "x", "y", "crs", "skip_missing", "doubled", *OPTIONS]),
        ("sample_raster", ["path", "points", "band"]),
        ("transform", ["frame", "crs"]),
    ],
)
def test_strange_arguments_end_in_our_errors(
    tmp_path: Path, reader: str, arguments: list[str]
) -> None:
    path = csv(tmp_path, "key;lon;lat\na;9;52\n")
    places = gpd.GeoDataFrame(index=["a"], geometry=gpd.points_from_xy([9], [52]), crs=4326)
    sound: dict[str, dict[str, Any]] = {
        "read_table": {"path": path, "key": "key"},
        "read_areas": {"path": path, "key": "key"},
        "read_points": {"path": path, "id": "key", "x": "lon", "y": "lat", "crs": "EPSG:4326"},
        "sample_raster": {"path": path, "points": places},
        "transform": {"frame": places, "crs": "EPSG:25832"},
    }
    for argument in arguments:
        for value in STRANGE:
            with contextlib.suppress(InvalidInput):
                getattr(gis, reader)(**(sound[reader] | {argument: value}))


# --------------------------------------------------------- workbooks of many programs, by their XML

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def parts_of_book(
    cells: Iterable[str], code: str = "General", space: str = SPREADSHEET
) -> dict[str, str]:
    """A workbook with the keys a, b, ... and these cells (XML) in the column x."""
    rows = '<row r="1"><c r="A1" t="str"><v>key</v></c><c r="B1" t="str"><v>x</v></c></row>'
    for i, cell in enumerate(cells):
        key = f'<c r="A{i + 2}" t="inlineStr"><is><t>{chr(97 + i)}</t></is></c>'
        rows += f'<row r="{i + 2}">{key}{cell.replace("HERE", f"B{i + 2}")}</row>'
    code = code.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return {
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="r"><sheets>'
        '<sheet name="a" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Type="x/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{space}"><numFmts><numFmt numFmtId="164" '
        f'formatCode="{code}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
        "</styleSheet>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>'
        "</worksheet>",
    }


def packed(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return path


def numbers(*values: float) -> list[str]:
    return [f'<c r="HERE" s="1"><v>{value}</v></c>' for value in values]


@pytest.mark.parametrize("code", ["0.0,,", "#,##0,", '0.0,,"Mio."', "#,##0.0,;-#,##0.0,"])
def test_thousands_that_a_format_leaves_out_are_told(tmp_path: Path, code: str) -> None:
    table = gis.read_table(
        packed(tmp_path / "a.xlsx", parts_of_book(numbers(12345, 0), code)), key="key"
    )
    assert table.data["x"].tolist() == [12345, 0]
    assert finding(table.findings, "scaled_numbers").details["count"] == "1"  # 0 hides nothing


@pytest.mark.parametrize("code", ["#,##0", "#,##0.00", "0,000", "#,##0;[Red]-#,##0"])
def test_commas_that_group_digits_leave_nothing_out(tmp_path: Path, code: str) -> None:
    table = gis.read_table(
        packed(tmp_path / "a.xlsx", parts_of_book(numbers(12345), code)), key="key"
    )
    assert "scaled_numbers" not in {f.code for f in table.findings}


@pytest.mark.parametrize(
    ("code", "value", "state"),
    [
        ('0"p"', 12, CellState.PROVISIONAL),
        ('0.0"r"', 12.5, CellState.REVISED),
        ('0"s"', 12, CellState.ESTIMATED),
        ("[>=10]0;(0)", 3, CellState.LIMITED),
        ("[>=10]0;(0)", 12, CellState.REPORTED),
        ('_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-', 0, CellState.NOTHING),
        ('_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-', -3, CellState.REPORTED),
    ],
)
def test_what_a_format_says_of_a_number_becomes_its_state(
    tmp_path: Path, code: str, value: float, state: CellState
) -> None:
    path = packed(tmp_path / "a.xlsx", parts_of_book(numbers(value), code))
    table = gis.read_table(path, key="key", columns=["x"])
    assert table.data["x"].tolist() == [value]
    assert CellState(table.states["x"].iloc[0]) is state


@pytest.mark.parametrize("sign", ["<", ">", "≤"])
def test_a_limit_is_no_value(tmp_path: Path, sign: str) -> None:
    path = packed(tmp_path / "a.xlsx", parts_of_book(numbers(5), f'"{sign}"0'))
    found = error(lambda: gis.read_table(path, key="key", columns=["x"]))
    assert found.code == "not_a_number" and f"{sign} 5" in found.message


@pytest.mark.parametrize("code", ['0"¹"', '0"¹⁾"', '0" 2)"', '0"*"'])
def test_marks_of_footnotes_in_formats_are_told(tmp_path: Path, code: str) -> None:
    path = packed(tmp_path / "a.xlsx", parts_of_book(numbers(12), code))
    table = gis.read_table(path, key="key")
    assert table.data["x"].tolist() == [12]
    assert finding(table.findings, "footnote_marks").details["first"] == "B2"


def test_the_workbook_lies_where_the_archive_says(tmp_path: Path) -> None:
    parts = parts_of_book(numbers(1, 2), space=STRICT)
    parts["xl/workbook22.xml"] = parts.pop("xl/workbook.xml")
    relations = parts.pop("xl/_rels/workbook.xml.rels")
    parts["xl/_rels/workbook22.xml.rels"] = relations.replace("worksheets/", "./Worksheets/")
    parts["_rels/.rels"] = (
        '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="/xl/workbook22.xml"/>'
        "</Relationships>"
    )
    table = gis.read_table(packed(tmp_path / "a.xlsx", parts), key="key")
    assert table.data["x"].tolist() == [1, 2]


def test_a_sheet_of_a_chart_is_no_table(tmp_path: Path) -> None:
    parts = parts_of_book(numbers(1, 2))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "<sheets>", '<sheets><sheet name="Bild" r:id="r2"/>'
    )
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "<Relationships>",
        '<Relationships><Relationship Id="r2" Type="x/chartsheet" Target="chartsheets/s.xml"/>',
    )
    parts["xl/chartsheets/s.xml"] = "<chartsheet/>"
    table = gis.read_table(packed(tmp_path / "a.xlsx", parts), key="key")
    assert finding(table.findings, "sheet").details["sheet"] == "a"


def test_results_that_nobody_calculated_are_no_zeros(tmp_path: Path) -> None:
    parts = parts_of_book(['<c r="HERE"><f>A1+1</f><v>0</v></c>'] * 2)
    assert gis.read_table(packed(tmp_path / "a.xlsx", parts), key="key").data["x"].tolist() == [
        0,
        0,
    ]
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "</workbook>", '<calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>'
    )
    found = error(lambda: gis.read_table(packed(tmp_path / "b.xlsx", parts), key="key"))
    assert found.code == "formula_without_value" and found.place.row == 2


def test_errors_of_formulas_are_told_even_among_texts(tmp_path: Path) -> None:
    parts = parts_of_book(
        ['<c r="HERE" t="e"><v>#N/A</v></c>', '<c r="HERE" t="str"><v>Ort</v></c>']
    )
    table = gis.read_table(packed(tmp_path / "a.xlsx", parts), key="key")
    assert finding(table.findings, "error_values").details == {"count": "1", "first": "B2"}


def test_hidden_columns_are_read_and_told(tmp_path: Path) -> None:
    parts = parts_of_book(numbers(1, 2))
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(
        "<sheetData>", '<cols><col min="2" max="16384" hidden="1"/></cols><sheetData>'
    )
    table = gis.read_table(packed(tmp_path / "a.xlsx", parts), key="key")
    assert table.data["x"].tolist() == [1, 2]
    assert finding(table.findings, "hidden_columns").details["columns"] == "x"


def test_what_lies_beside_the_value_is_no_part_of_it(tmp_path: Path) -> None:
    cells = ['<c r="HERE"><v>\n 1\n</v><extLst><ext><v>7</v></ext></extLst></c>', *numbers(2)]
    parts = parts_of_book(cells)
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(
        "</sheetData>", '</sheetData><old><row r="9"><c r="A9"><v>4</v></c></row></old>'
    )
    table = gis.read_table(packed(tmp_path / "a.xlsx", parts), key="key")
    assert table.data["x"].to_dict() == {"a": 1, "b": 2}


def test_escaped_letters_are_letters(tmp_path: Path) -> None:
    parts = parts_of_book(['<c r="HERE" t="str"><v>M_x00E4_dchen _x20AC__x005F_x000D_</v></c>'] * 2)
    table = gis.read_table(packed(tmp_path / "a.xlsx", parts), key="key")
    assert table.texts["x"].tolist() == ["Mädchen €_x000D_"] * 2


@pytest.mark.parametrize("name", ["Ergebnis", "Kernstadt Ergebnis", "Zwischensumme", "Median"])
def test_rows_of_pivot_tables_are_no_areas(tmp_path: Path, name: str) -> None:
    text = f"key;x\nBarksen;100\nBensen;200\nFuhlen;50\n{name};77\n"
    found = finding(gis.read_table(csv(tmp_path, text), key="key").findings, "sum_among_rows")
    assert name in found.message
