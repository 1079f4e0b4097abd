"""Maps as pictures, for slides and documents: the types of a level, the land within minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sozialraum.core import Finding, InvalidInput, Place, Severity
from sozialraum.core.figure import axes_to_draw_on
from sozialraum.level.labels import type_names
from sozialraum.words import pictures as words
from sozialraum.words.colours import palette

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from matplotlib.axes import Axes

    from sozialraum.level.result import LevelResult

__all__ = ["draw_isochrones", "draw_level", "draw_types"]

_UNTYPED = "#e8e8e4"
_MOST_LETTERS = 400  # more are too small to be read
_MOST_NAMES = 40


def draw_types(
    areas: gpd.GeoDataFrame,
    letters: Any,
    *,
    names: Mapping[str, str] | None = None,
    unsure: Any = None,
    area_names: pd.Series | None = None,
    title: str = "",
    note: str = "",
    outline: Any = None,
    ax: Axes | None = None,
) -> Any:
    """A map of types: colour and letter on each area, legend beside it.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        Polygons, index area code, in a projected CRS.
    letters : pandas.Series, Clustering, mapping, or name of a column of `areas`
        The type of each area; areas without one are drawn grey and told in the legend.
    names : dict of str to str, optional
        Short description per letter, for the legend.
    unsure : pandas.Series of bool or sequence of area codes, optional
        Areas that are striped.
    area_names : pandas.Series, optional
        Names to write on the areas, where there are few enough.
    title, note : str
        Above and below the map.
    outline : shapely geometry, optional
        Drawn around.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure unless given.

    Returns
    -------
    matplotlib.figure.Figure
        A new one shows itself in a notebook.

    Examples
    --------
    >>> import geopandas as gpd, pandas as pd, shapely
    >>> squares = [shapely.box(x, 0, x + 900, 900) for x in (0, 1000)]
    >>> areas = gpd.GeoDataFrame(index=["a", "b"], geometry=squares, crs="EPSG:25832")
    >>> figure = draw_types(areas, pd.Series({"a": "A"}), title="One is typed")
    >>> [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
    ['A', 'ohne Typ']
    """
    import geopandas as gpd

    figure, axes = axes_to_draw_on(ax)
    shown = _letters(areas, letters)
    typed = shown.notna()
    colours = [palette(letter)[0] if there else _UNTYPED for letter, there in _with_there(shown)]
    areas.plot(ax=axes, color=colours, edgecolor="#4a4a46", linewidth=0.5)
    striped = _striped(areas, unsure) & typed
    if striped.any():
        areas[striped].plot(
            ax=axes, facecolor="none", edgecolor="#ffffff", hatch="////", linewidth=0.0
        )
    if outline is not None:
        gpd.GeoSeries([outline], crs=areas.crs).boundary.plot(
            ax=axes, color="#222222", linewidth=1.4
        )
    _letter_marks(axes, areas[typed], shown[typed], area_names)
    _legend(axes, sorted(shown[typed].unique()), names or {}, bool(striped.any()), not typed.all())
    _finish(figure, axes, title, note)
    _scale_bar(axes)
    return figure


def draw_isochrones(
    land: gpd.GeoDataFrame,
    *,
    roads: gpd.GeoDataFrame | None = None,
    places: gpd.GeoDataFrame | None = None,
    title: str = "",
    note: str = "",
    ax: Axes | None = None,
) -> Any:
    """A map of isochrones: bands from dark (near) to light (far), roads and places above them.

    Parameters
    ----------
    land : geopandas.GeoDataFrame
        From :func:`sozialraum.isochrone.isochrones`. Land of several places within the same limit
        is shown together.
    roads : geopandas.GeoDataFrame, optional
        Lines in any CRS, such as :meth:`~sozialraum.network.RoadGraph.to_edges`.
    places : geopandas.GeoDataFrame, optional
        Points in any CRS.
    title, note : str
        Above and below the map.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure unless given.

    Returns
    -------
    matplotlib.figure.Figure
        A new one shows itself in a notebook.

    Examples
    --------
    >>> import geopandas as gpd, shapely
    >>> rings = [shapely.Point(0, 0).buffer(r) for r in (500, 900)]
    >>> land = gpd.GeoDataFrame({"limit": [5.0, 10.0]}, geometry=rings, crs="EPSG:25832")
    >>> figure = draw_isochrones(land)
    >>> [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
    ['bis 5 Minuten', 'bis 10 Minuten']
    """
    from matplotlib.patches import Patch

    flat = land[~land.geometry.is_empty]
    flat = flat.to_crs(flat.estimate_utm_crs()) if flat.crs.is_geographic else flat
    limits = sorted(land["limit"].unique())
    figure, axes = axes_to_draw_on(ax)
    colours = [_band(i / max(len(limits) - 1, 1)) for i in range(len(limits))]
    for limit, colour in reversed(list(zip(limits, colours, strict=True))):
        within = flat[flat["limit"] == limit].dissolve()
        if len(within):
            within.plot(ax=axes, color=colour, edgecolor="#1d4f6e", linewidth=0.4)
    extent = flat.total_bounds if len(flat) else None
    if roads is not None:
        roads.to_crs(flat.crs).plot(ax=axes, color="#444444", linewidth=0.4)
    if places is not None:
        places.to_crs(flat.crs).plot(ax=axes, color="#c1121f", markersize=18, zorder=5)
    if extent is not None:
        margin = 0.03 * max(extent[2] - extent[0], extent[3] - extent[1])
        axes.set_xlim(extent[0] - margin, extent[2] + margin)
        axes.set_ylim(extent[1] - margin, extent[3] + margin)
    axes.legend(
        handles=[
            Patch(color=colour, label=words.within(limit))
            for limit, colour in zip(limits, colours, strict=True)
        ],
        loc="upper left",
        frameon=True,
        fontsize=9.5,
    )
    _finish(figure, axes, title, note)
    return figure


def draw_level(result: LevelResult, *, sources: Sequence[str] = (), ax: Axes | None = None) -> Any:
    """The map of the areas of a level that are shown.

    Parameters
    ----------
    result : LevelResult
    sources : sequence of str
        Source and licence lines, below the map.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.figure.Figure
    """
    shown = result.areas[result.areas["shown"].astype(bool)].sort_index()
    straight = bool(result.ways.facilities) and result.ways.method == "straight"
    compared = words.compared(
        result.level.region, len(result.areas), result.level.areas, straight=straight
    )
    compared = " ".join(filter(None, (words.NO_BOUNDARIES[result.drawn], compared)))
    return draw_types(
        shown,
        result.typing.letters,
        names=type_names(result),
        unsure=sorted(result.unsure),
        area_names=shown["name"].astype(str).str.split(",").str[0],
        title=words.types_of(result.level.shown),
        note=words.note(compared, sources),
        outline=result.outline,
        ax=ax,
    )


# ------------------------------------------------------------------------------------------- parts


def _letters(areas: gpd.GeoDataFrame, letters: Any) -> pd.Series:
    """The type of each area, None where it has none."""
    import pandas as pd

    if isinstance(letters, str):
        if letters not in areas.columns:
            raise _wrong("letters", f"is '{letters}', which is no column of the areas")
        letters = areas[letters]
    letters = getattr(letters, "types", letters)  # a Clustering
    if not isinstance(letters, pd.Series | Mapping):
        kind = type(letters).__name__
        raise _wrong("letters", f"is a {kind}; a Series of types by area code is needed")
    found = pd.Series(letters).reindex(areas.index)
    if not found.notna().any():
        raise _wrong("letters", "has no type for any of the areas; do the area codes differ?")
    return found.where(found.isna(), found.astype(str)).astype(object)


def _with_there(letters: pd.Series) -> list[tuple[str, bool]]:
    """Each letter, and whether there is one."""
    return list(zip(letters, letters.notna(), strict=True))


def _wrong(argument: str, trouble: str) -> InvalidInput:
    place = Place(argument=argument)
    return InvalidInput(Finding("invalid_argument", trouble, Severity.WARNING, place))


def _striped(areas: gpd.GeoDataFrame, unsure: Any) -> pd.Series:
    import pandas as pd

    if unsure is None:
        return pd.Series(False, index=areas.index)
    if isinstance(unsure, pd.Series):
        return unsure.reindex(areas.index).fillna(False).astype(bool)
    return pd.Series(areas.index.isin(list(unsure)), index=areas.index)


def _band(share: float) -> tuple[float, float, float]:
    """From dark blue (0, near) to pale blue (1, far): also told apart in grey."""
    near, far = (0.16, 0.44, 0.59), (0.86, 0.92, 0.95)
    red, green, blue = (a + share * (b - a) for a, b in zip(near, far, strict=True))
    return red, green, blue


def _letter_marks(axes: Any, areas: Any, letters: Any, names: pd.Series | None) -> None:
    """Letters on the areas, and names below them where there are few areas."""
    if len(areas) > _MOST_LETTERS:
        return
    from matplotlib.patheffects import withStroke

    size = max(6.0, min(16.0, 110.0 / max(len(areas), 1) ** 0.5))
    named = names is not None and len(areas) <= _MOST_NAMES
    points = areas.geometry.representative_point()
    for code, point, letter in zip(areas.index, points, letters, strict=True):
        ink = palette(letter)[1]
        axes.annotate(
            letter,
            (point.x, point.y),
            ha="center",
            va="bottom" if named else "center",
            fontsize=size,
            fontweight="bold",
            color=ink,
        )
        if named and names is not None:
            axes.annotate(
                str(names.get(code, "")),
                (point.x, point.y),
                xytext=(0, -2),
                textcoords="offset points",
                ha="center",
                va="top",
                fontsize=max(6.0, size * 0.5),
                color="#111111",
                path_effects=[withStroke(linewidth=2.2, foreground="#ffffff")],
            )


def _legend(
    axes: Any, letters: list[str], names: Mapping[str, str], striped: bool, untyped: bool
) -> None:
    from textwrap import fill

    from matplotlib.patches import Patch

    handles = [
        Patch(
            facecolor=palette(letter)[0],
            edgecolor="#4a4a46",
            label=fill(f"{letter}: {names.get(letter, '')}".rstrip(": "), 90),
        )
        for letter in letters
    ]
    if striped:
        handles.append(
            Patch(facecolor="#777777", edgecolor="#ffffff", hatch="////", label=words.STRIPED)
        )
    if untyped:
        handles.append(Patch(facecolor=_UNTYPED, edgecolor="#4a4a46", label=words.UNTYPED))
    axes.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0.0, -0.01),
        frameon=False,
        fontsize=9.5,
    )


def _finish(figure: Any, axes: Any, title: str, note: str) -> None:
    axes.set_axis_off()
    axes.set_aspect("equal")
    if title:
        axes.set_title(title, loc="left", fontsize=15, fontweight="bold")
    if note and hasattr(figure, "supxlabel"):
        figure.supxlabel(note, fontsize=7.5, color="#444444", x=0.01, ha="left")


def _scale_bar(axes: Any) -> None:
    """A bar of round kilometres at the lower right; north is up."""
    west, east = axes.get_xlim()
    metres = next((m for m in _ROUND if m < (east - west) / 4), _ROUND[-1])
    share = metres / (east - west)
    axes.plot(
        [0.99 - share, 0.99],
        [0.015, 0.015],
        transform=axes.transAxes,
        color="#222222",
        linewidth=2,
        solid_capstyle="butt",
        scalex=False,
        scaley=False,
    )
    axes.text(
        0.99,
        0.022,
        words.scale(metres),
        transform=axes.transAxes,
        ha="right",
        va="bottom",
        fontsize=8,
        color="#222222",
    )


_ROUND = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100)
