"""A figure that shows itself in a notebook, whatever drawing backend is set."""

from __future__ import annotations

import io
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

__all__ = ["Picture", "PictureAxes", "axes_to_draw_on"]


class Picture(Figure):
    """A figure of matplotlib; as the last line of a cell it is shown."""

    def _repr_png_(self) -> bytes:
        file = io.BytesIO()
        self.savefig(file, format="png")
        return file.getvalue()


class PictureAxes(Axes):
    """Axes of matplotlib; as the last line of a cell their figure is shown."""

    def _repr_png_(self) -> bytes | None:
        figure = self.get_figure()
        return figure._repr_png_() if isinstance(figure, Picture) else None


def axes_to_draw_on(
    ax: Axes | None, size: tuple[float, float] = (10.0, 8.2), *, dpi: int = 150
) -> tuple[Any, Axes]:
    """The figure and the axes: those given, or new ones."""
    if ax is not None:
        return ax.get_figure(), ax
    figure = Picture(figsize=size, dpi=dpi, layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot(axes_class=PictureAxes)
