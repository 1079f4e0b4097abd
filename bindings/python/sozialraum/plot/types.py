"""What are the types like, to which do areas belong, and who kept theirs?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum.core.door import require_choice, require_count, table_of
from sozialraum.core.figure import axes_to_draw_on, noted, numbers_in, titled
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.typology.profile import TypeProfiles
from sozialraum.typology.transitions import Transitions
from sozialraum.words.colours import palette
from sozialraum.words.type_pictures import WORDS, share

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["draw_membership", "draw_profiles", "draw_transitions"]

Language = Literal["de", "en"]
_DARK, _PALE = "#2a2a28", "#8a8a84"
_STEPS = 40


def draw_profiles(
    found: TypeProfiles,
    *,
    names: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    title: str = "",
    language: Language = "de",
    ax: Axes | None = None,
) -> Any:
    """Every indicator a row, every type a dot, with how far areas scatter inside the type.

    Parameters
    ----------
    found : TypeProfiles
        From :func:`sozialraum.typology.profile`.
    names : dict of str to str, optional
        Letter -> name of the type, for the key.
    labels : dict of str to str, optional
        Indicator -> what it is called.
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
    >>> figure = draw_profiles(typology.profile(frame, typology.kmeans(frame, 2)))
    >>> [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
    ['A', 'B']
    """
    words = WORDS[require_choice(language, "language", ["de", "en"])]
    if not isinstance(found, TypeProfiles):
        raise invalid_argument("found", f"is {shown(found)}; TypeProfiles are needed")
    types, indicators = list(found.z_means.index), list(found.z_means.columns)
    height = len(indicators) * (0.16 * len(types) + 0.22) + 1.8
    figure, axes = axes_to_draw_on(ax, (9.0, height))
    rows = np.arange(len(indicators))
    for place, letter in enumerate(types):
        middle = found.z_means.loc[letter].to_numpy()
        wide = found.spread.loc[letter].to_numpy()
        at = rows + (place - (len(types) - 1) / 2) * 0.75 / max(len(types), 1)
        colour = palette(str(letter))[0]
        label = f"{letter}: {names[letter]}" if names and letter in names else str(letter)
        axes.hlines(at, middle - wide, middle + wide, color=colour, linewidth=2.2, alpha=0.55)
        axes.scatter(
            middle, at, s=46, color=colour, edgecolor=_DARK, linewidth=0.6, zorder=3, label=label
        )
    for row in rows[:-1]:
        axes.axhline(row + 0.5, color="#dddddd", linewidth=0.6)
    axes.axvline(0.0, color=_DARK, linewidth=0.8)
    axes.set_yticks(rows, [str((labels or {}).get(name, name)) for name in indicators])
    axes.set_ylim(len(indicators) - 0.5, -0.5)
    axes.set_xlabel(str(words["z"]))
    numbers_in(language, axes.xaxis)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(left=False)
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    titled(axes, title or str(words["profiles"]))
    noted(figure, str(words["profiles_note"]))
    return figure


def draw_membership(
    shares: Any,
    *,
    names: pd.Series | None = None,
    most: int = 40,
    title: str = "",
    language: Language = "de",
    ax: Axes | None = None,
) -> Any:
    """Every area a bar, divided by how much it belongs to each type; the least sure ones on top.

    Parameters
    ----------
    shares : pandas.DataFrame, or a result with ``probability``, ``degree`` or ``shares``
        Areas x types; rows sum to 1: of a mixture, a membership, fuzzy types, rule types.
    names : pandas.Series, optional
        What the areas are called.
    most : int
        At most so many areas, the least sure ones.
    title : str
    language : {"de", "en"}
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> import pandas as pd
    >>> shares = pd.DataFrame({"A": [0.9, 0.4], "B": [0.1, 0.6]}, index=["Au", "Berg"])
    >>> [label.get_text() for label in draw_membership(shares).axes[0].get_yticklabels()]
    ['Berg', 'Au']
    """
    words = WORDS[require_choice(language, "language", ["de", "en"])]
    most = require_count(most, "most", least=1)
    what = "share"
    for name, said in (("probability", "probability"), ("degree", "degree"), ("shares", "share")):
        if not hasattr(shares, "columns") and hasattr(
            shares, name
        ):  # a table may have a type "share"
            shares, what = getattr(shares, name), said
            break
    table = table_of(shares, "shares").values
    known = ~np.isnan(table).any(axis=1)
    if not known.any():
        raise invalid_argument("shares", "has no area with a share", "there is nothing to draw")
    chosen = shares[known]
    chosen = chosen.loc[chosen.max(axis=1).sort_values(kind="stable").index[:most]]
    figure, axes = axes_to_draw_on(ax, (8.5, 0.24 * len(chosen) + 1.6))
    rows = np.arange(len(chosen))
    left = np.zeros(len(chosen))
    for place, kind in enumerate(chosen.columns):
        width = chosen[kind].to_numpy(dtype=float)
        fill_colour, ink = palette(_letter_of(kind, place))
        axes.barh(rows, width, left=left, color=fill_colour, height=0.82, label=str(kind))
        for row in np.flatnonzero(width >= 0.08):
            axes.annotate(
                f"{100 * width[row]:.0f}",
                (left[row] + width[row] / 2, rows[row]),
                ha="center",
                va="center",
                color=ink,
                fontsize=7.5,
            )
        left += width
    labels = [str(area if names is None else names.get(area, area)) for area in chosen.index]
    axes.set_yticks(rows, labels, fontsize=8.5)
    axes.set_ylim(len(chosen) - 0.4, -0.6)
    axes.set_xlim(0.0, 1.0)
    axes.set_xticks(np.linspace(0, 1, 5), [f"{x:.0f} %" for x in (0, 25, 50, 75, 100)])
    axes.set_xlabel(str(words[what]))
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(left=False)
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    told = title or str(words["membership"])
    if len(chosen) < known.sum():
        least = str(words["least_sure"]).format(count=len(chosen), all=int(known.sum()))
        told = f"{told}\n{least}"
    titled(axes, told)
    return figure


def draw_transitions(
    found: Transitions,
    *,
    names: Mapping[str, str] | None = None,
    before: str = "",
    after: str = "",
    title: str = "",
    language: Language = "de",
    ax: Axes | None = None,
) -> Any:
    """Who kept the type and who went where: bands from the types before to those after.

    Parameters
    ----------
    found : Transitions
        From :func:`sozialraum.typology.transitions`.
    names : dict of str to str, optional
        Type -> what it is called.
    before, after : str
        What stands above the two sides, such as the years.
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
    >>> years = pd.Series(list("AAAB"), list("wxyz")), pd.Series(list("AABB"), list("wxyz"))
    >>> figure = draw_transitions(typology.transitions(*years), before="2015", after="2017")
    >>> len(figure.axes[0].collections)
    3
    """
    words = WORDS[require_choice(language, "language", ["de", "en"])]
    if not isinstance(found, Transitions):
        raise invalid_argument("found", f"is {shown(found)}; Transitions are needed")
    counts = found.areas.to_numpy()
    total = int(counts.sum())
    kinds = [str(name) for name in found.areas.index]
    figure, axes = axes_to_draw_on(ax, (8.5, 6.0))
    gap = 0.04 * total
    starts = _starts(counts.sum(axis=1), gap)
    ends = _starts(counts.sum(axis=0), gap)
    colours = [palette(_letter_of(kind, place))[0] for place, kind in enumerate(kinds)]
    left, right = starts.copy(), ends.copy()
    for one in range(len(kinds)):
        for other in range(len(kinds)):
            if counts[one, other] == 0:
                continue
            _band(
                axes, left[one], right[other], float(counts[one, other]), colours[one], one == other
            )
            left[one] += counts[one, other]
            right[other] += counts[one, other]
    for side, tops, sums in ((0.0, starts, counts.sum(axis=1)), (1.0, ends, counts.sum(axis=0))):
        for place, kind in enumerate(kinds):
            if sums[place] == 0:
                continue
            text = f"{(names or {}).get(kind, kind)} ({sums[place]})"
            axes.annotate(
                text,
                (side, tops[place] + sums[place] / 2),
                xytext=(-8 if side == 0.0 else 8, 0),
                textcoords="offset points",
                ha="right" if side == 0.0 else "left",
                va="center",
            )
    axes.annotate(
        before or str(words["before"]), (0.0, -0.03 * total), ha="center", fontweight="bold"
    )
    axes.annotate(
        after or str(words["after"]), (1.0, -0.03 * total), ha="center", fontweight="bold"
    )
    axes.set_xlim(-0.35, 1.35)
    axes.set_ylim(max(starts[-1] + counts[-1].sum(), ends[-1] + counts[:, -1].sum()), -0.08 * total)
    axes.set_axis_off()
    titled(axes, title or str(words["transitions"]))
    note = str(words["transitions_note"])
    noted(figure, note.format(stay=share(found.stay, language), areas=total))
    return figure


def _letter_of(kind: object, place: int) -> str:
    """A letter keeps its colour on all pictures; other names take them in turn."""
    text = str(kind)
    return text if len(text) == 1 and "A" <= text <= "Z" else chr(ord("A") + place % 26)


def _starts(sums: Any, gap: float) -> Any:
    """Where each type begins, one below the other."""
    return np.concatenate([[0.0], np.cumsum(sums[:-1] + gap)])


def _band(axes: Axes, left: float, right: float, width: float, colour: str, same: bool) -> None:
    """From one side to the other in a soft bow; those who stayed are paler than those who moved."""
    x = np.linspace(0.0, 1.0, _STEPS)
    bow = x * x * (3.0 - 2.0 * x)
    top = left + (right - left) * bow
    axes.fill_between(x, top, top + width, color=colour, alpha=0.35 if same else 0.85, linewidth=0)
