"""Who lies outside the funnel, and how wide are the intervals?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum.core.door import require_choice, require_number
from sozialraum.core.figure import axes_to_draw_on
from sozialraum.core.finding import invalid_argument
from sozialraum.words import pictures

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["draw_funnel", "draw_intervals"]

_DARK, _PALE, _OUT, _FAR = "#2a2a28", "#8a8a84", "#b3541e", "#7a1f1f"
_MOST_NAMES = 12
_STEPS = 200


def draw_funnel(
    count: pd.Series,
    base: pd.Series,
    *,
    method: Literal["binomial", "score", "poisson"] = "binomial",
    centre: float | None = None,
    scale: float = 100.0,
    unit: str = "%",
    names: pd.Series | None = None,
    title: str = "",
    language: Literal["de", "en"] = "de",
    ax: Axes | None = None,
) -> Any:
    """Values over the size of their areas, with the limits of 95 and 99.8 %.

    Parameters
    ----------
    count, base : pandas.Series
        As :func:`sozialraum.indicator.funnel` takes them.
    method, centre
        As there.
    scale : float
        The values are multiplied by it; 100 for percent.
    unit : str
    names : pandas.Series, optional
        Names of the areas outside 99.8 %, of which the twelve largest are named.
    title : str
    language : {"de", "en"}
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> import pandas as pd
    >>> figure = draw_funnel(pd.Series([30, 4, 3]), pd.Series([100, 40, 60]), language="en")
    >>> figure.axes[0].get_xlabel()
    'Size of the base'
    """
    from sozialraum import indicator

    words = pictures.FUNNEL[require_choice(language, "language", ["de", "en"])]
    factor = require_number(scale, "scale")
    found = indicator.funnel(count, base, method=method, centre=centre)
    size = base[found["value"].notna()].astype(float)
    if not len(size):
        raise invalid_argument("count", "has no area with a value", "there is nothing to draw")
    figure, axes = axes_to_draw_on(ax, (9.0, 6.0))
    _limits(axes, size, float(found.attrs["centre"]), method, factor, words)
    place = found.loc[size.index, "place"]
    for places, colour, label in (
        (["inside"], _PALE, words["inside"]),
        (["low", "high"], _OUT, words["outside"]),
        (["very_low", "very_high"], _FAR, words["far"]),
    ):
        some = place.isin(places)
        values = found.loc[size.index, "value"][some] * factor
        axes.scatter(size[some], values, s=24, color=colour, label=label, zorder=3)
    _name(axes, size, found, factor, names)
    axes.set_xlabel(words["size"])
    axes.set_ylabel(unit)
    axes.set_title(title)
    axes.legend(frameon=False)
    return figure


def _limits(
    axes: Axes, size: pd.Series, centre: float, method: Any, factor: float, words: dict[str, str]
) -> None:
    """The centre, and both pairs of limits over all sizes."""
    from sozialraum import indicator

    axes.axhline(centre * factor, color=_DARK, linewidth=0.8, label=words["centre"])
    if not 0.0 < centre < (np.inf if method == "poisson" else 1.0):
        return
    steps = np.geomspace(max(size.min(), 1e-9) * 0.9, size.max() * 1.1, _STEPS)
    for level, style in ((0.95, "--"), (0.998, ":")):
        limits = [
            indicator.funnel_limits(float(n), centre, method=method, level=level) for n in steps
        ]
        label = words["limits"].format(level=words[f"{level:g}"])
        for side, text in ((0, label), (1, None)):
            edge = [factor * pair[side] for pair in limits]
            axes.plot(steps, edge, style, color=_DARK, linewidth=0.8, label=text)
    axes.set_xscale("log")


def _name(
    axes: Axes, size: pd.Series, found: pd.DataFrame, factor: float, names: pd.Series | None
) -> None:
    if names is None:
        return
    far = found["place"].isin(["very_low", "very_high"])
    largest = size[far.loc[size.index]].sort_values(ascending=False).index[:_MOST_NAMES]
    for area in largest:
        at = (size[area], found.loc[area, "value"] * factor)
        label = str(names.get(area, area))
        axes.annotate(label, at, xytext=(4, 4), textcoords="offset points", fontsize=8)


def draw_intervals(
    frame: pd.DataFrame,
    *,
    scale: float = 100.0,
    unit: str = "%",
    names: pd.Series | None = None,
    line: float | None = None,
    title: str = "",
    ax: Axes | None = None,
) -> Any:
    """Areas by their value, each with its interval (caterpillar plot).

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns ``value``, ``lower``, ``upper``, as :func:`sozialraum.indicator.rate` makes them.
        Areas without a value are left out.
    scale : float
        The values are multiplied by it; 100 for percent.
    unit : str
    names : pandas.Series, optional
        What the areas are called; their codes unless given.
    line : float, optional
        A value to draw across, such as the region's.
    title : str
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> import pandas as pd
    >>> from sozialraum import indicator
    >>> cases, people = pd.Series({"Wald": 4, "Hafen": 30}), pd.Series({"Wald": 40, "Hafen": 90})
    >>> rates = indicator.rate(cases, people)
    >>> [label.get_text() for label in draw_intervals(rates).axes[0].get_yticklabels()]
    ['Wald', 'Hafen']
    """
    lacking = [name for name in ("value", "lower", "upper") if name not in frame.columns]
    if lacking:
        raise invalid_argument("frame", f"needs a column '{lacking[0]}'")
    factor = require_number(scale, "scale")
    shown = frame[frame["value"].notna()].sort_values("value", kind="stable")
    if not len(shown):
        raise invalid_argument("frame", "has no area with a value", "there is nothing to draw")
    figure, axes = axes_to_draw_on(ax, (8.0, max(3.0, 0.22 * len(shown) + 1.2)))
    rows = np.arange(len(shown))
    axes.hlines(rows, shown["lower"] * factor, shown["upper"] * factor, color=_PALE, linewidth=2)
    axes.scatter(shown["value"] * factor, rows, s=18, color=_DARK, zorder=3)
    if line is not None:
        axes.axvline(require_number(line, "line") * factor, color=_OUT, linewidth=0.9)
    labels = [str(area if names is None else names.get(area, area)) for area in shown.index]
    axes.set_yticks(rows, labels)
    axes.set_xlabel(unit)
    axes.set_title(title)
    return figure
