"""Everything that is known about one level, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sozialraum.core import AreaTable, Finding
from sozialraum.level.asked import AskedLevel
from sozialraum.level.bands import LandBands
from sozialraum.level.beyond import ModeSummary
from sozialraum.level.measures import Measures
from sozialraum.level.siting import SitingAnswer
from sozialraum.level.typing import Typing
from sozialraum.level.ways import Ways

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["LevelResult"]


@dataclass
class LevelResult:
    """Everything known about one level.

    Attributes
    ----------
    areas : geopandas.GeoDataFrame
        The typed areas.
    reference : int
        How many areas stand behind priors; more than the typed ones where a project says so.
    """

    level: AskedLevel
    table: AreaTable
    areas: gpd.GeoDataFrame
    reference: int
    ways: Ways
    mode_summaries: list[ModeSummary]
    siting: list[SitingAnswer]
    bands: list[LandBands]
    measures: Measures
    typing: Typing
    places: gpd.GeoDataFrame | None
    outline: Any
    findings: list[Finding] = field(default_factory=list)
    operations: list[str] = field(default_factory=list)
