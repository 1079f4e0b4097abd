"""Deliveries of text tables, each a little other than it should be.

Either the right numbers come out, or one error or finding says what is the matter, where, and how
to mend it. The inputs are invented; their numbers can be read beside what is expected.
"""

import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sozialraum import core, gis
from sozialraum.core import CellState, InvalidInput, Severity

VILLAGES = "key;Ort;n\n1;Höfingen;5\n2;Großenwieden;1234\n"


def read(tmp_path: Path, text: str | bytes, key: str = "key", **options: Any) -> Any:
    path = tmp_path / "t.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return gis.read_table(path, key=key, **options)


def refused(tmp_path: Path, text: str | bytes, key: str = "key", **options: Any) -> core.Finding:
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path, text, key, **options)
    return caught.value.finding


def warning(table: Any, code: str) -> core.Finding:
    findings = table.findings if hasattr(table, "findings") else table.attrs["findings"]
    found = [f for f in findings if f.code == code]
    assert len(found) == 1 and found[0].severity is Severity.WARNING, [f.code for f in findings]
    return found[0]


# ------------------------------------------------------------------------------------------ letters


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_letters_of_two_and_four_bytes_are_read(tmp_path: Path, encoding: str) -> None:
    table = read(tmp_path, VILLAGES.encode(encoding))
    assert table.texts["Ort"].tolist() == ["Höfingen", "Großenwieden"]
    assert table.data["n"].tolist() == [5, 1234]


def test_a_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    half = refused(tmp_path, VILLAGES.encode("utf-16")[:-1])
    assert half.code == "bad_encoding" and half.place.row == 3
    assert "to its end" in refused(tmp_path, VILLAGES.encode() + b"\0\0\0").message


@pytest.mark.parametrize(
    ("encoding", "word", "says"),
    [
        ("cp850", "Höfingen", "cp850"),
        ("cp437", "Groß", "cp850"),
        ("cp850", "Überlingen", "cp850"),
        ("mac_roman", "Höfingen", "macintosh"),
        ("mac_roman", "Großenwieden", "macintosh"),
    ],
)
def test_the_word_is_shown_in_both_readings(
    tmp_path: Path, encoding: str, word: str, says: str
) -> None:
    bytes_ = f"key;Ort\n1;{word}\n".encode(encoding)
    found = refused(tmp_path, bytes_)
    assert word in found.message and "line 2" in found.message and f"'{says}'" in found.hint
    assert read(tmp_path, bytes_, encoding=says).texts["Ort"].tolist() == [word]


def test_quotes_and_signs_of_windows_are_no_umlauts_of_others(tmp_path: Path) -> None:
    text = "key;Ort\n1;„Am Bach“\n2;Kosten 5 € …\n3;§ 34 SGB\n4;Café René\n"
    table = read(tmp_path, text.encode("cp1252"))
    assert table.texts["Ort"].tolist() == ["„Am Bach“", "Kosten 5 € …", "§ 34 SGB", "Café René"]


def test_the_rarer_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    utf8, windows = "2;Löhne;1\n".encode(), "3;Münder;7\n".encode("cp1252")
    found = refused(tmp_path, VILLAGES.encode() + windows)
    assert "line 4" in found.hint and "Münder" in found.hint
    found = refused(tmp_path, VILLAGES.encode("cp1252") + utf8)
    assert "line 4" in found.hint and "Löhne" in found.hint


def test_letters_that_were_encoded_twice_are_refused(tmp_path: Path) -> None:
    twice = VILLAGES.encode().decode("cp1252")
    found = refused(tmp_path, twice)
    assert found.code == "bad_encoding" and found.place.row == 2
    assert len(read(tmp_path, twice, encoding="utf-8").data) == 2


@pytest.mark.parametrize("sign", ["?", "\ufffd"])
def test_lost_letters_are_told(tmp_path: Path, sign: str) -> None:
    found = warning(read(tmp_path, VILLAGES.replace("ö", sign)), "letters_lost")
    assert found.place.row == 2 and f"H{sign}fingen" in found.message
    address = "key;Seite\n1;www.hameln.de/kita.php?id=5\n"
    assert not [f for f in read(tmp_path, address).findings if f.code == "letters_lost"]


def test_what_nobody_sees_is_taken_out_and_told(tmp_path: Path) -> None:
    table = read(tmp_path, "key;n\x01;Ort\n1;5\x07;A\x0bB\n2;12\xad34;B\u2028b\n3;7\u200b;C\n")
    assert table.data["n"].tolist() == [5, 1234, 7]
    assert table.texts["Ort"].tolist() == ["A B", "B b", "C"]
    assert "U+0001" in warning(table, "control_characters").message


