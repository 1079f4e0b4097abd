"""The notebook about small numbers runs from first to last, and its figures are right elsewhere."""

from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("geopandas")
pytest.importorskip("matplotlib")

import notebook  # noqa: E402

NOTEBOOK = notebook.ROOT / "examples/python/small_numbers.ipynb"

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    return notebook.run_all(NOTEBOOK, tmp_path_factory.mktemp("notebook"))


def test_it_is_kept_without_outputs_and_says_how_to_read_every_step() -> None:
    notebook.require_kept_and_told(NOTEBOOK)


def test_the_communes_have_the_recomputed_figures(ran: SimpleNamespace) -> None:
    """Empirical Bayes of Marshall by hand, Wilson's limits, and what the text says of them."""
    expected = [0.038808, 0.043531, 0.068410, 0.036462, 0.041504, 0.074307, 0.039792, 0.045622]
    np.testing.assert_allclose(ran.bayes.rate, expected, atol=5e-7)
    assert round(ran.rates.lower["Aerzen"], 6) == 0.033766
    assert round(ran.rates.upper["Aerzen"], 6) == 0.043158
    assert ran.halfway == {0.5: 218, 0.8: 871, 0.9: 1959}
    assert round(100 * ran.district, 2) == 5.71
    mean = (ran.table["unemployed"] / ran.table["persons"]).mean()
    assert round(100 * mean, 2) == 4.82
    assert ran.bayes.weight.min() > 0.95
    assert (ran.against["p_adjusted"] < 0.05).sum() >= 6


def test_squares_that_hardly_anybody_lives_in_borrow_nearly_all(ran: SimpleNamespace) -> None:
    assert (ran.people.min(), ran.people.max()) == (3, 2845)
    few = ran.people[ran.told] < 5
    assert ran.to_all.weight[ran.told][few].max() < 0.05
    assert ran.windows.base[ran.told].min() >= 300


def test_both_targets_are_those_of_the_printed_formulas(ran: SimpleNamespace) -> None:
    y, n = ran.children[ran.told], ran.people[ran.told]
    assert ran.to_all.pulled_to[ran.told].unique() == pytest.approx([y.sum() / n.sum()])
    square = y.index[0]
    around = [square, *ran.near.neighbours(square).index]
    assert len(around) == 9
    mean = ran.children[around].sum() / ran.people[around][ran.told[around]].sum()
    assert ran.to_near.pulled_to[square] == pytest.approx(mean)


def test_a_square_is_among_the_top_fifth_in_some_draws_only(ran: SimpleNamespace) -> None:
    assert ran.top.sum().between(15, 16).all()  # of 79 squares
    assert ran.often.sum() == pytest.approx(ran.top.sum().mean())
    assert 0.5 < ran.often.iloc[0] < 0.95


def test_no_count_of_one_or_two_is_left(ran: SimpleNamespace) -> None:
    assert not ran.children.isin([1, 2]).any() and not ran.safe.hidden.any()
