"""Pictures of raw and adjusted rates: what is drawn is what was computed."""

import numpy as np
import pandas as pd
import pytest
from sozialraum import plot, smallarea
from sozialraum.core import InvalidInput

NAMES = list("abcdef")
COUNT = pd.Series([30, 10, 2, 40, 0, 7], NAMES)
BASE = pd.Series([100, 100, 8, 1000, 0, 60], NAMES)


@pytest.fixture
def adjusted() -> smallarea.AdjustedRates:
    return smallarea.adjusted_rates(COUNT, BASE)


def test_arrows_lead_from_the_raw_to_the_adjusted_rate(adjusted: smallarea.AdjustedRates) -> None:
    axes = plot.draw_adjusted(adjusted, names=pd.Series({"c": "Moor"})).axes[0]
    shown = list("abcdf")  # nobody lives in e
    arrows = [text for text in axes.texts if getattr(text, "arrow_patch", None) is not None]
    starts = sorted((text.xyann[0], text.xyann[1], text.xy[1]) for text in arrows)
    expected = sorted((BASE[a], 100 * COUNT[a] / BASE[a], 100 * adjusted.rate[a]) for a in shown)
    np.testing.assert_allclose(starts, expected)
    assert "Moor" in [text.get_text() for text in axes.texts]
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert labels == ["roh", "geglättet", "Ziel der Glättung"]
    assert axes.lines[0].get_ydata()[0] == pytest.approx(100 * adjusted.pulled_to["a"])


def test_those_that_moved_most_are_on_top(adjusted: smallarea.AdjustedRates) -> None:
    axes = plot.draw_moved(adjusted, most=3, language="en", unit="per cent").axes[0]
    order = adjusted.moved.abs().sort_values(ascending=False).index[:3]
    labels = [label.get_text() for label in axes.get_yticklabels()][::-1]
    assert labels == [f"{a} ({100 * (1 - adjusted.weight[a]):.0f} % borrowed)" for a in order]
    bar = axes.collections[0].get_segments()[-1]
    assert bar[0][0] == pytest.approx(100 * adjusted.lower[order[0]])
    assert bar[1][0] == pytest.approx(100 * adjusted.upper[order[0]])
    assert axes.get_xlabel() == "per cent"


def test_a_picture_goes_onto_axes_of_ones_own(adjusted: smallarea.AdjustedRates) -> None:
    from matplotlib.figure import Figure

    axes = Figure().add_subplot()
    assert plot.draw_moved(adjusted, ax=axes) is axes.figure
    assert plot.draw_adjusted(adjusted, ax=axes) is axes.figure


def test_without_a_target_nothing_is_drawn_across() -> None:
    none = smallarea.adjusted_rates(COUNT, BASE, target="none")
    axes = plot.draw_adjusted(none).axes[0]
    assert not axes.lines
    assert not [t for t in axes.texts if getattr(t, "arrow_patch", None) is not None]


def test_what_is_no_adjustment_is_refused(adjusted: smallarea.AdjustedRates) -> None:
    with pytest.raises(InvalidInput, match="AdjustedRates are needed"):
        plot.draw_moved(adjusted.rate)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="no area"):
        plot.draw_adjusted(smallarea.adjusted_rates(COUNT * np.nan, BASE))