def test_a_mark_in_the_middle_tells_of_joined_files(tmp_path: Path) -> None:
    table = read(tmp_path, "key;n\n1;5\n\ufeff2;6\n")
    assert table.data.index.tolist() == ["1", "2"]
    assert warning(table, "files_joined").place.row == 3
    assert "1 key(s)" in warning(table, "keys_respelled").message


def test_letters_of_web_pages_are_told(tmp_path: Path) -> None:
    found = warning(read(tmp_path, "key\tOrt\n1\tH&ouml;fingen\n"), "web_letters")
    assert "&ouml;" in found.message
    assert "web pages" in refused(tmp_path, "key;Ort\n1;H&ouml;fingen\n").hint


# ----------------------------------------------------------------------- where names and rows stand


def test_a_row_that_numbers_the_columns_is_no_area(tmp_path: Path) -> None:
    for numbers in ("1;2;3", "(1);(2);(3)", "0;1;2"):
        table = read(tmp_path, f"key;n;m\n{numbers}\nA;5;6\nB;7;8\n")
        assert table.data["n"].tolist() == [5, 7]
        assert warning(table, "column_numbers").place.row == 2
    counted = read(tmp_path, "key;n;m\n1;2;3\n2;5;6\n")  # keys 1, 2: the first row is an area
    assert counted.data["m"].tolist() == [3, 6]


@pytest.mark.parametrize(
    "rows",
    [
        "03252001;Aerzen;100\n03252002;Emmern;20\n",
        "A;Hauptstr. 12;05151/1234\nB;Waldweg 3;05152/88\n",
        "A;31785;Weg 1\nB;31840;Weg 2\n",
    ],
)
def test_addresses_and_keys_are_no_names_of_columns(tmp_path: Path, rows: str) -> None:
    found = refused(tmp_path, rows, key=rows.split(";")[0])
    assert found.code == "no_header" and "header=0" in found.hint
    table = read(tmp_path, rows, key="column_1", header=0, text_columns=["column_2", "column_3"])
    assert len(table.texts) == 2


def test_a_name_that_comes_again_below_is_doubtful(tmp_path: Path) -> None:
    table = read(tmp_path, "Sonne;Bachweg;Hameln\nMond;Waldweg;Hameln\n", key="Sonne")
    assert "Hameln" in warning(table, "header_looks_like_data").message


@pytest.mark.parametrize("names", ["2019;2020", "0;1", "18;65", "Klasse 5;Klasse 6", "Q1;Q2"])
def test_years_ages_and_classes_are_names(tmp_path: Path, names: str) -> None:
    table = read(tmp_path, f"key;{names}\na;17;18\nb;2;66\n")
    assert table.data.columns.tolist() == names.split(";")
    assert not [f for f in table.findings if f.severity is Severity.WARNING]


def test_a_line_of_the_separator_that_lies_is_not_believed(tmp_path: Path) -> None:
    table = read(tmp_path, "sep=,\nkey;Ort;n\n1;A;5\n2;B;7\n")
    assert table.data["n"].tolist() == [5, 7]
    assert warning(table, "separator_overruled").details["separator"] == ";"


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("key;n\n1;5\n\nkey;Kinder\n1;2\n", "second_table", "skip_footer=2"),
        ("key;n\n1;5\n\nkey;Kinder;Alte\n1;2;3\n", "row_length", "second table"),
        ("key;Ort\n1;A\nkey;Ort\n2;B\n", "not_a_number", "leave_out={'key': 'key'}"),
        ("key;n\n1;5\n1) ohne Zweitwohnsitze\n2) LSN\n", "row_length", "skip_footer=2"),
        ("key,q\n1,12,5\n2,8,1\n", "row_length", "decimal mark and the separator"),
        ("key n\n1 105\n2   7\n", "unknown_column", "separated by something else"),
        ("'key';'n'\n'1';'5'\n", "unknown_column", "typeset quotes"),
        ("„key“;„n“\n„1“;„5“\n", "unknown_column", "typeset quotes"),
        ("k\u0435y;n\n1;5\n", "unknown_column", "looks alike"),  # a Cyrillic e
    ],
)
def test_the_hint_tells_what_is_the_matter(tmp_path: Path, text: str, code: str, hint: str) -> None:
    found = refused(tmp_path, text)
    assert found.code == code and hint in found.hint, found.hint


def test_a_repeated_header_can_be_left_out(tmp_path: Path) -> None:
    table = read(tmp_path, "key;n\n1;5\nkey;n\n2;7\n", leave_out={"key": "key"})
    assert table.data["n"].tolist() == [5, 7]


