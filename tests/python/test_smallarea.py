from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from sozialraum import core, smallarea

GOLDEN = Path(__file__).resolve().parents[1] / "golden/smallarea"


def sids() -> pd.DataFrame:
    return pd.read_csv(GOLDEN / "nc_sids_1974.csv", index_col="county")


def test_agrees_with_esda_on_sudden_infant_deaths() -> None:
    smoothing = pytest.importorskip("esda.smoothing")
    table = sids()
    ours = smallarea.empirical_bayes(table["deaths"], table["births"])
    theirs = smoothing.Empirical_Bayes(table["deaths"].to_numpy(), table["births"].to_numpy())
    np.testing.assert_allclose(ours.rate, np.asarray(theirs.r).ravel(), rtol=1e-12)
    assert list(ours.rate.index[:2]) == ["Ashe", "Alleghany"]


def test_intervals_are_quantiles_of_the_posterior() -> None:
    table = sids()
    poisson = smallarea.empirical_bayes(table["deaths"], table["births"], level=0.9)
    nu = poisson.prior_mean / poisson.prior_variance
    alpha = poisson.prior_mean * nu
    gamma = stats.gamma(alpha + table["deaths"], scale=1 / (nu + table["births"]))
    np.testing.assert_allclose(poisson.lower, gamma.ppf(0.05), rtol=1e-9)
    np.testing.assert_allclose(poisson.upper, gamma.ppf(0.95), rtol=1e-9)

    school = pd.read_csv(GOLDEN / "huddersfield.csv", index_col="catchment")
    binomial = smallarea.empirical_bayes(school["cases"], school["children"], model="binomial")
    b, variance = binomial.prior_mean, binomial.prior_variance
    persons = b * (1 - b) / variance - 1
    beta = stats.beta(
        b * persons + school["cases"], (1 - b) * persons + school["children"] - school["cases"]
    )
    np.testing.assert_allclose(binomial.rate, beta.mean(), rtol=1e-12)
    np.testing.assert_allclose(binomial.lower, beta.ppf(0.025), rtol=1e-9)
    np.testing.assert_allclose(binomial.upper, beta.ppf(0.975), rtol=1e-9)


def test_the_village_of_hameln_pyrmont() -> None:
    count = pd.Series([245, 466, 767, 154, 245, 2592, 445, 259])
    base = pd.Series([6416, 10773, 11176, 4347, 5985, 34832, 11278, 5732])
    result = smallarea.empirical_bayes(count, base)
    # Independent recomputation from the open data.
    assert [round(result.minimum_base(r)) for r in (0.5, 0.7, 0.8, 0.9)] == [218, 508, 871, 1959]
    assert result.rate.round(6).tolist()[6] == 0.039792


def test_missing_and_empty_areas() -> None:
    index = ["Hafen", "Wald", "Moor", "Feld"]
    result = smallarea.empirical_bayes(
        pd.Series([30, 10, 0, np.nan], index), pd.Series([100, 100, 0, 50], index)
    )
    assert result.rate["Moor"] == pytest.approx(0.2)
    assert result.weight["Moor"] == 0
    assert np.isnan(result.rate["Feld"])
    assert result.state["Feld"] == core.CellState.NOT_REPORTED
    assert [(f.code, f.areas) for f in result.findings] == [("empty_base", ("Moor",))]


def test_no_spread_is_told_and_needs_no_base_at_all() -> None:
    result = smallarea.empirical_bayes(pd.Series([10, 10]), pd.Series([100, 100]))
    assert result.findings[0].code == "no_spread"
    assert result.minimum_base(0.5) == np.inf


def test_wrong_calls_name_the_argument() -> None:
    ones = pd.Series([1.0])
    with pytest.raises(core.UnknownName, match="poisson") as caught:
        smallarea.empirical_bayes(ones, ones, model="poison")  # type: ignore[arg-type]
    assert caught.value.finding.place.argument == "model"
    with pytest.raises(core.InvalidInput, match="level"):
        smallarea.empirical_bayes(ones, ones, level=95)
    with pytest.raises(core.InvalidInput, match="reliability"):
        smallarea.empirical_bayes(ones, ones).minimum_base(80)
    with pytest.raises(core.InvalidInput, match="base"):
        smallarea.empirical_bayes(ones, pd.Series([1.0], index=["a"]))


def test_threads_do_not_change_a_byte() -> None:
    dice = np.random.default_rng(4)
    base = pd.Series(dice.integers(0, 400, 5000))
    count = pd.Series(dice.binomial(base, 0.1))
    one = smallarea.empirical_bayes(count, base, threads=1)
    for threads in (2, 3, 8):
        many = smallarea.empirical_bayes(count, base, threads=threads)
        assert many.rate.to_numpy().tobytes() == one.rate.to_numpy().tobytes()
        assert many.upper.to_numpy().tobytes() == one.upper.to_numpy().tobytes()


def test_rate_z_agrees_with_esda() -> None:
    smoothing = pytest.importorskip("esda.smoothing")
    table = sids()
    ours = smallarea.rate_z(table["deaths"], table["births"])
    theirs = smoothing.assuncao_rate(table["deaths"].to_numpy(), table["births"].to_numpy())
    np.testing.assert_allclose(ours, theirs, rtol=1e-9)
