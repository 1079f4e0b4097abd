"""From counts to targets and draws."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from sozialraum import core, smallarea, spatial

AREAS = ["Hafen", "Wald", "Moor", "Feld"]
COUNT = pd.Series([30.0, 10, 2, 40], AREAS)
BASE = pd.Series([100.0, 100, 8, 1000], AREAS)


def test_the_target_is_the_users_choice() -> None:
    regions = pd.Series(["west", "west", "east", "east"], AREAS)
    roads = spatial.Weights(
        ["Feld", "Hafen", "Moor", "Wald"], [0, 1, 2, 3, 4], [2, 3, 0, 1], [1.0] * 4
    )
    rates = {
        target: smallarea.adjusted_rates(
            COUNT,
            BASE,
            target=target,  # type: ignore[arg-type]
            regions=regions,
            weights=roads,
        )
        for target in ("none", "all", "region", "neighbours")
    }
    assert rates["none"].rate.equals(rates["none"].raw)
    assert rates["all"].rate.equals(smallarea.empirical_bayes(COUNT, BASE).rate)
    # Neighbours and region are the same pairs here: pencil example of the global method.
    assert rates["region"].rate["Hafen"] == pytest.approx(0.28)
    assert rates["neighbours"].rate["Hafen"] == pytest.approx(0.28)
    assert rates["neighbours"].rate.index.tolist() == AREAS
    most = rates["all"].moved_most(2)
    assert most.index[0] == "Moor" and most["why"].iloc[0] == "few_people"
    moved = next(f for f in rates["all"].findings if f.code == "moved_most")
    assert moved.areas[0] == "Moor"


def test_types_are_no_target() -> None:
    types = pd.Series(["A", "A", "B", "B"], AREAS, name="type")
    with pytest.raises(core.InvalidInput, match="confirm themselves"):
        smallarea.adjusted_rates(COUNT, BASE, target="region", regions=types)


def test_draws_have_the_mean_and_the_interval_of_each_estimate() -> None:
    rent = smallarea.fay_herriot(pd.Series([5.0, 6, 8, 7], AREAS), pd.Series(1.0, AREAS))
    poverty = smallarea.empirical_bayes(COUNT, BASE, model="binomial")
    events = smallarea.empirical_bayes(COUNT, BASE)
    draws = smallarea.TableDraws({"poverty": poverty, "events": events, "rent": rent}, seed=3)
    block = draws.block(0, 20_000)
    for c, (lower, upper, mean) in enumerate(
        [
            (poverty.lower, poverty.upper, poverty.posterior_mean),
            (events.lower, events.upper, events.posterior_mean),
            (rent.lower, rent.upper, rent.posterior_mean),
        ]
    ):
        inside = (block[:, :, c] >= lower.to_numpy()) & (block[:, :, c] <= upper.to_numpy())
        np.testing.assert_allclose(inside.mean(axis=0), 0.95, atol=0.01)
        np.testing.assert_allclose(block[:, :, c].mean(axis=0), mean, rtol=0.02)
    # The whole distribution, not just its ends.
    m, v = poverty.posterior_mean["Moor"], poverty.posterior_variance["Moor"]
    persons = m * (1 - m) / v - 1
    law = stats.beta(m * persons, (1 - m) * persons)
    assert stats.kstest(block[:5000, 2, 0], law.cdf).pvalue > 1e-3
    assert [f.code for f in draws.findings] == ["independent_draws"]
    assert draws.of_area("Moor", 10).to_numpy().tolist() == block[:10, 2].tolist()
    assert next(draws.tables(1, first=7)).to_numpy().tolist() == block[7].tolist()


def test_shares_of_a_whole_and_parts_are_drawn_together() -> None:
    ages = pd.DataFrame({"young": [20, 5, 1, 200], "old": [80, 95, 7, 800]}, AREAS)
    draws = smallarea.TableDraws({"age": smallarea.composition(ages)})
    assert draws.columns == ["age: young", "age: old"] and draws.findings == []
    np.testing.assert_allclose(draws.block(0, 50).sum(axis=2), 1)
    counts = pd.DataFrame({"unemployed": COUNT, "long_term": [10.0, 4, 1, 11]})
    bases = pd.DataFrame({"unemployed": BASE, "long_term": BASE})
    both = smallarea.draws_from_counts(counts, bases, within={"long_term": "unemployed"}, seed=5)
    block = both.block(0, 4000)
    assert (block[:, :, 1] <= block[:, :, 0]).all()
    own = smallarea.empirical_bayes(counts["long_term"], COUNT, model="binomial").posterior_mean
    whole = smallarea.empirical_bayes(COUNT, BASE, model="binomial").posterior_mean
    np.testing.assert_allclose(block[:, :, 1].mean(axis=0), own * whole, rtol=0.03)


def test_a_part_needs_its_whole_before_it() -> None:
    share = smallarea.empirical_bayes(COUNT, BASE, model="binomial")
    with pytest.raises(core.InvalidInput, match="does not stand before"):
        smallarea.TableDraws({"part": share, "whole": share}, within={"part": "whole"})
    with pytest.raises(core.UnknownName, match="prat"):
        smallarea.TableDraws({"part": share}, within={"prat": "part"})
    other = smallarea.empirical_bayes(COUNT[::-1], BASE[::-1], model="binomial")
    with pytest.raises(core.InvalidInput, match="another order"):
        smallarea.TableDraws({"a": share, "b": other})
    with pytest.raises(core.InvalidInput, match="GiB"):
        smallarea.TableDraws({"a": share}).block(0, 2**31 - 1)


def test_draws_of_a_spatial_model_are_its_rates_and_come_in_any_block() -> None:
    roads = spatial.Weights(
        ["Feld", "Hafen", "Moor", "Wald"], [0, 1, 2, 3, 4], [2, 3, 0, 1], [1.0] * 4
    )
    draws = smallarea.SpatialDraws(
        COUNT, BASE, roads, model="binomial", held={"sd": 0.6, "share": 0.5}, seed=4
    )
    fit = smallarea.spatial_model(
        COUNT, BASE, roads, model="binomial", held={"sd": 0.6, "share": 0.5}
    )
    assert draws.fit.rate.equals(fit.rate)
    block = draws.block(0, 4000)
    # The posterior is skewed; five standard errors of 4,000 draws.
    np.testing.assert_array_less(
        abs(block.mean(axis=0) - fit.rate.to_numpy()), 5 * fit.sd.to_numpy() / np.sqrt(4000)
    )
    inside = (block >= fit.lower.to_numpy()) & (block <= fit.upper.to_numpy())
    assert inside.mean() == pytest.approx(0.95, abs=0.01)
    assert (draws.table(7, 2) == block[7:9]).all(axis=None)
    assert draws.table(7, 2).columns.tolist() == AREAS
    other = smallarea.SpatialDraws(
        COUNT, BASE, roads, model="binomial", held={"sd": 0.6, "share": 0.5}, seed=5
    )
    assert not np.allclose(other.block(0, 3), block[:3])


def test_shares_shrunk_on_the_scale_of_log_odds_are_drawn_there() -> None:
    logit = smallarea.logit_shrinkage(COUNT, BASE)
    stein = smallarea.james_stein(COUNT / BASE, 0.002)
    block = smallarea.TableDraws({"logit": logit, "stein": stein}).block(0, 10_000)
    assert block[:, :, 0].min() > 0 and block[:, :, 0].max() < 1
    for c, result in enumerate([logit, stein]):
        below = (block[:, :, c] < result.lower.to_numpy()).mean(axis=0)
        above = (block[:, :, c] > result.upper.to_numpy()).mean(axis=0)
        assert below.max() < 0.035 and above.max() < 0.035


def test_parts_of_nobody_have_no_draws_and_say_so() -> None:
    areas = list("abcd")
    counts = pd.DataFrame({"whole": [0.0] * 4, "part": [0.0] * 4}, index=areas)
    bases = pd.DataFrame({"whole": [20.0] * 4, "part": [0.0] * 4}, index=areas)
    with pytest.warns(UserWarning, match="'part' has no draw in any area"):
        drawn = smallarea.draws_from_counts(counts, bases, within={"part": "whole"})
    found = next(finding for finding in drawn.findings if finding.code == "no_draws")
    assert found.place.column == "part" and "whole 'whole'" in found.message
    table = drawn.table(0)
    assert table["part"].isna().all() and table["whole"].notna().all()
    counts.loc["a"] = [4, 1]  # one whole with people is enough
    drawn = smallarea.draws_from_counts(counts, bases, within={"part": "whole"})
    assert "no_draws" not in {finding.code for finding in drawn.findings}


ROADS = spatial.Weights(["Feld", "Hafen", "Moor", "Wald"], [0, 1, 2, 3, 4], [2, 3, 0, 1], [1.0] * 4)


def test_a_table_takes_spatial_models_beside_others() -> None:
    held = {"sd": 0.6, "share": 0.5}
    of_map = smallarea.SpatialDraws(COUNT, BASE, ROADS, model="binomial", held=held, seed=9)
    bayes = smallarea.empirical_bayes(COUNT, BASE, model="binomial")
    table = smallarea.TableDraws({"bayes": bayes, "map": of_map}, seed=4)
    block = table.block(0, 50)
    # By the name and the seed of the table, whatever those of the model are.
    alone = smallarea.SpatialDraws(
        COUNT, BASE, ROADS, model="binomial", held=held, indicator="map", seed=4
    )
    np.testing.assert_array_equal(block[:, :, 1], alone.block(0, 50))
    first = smallarea.TableDraws({"bayes": bayes}, seed=4).block(0, 50)
    np.testing.assert_array_equal(block[:, :, 0], first[:, :, 0])
    one = table.of_area(AREAS[2], 4, first=7)
    np.testing.assert_array_equal(one.to_numpy(), block[7:11, 2])
    with pytest.raises(core.InvalidInput, match="SpatialDraws"):
        smallarea.TableDraws({"map": of_map.fit})


def test_from_counts_to_draws_of_maps_in_one_call() -> None:
    counts = pd.DataFrame({"all": COUNT, "part": COUNT // 2, "none": COUNT * 0})
    bases = pd.DataFrame({"all": BASE, "part": BASE, "none": BASE})
    with pytest.warns(core.FindingWarning):
        table = smallarea.draws_from_counts(
            counts, bases, target="map", weights=ROADS, within={"part": "all"}, seed=3
        )
    block = table.block(0, 200)
    assert (block[:, :, 1] <= block[:, :, 0]).all() and np.isnan(block[:, :, 2]).all()
    told = {finding.code: finding for finding in table.findings}
    assert told["few_areas"].place.column == ""  # of both
    assert told["no_finite_fit"].place.column == "none" == told["no_draws"].place.column
    with pytest.raises(core.InvalidInput, match="who neighbours whom"):
        smallarea.draws_from_counts(counts, bases, target="map")
