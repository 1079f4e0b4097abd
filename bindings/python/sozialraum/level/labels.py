"""What are areas, indicators, columns and types of a level called?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum.level.years import of_today
from sozialraum.words.modes import on_straight_line
from sozialraum.words.places import beside, nth_cell
from sozialraum.words.types import type_name

if TYPE_CHECKING:
    import geopandas as gpd

    from sozialraum.level.result import LevelResult

__all__ = [
    "by_dimension",
    "column_name",
    "decimals_of",
    "dimension_label",
    "indicator_label",
    "is_straight",
    "name_by_places",
    "type_names",
    "type_parts",
]


# -------------------------------------------------------------------------------------- indicators


def indicator_label(result: LevelResult, name: str) -> str:
    """German name; one that stands on a straight line says so."""
    label = str(result.measures.definitions[name].name_de)
    return on_straight_line(label) if is_straight(result, name) else label


def is_straight(result: LevelResult, name: str) -> bool:
    """Does this indicator stand on straight-line minutes?"""
    if result.ways.method != "straight":
        return False
    columns = result.measures.definitions[name].numerator
    ways = {column for f in result.ways.facilities for column in f.columns}
    return bool(ways & set(columns))


def column_name(result: LevelResult, name: str) -> str:
    """Column of an indicator; one on a straight line says so in its name."""
    stem = name.replace("@", "_")
    return f"{stem}_luftlinie" if is_straight(result, name) else stem


def by_dimension(result: LevelResult, *, context: bool = False) -> list[str]:
    """Indicators of today by dimension, in the order in which the dimensions first appear."""
    uses = result.measures.uses
    names = [name for name in of_today(uses) if context or uses[name].use == "type"]
    order = {d: i for i, d in enumerate(result.measures.dimensions)}
    return sorted(names, key=lambda n: order[result.measures.definitions[n].dimension])


def dimension_label(result: LevelResult, name: str) -> str:
    """German name of an indicator's dimension."""
    return result.measures.dimensions[result.measures.definitions[name].dimension]


def decimals_of(result: LevelResult, name: str) -> int:
    """How many decimals an indicator is shown with."""
    return result.measures.uses[name].decimals


# ------------------------------------------------------------------------------------------- types


def type_parts(result: LevelResult) -> dict[str, list[str]]:
    """Which phrases describe each type, by a stated rule? Letter -> phrases.

    The two or three indicators, of different dimensions where possible, in which the type's mean
    lies furthest from the average and by more than half a standard deviation, in the words of the
    project file; none if there is none. ``indicator.name_use`` says what no name rests on.
    """
    if result.typing.phrases is not None:
        return result.typing.phrases
    from sozialraum import indicator, typology

    z_means, uses = result.typing.z_means, result.measures.uses
    names = [str(name) for name in z_means.columns]
    rule = {name: indicator.name_use(result.measures.definitions[name]) for name in names}
    parts = typology.name_parts(
        z_means,
        dimensions={name: result.measures.definitions[name].dimension for name in names},
        sayable={
            name: (
                bool(uses[name].more) and rule[name] != "never",
                bool(uses[name].less) and rule[name] == "both",
            )
            for name in names
        },
    )
    return {
        letter: [uses[p.indicator].more if p.more else uses[p.indicator].less for p in named]
        for letter, named in parts.items()
    }


def type_names(result: LevelResult) -> dict[str, str]:
    """What people call each type, else a short neutral description of its parts. Letter -> text.

    Types that stay keep the names of the earlier report, also those that no area is of any more.
    """
    typing = result.typing
    names = {letter: type_name(parts) for letter, parts in type_parts(result).items()}
    if typing.method == "kept" and typing.model is not None:
        known = typing.model.names
        names |= {str(letter): text for letter, text in known.items() if text}
        names = {letter: names.get(letter, type_name([])) for letter in typing.all_names}
    return names | {letter: said.name for letter, said in typing.decided.items()}


# ------------------------------------------------------------------------------------------- areas


def name_by_places(areas: gpd.GeoDataFrame, places: gpd.GeoDataFrame) -> list[str]:
    """Call each area after its nearest place, with distance and direction if it is not the place
    itself.

    An area far from every place is called by its code. O(areas x log(places)).
    """
    points = places.to_crs(areas.crs).sort_values("name", kind="stable")
    labels = [str(name) for name in points["name"]]
    centres = areas.geometry.centroid
    names = []
    for code, centre, near in zip(areas.index, centres, _nearest(centres, points), strict=True):
        site = points.geometry.iloc[near]
        name = beside(labels[near], float(centre.x - site.x), float(centre.y - site.y))
        names.append(name if name is not None else str(code))
    return _distinct(names, [(float(c.x), float(c.y)) for c in centres])


def _nearest(centres: gpd.GeoSeries, points: gpd.GeoDataFrame) -> list[int]:
    """Row of the nearest point; of equally near ones the first."""
    import numpy as np

    homes, rows = points.sindex.nearest(centres, return_all=True)
    order = np.lexsort([rows, homes])
    first = np.flatnonzero(np.diff(homes[order], prepend=-1))
    return [int(row) for row in rows[order][first]]


def _distinct(names: list[str], centres: list[tuple[float, float]]) -> list[str]:
    """Two areas never carry one name: the second gets a number, counted from west to east."""
    seen: dict[str, int] = {}
    result = list(names)
    for i in sorted(range(len(names)), key=lambda i: centres[i]):
        seen[names[i]] = seen.get(names[i], 0) + 1
        if seen[names[i]] > 1:
            result[i] = nth_cell(names[i], seen[names[i]])
    return result
