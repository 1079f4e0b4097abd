"""Everything that is known about one level, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from sozialraum.core import AreaTable, Finding
from sozialraum.level.asked import AskedLevel
from sozialraum.level.bands import LandBands
from sozialraum.level.beyond import ModeSummary
from sozialraum.level.comparison import Comparison
from sozialraum.level.differences import differences
from sozialraum.level.measures import Measures
from sozialraum.level.siting import SitingAnswer
from sozialraum.level.typing import Typing
from sozialraum.level.ways import Ways
from sozialraum.level.wider import Wider
from sozialraum.level.years import changes
from sozialraum.words.areas import german_key
from sozialraum.words.bidi import isolated
from sozialraum.words.pictures import UNSURE

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

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
    withheld : geopandas.GeoDataFrame or None
        Areas that would be shown, but of which nothing may be told: ``name`` and ``geometry``.
    floor : int
        Nothing is told of areas of fewer people.
    least_count : int
        Nothing is told of fewer cases.
    context : bool
        The level only shows where its area in focus stands: the others have no page.
    drawn : {"areas", "cells", "circles", "squares"}
        What the geometry is: land of the areas; or, of places that have no boundary, the land
        nearest to each or a circle by its people, and the place itself is the column ``at``; or
        squares grown together.
    remarks : dict
        Code -> sentences that the page of the area must say: what it was made of.
    of_parts : bool
        The areas are made of smaller ones: minutes are the mean of what their people take.
    wider : Wider or None
        A region around the areas that they are compared with, too.
    inhabited : geopandas.GeoSeries or None
        Squares in which people live, for orientation; nothing is told of one alone.
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
    comparison: Comparison
    typing: Typing
    places: gpd.GeoDataFrame | None
    outline: Any
    drawn: Literal["areas", "cells", "circles", "squares"] = "areas"
    remarks: dict[str, list[str]] = field(default_factory=dict)
    inhabited: Any = None
    of_parts: bool = False
    withheld: gpd.GeoDataFrame | None = None
    floor: int = 0
    least_count: int = 0
    context: bool = False
    wider: Wider | None = None
    findings: list[Finding] = field(default_factory=list)
    operations: list[str] = field(default_factory=list)

    @cached_property
    def differences(self) -> dict[str, pd.DataFrame]:
        """Indicator -> which areas shown differ from all others by more than chance."""
        return differences(self.areas, self.measures)

    @cached_property
    def changes_of_years(self) -> dict[str, pd.DataFrame]:
        """Indicator with years -> which areas shown changed by more than chance."""
        return changes(self.areas, self.measures)

    @cached_property
    def beyond_wider(self) -> dict[str, pd.Series]:
        """Indicator -> which areas shown differ from the rest of the wider region beyond chance."""
        if self.wider is None:
            return {}
        return self.wider.beyond_chance(self.measures, list(self.order))

    @cached_property
    def name_of(self) -> dict[str, str]:
        """Code -> name of the area; also of one of which nothing else is told."""
        names = dict(self.areas["name"].items())
        if self.withheld is not None:
            names |= dict(self.withheld["name"].items())
        return {str(code): isolated(str(name)) for code, name in names.items()}

    @cached_property
    def short_name_of(self) -> dict[str, str]:
        """Code -> what the area is called where there is little room, as on a map."""
        if "short_name" not in self.areas.columns:
            return self.name_of
        return {str(c): isolated(str(name)) for c, name in self.areas["short_name"].items()}

    @cached_property
    def people_of(self) -> dict[str, float]:
        """Code -> people of the area."""
        return {str(code): float(people) for code, people in self.areas["population"].items()}

    @cached_property
    def shown(self) -> set[str]:
        """Codes of the areas that have a page."""
        return {str(code) for code in self.areas.index[self.areas["shown"].astype(bool)]}

    @cached_property
    def order(self) -> dict[str, int]:
        """Code of an area shown -> its place in lists: the one in focus first, others by name."""
        focus = {str(code) for code in self.areas.index[self.areas["focus"].astype(bool)]}
        name_of = self.name_of
        codes = sorted(self.shown, key=lambda c: (c not in focus, german_key(name_of[c]), c))
        return {code: place for place, code in enumerate(codes)}

    @cached_property
    def unsure(self) -> set[str]:
        """Codes of the areas whose type is not sure: they are striped on the map."""
        low = self.typing.certainty < UNSURE
        return {str(code) for code in low.index[low]}
