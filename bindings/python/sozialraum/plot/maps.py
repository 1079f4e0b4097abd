"""Maps as pictures, for slides and documents: the types of a level, the land within minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sozialraum.level.labels import type_names
from sozialraum.words import pictures as words
from sozialraum.words.colours import palette

if TYPE_CHECKING:
    from sozialraum.level.result import LevelResult

__all__ = ["draw_isochrones", "draw_level", "draw_types"]


def draw_types(
    areas: Any,
    letters: Any,
    *,
    names: dict[str, str] | None = None,
    title: str = "",
    note: str = "",
    outline: Any = None,
) -> Any:
    """A map of types: colour and letter on each area, legend beside it.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        Polygons, index area code, in a projected CRS.
    letters : pandas.Series
        Type letter per area code.
    names : dict of str to str, optional
        Short description per letter, for the legend.
    title, note : str
        Above and below the map.
    outline : shapely geometry, optional
        Drawn around.

    Returns
    -------
    matplotlib.figure.Figure
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 8.2), dpi=150, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    shown = letters.reindex(areas.index)
    colours = [palette(letter)[0] for letter in shown]
    areas.plot(ax=axes, color=colours, edgecolor="white", linewidth=0.8)
    if outline is not None:
        import geopandas as gpd

        gpd.GeoSeries([outline], crs=areas.crs).boundary.plot(
            ax=axes, color="#222222", linewidth=1.4
        )
    _letter_marks(axes, areas, shown)
    _legend(axes, sorted(shown.unique()), names or {})
    axes.set_axis_off()
    axes.set_aspect("equal")
    if title:
        axes.set_title(title, loc="left", fontsize=15, fontweight="bold")
    if note:
        figure.supxlabel(note, fontsize=8.5, color="#444444", x=0.01, ha="left")
    return figure


def draw_isochrones(
    land: Any,
    *,
    roads: Any = None,
    places: Any = None,
    title: str = "",
    note: str = "",
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

    Returns
    -------
    matplotlib.figure.Figure
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

    flat = land[~land.geometry.is_empty]
    flat = flat.to_crs(flat.estimate_utm_crs()) if flat.crs.is_geographic else flat
    limits = sorted(land["limit"].unique())
    figure = Figure(figsize=(10, 8.2), dpi=150, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
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
    axes.set_axis_off()
    axes.set_aspect("equal")
    if title:
        axes.set_title(title, loc="left", fontsize=15, fontweight="bold")
    if note:
        figure.supxlabel(note, fontsize=8.5, color="#444444", x=0.01, ha="left")
    return figure


def _band(share: float) -> tuple[float, float, float]:
    """From dark blue (0, near) to pale blue (1, far): also told apart in grey."""
    near, far = (0.16, 0.44, 0.59), (0.86, 0.92, 0.95)
    red, green, blue = (a + share * (b - a) for a, b in zip(near, far, strict=True))
    return red, green, blue


def _letter_marks(axes: Any, areas: Any, letters: Any) -> None:
    if len(areas) > 400:  # too small to be read
        return
    size = max(6.0, min(16.0, 110.0 / max(len(areas), 1) ** 0.5))
    for point, letter in zip(areas.geometry.representative_point(), letters, strict=True):
        axes.text(
            point.x,
            point.y,
            letter,
            ha="center",
            va="center",
            fontsize=size,
            fontweight="bold",
            color=palette(letter)[1],
        )


def _legend(axes: Any, letters: list[str], names: dict[str, str]) -> None:
    from textwrap import fill

    from matplotlib.patches import Patch

    handles = [
        Patch(
            color=palette(letter)[0],
            label=fill(f"{letter}: {names.get(letter, '')}".rstrip(": "), 90),
        )
        for letter in letters
    ]
    axes.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0.0, -0.01),
        frameon=False,
        fontsize=9.5,
    )


def draw_level(result: LevelResult) -> Any:
    """The map of the areas of a level that are shown.

    Returns
    -------
    matplotlib.figure.Figure
    """
    shown = result.areas[result.areas["shown"]]
    straight = bool(result.ways.facilities) and result.ways.method == "straight"
    return draw_types(
        shown,
        result.typing.letters,
        names=type_names(result),
        title=words.types_of(result.level.shown),
        note=words.compared(
            result.level.region, len(result.areas), result.level.areas, straight=straight
        ),
        outline=result.outline,
    )
