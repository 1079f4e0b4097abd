"""Three named questions about types, what holds them up, and why an area is of its type."""

import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sozialraum import FindingWarning, smallarea, typology
from sozialraum.core import InvalidInput, UnknownName


@pytest.fixture(scope="module")
def villages() -> pd.DataFrame:
    """Two kinds of village in `way`, nothing but noise in `noise`."""
    random = np.random.default_rng(5)
    way = np.r_[random.normal(0, 1, 40), random.normal(6, 1, 40)]
    index = [f"v{i:02d}" for i in range(80)]
    return pd.DataFrame({"way": way, "noise": random.normal(0, 1, 80)}, index=index)


def test_the_strictest_question_gives_the_certainty(villages: pd.DataFrame) -> None:
    found = typology.kmeans(villages, 2)
    people = pd.Series(200.0, villages.index)
    people["v00"] = 3.0
    sure = typology.stability(villages, found, villages * 0 + 0.8, people=people, draws=60)
    figures = sure.areas[["assignment", "refit", "choices"]]
    assert (sure.areas.certainty <= figures.min(axis=1) + 1e-12).all()
    assert sure.areas.certainty["v00"] <= 0.05 ** (1 / 3) + 1e-12
    assert sure.areas.strictest["v00"] == "people"
    assert sure.areas.search.mean() == 1.0  # two clear types: the search finds them again
    assert set(sure.types.reading) <= {"stable", "highly_stable"}
    assert "strictest" not in sure.means.index


def test_noise_and_search_are_told_apart() -> None:
    """A cloud without types: cut in four it comes out differently each time, whatever the noise."""
    random = np.random.default_rng(8)
    cloud = pd.DataFrame(random.normal(size=(150, 5)), [f"c{i:03d}" for i in range(150)])
    cloud.columns = list("pqrst")
    found = typology.kmeans(cloud, 4)
    with pytest.warns(FindingWarning):
        sure = typology.stability(cloud, found, cloud * 0, draws=40, starts=1)
    assert sure.areas.assignment.mean() == 1.0
    assert sure.areas.search.mean() < 0.8
    assert "search_restless" in {finding.code for finding in sure.findings}


def test_the_smallest_change_moves_the_area(villages: pd.DataFrame) -> None:
    found = typology.kmeans(villages, 2)
    change = typology.smallest_change(villages, found)
    centres = found.centres.to_numpy()
    for code in ["v00", "v17", "v55"]:
        for factor, moves in ((0.999, False), (1.001, True)):
            x = villages.loc[code].copy()
            x[change.indicator[code]] += factor * change.change[code]
            nearest = found.centres.index[((centres - x.to_numpy()) ** 2).sum(1).argmin()]
            assert (nearest == change.type[code]) is moves


def test_an_indicator_of_noise_holds_nothing_up(villages: pd.DataFrame) -> None:
    found = typology.drop_one(villages, typology.kmeans(villages, 2))
    assert found.indicators.moved["noise"] <= 0.05 < 0.3 < found.indicators.moved["way"]
    assert found.moves["way"].mean() == pytest.approx(found.indicators.moved["way"])


def test_why_this_type_in_two_sentences(villages: pd.DataFrame) -> None:
    types = typology.kmeans(villages, 2)
    found = typology.explain(villages, types)
    assert found.agreement > 0.95
    german = found.why("v70", name="Hafen", language="de")
    assert german.startswith(f"Hafen gehört zu Typ {types.types['v70']}: way liegt über ")
    assert german.count(". ") == 1 and "von 100 Flächen" in german
    assert "is above" in found.why("v70") and "Flächen" not in found.why("v70")
    with pytest.raises(UnknownName):
        found.why("Hafen")


def test_rules_that_explain_little_say_so() -> None:
    random = np.random.default_rng(2)
    cloud = pd.DataFrame(random.normal(size=(200, 6)), [f"c{i:03d}" for i in range(200)])
    cloud.columns = list("pqrstu")
    with pytest.warns(FindingWarning, match="rules_explain_little"):
        typology.explain(cloud, typology.kmeans(cloud, 6), depth=2)


