"""A figure that shows itself in a notebook, whatever drawing backend is set."""

from __future__ import annotations

import io
from textwrap import fill
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import ScalarFormatter

__all__ = ["Picture", "PictureAxes", "axes_to_draw_on", "noted", "numbers_in", "titled"]


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


def titled(axes: Axes, title: str, *, pad: float = 6.0) -> None:
    """The title, on several lines if it is long."""
    lines = "\n".join(fill(line, 60) for line in title.split("\n"))
    axes.set_title(lines, loc="left", fontsize=13, fontweight="bold", pad=pad)


def noted(figure: Any, note: str) -> None:
    """How to read the picture, below it."""
    if hasattr(figure, "supxlabel"):
        figure.supxlabel(fill(note, 120), fontsize=8, color="#444444", x=0.01, ha="left")


def numbers_in(language: str, *axes: Any) -> None:
    """Numbers beside an axis as the language writes them: 0,5 or 0.5."""
    for axis in axes:
        axis.set_major_formatter(_Comma() if language == "de" else ScalarFormatter())


class _Comma(ScalarFormatter):
    def __call__(self, x: float, pos: int | None = None) -> str:
        return str(super().__call__(x, pos)).replace(".", ",")
