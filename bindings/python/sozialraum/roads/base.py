"""The roads of one mode, and how an answer about them is dressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum.core import Finding, require_text
from sozialraum.core.result import unsaid
from sozialraum.roads.progress import Progress, told

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from matplotlib.axes import Axes

    from sozialraum.core.points import Places
    from sozialraum.network import RoadGraph, SourceFile
    from sozialraum.osm import SpeedTable

GIVEN, UNTOLD = "as given", "not told"
"""Instead of the name of a speed table: times came with the edges; a file is silent."""


class Roads:
    """The roads, the speeds behind their minutes, and what every answer says about them."""

    def __init__(
        self,
        graph: RoadGraph,
        *,
        mode: str = "",
        speeds: SpeedTable | None = None,
        source: str = "",
        date: str = "",
    ) -> None:
        self.graph = graph
        self.mode = require_text(mode, "mode")
        self.speeds = speeds
        self.speed_table = speeds.name if speeds is not None else GIVEN
        self.source = require_text(source, "source")
        self.date = require_text(date, "date")
        self._made_of: SourceFile | None = None  # the file it was read from

    @property
    def findings(self) -> list[Finding]:
        """What was noticed while the network was made."""
        return self.graph.findings

    @property
    def import_report(self) -> pd.DataFrame | None:
        """What the importer dropped or repaired, counted by reason; None if not from a file."""
        return self.graph.import_report

    @property
    def kilometres(self) -> float:
        """Length of all roads, each street once, whether it came as one row or one a direction."""
        return float(self.graph._core.street_metres()) / 1000.0

    def to_edges(self) -> gpd.GeoDataFrame:
        """The roads as lines (:meth:`sozialraum.network.RoadGraph.to_edges`), with their speeds.

        Adds ``kmh_forward`` and ``kmh_backward``: length by time, NaN where closed that way.
        """
        edges = self.graph.to_edges()
        for way in ("forward", "backward"):
            edges[f"kmh_{way}"] = _kmh(edges["metres"], edges[f"minutes_{way}"])
        return self._sign(edges, {})

    def plot(
        self,
        by: Literal["class", "speed"] = "class",
        *,
        ax: Axes | None = None,
        crs: Any = None,
        legend: bool = True,
    ) -> Axes:
        """Draw the roads: by class, or by mean speed.

        Parameters
        ----------
        by : {"class", "speed"}
        ax : matplotlib.axes.Axes, optional
            Drawn into a new figure unless given.
        crs : optional
            Coordinates of the picture, such as that of the places to be drawn over it; degrees with
            a width-to-height ratio right for the middle unless given.
        legend : bool

        Returns
        -------
        matplotlib.axes.Axes
        """
        from sozialraum.roads.drawing import draw_roads

        return draw_roads(
            self.to_edges(), by=by, ax=ax, crs=crs, legend=legend, title=self._title()
        )

    def __repr__(self) -> str:
        return f"Network({'; '.join(f'{k}: {v}' if k else v for k, v in self._facts())})"

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(
            f"<tr><th style='text-align:left'>{escape(name or 'network')}</th>"
            f"<td style='text-align:left'>{escape(text)}</td></tr>"
            for name, text in self._facts()
        )
        return f"<table>{rows}</table>"

    def _facts(self) -> list[tuple[str, str]]:
        size = (
            f"{self.graph.node_count:,} junctions, {self.graph.edge_count:,} roads, "
            f"{self.kilometres:,.1f} km"
        )
        facts = [
            ("", size),
            ("mode", self.mode),
            ("speeds", self.speed_table),
            ("source", self.source),
            ("date", self.date),
            ("prepared", "yes" if self.graph.prepared else ""),
        ]
        return [(name, text) for name, text in facts if text]

    def _title(self) -> str:
        return ", ".join(t for t in (self.source, self.mode, self.date) if t)

    def _ask(
        self,
        question: Callable[..., Any],
        *places: Places,
        progress: Progress = None,
        **options: Any,
    ) -> Any:
        """The answer for these roads, with a line of text on the way if wanted."""
        with unsaid(), told(progress, question.__name__.replace("_", " ")) as tell:
            return question(self.graph, *places, progress=tell, **options)

    def _on_map(
        self, places: gpd.GeoDataFrame, columns: Mapping[Any, Any], told: Mapping[str, Any]
    ) -> gpd.GeoDataFrame:
        """Columns in the order of the places, with their geometry, index and CRS."""
        import geopandas as gpd

        frame = gpd.GeoDataFrame(dict(columns), index=places.index, geometry=places.geometry)
        return self._sign(frame, told)

    def _sign(self, table: Any, told: Mapping[Any, Any]) -> Any:
        """The table as a result that tells how it was measured."""
        import geopandas as gpd

        from sozialraum.core.maps import MapResult
        from sozialraum.core.tables import TableResult

        form: Any = MapResult if isinstance(table, gpd.GeoDataFrame) else TableResult
        account = self._account(told)
        return form.of(table, account.pop("findings"), account)

    def _account(self, told: Mapping[Any, Any]) -> dict[Any, Any]:
        return {
            "method": told.get("method", ""),
            "direction": told.get("direction", ""),
            "mode": self.mode,
            "speed_table": self.speed_table,
            "source": self.source,
            "date": self.date,
            "findings": list(told.get("findings", [])),
        }


def _kmh(metres: Any, minutes: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(minutes > 0, metres / minutes * 0.06, np.nan)
