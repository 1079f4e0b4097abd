"""Funnels and intervals: what is drawn is what was computed."""

import numpy as np
import pandas as pd
import pytest
from sozialraum import indicator, plot
from sozialraum.core import InvalidInput

COUNT = pd.Series([245, 466, 767, 154, 245, 2592, 445, 259], index=list("abcdefgh"))
BASE = pd.Series([6416, 10773, 11176, 4347, 5985, 34832, 11278, 5732], index=list("abcdefgh"))


def test_a_funnel_shows_every_area_once_by_its_place() -> None:
    figure = plot.draw_funnel(COUNT, BASE, names=pd.Series({"f": "Hameln"}))
    axes = figure.axes[0]
    points = np.vstack([np.asarray(part.get_offsets()) for part in axes.collections])
    assert sorted(points[:, 0]) == sorted(BASE)
    expected = indicator.funnel(COUNT, BASE)
    far = expected["place"].isin(["very_low", "very_high"])
    assert len(axes.collections[2].get_offsets()) == far.sum()
    assert "Hameln" in [text.get_text() for text in axes.texts]
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert "Grenzen von 99,8 %" in labels and "außerhalb von 95 %" in labels


def test_a_funnel_speaks_english() -> None:
    figure = plot.draw_funnel(COUNT, BASE, language="en", method="poisson")
    labels = [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
    assert "limits of 99.8 %" in labels


def test_intervals_are_in_the_order_of_the_values() -> None:
    rates = indicator.rate(COUNT, BASE)
    axes = plot.draw_intervals(rates, line=5173 / 90539).axes[0]
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == list(rates["value"].sort_values().index)
    segments = axes.collections[0].get_segments()
    assert segments[0][0][0] == pytest.approx(100 * rates.loc[labels[0], "lower"])
    assert segments[0][1][0] == pytest.approx(100 * rates.loc[labels[0], "upper"])


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(InvalidInput):
        plot.draw_funnel(COUNT * np.nan, BASE)
    with pytest.raises(InvalidInput):
        plot.draw_intervals(pd.DataFrame({"value": [1.0]}))
