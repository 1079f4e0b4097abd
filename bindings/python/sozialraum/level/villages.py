"""Which row of a table speaks of which place, and how is a place drawn that has no boundary?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sozialraum.core import Finding, InvalidInput, nearest_name
from sozialraum.level.trouble import note, trouble
from sozialraum.words.places import is_total, place_and_nearest, spelling_key

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = [
    "draw_places",
    "match_places",
    "refuse_far_places",
    "refuse_total_rows",
]

_FAR_KM = 30.0  # from every other place: a wrong coordinate, not a remote village
_OUTSIDE_KM = 3.0  # of the outline; a hamlet's middle may lie a little beyond a simplified border
_LEAST_FOR_A_TOTAL = 3  # of two rows, equal numbers are no sign of a total
_TOUCH = 0.46  # of the distance of two places: their circles just do not touch
_SMALLEST = 1 / 90  # of the longer side of the map
_LARGEST = 1 / 14


def match_places(
    names: Sequence[str],
    places: Sequence[str],
    same_as: Mapping[str, str],
    *,
    file: str,
    table: str,
) -> tuple[list[int], list[Finding]]:
    """The row of the place of each name.

    The same text, or what ``same_as`` says, or the one place whose name differs in spelling alone.

    Raises
    ------
    InvalidInput
        ``unknown_places`` (with the nearest name of each), ``ambiguous_places`` (two places answer
        to one name), ``place_taken`` (two names mean one place).
    """
    exact, alike = defaultdict(list), defaultdict(list)
    for row, place in enumerate(places):
        exact[place].append(row)
        alike[spelling_key(place)].append(row)
    found: list[int] = []
    spelled: list[str] = []
    unknown: list[str] = []
    ambiguous: list[str] = []
    for name in names:
        wanted = same_as.get(name, name)
        rows = exact.get(wanted) or alike.get(spelling_key(wanted)) or []
        if len(rows) == 1:
            found.append(rows[0])
            if places[rows[0]] != wanted:
                spelled.append(f"{name} = {places[rows[0]]}")
        elif rows:
            ambiguous.append(name)
        else:
            unknown.append(name)
    if unknown:
        raise _unknown(unknown, places, file=file, table=table)
    if ambiguous:
        raise trouble(
            "ambiguous_places",
            f"{len(ambiguous)} names fit several places",
            file=file,
            areas=ambiguous,
            found=", ".join(ambiguous),
        )
    _refuse_taken(names, found, places, file=file)
    if not spelled:
        return found, []
    listed = ", ".join(spelled)
    text = f"{len(spelled)} places were found by another spelling: {listed}"
    return found, [note("places_by_spelling", text, count=str(len(spelled)), listed=listed)]


def _unknown(unknown: list[str], places: Sequence[str], *, file: str, table: str) -> InvalidInput:
    guesses = [(name, nearest_name(name, places)) for name in unknown]
    listed = ", ".join(place_and_nearest(name, nearest) for name, nearest in guesses)
    return trouble(
        "unknown_places",
        f"{len(unknown)} rows of the table have no place",
        file=file,
        areas=unknown,
        hint="correct the spelling, add the place, or name it under 'same_as'",
        table=table,
        listed=listed,
    )


def _refuse_taken(
    names: Sequence[str], found: Sequence[int], places: Sequence[str], *, file: str
) -> None:
    by_place: dict[int, list[str]] = defaultdict(list)
    for name, row in zip(names, found, strict=True):
        by_place[row].append(name)
    for row, several in by_place.items():
        if len(several) > 1:
            raise trouble(
                "place_taken",
                f"{len(several)} rows of the table mean the place '{places[row]}'",
                file=file,
                areas=several,
                found=places[row],
                listed=" und ".join(place_and_nearest(name) for name in several),
            )


def refuse_total_rows(
    people: pd.Series, *, file: str, column: str, key: str, places: Sequence[str] = ()
) -> None:
    """Refuse the sum of all villages as if it were a village of its own.

    By its name ("Insgesamt", "Summe") unless there is a place of that name, or because its people
    are the sum of all others'.
    """
    known = {spelling_key(place) for place in places}
    named = [
        str(code)
        for code in people.index
        if is_total(str(code)) and spelling_key(str(code)) not in known
    ]
    if not named and len(people) > _LEAST_FOR_A_TOTAL:
        total = float(people.sum())
        named = [str(code) for code, one in people.items() if one > 0 and 2 * one == total]
    if not named:
        return
    raise trouble(
        "total_row",
        f"the row '{named[0]}' is the sum of the others, not an area",
        file=file,
        column=column,
        areas=named,
        hint=f"leave it out: leave_out: {{{key}: {named[0]}}}",
        found=named[0],
        key=key,
    )


def refuse_far_places(points: gpd.GeoSeries, outline: Any, *, file: str) -> None:
    """Refuse a place that cannot be one of these: far outside the outline, or far from all others.

    Parameters
    ----------
    points : geopandas.GeoSeries
        Index = names; a projected CRS (metres).
    outline : shapely geometry or None
        In the same CRS.
    """
    import numpy as np

    if outline is not None:
        away, limit = points.distance(outline) / 1000, _OUTSIDE_KM
    elif len(points) > 1:
        x, y = points.x.to_numpy(), points.y.to_numpy()
        apart = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
        np.fill_diagonal(apart, np.inf)
        away, limit = points.x * 0 + apart.min(axis=1) / 1000, _FAR_KM
    else:
        return
    far = away[away > limit].sort_values(ascending=False, kind="stable")
    if far.empty:
        return
    raise trouble(
        "far_place" if outline is None else "place_outside",
        f"'{far.index[0]}' lies {far.iloc[0]:.0f} km away",
        file=file,
        areas=[str(name) for name in far.index],
        hint="check its coordinates: swapped, of another system, or another place of that name",
        found=str(far.index[0]),
        km=f"{far.iloc[0]:.0f}",
    )


def draw_places(
    points: gpd.GeoSeries, people: pd.Series, outline: Any
) -> tuple[gpd.GeoSeries, list[Finding]]:
    """A shape for each place: the land nearest to it within the outline, else a circle by people.

    Neither is a boundary. Areas of circles are as people; the largest takes about a seventh of the
    map, no two of them touch unless places are very near to one another.
    """
    import geopandas as gpd
    import numpy as np

    from sozialraum import spatial

    if outline is not None:
        cells = spatial.voronoi(points, outline)
        drawn = cells.geometry
        landless = drawn.is_empty
        small = points[landless].buffer(_span(points) * _SMALLEST)
        shapes = gpd.GeoSeries(drawn.where(~landless, small), crs=points.crs)
        return shapes, list(cells.findings)
    root = np.sqrt(people.reindex(points.index).to_numpy(dtype=float))
    span = _span(points)
    radius = root / root.max() * span * _LARGEST
    if len(points) > 1:
        x, y = points.x.to_numpy(), points.y.to_numpy()
        apart = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
        np.fill_diagonal(apart, np.inf)
        both = radius[:, None] + radius[None, :]
        radius = radius * min(1.0, float((2 * _TOUCH * apart / both).min()))
        radius = np.maximum(radius, span * _SMALLEST)
    circles = points.buffer(radius)
    return gpd.GeoSeries(circles, index=points.index, crs=points.crs), []


def _span(points: gpd.GeoSeries) -> float:
    west, south, east, north = points.total_bounds
    return max(float(east - west), float(north - south), 1000.0)
