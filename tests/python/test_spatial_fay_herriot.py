"""Fay and Herriot's model among neighbours against a dense computation that shares nothing."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from scipy import optimize
from sozialraum import smallarea, spatial
from sozialraum.core import CellState, InvalidInput

Floats = npt.NDArray[np.float64]
SIDE = 7
AREAS = [f"a{i:02}" for i in range(SIDE * SIDE)]


def neighbours() -> list[list[int]]:
    """A chessboard; the last square is an island."""
    rows: list[list[int]] = [[] for _ in AREAS]
    for i in range(len(AREAS) - 1):
        x, y = i % SIDE, i // SIDE
        for there in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            j = there[1] * SIDE + there[0]
            if 0 <= there[0] < SIDE and 0 <= there[1] < SIDE and j < len(AREAS) - 1:
                rows[i].append(j)
    return rows


ROWS = neighbours()
FLAT = [j for row in ROWS for j in sorted(row)]
WEIGHTS = spatial.Weights(AREAS, np.cumsum([0, *map(len, ROWS)]), FLAT, np.ones(len(FLAT)))


def dense(shares: Floats, value: Floats, variance: Floats, x: Floats, method: str) -> list[float]:
    """Spread, correlation, log likelihood and predictions, by covariance matrices."""

    def parts(t: Floats) -> tuple[float, float, Floats, Floats, Floats]:
        rho = np.tanh(t[1])
        way = np.eye(len(value)) - rho * shares
        between = np.exp(t[0]) * np.linalg.inv(way.T @ way)
        total = between + np.diag(variance)
        inverse = np.linalg.inv(total)
        normal = x.T @ inverse @ x
        beta = np.linalg.solve(normal, x.T @ inverse @ value)
        rest = value - x @ beta
        log = -0.5 * (
            len(value) * np.log(2 * np.pi) + np.linalg.slogdet(total)[1] + rest @ inverse @ rest
        )
        penalty = 0.5 * np.linalg.slogdet(normal)[1] if method == "reml" else 0.0
        return log - penalty, log, beta, rest, between @ inverse

    starts = [(a, r) for a in (-2.0, 0.0, 1.0) for r in (-0.5, 0.3, 1.2)]
    options = {"xatol": 1e-10, "fatol": 1e-13, "maxiter": 5000}
    found = min(
        (
            optimize.minimize(lambda t: -parts(t)[0], s, method="Nelder-Mead", options=options)
            for s in starts
        ),
        key=lambda one: float(one.fun),
    )
    _, log, beta, rest, gain = parts(found.x)
    return [np.exp(found.x[0]), np.tanh(found.x[1]), log, *beta, *(x @ beta + gain @ rest)]


@pytest.mark.parametrize("method", ["reml", "ml"])
def test_agrees_with_covariance_matrices(method: str) -> None:
    dice = np.random.default_rng(3)
    shares = np.zeros((len(AREAS), len(AREAS)))
    for i, row in enumerate(ROWS):
        shares[i, row] = 1 / len(row) if row else 0.0
    trait = dice.normal(size=len(AREAS))
    variance = np.exp(dice.uniform(-2, 1, len(AREAS)))
    truth = np.linalg.solve(np.eye(len(AREAS)) - 0.7 * shares, dice.normal(size=len(AREAS)))
    value = 5 + 2 * trait + truth + dice.normal(size=len(AREAS)) * np.sqrt(variance)
    x = np.column_stack([np.ones(len(AREAS)), trait])
    expected = dense(shares, value, variance, x, method)
    found = smallarea.spatial_fay_herriot(
        pd.Series(value, AREAS),
        pd.Series(variance, AREAS),
        WEIGHTS,
        pd.DataFrame({"trait": trait}, AREAS),
        method=method,  # type: ignore[arg-type]
    )
    assert found.log_likelihood == pytest.approx(expected[2], abs=1e-4)
    assert found.variance == pytest.approx(expected[0], rel=2e-3)
    assert found.correlation == pytest.approx(expected[1], abs=1e-3)
    np.testing.assert_allclose(found.coefficients["value"], expected[3:5], rtol=1e-3)
    np.testing.assert_allclose(found.value, expected[5:], atol=1e-3)


def test_the_order_of_the_table_is_kept_and_gaps_are_estimated() -> None:
    dice = np.random.default_rng(4)
    value = pd.Series(dice.normal(size=len(AREAS)), AREAS)
    variance = pd.Series(1.0, AREAS)
    value["a10"] = np.nan
    found = smallarea.spatial_fay_herriot(value, variance, WEIGHTS)
    assert found.state["a10"] == CellState.ESTIMATED and found.weight["a10"] == 0
    assert np.isfinite(found.value["a10"])
    turned = smallarea.spatial_fay_herriot(value[::-1], variance[::-1], WEIGHTS)
    assert turned.value.index.tolist() == AREAS[::-1]
    pd.testing.assert_series_equal(turned.upper[::-1], found.upper)


def test_weights_of_other_areas_are_refused() -> None:
    half = pd.Series(1.0, AREAS[:20])
    with pytest.raises(InvalidInput, match="49 areas, but there are 20"):
        smallarea.spatial_fay_herriot(half, half, WEIGHTS)
