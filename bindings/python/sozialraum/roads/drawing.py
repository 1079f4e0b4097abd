"""Draw the roads of a network, one compound path a colour: quick for hundreds of thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum.core import Finding, InvalidInput, Place, Severity, require_choice, require_flag

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.axes import Axes

__all__ = ["draw_roads"]

# From wide to narrow; what is not named is drawn thin and grey.
_CLASSES = (
    (("motorway", "motorway_link"), "#8e2a6b", 2.4),
    (("trunk", "trunk_link"), "#b5452c", 2.2),
    (("primary", "primary_link"), "#d5731f", 2.0),
    (("secondary", "secondary_link"), "#c99a1a", 1.6),
    (("tertiary", "tertiary_link"), "#6f8f3a", 1.2),
    (("unclassified", "residential", "living_street", "road"), "#5b7f9e", 0.8),
)
_OTHER = ("other ways", "#a9a9a4", 0.5)
_SPEEDS = (0.0, 6.0, 15.0, 25.0, 35.0, 50.0, 70.0, 90.0)  # km/h


def draw_roads(
    edges: gpd.GeoDataFrame,
    *,
    by: Literal["class", "speed"],
    ax: Axes | None,
    crs: Any,
    legend: bool,
    title: str,
) -> Axes:
    """The roads in layers, the widest last."""
    from matplotlib.axes import Axes

    require_choice(by, "by", ["class", "speed"])
    legend = require_flag(legend, "legend")
    if not isinstance(ax, Axes | None):
        raise _wrong("ax", f"is a {type(ax).__name__}", "make one with matplotlib: plt.subplots()")
    layers = [layer for layer in _layers(edges, by) if layer[1].any()]
    lines = edges.geometry if crs is None else _in_crs(edges.geometry, crs)
    if ax is None:
        ax = _new_axes(lines)
    geometry = np.asarray(lines.array)
    for _, rows, colour, width in layers:
        ax.add_artist(_patch(geometry[rows], colour, width))  # add_patch walks over every bend
    west, south, east, north = lines.total_bounds
    ax.update_datalim([(west, south), (east, north)])
    ax.autoscale_view()
    _same_scale(ax, lines)
    ax.set_title(title, loc="left", fontsize=10)
    if legend:
        ax.legend(  # beside the roads, never over them
            handles=_keys(layers),
            loc="upper left",
            bbox_to_anchor=(1.0, 1.0),
            fontsize=8,
            frameon=False,
        )
    return ax


def _wrong(argument: str, trouble: str, hint: str) -> InvalidInput:
    place = Place(argument=argument)
    return InvalidInput(Finding("invalid_argument", trouble, Severity.WARNING, place, hint))


def _in_crs(lines: gpd.GeoSeries, crs: Any) -> gpd.GeoSeries:
    import pyproj

    try:
        wanted = pyproj.CRS.from_user_input(crs)
    except (pyproj.exceptions.CRSError, TypeError, ValueError):
        trouble = f"is {crs!r}, which is no coordinate reference system"
        raise _wrong("crs", trouble, 'say "EPSG:25832", or the .crs of a GeoDataFrame') from None
    return lines.to_crs(wanted)


def _layers(edges: gpd.GeoDataFrame, by: str) -> list[tuple[str, Any, str, float]]:
    return _by_class(edges) if by == "class" else _by_speed(edges)


def _by_class(edges: gpd.GeoDataFrame) -> list[tuple[str, Any, str, float]]:
    classes = np.asarray(edges["way_class"].astype(str), dtype=object)
    layers = []
    rest = np.ones(len(classes), dtype=bool)
    for names, colour, width in _CLASSES:
        rows = np.isin(classes, names)
        rest &= ~rows
        layers.append((names[0].replace("unclassified", "local road"), rows, colour, width))
    return [(_OTHER[0], rest, *_OTHER[1:]), *reversed(layers)]


def _by_speed(edges: gpd.GeoDataFrame) -> list[tuple[str, Any, str, float]]:
    from matplotlib import colormaps
    from matplotlib.colors import to_hex

    speed = np.fmax(edges["kmh_forward"], edges["kmh_backward"]).to_numpy()
    layers = [("too short for a speed", np.isnan(speed), *_OTHER[1:])]
    for i, low in enumerate(_SPEEDS):
        high = _SPEEDS[i + 1] if i + 1 < len(_SPEEDS) else np.inf
        rows = (speed >= low) & (speed < high)
        label = f"{low:g}–{high:g} km/h" if np.isfinite(high) else f"{low:g} km/h and more"
        colour = to_hex(colormaps["viridis_r"](0.08 + 0.92 * i / (len(_SPEEDS) - 1)))
        layers.append((label, rows, colour, 0.5 + 0.25 * i))
    return layers


def _patch(lines: Any, colour: str, width: float) -> Any:
    """All lines of a layer as one path with many beginnings."""
    import shapely
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    points, row = shapely.get_coordinates(lines, return_index=True)
    codes = np.full(len(points), Path.LINETO, dtype=Path.code_type)
    codes[np.flatnonzero(np.diff(row, prepend=-1))] = Path.MOVETO
    return PathPatch(
        Path(points, codes),
        fill=False,
        edgecolor=colour,
        linewidth=width,
        capstyle="round",
    )


def _keys(layers: list[Any]) -> list[Any]:
    """One line a layer, the widest first."""
    from matplotlib.lines import Line2D

    return [
        Line2D([], [], color=colour, linewidth=width, label=label)
        for label, _, colour, width in reversed(layers)
    ]


def _new_axes(lines: gpd.GeoSeries) -> Axes:
    """Nine inches high and as wide as the land asks for, with room for the legend."""
    from sozialraum.core.figure import axes_to_draw_on

    west, south, east, north = lines.total_bounds
    wide = (east - west) / max(north - south, 1e-9) / _stretch(lines)
    _, axes = axes_to_draw_on(None, (float(np.clip(8 * wide, 4, 14)) + 2, 9), dpi=100)
    return axes


def _same_scale(ax: Axes, lines: gpd.GeoSeries) -> None:
    """A metre east is as long as a metre north."""
    ax.set_aspect(_stretch(lines))


def _stretch(lines: gpd.GeoSeries) -> float:
    """How much longer a unit north must be drawn than a unit east: degrees are not metres."""
    if lines.crs is None or not lines.crs.is_geographic:
        return 1.0
    south, north = lines.total_bounds[[1, 3]]
    return float(1.0 / np.cos(np.deg2rad((south + north) / 2)))
