"""Pictures about types: what is drawn was computed, and no more is said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from sozialraum import typology
from sozialraum.core import InvalidInput

pytest.importorskip("matplotlib")
from sozialraum import plot  # noqa: E402

CODES = [f"{i:02}" for i in range(40)]
FRAME = pd.DataFrame(
    np.random.default_rng(5).normal(size=(40, 3)) + 3 * (np.arange(40) % 2)[:, None],
    index=CODES,
    columns=["u", "v", "w"],
)
PEOPLE = pd.Series(np.arange(40) * 10.0 + 50, index=CODES)
TYPES = typology.kmeans(FRAME, 2)


def texts(figure: Any) -> list[str]:
    found = [text.get_text() for axes in figure.axes for text in axes.texts]
    return [*found, *(text.get_text() for text in figure.texts)]


def test_a_clustergram_has_a_letter_a_type_and_a_line_a_way() -> None:
    found = typology.clustergram(FRAME, [1, 2, 3], starts=5)
    axes = plot.draw_clustergram(found).axes[0]
    assert [text.get_text() for text in axes.texts] == list("AABABC")
    assert len(axes.lines) == len(found.flows)
    widths = sorted(line.get_linewidth() for line in axes.lines)
    assert widths[-1] == pytest.approx(26.0 * found.flows["weight"].max() / 40)
    points = np.vstack([np.asarray(part.get_offsets()) for part in axes.collections])
    assert points[:, 1] == pytest.approx(found.nodes["position"].to_numpy())


def test_it_speaks_of_people_only_if_there_are_any() -> None:
    areas = plot.draw_clustergram(typology.clustergram(FRAME, [1, 2], starts=2), language="en")
    people = plot.draw_clustergram(
        typology.clustergram(FRAME, [1, 2], starts=2, weights=PEOPLE), language="en"
    )
    assert "areas that go over" in areas._supxlabel.get_text()
    assert "people who go over" in people._supxlabel.get_text()
    titles = [
        [axes.get_title(loc="left") for axes in plot.draw_k(table, language="en").axes]
        for table in (
            typology.choose_k(FRAME, [2, 3], starts=2),
            typology.choose_k(FRAME, [2, 3], starts=2, weights=PEOPLE),
        )
    ]
    assert "People of the smallest type" not in titles[0]
    assert "People of the smallest type" in titles[1]


def test_a_silhouette_has_a_bar_an_area_the_best_of_a_type_first() -> None:
    found = typology.silhouette(FRAME, TYPES)
    axes = plot.draw_silhouette(found, TYPES).axes[0]
    own = found.width[TYPES.types == "A"].sort_values(ascending=False)
    assert [bar.get_width() for bar in axes.patches[: len(own)]] == pytest.approx(list(own))
    assert len(axes.patches) == 40
    assert axes.get_yticklabels()[0].get_text() == own.index[0]
    assert any(text.get_text().startswith("Mittel 0,") for text in axes.texts)


def test_profiles_draw_the_mean_and_one_deviation_to_both_sides() -> None:
    found = typology.profile(FRAME, TYPES)
    axes = plot.draw_profiles(found, labels={"u": "Junge"}).axes[0]
    lines, dots = axes.collections[0], axes.collections[1]
    assert np.asarray(dots.get_offsets())[:, 0] == pytest.approx(found.z_means.loc["A"].to_numpy())
    first = lines.get_segments()[0]
    assert first[1][0] - first[0][0] == pytest.approx(2 * found.spread.loc["A", "u"])
    assert axes.get_yticklabels()[0].get_text() == "Junge"


def test_the_least_sure_areas_stand_on_top_and_degrees_are_no_probabilities() -> None:
    fuzzy = typology.fuzzy_cmeans(FRAME, 2, m=1.5)
    figure = plot.draw_membership(fuzzy, most=5, language="en")
    axes = figure.axes[0]
    least = fuzzy.degree.max(axis=1).sort_values(kind="stable").index[:5]
    assert [label.get_text() for label in axes.get_yticklabels()] == list(least)
    assert "no probability" in axes.get_xlabel()
    assert "5 least sure of 40" in axes.get_title(loc="left").replace("\n", " ")
    mixed = plot.draw_membership(typology.mixture(FRAME, 2, starts=3), language="en")
    assert mixed.axes[0].get_xlabel() == "Probability"


def test_bands_of_an_alluvial_are_as_wide_as_their_areas() -> None:
    before = pd.Series(list("AAABBBB"), CODES[:7])
    after = pd.Series(list("AABBBBB"), CODES[:7])
    figure = plot.draw_transitions(typology.transitions(before, after), language="en")
    axes = figure.axes[0]
    heights = []
    for band in axes.collections:
        corners = band.get_paths()[0].vertices
        at_left = corners[np.isclose(corners[:, 0], 0.0), 1]
        heights.append(round(at_left.max() - at_left.min()))
    assert heights == [2, 1, 4]
    assert {"A (3)", "B (4)", "A (2)", "B (5)"} <= set(texts(figure))
    assert "86 % of 7 areas" in figure._supxlabel.get_text()


def test_alphas_show_both_shares() -> None:
    table = pd.DataFrame({"by_values": [0.9, 0.2], "by_places": [0.1, 0.8]}, index=[0.0, 1.0])
    axes = plot.draw_alphas(table).axes[0]
    assert [list(line.get_ydata()) for line in axes.lines] == [[0.9, 0.2], [0.1, 0.8]]
    axes.get_figure().canvas.draw()
    assert "0,2" in [label.get_text() for label in axes.get_yticklabels()]


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plot.draw_clustergram(FRAME),  # type: ignore[arg-type]
        lambda: plot.draw_silhouette(FRAME, TYPES),  # type: ignore[arg-type]
        lambda: plot.draw_silhouette(typology.silhouette(FRAME, TYPES), TYPES.types[:3]),
        lambda: plot.draw_k(FRAME),
        lambda: plot.draw_alphas(FRAME),
        lambda: plot.draw_profiles(TYPES),  # type: ignore[arg-type]
        lambda: plot.draw_membership(FRAME * np.nan),
        lambda: plot.draw_membership(FRAME, most=0),
        lambda: plot.draw_transitions(TYPES),  # type: ignore[arg-type]
        lambda: plot.draw_alphas(FRAME, language="fr"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_drawn_is_said(draw: Any) -> None:
    with pytest.raises(InvalidInput):
        draw()
