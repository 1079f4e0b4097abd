"""Layers that are results: GeoDataFrames with findings (:mod:`sozialraum.core.tables`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import geopandas as gpd

from sozialraum.core.finding import Finding
from sozialraum.core.result import as_plain, findings_html, say
from sozialraum.core.tables import _Found, _made, _printed


class MapResult(_Found, gpd.GeoDataFrame):  # type: ignore[misc]
    """A layer with ``findings``; what is derived from it is a plain GeoDataFrame."""

    @property
    def _constructor(self) -> Any:
        return gpd.GeoDataFrame()._constructor

    def _constructor_from_mgr(self, mgr: Any, axes: Any) -> Any:
        return gpd.GeoDataFrame()._constructor_from_mgr(mgr, axes)

    @classmethod
    def of(
        cls, layer: Any, findings: Iterable[Finding] = (), facts: dict[str, Any] | None = None
    ) -> MapResult:
        """A result of a layer; says its warnings."""
        made = cast(MapResult, _made(cls, layer, list(findings), facts or {}))
        say(made.findings)
        return made

    @property
    def table(self) -> Any:
        """The plain layer."""
        return self._plain()

    def _plain(self) -> Any:
        plain = gpd.GeoDataFrame(self)
        plain.attrs = {}
        return plain

    def __repr__(self) -> str:
        return _printed(self.table, self.findings)

    def _repr_html_(self) -> str:
        return f"<div>{findings_html(self.findings)}{self.table._repr_html_()}</div>"

    def to_parquet(self, path: Any, *arguments: Any, **options: Any) -> None:
        """As geopandas does, with the findings in the metadata of the file (``attrs``)."""
        layer = self.table
        layer.attrs = dict(self.attrs) | {"findings": as_plain(self.findings)}
        layer.to_parquet(path, *arguments, **options)
