"""Three named questions about types, what holds them up, and why an area is of its type."""

import numpy as np
import pandas as pd
import pytest
from sozialraum import FindingWarning, typology
from sozialraum.core import UnknownName


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
