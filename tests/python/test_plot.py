"""Pictures: they take what the functions return, and a notebook shows them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from sozialraum.core import InvalidInput

gpd = pytest.importorskip("geopandas")
pytest.importorskip("matplotlib")

import shapely  # noqa: E402
from sozialraum import plot, typology  # noqa: E402

CODES = [f"0325200{i}" for i in range(1, 7)]
PNG = b"\x89PNG\r\n"


@pytest.fixture
def areas() -> Any:
    squares = [shapely.box(x, 0, x + 900, 900) for x in range(0, 6000, 1000)]
    return gpd.GeoDataFrame({"typ": list("AABBAB")}, index=CODES, geometry=squares, crs=25832)


def legend(figure: Any) -> list[str]:
    return [text.get_text() for text in figure.axes[0].get_legend().get_texts()]


def letters_on(figure: Any) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts if len(text.get_text()) == 1]


def test_a_series_a_column_and_a_clustering_draw_the_same(areas: Any) -> None:
    frame = pd.DataFrame({"x": [0.0, 0.1, 5.0, 5.1, 0.2, 5.2]}, index=CODES)
    clustering = typology.kmeans(frame, 2)
    for letters in (clustering, clustering.types, dict(clustering.types), "typ"):
        figure = plot.draw_types(areas, letters)
        assert legend(figure) == ["A", "B"]
        assert letters_on(figure) == list("AABBAB") or letters_on(figure) == list("BBAABA")


def test_areas_without_a_type_are_grey_and_told(areas: Any) -> None:
    figure = plot.draw_types(areas, pd.Series({CODES[0]: "A", CODES[1]: None}))
    assert legend(figure) == ["A", "ohne Typ"] and letters_on(figure) == ["A"]
    faces = figure.axes[0].collections[0].get_facecolor()
    assert len({tuple(face) for face in np.round(faces, 3)}) == 2


def test_unsure_areas_are_striped(areas: Any) -> None:
    figure = plot.draw_types(areas, "typ", unsure=[CODES[1]])
    assert figure.axes[0].collections[1].get_hatch() and len(legend(figure)) == 3


def test_names_scale_and_note_are_on_the_picture(areas: Any) -> None:
    names = pd.Series([f"Dorf {i}" for i in range(6)], index=CODES)
    figure = plot.draw_types(areas, "typ", area_names=names, title="Typen", note="Quelle: erfunden")
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert set(names) <= set(texts) and "1 km · Norden ist oben" in texts
    assert figure._supxlabel.get_text() == "Quelle: erfunden"


def test_it_draws_on_given_axes(areas: Any) -> None:
    from matplotlib.figure import Figure

    figure = Figure()
    left, right = figure.subplots(1, 2)
    assert plot.draw_types(areas, "typ", ax=left) is figure
    assert len(left.collections) == 1 and not right.collections


def test_a_notebook_shows_the_picture(areas: Any) -> None:
    figure = plot.draw_types(areas, "typ")
    assert figure._repr_png_().startswith(PNG) and figure.axes[0]._repr_png_().startswith(PNG)
    formatter = pytest.importorskip("IPython.core.formatters").DisplayFormatter()
    shown, _ = formatter.format(figure)
    assert shown["image/png"]


@pytest.mark.parametrize("letters", ["no_column", ["A"] * 6, 3, pd.Series({"other": "A"})])
def test_what_holds_no_types_is_refused_by_name(areas: Any, letters: Any) -> None:
    with pytest.raises(InvalidInput, match="letters"):
        plot.draw_types(areas, letters)
