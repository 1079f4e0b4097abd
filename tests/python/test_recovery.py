"""Types that are known: how many areas are put right, and is what is said of them true?

The whole of it is benchmarks/typology/recovery.py; this is one world of it, with fixed seeds.
"""

import importlib.util
import sys
from pathlib import Path

import pandas as pd
import pytest

FILE = Path(__file__).parents[2] / "benchmarks/typology/recovery.py"
SPEC = importlib.util.spec_from_file_location("recovery", FILE)
assert SPEC is not None and SPEC.loader is not None
recovery = importlib.util.module_from_spec(SPEC)
sys.modules["recovery"] = recovery
SPEC.loader.exec_module(recovery)

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def test_known_errors_put_more_areas_right() -> None:
    found = recovery.put_right(recovery.world(1000, 4), starts=4)
    best = found["mixture, known errors"]
    assert best > 0.85
    assert best > found["raw rates"] - 0.005  # one world; over ten it is 0.015 more
    assert best > found["empirical Bayes"] + 0.05
    assert best > found["mixture, shrunken values"] + 0.05
    assert best > found["mixture, own plug-in errors"] + 0.10


def test_the_mixture_says_what_is_true_under_its_own_model() -> None:
    table = recovery.own_model(6000, range(2), starts=2)
    told = table[table["areas"] >= 1500]
    assert len(told) >= 3
    assert told["gap"].abs().max() <= 0.03


@pytest.fixture(scope="module")
def counted() -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the mixture and k-means said of counts, and what was right."""
    return recovery.counts_model(3000, range(2), starts=2)


def test_the_mixture_says_what_is_true_of_counts(
    counted: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    mixed, _ = counted
    told = mixed[mixed["areas"] >= 1500]
    assert len(told) >= 1
    assert told["gap"].abs().max() <= 0.03
    sure = mixed.loc[mixed.index >= 4]
    assert (sure["gap"] < 0.04).all()


def test_kmeans_never_claims_more_than_is_right(
    counted: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    """Of areas below one half it claims nothing; above, at most 3 points more than is right."""
    _, nearest = counted
    assert nearest["said"].min() >= 0.5
    assert nearest["areas"].sum() > 4000
    assert nearest.loc[nearest["areas"] >= 300, "gap"].max() <= 0.03
