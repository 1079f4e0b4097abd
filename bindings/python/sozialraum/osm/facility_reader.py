"""Facilities and places of an OpenStreetMap file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from sozialraum import _osm
from sozialraum.core.door import require_count, require_flag, require_path
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.osm.road_reader import report_frame

if TYPE_CHECKING:
    import geopandas as gpd

    from sozialraum.osm.road_reader import Progress
    from sozialraum.osm.speed_table import Path


def _filter_list(
    filters: Mapping[str, str | Sequence[str] | Literal[True]],
) -> list[tuple[str, list[str]]]:
    if not isinstance(filters, Mapping):
        raise invalid_argument(
            "filters", f"is {shown(filters)}", 'give a mapping: {"amenity": "school"}'
        )
    result: list[tuple[str, list[str]]] = []
    for key, values in filters.items():
        if not isinstance(key, str):
            raise invalid_argument(
                "filters", f"has the key {shown(key)}, which is no text", 'say "amenity"'
            )
        if values is True or values == "*":
            result.append((key, []))
        elif isinstance(values, str):
            result.append((key, [values]))
        elif not isinstance(values, Iterable):
            raise invalid_argument(
                "filters",
                f"has {shown(values)} for {shown(key)}",
                "give values, or True for any value",
            )
        else:
            wanted = [str(value) for value in values]
            if not wanted:
                raise invalid_argument(
                    "filters",
                    f"names no value for {shown(key)}",
                    "give values, or True for any value",
                )
            result.append((key, wanted))
    return result


def read_facilities(
    path: Path,
    filters: Mapping[str, str | Sequence[str] | Literal[True]],
    *,
    merge_doubles: bool = False,
    threads: int = 0,
    progress: Progress | None = None,
) -> gpd.GeoDataFrame:
    """Where are the facilities of an OpenStreetMap file that match any of the filters?

    Nodes as they are; closed ways and multipolygons as a point inside; open ways as their middle.

    Parameters
    ----------
    path : path
    filters : dict
        Key to value, list of values, or True (any value): ``{"amenity": ["school", "kindergarten"],
        "shop": True}``. An object counts once if any filter matches; of ``a;b`` any part may.
    merge_doubles : bool
        One school may be mapped twice: as a point inside its own surface, or as a multipolygon and
        its outer way. Such pairs (one kind, one name or one without, one place) are the finding
        ``possible_doubles``; True makes one of each: the larger extent, completed by the other's
        tags.
    threads, progress
        As in :func:`read_roads`.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326 points; index ``"node/123"``; columns ``osm_type``, ``osm_id``, ``name`` ("" if
        none), ``tags`` (dict). ``attrs`` holds ``findings`` and the rows of the ``import_report``.
        Nodes first, then ways, then relations, each by id; empty with the finding ``no_facility``
        if nothing matches.

    Raises
    ------
    InvalidInput
        As :func:`read_roads`, without ``no_road``.

    Examples
    --------
    >>> nurseries = read_facilities("data/roads_osm/north-bayreuth.osm.gz",
    ...                             {"amenity": "kindergarten"})
    >>> nurseries.index[0], nurseries.crs.to_epsg()
    ('way/104656730', 4326)
    """
    import geopandas as gpd
    import pandas as pd

    from sozialraum.core.maps import MapResult

    made = _osm.read_facilities(
        require_path(path, "path"),
        _filter_list(filters),
        require_flag(merge_doubles, "merge_doubles"),
        progress,
        require_count(threads, "threads"),
    )
    types, ids, lon, lat, tags = made["columns"]
    frame = gpd.GeoDataFrame(
        {
            "osm_type": pd.Series(types, dtype="str"),
            "osm_id": pd.Series(ids, dtype="int64"),
            "name": pd.Series([tag.get("name", "") for tag in tags], dtype="str"),
            "tags": pd.Series(tags, dtype="object"),
        },
        geometry=gpd.points_from_xy(lon, lat),
        crs="EPSG:4326",
    )
    frame.index = pd.Index([f"{kind}/{i}" for kind, i in zip(types, ids, strict=True)], dtype="str")
    # Rows, not a frame: pandas compares attrs when it puts frames together.
    report = report_frame(made["report"]).to_dict("records")
    return MapResult.of(frame, made["findings"], {"import_report": report})
