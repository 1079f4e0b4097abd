"""Kinds of missing travel: a secret count gives a secret rate, z value and composite."""

import math

import numpy as np
import pandas as pd
import pytest
from sozialraum import composite, indicator, smallarea
from sozialraum.core import CellState, InvalidInput

AREAS = ["Hafen", "Wald", "Moor", "Feld"]
COUNT = pd.Series([30.0, math.nan, 25.0, 20.0], index=AREAS, name="poor")
BASE = pd.Series([100.0, 100.0, 110.0, 90.0], index=AREAS, name="people")
STATES = pd.DataFrame(
    {
        "poor": [CellState.REPORTED, CellState.SECRET, CellState.REPORTED, CellState.REPORTED],
        "people": [CellState.REPORTED, CellState.REPORTED, CellState.LIMITED, CellState.REPORTED],
    },
    index=AREAS,
    dtype=np.uint8,
)
EXPECTED = [CellState.REPORTED, CellState.SECRET, CellState.LIMITED, CellState.REPORTED]


def test_a_rate_keeps_the_reasons_of_count_and_base() -> None:
    assert indicator.rate(COUNT, BASE, states=STATES).state.tolist() == EXPECTED
    plain = indicator.rate(COUNT, BASE).state.tolist()
    assert plain == [CellState.REPORTED, CellState.NOT_REPORTED] + [CellState.REPORTED] * 2


def test_an_adjusted_rate_does_too() -> None:
    assert smallarea.empirical_bayes(COUNT, BASE, states=STATES).state.tolist() == EXPECTED


def test_z_and_composites_do_too() -> None:
    rates = pd.DataFrame({"poor": COUNT / BASE, "jobs": [1.0, 2.0, 3.0, 5.0]}, index=AREAS)
    states = pd.DataFrame({"poor": EXPECTED}, index=AREAS, dtype=np.uint8)
    z = indicator.standardise(rates, states=states)
    assert z.states is not None
    assert z.states["poor"].tolist() == EXPECTED
    assert z.states["jobs"].tolist() == [CellState.REPORTED] * 4
    total = composite.weighted_sum(z.z, states=z.states)
    assert total.attrs["states"] == EXPECTED
    balanced = composite.mazziotta_pareto(rates, states=states)
    assert balanced.attrs["states"] == EXPECTED


def test_number_and_state_must_fit() -> None:
    wrong = STATES.assign(poor=np.uint8(CellState.SECRET))
    with pytest.raises(InvalidInput) as error:
        indicator.rate(COUNT, BASE, states=wrong)
    assert error.value.finding.code == "state_disagrees"
    assert error.value.finding.areas == ("Hafen", "Moor", "Feld")
    for states in (STATES.iloc[::-1], STATES.astype(float), STATES + np.uint8(20), "secret"):
        with pytest.raises(InvalidInput):
            indicator.rate(COUNT, BASE, states=states)
