"""All of it under one name."""

from __future__ import annotations

from sozialraum.roads.made import Made
from sozialraum.roads.sites import Sited


class Network(Made, Sited):
    """The roads of one mode with the speeds behind every minute.

    Make one with :meth:`from_osm`, :meth:`from_edges` or :meth:`load`. Places go in as
    GeoDataFrames of points in any CRS, and results come back with the same index in the same CRS;
    columns such as ``facility_1``, ``origin`` or ``site`` hold labels of those indexes. (Findings
    and files name places by text.)
    Every result carries in ``.attrs`` how it was measured: ``method``, ``mode``, ``speed_table``,
    ``direction``, ``source``, ``date``, and the ``findings``.

    Attributes
    ----------
    graph : RoadGraph
        For the functions of ``network`` and ``reach``.
    mode : str
        "car", "bicycle", "foot", or "" if not known.
    speed_table : str
        Name of the speed table behind all minutes; "as given" if the times came with the edges.
    speeds : SpeedTable or None
        The table itself.
    source, date : str
        Where the roads come from, and when they were as they are here.
    import_report : pandas.DataFrame or None
        What the importer dropped or repaired, counted by reason.
    findings : list of Finding

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely import LineString
    >>> edges = gpd.GeoDataFrame({"u": [1, 2], "v": [2, 3], "length": [684.0, 684.0],
    ...                           "speed_kmh": [41.04, 41.04]},
    ...                          geometry=[LineString([(9.24, 52.17), (9.25, 52.17)]),
    ...                                    LineString([(9.25, 52.17), (9.26, 52.17)])],
    ...                          crs="EPSG:4326")
    >>> roads = Network.from_edges(edges, source="made up")
    >>> roads
    Network(3 junctions, 2 roads, 1.4 km; speeds: as given; source: made up)
    >>> homes = gpd.GeoDataFrame(index=["west"], geometry=gpd.points_from_xy([9.24], [52.17]),
    ...                          crs="EPSG:4326").to_crs("EPSG:25832")
    >>> school = gpd.GeoDataFrame(index=["east"], geometry=gpd.points_from_xy([9.26], [52.17]),
    ...                           crs="EPSG:4326")
    >>> nearest = roads.minutes_to_nearest(homes, school, k=1)
    >>> round(float(nearest.loc["west", "minutes_1"]), 2), nearest.loc["west", "facility_1"]
    (2.0, 'east')
    >>> nearest.crs.to_epsg(), nearest.attrs["method"]
    (25832, 'road-network')
    """
