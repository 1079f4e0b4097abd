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


def test_intervals_of_a_hundred_counties_are_near_those_of_the_estimated_prior() -> None:
    table = sids()
    poisson = smallarea.empirical_bayes(table["deaths"], table["births"], level=0.9)
    nu = poisson.prior_mean / poisson.prior_variance
    alpha = poisson.prior_mean * nu
    gamma = stats.gamma(alpha + table["deaths"], scale=1 / (nu + table["births"]))
    known = gamma.ppf(0.95) - gamma.ppf(0.05)
    found = (poisson.upper - poisson.lower).to_numpy()
    assert np.median(found / known) == pytest.approx(1.0, abs=0.3)
    assert (poisson.lower <= poisson.rate).all() and (poisson.rate <= poisson.upper).all()


def test_intervals_do_not_collapse_where_the_spread_comes_out_near_zero() -> None:
    areas = list("abcde")
    base = pd.Series([88, 68, 79, 111, 63], areas)
    for third in (6.0, 5.9, 6.1, 5.0, 8.0):
        result = smallarea.empirical_bayes(pd.Series([10, 6, third, 7, 10], areas), base)
        assert (result.upper - result.lower).min() > 0.05
    assert result.unseen[0] < result.prior_mean < result.unseen[1]


def test_cases_must_fit_their_base() -> None:
    count, base = pd.Series([12.0, 3, 4], list("abc")), pd.Series([10.0, 0, 30], list("abc"))
    findings = {f.code: f for f in smallarea.empirical_bayes(count, base).findings}
    assert findings["count_above_base"].areas == ("a",)
    assert findings["cases_without_base"].areas == ("b",)
    assert "3 cases" in findings["cases_without_base"].message
    with pytest.raises(core.InvalidInput, match="more cases than the base"):
        smallarea.empirical_bayes(count, base, part_of_base=True)
    free = smallarea.empirical_bayes(count, base, part_of_base=False)
    assert "count_above_base" not in {f.code for f in free.findings}


def test_a_base_beyond_all_people_is_no_foreign_error() -> None:
    count, base = pd.Series([1e11, 2e11, 3.0]), pd.Series([1e12, 1e12, 1e12])
    for model in ("poisson", "binomial"):
        result = smallarea.empirical_bayes(count, base, model=model)  # type: ignore[arg-type]
        assert (result.upper >= result.rate).all()


def test_a_guarded_count_cannot_be_had_back_from_all_that_is_told() -> None:
    areas, base = list("abcde"), pd.Series([88.0, 68, 79, 111, 63], list("abcde"))
    told = []
    for third in (1.0, 2.0):
        safe = smallarea.guard(pd.Series([10, 6, third, 7, 10], areas), base)
        assert safe.hidden.tolist() == [False, False, True, False, False]
        assert 1 < safe.count["c"] < 2
        result = smallarea.empirical_bayes(
            safe.count, base, model="binomial", count_variance=safe.variance
        )
        assert result.prior_mean == pytest.approx(safe.prior_mean, rel=1e-9)
        told.append(
            np.concatenate(
                [safe.count, safe.variance, result.rate, result.weight, result.lower, result.upper]
            ).tobytes()
        )
    assert told[0] == told[1]


def test_areas_named_twice_are_refused() -> None:
    twice = pd.Series([1.0, 2, 3], index=["a", "a", "b"])
    with pytest.raises(core.InvalidInput) as caught:
        smallarea.empirical_bayes(twice, twice * 10)
    assert caught.value.finding.code == "duplicate_key"
    assert caught.value.finding.areas == ("a",)


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
