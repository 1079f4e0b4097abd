"""What the typing of a level makes of measures: pencil numbers."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sozialraum.level.typing import dimension_weights, z_spread


def measures(transform: str = "none") -> Any:
    """Three villages; an interval of 10 to 30 around 20 in Au, none in Berg, nothing in Cham."""
    areas = ["Au", "Berg", "Cham"]

    def column(*values: float) -> pd.DataFrame:
        return pd.DataFrame({"old": values}, index=areas, dtype=float)

    nan = float("nan")
    return SimpleNamespace(
        uses={"old": SimpleNamespace(transform=transform)},
        value=column(20, 40, 30),
        lower=column(10, nan, nan),
        upper=column(30, nan, nan),
        filled=column(0, 0, 1).astype(bool),
    )


def test_the_spread_is_that_of_the_interval_over_that_of_the_areas() -> None:
    table = measures()
    spread = z_spread(table, table.value)["old"]
    # half of 20 over 1.96 is 5.10; 20, 40 and 30 scatter by sqrt(200/3) = 8.16
    assert spread["Au"] == pytest.approx(10 / 1.959963984540054 / np.sqrt(200 / 3))
    assert spread["Berg"] == 0.0  # known exactly
    assert spread["Cham"] == 1.0  # nothing is known


def test_the_spread_goes_through_the_transformation() -> None:
    table = measures("log")
    spread = z_spread(table, table.value)["old"]
    scale = np.log([20, 40, 30]).std()
    assert spread["Au"] == pytest.approx(np.log(3) / 2 / 1.959963984540054 / scale)


def test_dimensions_weigh_the_same() -> None:
    names = {"a": "age", "b": "age", "tax": "income"}
    table: Any = SimpleNamespace(
        typed=list(names),
        definitions={name: SimpleNamespace(dimension=d) for name, d in names.items()},
    )
    assert dimension_weights(table).to_dict() == {"a": 0.75, "b": 0.75, "tax": 1.5}


def test_what_has_no_logarithm_is_told_in_german() -> None:
    from sozialraum.core import InvalidInput
    from sozialraum.level.numbers import transformed
    from sozialraum.words.troubles import error_text

    shares = pd.Series([4.0, 0.0, 9.0], index=["Au", "Berg", "Cham"])
    assert transformed(shares, "sqrt", "tax").tolist() == [2.0, 0.0, 3.0]
    assert transformed(shares, "none", "tax").tolist() == [4.0, 0.0, 9.0]
    assert transformed(shares, "asinh", "tax")["Berg"] == 0.0
    with pytest.raises(InvalidInput) as refused:
        transformed(shares, "log", "tax")
    text = error_text(refused.value.finding)
    assert "„tax“ enthält den Wert 0; „transform: log“ geht damit nicht" in text
    with pytest.raises(InvalidInput, match="'tax' has the value -4, which 'sqrt' cannot take"):
        transformed(-shares.drop("Cham"), "sqrt", "tax")
