"""Do the coordinates of a delivery fit the system that its file names?

The place is always the same: 9.25 degrees east, 52.17 north, in the Weserbergland; rounded numbers
of other systems are those of pyproj.
"""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from sozialraum import core, gis
from sozialraum.core import InvalidInput, Severity

DEGREES, UTM, WEB, GRID = (9.25, 52.17), (517098, 5779976), (1029705, 6830922), (4269688, 3229180)


def square(x: float, y: float) -> dict[str, Any]:
    side = 0.001 if abs(x) < 200 else 100
    ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def collection(folder: Path, *places: tuple[float, float], **members: Any) -> Path:
    features = [
        {"type": "Feature", "properties": {"k": f"a{i}", "crs": "text"}, "geometry": square(*place)}
        for i, place in enumerate(places)
    ]
    path = folder / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", **members, "features": features}))
    return path


def named(name: str) -> dict[str, Any]:
    return {"type": "name", "properties": {"name": name}}


def areas(path: Path, **options: Any) -> gpd.GeoDataFrame:
    return gis.read_areas(path, key="k", **options)


def refused(call: Any) -> core.Finding:
    with pytest.raises(InvalidInput) as caught:
        call()
    return caught.value.finding


def warned(frame: gpd.GeoDataFrame) -> dict[str, core.Finding]:
    return {f.code: f for f in frame.attrs["findings"] if f.severity is Severity.WARNING}


# ----------------------------------------------------------------------- the member crs of GeoJSON


@pytest.mark.parametrize(
    "crs",
    [
        named("urn:ogc:def:crs:EPSG::25832"),
        named("EPSG:25832"),
        named("25832"),
        named("ETRS89 / UTM zone 32N"),
        named("http://www.opengis.net/def/crs/EPSG/0/25832"),
        named("urn:adv:crs:ETRS89_UTM32"),
        named("urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH"),
        {"type": "EPSG", "properties": {"code": 25832}},
        "EPSG:25832",
    ],
)
def test_the_system_that_a_file_names_is_taken(tmp_path: Path, crs: Any) -> None:
    frame = areas(collection(tmp_path, UTM, crs=crs))
    assert frame.crs == "EPSG:25832" and not warned(frame)


def test_other_places_of_the_name_are_read_too(tmp_path: Path) -> None:
    link = "http://www.opengis.net/def/crs/EPSG/0/25832"
    assert areas(collection(tmp_path, UTM, coordRefSys=link)).crs == "EPSG:25832"
    path = collection(tmp_path, UTM)
    inside = json.loads(path.read_text())
    inside["features"][0]["crs"] = named("EPSG:25832")
    path.write_text(json.dumps(inside))
    assert areas(path).crs == "EPSG:25832"


@pytest.mark.parametrize(
    "crs", [None, {}, named("LOCAL:42"), named("EPSG:999999"), {"type": "link", "properties": {}}]
)
@pytest.mark.parametrize("place", [DEGREES, UTM])
def test_a_system_that_nobody_knows_is_never_taken_for_degrees(
    tmp_path: Path, crs: Any, place: tuple[float, float]
) -> None:
    path = collection(tmp_path, place, crs=crs)
    found = refused(lambda: areas(path))
    assert found.code == "unknown_crs" and found.place.file.endswith("a.geojson")
    known = "EPSG:4326" if place is DEGREES else "EPSG:25832"
    frame = areas(path, crs=known)
    assert frame.crs == known and "not known" in warned(frame)["crs_overruled"].message


def test_a_file_that_names_none_means_degrees(tmp_path: Path) -> None:
    frame = areas(collection(tmp_path, DEGREES, name="crs"))
    assert frame.crs == "EPSG:4326" and not warned(frame)


# --------------------------------------------------------------- another system than the file says


