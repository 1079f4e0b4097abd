"""What did an adjustment change? Raw against adjusted rates, and who moved most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum.core.door import require_choice, require_count, require_number
from sozialraum.core.figure import axes_to_draw_on, numbers_in, titled
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.smallarea.adjusted_rates import AdjustedRates
from sozialraum.words.smoothing import PICTURE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["draw_adjusted", "draw_moved"]

_DARK, _PALE, _OUT, _TARGET = "#2a2a28", "#8a8a84", "#b3541e", "#00507d"


def _moved(result: object) -> pd.DataFrame:
    """Areas that have a raw and an adjusted rate, and a base."""
    import pandas as pd

    if not isinstance(result, AdjustedRates):
        raise invalid_argument("result", f"is {shown(result)}; AdjustedRates are needed")
    columns = ("raw", "rate", "lower", "upper", "weight", "pulled_to", "base")
    frame = pd.DataFrame({name: getattr(result, name).astype(float) for name in columns})
    frame = frame[frame["raw"].notna() & frame["rate"].notna() & (frame["base"] > 0)]
    if not len(frame):
        raise invalid_argument("result", "has no area with a rate", "there is nothing to draw")
    return frame


def draw_adjusted(
    result: AdjustedRates,
    *,
    scale: float = 100.0,
    unit: str = "%",
    names: pd.Series | None = None,
    name_most: int = 6,
    title: str = "",
    language: Literal["de", "en"] = "de",
    ax: Axes | None = None,
) -> Any:
    """Rates over the size of their areas: an arrow from the raw to the adjusted one.

    Small areas scatter most and move most; whether an adjustment hides something is seen at the
    long arrows of large areas.

    Parameters
    ----------
    result : AdjustedRates
        From :func:`sozialraum.smallarea.adjusted_rates`.
    scale : float
        The rates are multiplied by it; 100 for percent.
    unit : str
    names : pandas.Series, optional
        What areas are called; their codes unless given.
    name_most : int
        So many of the areas that moved most are named.
    title : str
    language : {"de", "en"}
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> import pandas as pd
    >>> from sozialraum import smallarea
    >>> areas = ["Hafen", "Wald", "Moor"]
    >>> cases, people = pd.Series([30, 10, 2], areas), pd.Series([100, 100, 8], areas)
    >>> figure = draw_adjusted(smallarea.adjusted_rates(cases, people), language="en")
    >>> figure.axes[0].get_xlabel()
    'Size of the base'
    """
    words = PICTURE[require_choice(language, "language", ["de", "en"])]
    factor, named = require_number(scale, "scale"), require_count(name_most, "name_most")
    frame = _moved(result)
    figure, axes = axes_to_draw_on(ax, (9.0, 6.0))
    size, raw, rate = frame["base"], frame["raw"] * factor, frame["rate"] * factor
    for x, start, end in zip(size, raw, rate, strict=True):
        if start != end:
            axes.annotate(
                "",
                xy=(x, end),
                xytext=(x, start),
                arrowprops={"arrowstyle": "-|>", "color": _PALE, "shrinkA": 0, "shrinkB": 0},
            )
    axes.scatter(size, raw, s=22, facecolors="none", edgecolors=_OUT, label=words["raw"], zorder=3)
    axes.scatter(size, rate, s=22, color=_DARK, label=words["adjusted"], zorder=4)
    targets = (frame["pulled_to"] * factor).dropna().unique()
    if len(targets) == 1:
        axes.axhline(targets[0], color=_TARGET, linewidth=0.9, label=words["target"])
    for area in _named(frame, named):
        label = str(area if names is None else names.get(area, area))
        at = (size[area], raw[area])
        axes.annotate(label, at, xytext=(5, 3), textcoords="offset points", fontsize=8)
    axes.set_xscale("log")
    axes.set_xlabel(words["size"])
    axes.set_ylabel(unit)
    numbers_in(language, axes.xaxis, axes.yaxis)
    titled(axes, title)
    axes.legend(frameon=False)
    return figure


def _named(frame: pd.DataFrame, most: int) -> list[str]:
    """Those that moved most, as long as their names do not lie upon one another."""
    far = (frame["rate"] - frame["raw"]).abs().sort_values(ascending=False, kind="stable")
    place, height = np.log10(frame["base"]), max(float(frame["raw"].max()), 1e-12)
    chosen: list[str] = []
    for area in far.index[far > 0]:
        near = [
            other
            for other in chosen
            if abs(place[area] - place[other]) < 0.35
            and abs(frame["raw"][area] - frame["raw"][other]) < 0.04 * height
        ]
        if len(chosen) < most and not near:
            chosen.append(area)
    return chosen


def draw_moved(
    result: AdjustedRates,
    *,
    most: int = 15,
    scale: float = 100.0,
    unit: str = "%",
    names: pd.Series | None = None,
    title: str = "",
    language: Literal["de", "en"] = "de",
    ax: Axes | None = None,
) -> Any:
    """The areas that moved most, largest change on top: raw, adjusted, interval and target.

    The share that is borrowed stands beside each name.

    Parameters
    ----------
    result : AdjustedRates
        From :func:`sozialraum.smallarea.adjusted_rates`.
    most : int
        How many areas.
    scale, unit, names, title, language, ax
        As in :func:`draw_adjusted`.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> import pandas as pd
    >>> from sozialraum import smallarea
    >>> areas = ["Hafen", "Wald", "Moor"]
    >>> cases, people = pd.Series([30, 10, 2], areas), pd.Series([100, 100, 8], areas)
    >>> figure = draw_moved(smallarea.adjusted_rates(cases, people), most=1, language="en")
    >>> [label.get_text() for label in figure.axes[0].get_yticklabels()]
    ['Moor (79 % borrowed)']
    """
    words = PICTURE[require_choice(language, "language", ["de", "en"])]
    factor, wanted = require_number(scale, "scale"), require_count(most, "most", least=1)
    frame = _moved(result)
    far = (frame["rate"] - frame["raw"]).abs().sort_values(ascending=False, kind="stable")
    rows = frame.loc[far.index[:wanted][::-1]]
    figure, axes = axes_to_draw_on(ax, (8.5, 0.34 * len(rows) + 1.6))
    at = np.arange(len(rows))
    raw, rate = rows["raw"] * factor, rows["rate"] * factor
    lower, upper = rows["lower"] * factor, rows["upper"] * factor
    axes.hlines(at, lower, upper, color=_PALE, linewidth=5, alpha=0.45, label=words["interval"])
    for y, start, end in zip(at, raw, rate, strict=True):
        if start != end:
            axes.annotate(
                "",
                xy=(end, y),
                xytext=(start, y),
                arrowprops={"arrowstyle": "-|>", "color": _OUT, "shrinkA": 3, "shrinkB": 3},
            )
    axes.scatter(raw, at, s=26, facecolors="white", edgecolors=_OUT, label=words["raw"], zorder=3)
    axes.scatter(rate, at, s=26, color=_DARK, label=words["adjusted"], zorder=4)
    if rows["pulled_to"].notna().any():
        target = rows["pulled_to"] * factor
        axes.scatter(target, at, s=90, marker="|", color=_TARGET, label=words["target"], zorder=5)
    labels = [
        words["borrowed"].format(
            name=str(area if names is None else names.get(area, area)),
            share=f"{100 * (1 - weight):.0f}",
        )
        for area, weight in rows["weight"].items()
    ]
    axes.set_yticks(at, labels)
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.set_xlabel(unit)
    numbers_in(language, axes.xaxis)
    titled(axes, title)
    axes.legend(
        frameon=False,
        fontsize=8,
        ncols=4,
        loc="upper center",
        bbox_to_anchor=(0.45, -0.5 / len(rows) - 0.08),
    )
    return figure
