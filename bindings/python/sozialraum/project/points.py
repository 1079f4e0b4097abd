"""Where are the facilities and the named places of a project?"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from sozialraum.core import Finding, InvalidInput, Place, Severity, unknown_name
from sozialraum.level.trouble import trouble
from sozialraum.project.load import LoadedProject
from sozialraum.project.schema import Facilities, Level
from sozialraum.project.tables import read_options
from sozialraum.project.where import option_place, require_file

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["facility_points", "osm_filters", "place_points", "require_places"]

_WGS84 = "EPSG:4326"
_LAYERS = {".gpkg", ".geojson", ".json", ".shp", ".gml", ".fgb"}


def facility_points(loaded: LoadedProject, options: Facilities) -> gpd.GeoDataFrame:
    """The facilities of a kind as points, EPSG:4326."""
    points = _osm_points(loaded, options) if options.osm else _table_points(loaded, options)
    points = points.loc[sorted(points.index, key=str)]  # whatever their order in the file
    if len(points) == 0:
        raise trouble(
            "no_facility",
            f"no facility of '{options.id}' was found",
            file=options.file,
            hint="check the filter, or leave the facility out of the project file",
            facility=options.name,
        )
    return points


def _osm_points(loaded: LoadedProject, options: Facilities) -> gpd.GeoDataFrame:
    from sozialraum import osm

    return osm.read_facilities(require_file(loaded, options.file), osm_filters(options.osm))


def osm_filters(wanted: dict[str, Any]) -> dict[str, Any]:
    """As the reader takes them: ``true`` means any value."""
    return {key: True if value is True else value for key, value in wanted.items()}


def _table_points(loaded: LoadedProject, options: Facilities) -> gpd.GeoDataFrame:
    from sozialraum import gis

    given = options.model_fields_set
    layer = _is_layer(options.file, options.layer) and not given & {"longitude", "latitude"}
    points = gis.read_points(
        require_file(loaded, options.file),
        id=options.key,
        x="" if layer else options.longitude,
        y="" if layer else options.latitude,
        crs=options.crs or ("" if layer else _WGS84),
        doubled=options.doubled,
        **read_options(options),
    )
    points = _in_degrees(points)
    if options.within is not None:
        west, south, east, north = options.within
        points = points.cx[west:east, south:north]
    if not options.column:
        return points
    if options.column not in points.columns:
        columns = [str(c) for c in points.columns]
        raise unknown_name("column", options.column, columns, Place(file=options.file))
    kept = points[options.column].fillna("").astype(str).str.contains(options.contains, regex=False)
    return points[kept]


def _is_layer(file: str, layer: str | None) -> bool:
    """A file whose features have a place; a table has columns of coordinates."""
    return layer is not None or PurePath(file).suffix.lower() in _LAYERS


def _in_degrees(points: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    from sozialraum import gis

    return points if points.crs.equals(_WGS84) else gis.transform(points, _WGS84)


def place_points(loaded: LoadedProject, level: Level) -> gpd.GeoDataFrame | None:
    """The named places of a level, EPSG:4326, with the column ``name``."""
    places = level.places
    if places is None:
        return None
    if places.osm:
        from sozialraum import osm

        points = osm.read_facilities(
            require_file(loaded, places.file), osm_filters(dict(places.osm))
        )
        return points[points["name"].fillna("").astype(str).str.len() > 0][["name", "geometry"]]
    from sozialraum import gis

    given = places.model_fields_set
    layer = _is_layer(places.file, places.layer) and not given & {"longitude", "latitude"}
    points = gis.read_points(
        require_file(loaded, places.file),
        id=places.name,
        x="" if layer else places.longitude,
        y="" if layer else places.latitude,
        crs=places.crs or ("" if layer else _WGS84),
        layer=places.layer,
        doubled="number" if layer else "error",
    )
    points = _in_degrees(points)
    result = points[["geometry"]].copy()
    result["name"] = [str(code).split(" (")[0] for code in points.index]
    return result


def require_places(loaded: LoadedProject, level: Level, found: int) -> None:
    """Refuse a file of places in which there is none with a name."""
    if found or level.places is None:
        return
    raise InvalidInput(
        Finding(
            "no_place",
            f"there is no named place in '{level.places.file}'",
            Severity.WARNING,
            option_place(loaded, level, "places"),
            "check the file and the filter, or leave 'places' out",
            details={"source": level.places.file},
        )
    )