def test_a_column_of_marks_repeats_its_name(tmp_path: Path) -> None:
    table = read(tmp_path, "key;Krippe;n\nA;Krippe;5\nB;;6\n")
    assert not [f for f in table.findings if f.severity is Severity.WARNING]


def test_blanks_may_stand_before_quotes(tmp_path: Path) -> None:
    table = read(tmp_path, '"key"; "n"; "Ort"\n"1"; "1;5"; "A "\n', text_columns=["n"])
    assert table.texts["n"].tolist() == ["1;5"]
    assert read(tmp_path, 'key;Ort\n1; "Saal\n').texts["Ort"].tolist() == ['"Saal']


def test_a_table_is_one_whatever_its_ending_is(tmp_path: Path) -> None:
    for name in ("t", "t.dat", "t.asc"):
        (tmp_path / name).write_text("key;n\n1;5\n", encoding="utf-8")
        assert gis.read_table(tmp_path / name, key="key").data["n"].tolist() == [5]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("t.csv", "version https://git-lfs.github.com/spec/v1\nsize 3\n", "Git LFS"),
        (
            "t.xls",
            '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "Excel 2003",
        ),
    ],
)
def test_what_stands_for_a_table_is_named(tmp_path: Path, name: str, text: str, says: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        gis.read_table(tmp_path / name, key="key")
    assert caught.value.finding.code == "unsupported_format"
    assert says in caught.value.finding.message


def test_an_archive_in_an_archive_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr("inner.zip", b"PK")
    with pytest.raises(InvalidInput) as caught:
        gis.read_table(tmp_path / "t.zip", key="key")
    assert "inner.zip" in caught.value.finding.message


def test_rows_may_end_with_several_separators(tmp_path: Path) -> None:
    assert read(tmp_path, "key;n\n1;5;;\n2;6\n").data["n"].tolist() == [5, 6]


# -------------------------------------------------------------------------------- signs and numbers


def test_a_column_of_signs_says_what_its_values_are(tmp_path: Path) -> None:
    rows = "03252;17;e\n03254;0;-\n03255;;.\n03256;0;/\n03257;;x\n03258;12;p\n03259;;...\n"
    table = read(tmp_path, "key;value;value_q\n" + rows)
    assert [CellState(s).name for s in table.states["value"]] == [
        "REPORTED", "NOTHING", "SECRET", "UNRELIABLE", "BLOCKED", "PROVISIONAL", "LATER"
    ]  # fmt: skip
    value = table.data["value"].to_numpy()
    assert value[[0, 1, 5]].tolist() == [17, 0, 12] and np.isnan(value[[2, 3, 4, 6]]).all()
    assert "value_q" in table.texts


def test_signs_go_with_their_values_when_long_becomes_wide(tmp_path: Path) -> None:
    rows = "A;Kinder;5;e\nA;Alte;0;.\nB;Kinder;7;r\nB;Alte;3;e\n"
    wide = read(tmp_path, "key;Merkmal;value;value_q\n" + rows, long_form=("Merkmal", "value"))
    assert CellState(wide.states["Alte"]["A"]) is CellState.SECRET
    assert CellState(wide.states["Kinder"]["B"]) is CellState.REVISED
    assert np.isnan(wide.data["Alte"]["A"]) and wide.data["Kinder"]["B"] == 7


def test_a_number_beside_a_sign_for_secret_is_told(tmp_path: Path) -> None:
    table = read(tmp_path, "key;n;n_q\n1;5;.\n2;6;e\n")
    assert np.isnan(table.data["n"]["1"])
    assert "1 of these cells held a number" in warning(table, "quality_column").message


def test_marks_in_other_columns_are_no_signs_of_values(tmp_path: Path) -> None:
    for name in ("Kita", ""):
        table = read(tmp_path, f"key;n;{name}\n1;5;x\n2;6;x\n3;7;\n")
        assert table.data["n"].tolist() == [5, 6, 7]
    final = read(tmp_path, "key;n;\n1;5;e\n2;0;.\n")  # without a name, but with the sign for final
    assert CellState(final.states["n"]["2"]) is CellState.SECRET


def test_thin_blanks_and_accents_stand_between_thousands(tmp_path: Path) -> None:
    table = read(tmp_path, "key;n\n1;12\u2007345\n2;1`234\n3;1´234\n4;1\u2009234\n")
    assert table.data["n"].tolist() == [12345, 1234, 1234, 1234]


def test_numbers_of_more_than_15_digits_are_texts(tmp_path: Path) -> None:
    table = read(tmp_path, "key;id\n1;12345678901234567\n2;12345678901234568\n")
    assert table.texts["id"].tolist() == ["12345678901234567", "12345678901234568"]


@pytest.mark.parametrize(("cell", "hint"), [("12,5-", "in front"), ("1.234,5 km²", "unit")])
def test_a_number_with_something_beside_it_says_what_to_take_out(
    tmp_path: Path, cell: str, hint: str
) -> None:
    assert hint in refused(tmp_path, f"key;n\n1;{cell}\n2;3,5\n").hint


# --------------------------------------------------------------------------------------------- keys


@pytest.mark.parametrize("written", ["03 2 52 007", "'03252007", '="03252007"'])
def test_official_keys_are_read_without_what_is_between_their_digits(
    tmp_path: Path, written: str
) -> None:
    assert read(tmp_path, f"key;n\n{written};5\n", kind="ags").data.index.tolist() == ["03252007"]


@pytest.mark.parametrize("written", ["3252007.0", "3252007,0", "3.252.007"])
def test_keys_that_were_numbers_have_lost_their_zero(tmp_path: Path, written: str) -> None:
    text = f"key;n\n{written};5\n"
    found = refused(tmp_path, text, kind="ags")
    assert found.code == "lost_leading_zero" and "1 of 1" in found.message
    table = read(tmp_path, text, kind="ags", repair_ags=True)
    assert table.data.index.tolist() == ["03252007"]


def test_rounded_keys_cannot_be_found_again(tmp_path: Path) -> None:
    for kind in ("ars", "custom"):
        assert "rounded" in refused(tmp_path, "key;n\n3,25E+10;5\n3,26E+10;6\n", kind=kind).message


def test_a_key_of_another_kind_names_it(tmp_path: Path) -> None:
    assert "kind='ars'" in refused(tmp_path, "key;n\n032520007007;5\n", kind="ags").hint
    assert "kind='kreis'" in refused(tmp_path, "key;n\n03252;5\n", kind="ags").hint


@pytest.mark.parametrize(
    ("keys", "code", "areas"),
    [
        (["03", "03252", "03252001", "03252002"], "keys_of_several_levels", ["03", "03252"]),
        (["03252000", "03252001", "03254000"], "keys_of_several_levels", ["03252000"]),
        (["DG", "03252", "03254"], "keys_of_several_levels", ["DG"]),
        (["Bad  Münder", "Bad Münder"], "keys_look_alike", ["Bad Münder"]),
        (["Münder", "Muender"], "keys_look_alike", ["Muender"]),
        (["Bensen", "\u0412ensen"], "keys_look_alike", ["\u0412ensen"]),  # a Cyrillic V
        (["Afferde 1)", "Rohrsen¹", "A", "B"], "keys_with_footnotes", ["Afferde 1)", "Rohrsen¹"]),
        (["Stadt", "  Afferde", "  Rohrsen"], "indented_keys", ["Stadt"]),
        (["3252007.0", "3252008.0"], "keys_were_numbers", ["3252007.0", "3252008.0"]),
        (["03 2 52 007", "03 2 52 008"], "keys_were_numbers", ["03 2 52 007", "03 2 52 008"]),
        (["1067", "31785", "31840"], "lost_leading_zero_suspected", ["1067"]),
        (["A", "ohne Angabe", "Quelle: B"], "remainder_among_rows", ["ohne Angabe", "Quelle: B"]),
    ],
)  # fmt: skip
def test_doubtful_keys_are_named(
    tmp_path: Path, keys: list[str], code: str, areas: list[str]
) -> None:
    rows = "".join(f"{key};{n}\n" for n, key in enumerate(keys, start=3))
    assert warning(read(tmp_path, "key;n\n" + rows), code).areas == tuple(areas)


def test_good_keys_are_not_doubted(tmp_path: Path) -> None:
    for keys in (
        ["03252001", "03252002", "03254000", "03255000"],  # towns that are no part of a Kreis
        ["Hameln", "Bad Münder", "Münder (Deister)"],
        ["1", "2", "10"],
        ["032520001001", "032520002002"],
    ):
        rows = "".join(f"{key};{n}\n" for n, key in enumerate(keys, start=3))
        assert not [
            f for f in read(tmp_path, "key;n\n" + rows).findings if f.severity is Severity.WARNING
        ]


def test_keys_without_partner_for_their_spelling_are_told() -> None:
    joined = core.join(["Bad Münder", "Rohden"], ["Bad Muender", "Rohden"], kind="custom")
    found = [f for f in joined.findings if f.code == "keys_look_alike"]
    assert found[0].areas == ("Bad Münder",) and "Bad Muender" in found[0].message
