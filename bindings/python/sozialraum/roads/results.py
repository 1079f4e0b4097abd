"""Answers that are more than one table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sozialraum.core import Finding
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from sozialraum.siting import Siting


@dataclass(frozen=True, repr=False)
class Catchments(Result):
    """Supply per person when those who share a facility are counted.

    Attributes
    ----------
    origins : geopandas.GeoDataFrame
        Geometry of the origins and ``access``: supply per person; 0 = nothing in the catchment,
        NaN = off the road network.
    facilities : geopandas.GeoDataFrame
        Geometry of the facilities and ``ratio``: supply per person in the catchment of each; NaN if
        nobody lives in it.
    method : str
        Such as ``"2SFCA"``.
    findings : list of Finding
    """

    origins: gpd.GeoDataFrame
    facilities: gpd.GeoDataFrame
    method: str
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, repr=False)
class Choices(Result):
    """Who will probably go where, if size attracts and distance deters.

    Attributes
    ----------
    facilities : geopandas.GeoDataFrame
        Geometry of the facilities and ``visitors``: people expected to choose each.
    origins : geopandas.GeoDataFrame
        Geometry of the origins and ``attraction``: what all facilities in reach draw together; 0 =
        none, NaN = off the road network.
    shares : pandas.DataFrame or None
        Columns ``origin``, ``facility``, ``minutes``, ``share``, if asked for.
    findings : list of Finding
    """

    facilities: gpd.GeoDataFrame
    origins: gpd.GeoDataFrame
    shares: pd.DataFrame | None = None
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, repr=False)
class Sites(Result):
    """Where facilities should be, on the map.

    Attributes
    ----------
    sites : geopandas.GeoDataFrame
        The open sites of the best choice, in the CRS of the candidates: ``new`` (False = was there
        before), ``people`` (whom it serves).
    places : geopandas.GeoDataFrame
        Geometry of the demand, ``site`` (None = none) and ``minutes``.
    answer : Siting
        The list of choices with proof, bound and gap.
    findings : list of Finding
    """

    sites: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    answer: Siting
    findings: list[Finding] = field(default_factory=list)
