from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sozialraum import core


def test_a_lost_zero_is_an_error_with_an_offer() -> None:
    with pytest.raises(core.InvalidInput, match="has lost its leading zero") as caught:
        core.check_area_codes(["3252007"], kind="ags")
    assert caught.value.finding.code == "lost_leading_zero"
    assert isinstance(caught.value, ValueError)
    assert core.repair_leading_zero("3252007") == "03252007"


def test_an_unknown_kind_names_the_nearest() -> None:
    with pytest.raises(core.UnknownName, match="did you mean 'ags'") as caught:
        core.check_area_codes(["03252007"], kind="agx")
    assert isinstance(caught.value, KeyError)
    assert caught.value.finding.place.argument == "kind"


def test_cell_states_have_the_names_and_labels_of_the_core() -> None:
    from sozialraum._core import core as compiled

    states = compiled.cell_states()
    assert [s.name.lower() for s in core.CellState] == [name for name, _, _ in states]
    assert [s.has_value for s in core.CellState] == [value for _, _, value in states]
    assert core.CellState.SUPPRESSED.label_de == "zum Schutz einzelner Personen unterdrückt"


def test_an_area_table_counts_its_states_and_names_the_nearest_column() -> None:
    table = core.AreaTable(
        data=pd.DataFrame({"Einwohner": [1.0, np.nan]}, index=["a", "b"]),
        states=pd.DataFrame({"Einwohner": [0, 13]}, index=["a", "b"], dtype="uint8"),
        texts=pd.DataFrame(index=["a", "b"]),
    )
    assert table.count_states().loc["Einwohner", "suppressed"] == 1
    with pytest.raises(core.UnknownName, match="did you mean 'Einwohner'"):
        table.column("Einwoner")


def test_join_reports_both_sides() -> None:
    joined = core.join(["03252001", "03252002"], ["03252002", "03252003"])
    assert joined.matched == [(1, 0)]
    assert joined.left_only == [0]
    assert joined.findings[1].areas == ("03252001",)


def test_grid_cells_by_centre() -> None:
    assert core.grid_cell_codes([4420500.0], [2974500.0], 1000) == [
        "CRS3035RES1000mN2974000E4420000"
    ]
    with pytest.raises(core.InvalidInput, match="not degrees"):
        core.grid_cell_codes([-9.2], [52.1], 1000)


@pytest.mark.parametrize("value", [True, 1.5, 2.0, "2", None, np.nan, np.bool_(True), -1, 2**70])
def test_what_is_no_count_is_refused_by_name(value: object) -> None:
    with pytest.raises(core.InvalidInput, match="argument k: is") as caught:
        core.require_count(value, "k")
    assert caught.value.finding.place.argument == "k"


@pytest.mark.parametrize("value", [True, "15", None, [5], np.nan, np.datetime64("2024")])
def test_what_is_no_number_is_refused_by_name(value: object) -> None:
    with pytest.raises(core.InvalidInput, match="argument limit: is .*a number is needed"):
        core.require_number(value, "limit")


@pytest.mark.parametrize("value", ["no", 0, 1.0, None])
def test_what_is_no_flag_is_refused_by_name(value: object) -> None:
    with pytest.raises(core.InvalidInput, match="argument bends: is .*True or False"):
        core.require_flag(value, "bends")


@pytest.mark.parametrize("value", [None, 5, "", b"roads", ["a"]])
def test_what_is_no_path_is_refused_by_name(value: object) -> None:
    with pytest.raises(core.InvalidInput, match="argument path: is .*the path of a file"):
        core.require_path(value, "path")


@pytest.mark.parametrize("value", ["kar", None, 5, ["car"]])
def test_what_is_no_choice_is_refused_by_name(value: object) -> None:
    with pytest.raises(core.UnknownName, match="there is no mode .*car"):
        core.require_choice(value, "mode", ["car", "foot"])


def test_numbers_of_numpy_are_numbers() -> None:
    assert core.require_count(np.int64(2), "k") == 2
    assert core.require_number(np.float32(0.5), "limit") == 0.5
    assert core.require_number(np.inf, "limit") == np.inf
    assert core.require_flag(np.bool_(False), "bends") is False
    assert core.require_path(Path("a/b"), "path") == "a/b"
    assert core.require_choice("car", "mode", ("car", "foot")) == "car"


def test_of_thousands_of_names_the_nearest_are_listed() -> None:
    names = [f"Weg {i:05}" for i in range(50_000)]
    error = core.unknown_name("origin", "Weg 31999, hinten links im Hof", names)
    assert error.finding.hint.startswith("there are 50,000, such as: Weg 31995")
    assert "Weg 32000" in error.finding.hint
    assert len(repr(error.finding)) < 1000
    for wanted, kept in (("A" * 9, "Weg 00000"), ("Z" * 9, "Weg 49999")):
        assert kept in core.unknown_name("origin", wanted, names).finding.hint
    few = core.unknown_name("origin", "xyz", ["Aue", "Berg"]).finding
    assert (few.hint, few.details["expected"]) == ("there are: Aue, Berg", "Aue, Berg")
    assert len(str(core.unknown_name("origin", "x" * 10_000, ["Aue"]))) < 200
