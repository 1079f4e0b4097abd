"""How many types? Pictures that show what speaks for each number, and decide nothing."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum.core.door import column_of, require_choice, require_pandas
from sozialraum.core.figure import Picture, axes_to_draw_on, noted, numbers_in, titled
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.typology.clustergram import Clustergram
from sozialraum.typology.validity import Silhouette
from sozialraum.words.colours import palette
from sozialraum.words.indices import sentences
from sozialraum.words.numbers import number
from sozialraum.words.type_pictures import WORDS, share

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["draw_alphas", "draw_clustergram", "draw_k", "draw_silhouette"]

Language = Literal["de", "en"]
_DARK, _PALE = "#2a2a28", "#8a8a84"
_WIDEST = 26.0  # points, of a line that carries everybody
_OF_PEOPLE = ("weighted_silhouette", "smallest_weight")
_MOST_NAMES = 60  # areas beside a silhouette


def draw_clustergram(
    found: Clustergram, *, title: str = "", language: Language = "de", ax: Axes | None = None
) -> Any:
    """Types of every number of types along one axis, and who goes over to which.

    Parameters
    ----------
    found : Clustergram
        From :func:`sozialraum.typology.clustergram`.
    title : str
    language : {"de", "en"}
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> import pandas as pd
    >>> from sozialraum import typology
    >>> frame = pd.DataFrame({"z": [0.0, 1, 10, 11]}, index=list("abcd"))
    >>> figure = draw_clustergram(typology.clustergram(frame, [1, 2]), language="en")
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['A', 'A', 'B']
    """
    words = WORDS[require_choice(language, "language", ["de", "en"])]
    if not isinstance(found, Clustergram):
        raise invalid_argument("found", f"is {shown(found)}; a Clustergram is needed")
    if not len(found.nodes):
        raise invalid_argument("found", "has no types", "there is nothing to draw")
    figure, axes = axes_to_draw_on(ax, (9.0, 6.0))
    place = found.nodes.set_index(["k", "type"])["position"]
    total = found.nodes.loc[found.nodes["k"] == found.nodes["k"].iloc[0], "weight"].sum()
    for flow in found.flows.to_dict("records"):
        ends = place[(flow["k"], flow["from"])], place[(flow["next_k"], flow["to"])]
        axes.plot(
            (flow["k"], flow["next_k"]),
            ends,
            color=_PALE,
            alpha=0.45,
            linewidth=max(0.6, _WIDEST * flow["weight"] / total),
            solid_capstyle="round",
        )
    # No colours: A of five types is not A of four.
    for node in found.nodes.to_dict("records"):
        size = 90.0 + 500.0 * node["weight"] / total
        axes.scatter(
            node["k"], node["position"], s=size, color="#ffffff", edgecolor=_DARK, zorder=3
        )
        axes.annotate(
            node["type"],
            (node["k"], node["position"]),
            ha="center",
            va="center",
            color=_DARK,
            fontsize=9,
            fontweight="bold",
            zorder=4,
        )
    axes.set_xticks(sorted(found.nodes["k"].unique()))
    axes.set_xlabel(words["k"])
    axes.set_ylabel(words["place"])
    numbers_in(language, axes.yaxis)
    axes.spines[["top", "right"]].set_visible(False)
    axes.margins(x=0.06, y=0.1)
    titled(axes, title or words["clustergram"])
    by_people = not np.allclose(found.nodes["areas"], found.nodes["weight"])
    note = words["clustergram_people" if by_people else "clustergram_note"]
    noted(figure, note.format(share=share(found.explained, language)))
    return figure


def draw_silhouette(
    found: Silhouette,
    types: Any,
    *,
    names: pd.Series | None = None,
    title: str = "",
    language: Language = "de",
    ax: Axes | None = None,
) -> Any:
    """The silhouette of every area, type by type, the best on top.

    Parameters
    ----------
    found : Silhouette
        From :func:`sozialraum.typology.silhouette`.
    types : pandas.Series or Clustering
        Type of each area.
    names : pandas.Series, optional
        Of up to 60 areas, beside their bars.
    title : str
    language : {"de", "en"}
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> import pandas as pd
    >>> from sozialraum import typology
    >>> frame = pd.DataFrame({"z": [0.0, 2, 10, 12]}, index=["Au", "Bo", "Cam", "Elm"])
    >>> types = typology.kmeans(frame, 2)
    >>> figure = draw_silhouette(typology.silhouette(frame, types), types)
    >>> len(figure.axes[0].patches)
    4
    """
    words = WORDS[require_choice(language, "language", ["de", "en"])]
    if not isinstance(found, Silhouette):
        raise invalid_argument("found", f"is {shown(found)}; a Silhouette is needed")
    letters = getattr(types, "types", types)
    require_pandas("Series", letters, "types")
    letters = letters.reindex(found.width.index)
    if letters.isna().any():
        raise invalid_argument("types", "lacks the types of some areas", code="index_mismatch")
    named = len(letters) <= _MOST_NAMES
    figure, axes = axes_to_draw_on(ax, (8.0, 0.2 * len(letters) + 1.6 if named else 7.0))
    row = 0
    ticks: list[tuple[float, str]] = []
    for letter in sorted(letters.unique(), key=lambda name: (len(str(name)), str(name))):
        own = found.width[letters == letter].sort_values(ascending=False, kind="stable")
        rows = np.arange(row, row + len(own))
        axes.barh(rows, own, height=1.0 if not named else 0.85, color=palette(str(letter))[0])
        axes.annotate(
            str(letter),
            (1.01, float(rows.mean())),
            xycoords=("axes fraction", "data"),
            va="center",
            fontweight="bold",
        )
        if named:
            ticks += [
                (float(at), str(area if names is None else names.get(area, area)))
                for at, area in zip(rows, own.index, strict=True)
            ]
        row += len(own) + 1
    axes.set_ylim(row - 0.5, -1)
    axes.set_yticks([at for at, _ in ticks], [text for _, text in ticks], fontsize=8)
    axes.axvline(0.0, color=_DARK, linewidth=0.8)
    axes.axvline(found.mean, color=_DARK, linewidth=0.8, linestyle="--")
    mean = number(found.mean, 2) if language == "de" else f"{found.mean:.2f}"
    axes.annotate(
        words["mean"].format(mean=mean),
        (found.mean, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(3, 2),
        textcoords="offset points",
        fontsize=8,
    )
    axes.set_xlabel(words["width"])
    numbers_in(language, axes.xaxis)
    axes.spines[["top", "right", "left"]].set_visible(False)
    titled(axes, title or words["silhouette"], pad=16)
    return figure


def draw_k(table: pd.DataFrame, *, title: str = "", language: Language = "de") -> Any:
    """One panel for every column of the table over the number of types, with its sentence.

    Parameters
    ----------
    table : pandas.DataFrame
        From :func:`sozialraum.typology.choose_k`.
    title : str
    language : {"de", "en"}

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> import pandas as pd
    >>> from sozialraum import typology
    >>> frame = pd.DataFrame({"z": [0.0, 1, 10, 11, 20.0]}, index=list("abcde"))
    >>> figure = draw_k(typology.choose_k(frame, [2, 3]), language="en")
    >>> figure.axes[0].get_title(loc="left")
    'Silhouette'
    """
    words = WORDS[require_choice(language, "language", ["de", "en"])]
    require_pandas("DataFrame", table, "table")
    told: Any = words["columns"]
    columns = [name for name in told if name in table.columns and table[name].notna().any()]
    if "smallest_type" in columns and table["smallest_type"].equals(
        table.get("smallest_weight", table["smallest_type"]).astype(table["smallest_type"].dtype)
    ):  # every area counts one: nothing is known of people
        columns = [name for name in columns if name not in _OF_PEOPLE]
    if not columns or not len(table):
        raise invalid_argument("table", "is no table of choose_k", "there is nothing to draw")
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    across = 3
    down = -(-len(columns) // across)
    figure = Picture(figsize=(4.0 * across, 2.7 * down + 0.5), dpi=150, layout="constrained")
    FigureCanvasAgg(figure)
    texts = sentences(language)
    for place, name in enumerate(columns):
        axes = figure.add_subplot(down, across, place + 1)
        axes.plot(table.index, table[name], color=_DARK, marker="o", markersize=4, linewidth=1.0)
        axes.set_xticks(list(table.index))
        numbers_in(language, axes.yaxis)
        axes.set_title(str(told[name]), loc="left", fontsize=10, fontweight="bold")
        axes.set_xlabel(fill(texts[name], 52), fontsize=7.5, color="#444444")
        axes.spines[["top", "right"]].set_visible(False)
        if name in ("smallest_type", "smallest_weight", "share_of_best", "explained"):
            axes.set_ylim(bottom=0.0)
    figure.suptitle(title or str(words["number_of_types"]), x=0.01, ha="left", fontweight="bold")
    return figure


def draw_alphas(
    table: pd.DataFrame, *, title: str = "", language: Language = "de", ax: Axes | None = None
) -> Any:
    """What types gain in nearness and lose in likeness as alpha grows.

    Parameters
    ----------
    table : pandas.DataFrame
        From :func:`sozialraum.typology.clustgeo_alphas`.
    title : str
    language : {"de", "en"}
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"by_values": [0.9, 0.2], "by_places": [0.1, 0.8]}, index=[0.0, 1.0])
    >>> [text.get_text() for text in draw_alphas(table, language="en").axes[0].texts]
    ['by indicators', 'by places']
    """
    words = WORDS[require_choice(language, "language", ["de", "en"])]
    require_pandas("DataFrame", table, "table")
    for name in ("by_values", "by_places"):
        if name not in table.columns:
            raise invalid_argument("table", f"needs a column '{name}'")
        column_of(table[name].set_axis(table.index.map(str)), "table")
    if not len(table):
        raise invalid_argument("table", "is empty", "there is nothing to draw")
    figure, axes = axes_to_draw_on(ax, (8.0, 5.0))
    for name, colour in (("by_values", palette("A")[0]), ("by_places", palette("G")[0])):
        axes.plot(table.index, table[name], color=colour, marker="o")
        axes.annotate(
            str(words[name]),
            (table.index[-1], table[name].iloc[-1]),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            color=colour,
        )
    axes.set_ylim(0.0, 1.02)
    axes.margins(x=0.2)
    axes.set_xticks(list(table.index))
    axes.set_xlabel(str(words["alpha"]))
    numbers_in(language, axes.xaxis, axes.yaxis)
    axes.set_ylabel(str(words["kept"]))
    axes.spines[["top", "right"]].set_visible(False)
    titled(axes, title or str(words["alphas"]))
    return figure
