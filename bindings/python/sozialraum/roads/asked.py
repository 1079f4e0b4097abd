"""Questions about minutes: each is answered by one function, whose further options go with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Unpack

from sozialraum import access, isochrone, reach
from sozialraum.core.finding import invalid_argument
from sozialraum.core.result import say, unsaid
from sozialraum.network import snap
from sozialraum.roads.base import Roads
from sozialraum.roads.results import Catchments, Choices

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from sozialraum.core.points import Places
    from sozialraum.roads.options import (
        Amounts,
        FloatingCatchment,
        Huff,
        Isochrones,
        Linking,
        Matrix,
        Nearest,
        Opportunities,
        Paths,
        Surface,
    )


class Asked(Roads):
    """What an analyst asks of the roads."""

    def snap(
        self, points: gpd.GeoDataFrame, *, radius: float = 2000.0, speed_kmh: float = 5.0
    ) -> gpd.GeoDataFrame:
        """Which road is nearest to each place, and how far is it?

        Parameters and columns as :func:`sozialraum.network.snap`; the geometry is the point on the
        road, None where there is none, in the CRS of the places.
        """
        import geopandas as gpd

        with unsaid():
            found = snap(self.graph, points, radius=radius, speed_kmh=speed_kmh)
        on_road = gpd.GeoSeries(
            gpd.points_from_xy(found["lon"], found["lat"]), index=found.index, crs="EPSG:4326"
        )
        table = gpd.GeoDataFrame(
            found.drop(columns=["lon", "lat"]),
            geometry=on_road.where(found["edge"] >= 0).to_crs(points.crs),
        )
        return self._sign(table, found.attrs)

    def minutes_to_nearest(
        self,
        origins: gpd.GeoDataFrame,
        facilities: Places,
        *,
        k: int = 2,
        **options: Unpack[Nearest],
    ) -> gpd.GeoDataFrame:
        """How many minutes is it to the nearest facilities, and which are they?

        Parameters as :func:`sozialraum.reach.minutes_to_nearest`; ``progress`` may be True.

        Returns
        -------
        geopandas.GeoDataFrame
            Geometry of the origins in their CRS; ``minutes_1``, ``facility_1`` (the nearest),
            ``minutes_2``, ``facility_2``, ... NaN and None where there is none.
        """
        require_points(origins, "origins")
        found = self._ask(reach.minutes_to_nearest, origins, facilities, k=k, **options)
        columns = {
            f"{what}_{rank}": table[rank]
            for rank in found.minutes.columns
            for what, table in (("minutes", found.minutes), ("facility", found.facility))
        }
        return self._on_map(origins, columns | {"state": found.state}, vars(found))

    def opportunities(
        self,
        origins: gpd.GeoDataFrame,
        facilities: Places,
        *,
        limit: float,
        **options: Unpack[Opportunities],
    ) -> gpd.GeoDataFrame:
        """How many opportunities are in reach of each origin?

        Parameters as :func:`sozialraum.access.opportunities`, such as ``weight`` and ``decay``;
        ``progress`` may be True.

        Returns
        -------
        geopandas.GeoDataFrame
            Geometry of the origins and ``opportunities``; 0 = none, NaN = off the road network.
        """
        require_points(origins, "origins")
        found = self._ask(access.opportunities, origins, facilities, limit=limit, **options)
        return self._on_map(origins, {"opportunities": found, "state": found.state}, found.attrs)

    def floating_catchment(
        self,
        origins: gpd.GeoDataFrame,
        facilities: gpd.GeoDataFrame,
        *,
        population: Amounts,
        supply: Amounts,
        limit: float,
        **options: Unpack[FloatingCatchment],
    ) -> Catchments:
        """How much supply is there per person, if those who share a facility are counted?

        Parameters as :func:`sozialraum.access.floating_catchment`, such as ``method`` and
        ``decay``; ``progress`` may be True.
        """
        require_points(origins, "origins")
        require_points(facilities, "facilities")
        amounts = {"population": population, "supply": supply, "limit": limit}
        found = self._ask(access.floating_catchment, origins, facilities, **amounts, **options)
        with unsaid():
            people = self._on_map(origins, {"access": found.access}, vars(found))
            supplied = self._on_map(facilities, {"ratio": found.ratio}, vars(found))
        return Catchments(people, supplied, found.method, list(found.findings))

    def huff(
        self,
        origins: gpd.GeoDataFrame,
        facilities: gpd.GeoDataFrame,
        *,
        population: Amounts,
        supply: Amounts,
        limit: float,
        **options: Unpack[Huff],
    ) -> Choices:
        """Who will probably go where, if size attracts and distance deters?

        Parameters as :func:`sozialraum.access.huff`, such as ``decay`` and ``shares``; ``progress``
        may be True.
        """
        require_points(origins, "origins")
        require_points(facilities, "facilities")
        amounts = {"population": population, "supply": supply, "limit": limit}
        found = self._ask(access.huff, origins, facilities, **amounts, **options)
        shares = found.shares
        with unsaid():
            if shares is not None:
                shares = self._sign(shares, shares.attrs)
            chosen = self._on_map(facilities, {"visitors": found.visitors}, vars(found))
            choosing = self._on_map(origins, {"attraction": found.attraction}, vars(found))
        return Choices(chosen, choosing, shares, list(found.findings))

    def travel_times(
        self, origins: Places, facilities: Places, *, limit: float, **options: Unpack[Linking]
    ) -> pd.DataFrame:
        """How long does each origin need to each facility within the limit? One row a pair.

        Parameters and columns as :func:`sozialraum.reach.travel_times`; ``progress`` may be True.
        """
        found = self._ask(reach.travel_times, origins, facilities, limit=limit, **options)
        signed: pd.DataFrame = self._sign(found, found.attrs)
        return signed

    def matrix(self, origins: Places, facilities: Places, **options: Unpack[Matrix]) -> Any:
        """How long does every origin need to every facility? Origins x facilities, or a file.

        Parameters and results as :func:`sozialraum.reach.matrix`; ``progress`` may be True.
        """
        found = self._ask(reach.matrix, origins, facilities, **options)
        if not isinstance(found, reach.MatrixFile):
            return self._sign(found, found.attrs)
        say(found.findings)
        return found

    def paths(
        self, origins: gpd.GeoDataFrame, facilities: Places, **options: Unpack[Paths]
    ) -> gpd.GeoDataFrame:
        """Which way do the minutes stand for? Lines in the CRS of the origins.

        Parameters and columns as :func:`sozialraum.reach.paths`, such as ``pairs``, ``k`` and
        ``limit``; ``progress`` may be True.
        """
        require_points(origins, "origins")
        found = self._ask(reach.paths, origins, facilities, **options)
        return self._sign(found.to_crs(origins.crs), found.attrs)

    def minutes_surface(
        self, places: gpd.GeoDataFrame, **options: Unpack[Surface]
    ) -> isochrone.MinutesSurface:
        """How long is it from every bit of land to the nearest of these places? A raster.

        Parameters as :func:`sozialraum.isochrone.minutes_surface`, such as ``limit`` and
        ``resolution``; ``progress`` may be True.
        """
        found = self._ask(isochrone.minutes_surface, places, **options)
        return isochrone.MinutesSurface(found.minutes, found.transform, self._account(found.attrs))

    def isochrones(
        self, places: gpd.GeoDataFrame, *, limits: Sequence[float], **options: Unpack[Isochrones]
    ) -> gpd.GeoDataFrame:
        """Which land is within some minutes of each place? Polygons in the CRS of the places.

        Parameters and columns as :func:`sozialraum.isochrone.isochrones`, such as ``resolution``
        and ``radius``; ``progress`` may be True.
        """
        land = self._ask(isochrone.isochrones, places, limits=limits, **options)
        return self._sign(land, land.attrs)


def require_points(places: Places, argument: str) -> None:
    """Refuse nodes where the answer is a map of the places."""
    import pandas as pd

    if isinstance(places, pd.Index):
        raise invalid_argument(
            argument,
            f"is a {type(places).__name__}; a GeoDataFrame of points is needed here",
            f"give roads.graph.to_nodes().loc[{argument}], or ask the function of sozialraum.reach",
        )
