"""What the typing of a level makes of measures: pencil numbers."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sozialraum.level.numbers import learned_indicators, spread_of

AREAS = ["Au", "Berg", "Cham"]
LEVEL: Any = SimpleNamespace(table=SimpleNamespace(file="x.csv"))


def measures(transform: str = "none", **value: list[float]) -> Any:
    """Three villages; an interval of 10 to 30 around 20 in Au, none in Berg, nothing in Cham."""
    value = value or {"old": [20, 40, 30]}
    names = list(value)

    def columns(*cells: float) -> pd.DataFrame:
        return pd.DataFrame(dict.fromkeys(names, cells), index=AREAS, dtype=float)

    nan = float("nan")
    return SimpleNamespace(
        typed=names,
        uses={name: SimpleNamespace(transform=transform) for name in names},
        definitions={
            name: SimpleNamespace(
                name_de=name,
                dimension="income" if name == "tax" else "age",
                numerator=[name],
                denominator=[],
            )
            for name in names
        },
        value=pd.DataFrame(value, index=AREAS, dtype=float),
        lower=columns(10, nan, nan),
        upper=columns(30, nan, nan),
        filled=columns(0, 0, 1).astype(bool),
    )


def test_the_spread_is_that_of_the_interval_over_that_of_the_areas() -> None:
    table = measures()
    spread = spread_of(table, AREAS, learned_indicators(LEVEL, table, AREAS))["old"]
    # half of 20 over 1.96 is 5.10; 20, 40 and 30 scatter by sqrt(200/3) = 8.16
    assert spread["Au"] == pytest.approx(10 / 1.959963984540054 / np.sqrt(200 / 3))
    assert spread["Berg"] == 0.0  # known exactly
    assert spread["Cham"] == 1.0  # nothing is known


def test_the_spread_goes_through_the_transformation() -> None:
    table = measures("log")
    spread = spread_of(table, AREAS, learned_indicators(LEVEL, table, AREAS))["old"]
    error = 10 / 1.959963984540054
    scale = np.log([20, 40, 30]).std()
    assert spread["Au"] == pytest.approx(np.log((20 + error) / (20 - error)) / 2 / scale)


def test_a_balance_below_nought_is_no_surer_than_one_above() -> None:
    table = measures("asinh", saldo=[-20, -40, -30])
    table.lower.loc["Au"], table.upper.loc["Au"] = -30, -10
    below = spread_of(table, AREAS, learned_indicators(LEVEL, table, AREAS))["saldo"]
    table = measures("asinh", saldo=[20, 40, 30])
    above = spread_of(table, AREAS, learned_indicators(LEVEL, table, AREAS))["saldo"]
    assert below["Au"] == pytest.approx(above["Au"])
    assert below["Au"] > 0.5


def test_dimensions_weigh_the_same() -> None:
    table = measures(a=[1, 2, 3], b=[3, 1, 2], tax=[2, 1, 3])
    learned = learned_indicators(LEVEL, table, AREAS)
    assert {one.id: one.weight for one in learned} == {"a": 0.75, "b": 0.75, "tax": 1.5}
    assert spread_of(table, AREAS, learned).loc["Cham"].tolist() == pytest.approx(
        [0.75**0.5, 0.75**0.5, 1.5**0.5]
    )


def test_an_indicator_that_is_known_of_one_area_alone_cannot_tell_types_apart() -> None:
    from sozialraum.core import InvalidInput

    table = measures()
    table.filled.loc["Berg"] = True
    with pytest.raises(InvalidInput) as refused:
        learned_indicators(LEVEL, table, AREAS)
    assert refused.value.finding.code == "constant_column"


def test_what_has_no_logarithm_is_told_in_german() -> None:
    from sozialraum.core import InvalidInput
    from sozialraum.words.troubles import error_text

    with pytest.raises(InvalidInput) as refused:
        learned_indicators(LEVEL, measures("log", tax=[4, 0, 9]), AREAS)
    text = error_text(refused.value.finding)
    assert "„tax“ enthält den Wert 0; „transform: log“ geht damit nicht" in text
    with pytest.raises(InvalidInput, match="'tax' has the value -4, which 'sqrt' cannot take"):
        learned_indicators(LEVEL, measures("sqrt", tax=[-4, 0, 9]), AREAS)