@pytest.mark.parametrize(
    ("place", "said", "fits"),
    [
        (WEB, "EPSG:25832", "EPSG:3857"),
        (GRID, "EPSG:25832", "EPSG:3035"),
        (UTM, "EPSG:4326", "EPSG:25832"),
        (DEGREES, "EPSG:25832", "EPSG:4326"),
        (DEGREES, "EPSG:3857", "EPSG:4326"),
        ((3517177, 5781849), "EPSG:25832", "EPSG:31467"),
        ((4517177, 5781849), "EPSG:31467", "EPSG:31468"),
        (UTM, "EPSG:4647", "EPSG:25832"),
        (UTM[::-1], "EPSG:25832", "EPSG:25832 with x and y exchanged"),
    ],
)
def test_the_system_that_would_fit_is_named(
    tmp_path: Path, place: tuple[float, float], said: str, fits: str
) -> None:
    found = refused(lambda: areas(collection(tmp_path, place, crs=named(said))))
    assert found.code == "coordinates_outside_crs"
    assert f"read as {fits}" in found.hint, found.hint


def test_a_zone_in_front_names_the_system_of_that_zone(tmp_path: Path) -> None:
    place = (32e6 + UTM[0], UTM[1])
    for said in ("EPSG:25832", "EPSG:25833"):
        found = refused(lambda: areas(collection(tmp_path, place, crs=named(said))))  # noqa: B023
        assert found.code == "coordinates_with_zone" and "EPSG:4647" in found.hint


@pytest.mark.parametrize(
    ("place", "said", "code"),
    [
        (DEGREES[::-1], "EPSG:4326", "axes_may_be_swapped"),
        (GRID[::-1], "EPSG:3035", "axes_may_be_swapped"),
        (UTM, "EPSG:3857", "other_crs_fits"),
    ],
)
def test_places_that_exist_elsewhere_are_doubted(
    tmp_path: Path, place: tuple[float, float], said: str, code: str
) -> None:
    assert list(warned(areas(collection(tmp_path, place, crs=named(said))))) == [code]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (GRID, "EPSG:3035"),
        (WEB, "EPSG:3857"),
        ((392000, 5820000), "EPSG:25833"),  # Berlin
        ((811000, 5830000), "EPSG:25832"),  # Berlin in the zone of the west
        ((600000, 6640000), "EPSG:25832"),  # Oslo
        ((530000, 180000), "EPSG:27700"),  # London
        ((14.2, 48.1), "EPSG:4326"),  # Linz
        ((17.1, -22.6), "EPSG:4326"),  # Windhoek
        ((130000, 450000), "EPSG:28992"),  # Utrecht
    ],
)
def test_right_coordinates_are_not_doubted(
    tmp_path: Path, place: tuple[float, float], said: str
) -> None:
    assert not warned(areas(collection(tmp_path, place, crs=named(said))))


# ------------------------------------------------------------------------------------ one wrong row


def test_one_row_far_from_the_others_is_named(tmp_path: Path) -> None:
    others = [(9.2, 52.1), (9.3, 52.2), (9.25, 52.15)]
    frame = areas(collection(tmp_path, *others, (52.17, 9.25)))
    found = warned(frame)["far_from_the_others"]
    assert found.areas == ("a3",) and "exchanged" in found.hint
    assert warned(areas(collection(tmp_path, *others, (0.0, 0.0))))["far_from_the_others"].areas
    assert not warned(areas(collection(tmp_path, *others, (10.4, 53.2))))


def points(folder: Path, *rows: str) -> gpd.GeoDataFrame:
    path = folder / "p.csv"
    path.write_text("id;x;y\n" + "".join(f"{row}\n" for row in rows))
    return gis.read_points(path, id="id", x="x", y="y", crs="EPSG:25832")


def test_a_row_that_cannot_be_is_named_and_refused(tmp_path: Path) -> None:
    good = ["a;517000;5780000", "b;517100;5780100"]
    found = refused(lambda: points(tmp_path, *good, "c;5780000;517000"))
    assert found.areas == ("c",) and "exchanged" in found.hint
    found = refused(lambda: points(tmp_path, *good, "c;32517000;5780000"))
    assert found.areas == ("c",) and "zone" in found.hint
    found = refused(lambda: points(tmp_path, good[0], "c;32517000;5780000"))
    assert found.areas == ("a", "c") and "zone" in found.hint
    assert warned(points(tmp_path, good[0], "c;0;5780000"))["far_from_the_others"].areas


def test_degrees_and_minutes_are_asked_for_as_decimals(tmp_path: Path) -> None:
    found = refused(lambda: points(tmp_path, "a;9°15'00\"O;52°10'12\"N"))
    assert "decimal numbers" in found.hint and found.place.row == 2