def test_joint_draws_know_that_a_part_moves_with_its_whole() -> None:
    """Long-term unemployed are a part of the unemployed: drawn jointly, both rise together."""
    random = np.random.default_rng(4)
    areas = [f"v{i:02d}" for i in range(40)]
    bases = pd.Series(random.integers(80, 400, 40), areas)
    rate = np.r_[np.full(20, 0.05), np.full(20, 0.15)]
    unemployed = pd.Series(random.binomial(bases, rate), areas)
    counts = pd.DataFrame({"all": unemployed, "long": random.binomial(unemployed, 0.4)}, areas)
    persons = pd.DataFrame({"all": bases, "long": bases}, areas)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FindingWarning)  # how independent draws are
        draws = smallarea.draws_from_counts(counts, persons, within={"long": "all"})
    raw = pd.DataFrame(draws.block(0, 400).mean(axis=0), areas, ["all", "long"])
    drawn = typology.typed_draws(draws, raw, number=200)
    assert drawn.shape == (200, 40, 2)
    # the goalposts are those of the table that was typed: numpy says the same
    z = (draws.block(0, 200) - raw.mean().to_numpy()) / raw.std(ddof=0).to_numpy()
    np.testing.assert_allclose(drawn, z, atol=1e-9)
    joint = np.mean([np.corrcoef(drawn[:, i, 0], drawn[:, i, 1])[0, 1] for i in range(40)])
    assert joint > 0.3
    points = typology.typed(raw)
    found = typology.kmeans(points, 2)
    sure = typology.stability(points, found, drawn=drawn, other_counts=False)
    assert sure.draws == 200
    # by hand: the share of draws in which the own centre is the nearest
    away = ((drawn[:, :, None, :] - found.centres.to_numpy()) ** 2).sum(-1).argmin(-1)
    own = (found.types == "B").to_numpy().astype(int)
    np.testing.assert_allclose(sure.areas.assignment, (away == own).mean(axis=0))
    fixed = typology.certainty(points, found, drawn=drawn, weight_shape=np.inf)
    np.testing.assert_allclose(fixed.assignment, sure.areas.assignment)
    with pytest.raises(InvalidInput, match="draws x 40 areas"):
        typology.stability(points, found, drawn=drawn[:, :5])


def test_types_with_floors_are_repeated_with_their_floors() -> None:
    frame = pd.DataFrame({"z": [0.0, 1.0, 2.0, 3.0, 4.0, 40.0]}, list("abcdef"))
    floors = typology.Recipe(least={"areas": 3})
    found = typology.bounded_kmeans(frame, 2, least={"areas": 3})
    options: dict[str, Any] = {"draws": 30, "other_counts": False, "weight_shape": np.inf}
    errors = frame * 0 + 0.1
    kept = typology.stability(frame, found, errors, recipe=floors, bootstrap=False, **options)
    assert (kept.areas.certainty == 1.0).all()
    assert kept.areas.assignment.isna().all()  # d and e are nearer to the other centre
    idle = typology.Recipe(least={"areas": 1})
    easy = typology.kmeans(frame, 2)
    told = typology.stability(frame, easy, errors, recipe=idle, draws=30)
    without = typology.stability(frame, easy, errors, draws=30)
    assert told.areas.assignment.equals(without.areas.assignment)  # floors that do not bind
    with pytest.warns(FindingWarning, match="types_do_not_recur"):
        plain = typology.stability(frame, found, errors, bootstrap=False, **options)
    assert (plain.areas.refit[["d", "e"]] == 0.0).all()


def test_regions_and_ward_are_repeated_as_they_were_made(villages: pd.DataFrame) -> None:
    links = pd.DataFrame({"from": villages.index[:-1], "to": villages.index[1:]})
    for recipe, found in (
        (typology.Recipe("ward"), typology.ward(villages).cut(2)),
        (typology.Recipe("regions", graph=links), typology.regions(villages, 2, links)),
    ):
        sure = typology.stability(
            villages, found, villages * 0 + 0.2, recipe=recipe, draws=20, other_counts=False
        )
        assert sure.areas.refit.mean() > 0.95
    with pytest.raises(InvalidInput, match="has no graph"):
        typology.stability(
            villages, found, villages * 0, recipe=typology.Recipe("regions"), draws=2
        )


def test_a_mixture_tells_its_own_probability(villages: pd.DataFrame) -> None:
    errors = villages * 0 + 0.5
    found = typology.mixture(villages, 2, standard_errors=errors)
    sure = typology.stability(
        villages,
        found,
        errors,
        recipe=typology.Recipe("mixture"),
        error_spread=errors,
        draws=20,
        starts=1,
        other_counts=False,
    )
    pd.testing.assert_series_equal(
        sure.areas.assignment, found.certainty, check_names=False, atol=1e-12
    )
    assert (sure.areas.certainty <= found.certainty + 1e-12).all()


def test_what_noise_alone_moves_is_what_moves_where_nothing_changed() -> None:
    """3,000 places that stay, measured twice: the expected share is the one that is seen."""
    random = np.random.default_rng(9)
    index = [f"p{i:04d}" for i in range(3000)]
    truth = pd.DataFrame({"z": np.r_[random.normal(0, 1, 1500), random.normal(3, 1, 1500)]}, index)
    errors = truth * 0 + 0.4
    first, second = (truth + random.normal(0, 0.4, (3000, 1)) for _ in range(2))
    types = typology.kmeans(first, 2)
    middle = types.centres.z.mean()
    above, below = types.centres.z.idxmax(), types.centres.z.idxmin()
    after = pd.Series(np.where(second.z > middle, above, below), index)
    again = typology.certainty(
        first, types, errors * 2**0.5, starts=0, weight_shape=np.inf, draws=400
    )
    found = typology.change_causes(types.types, after, noise=1 - again.assignment)
    seen = float((types.types != after).mean())
    assert found.changed == pytest.approx(seen)
    assert found.causes.share["noise"] == pytest.approx(seen, abs=0.015)
    assert found.causes.lower["left"] < 0 < found.causes.upper["left"]
    # places that do change are left over
    moved = after.copy()
    moved.iloc[:300] = above
    clear = typology.change_causes(types.types, moved, noise=1 - again.assignment)
    assert clear.causes.told_apart["left"]
