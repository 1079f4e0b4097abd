"""How are the types of a level made, and how sure are they?

The way is the project file's (``types: method``); whatever it is, a repetition that asks whether
the types come again goes the same way, with the same floors or neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sozialraum.core import AreaTable, unknown_name
from sozialraum.core.finding import Place
from sozialraum.level.asked import AskedLevel
from sozialraum.level.measures import Measures
from sozialraum.level.numbers import (
    RawNumbers,
    learned_indicators,
    other_transformations,
    raw_numbers,
    spread_of,
    values_of,
)
from sozialraum.level.trouble import trouble

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from sozialraum.typology import (
        Clustering,
        FrozenIndicator,
        Mixture,
        Recipe,
        Stability,
        Wish,
    )

__all__ = ["PROOF_SETS", "MadeTypes", "TypedAreas", "how_sure", "make_types", "typed_areas"]

PROOF_SETS = 5_000_000  # of a proof with wishes; a dozen seconds for some two dozen areas
_STARTS = 3  # fresh starts of each repetition; more change the mean by less than a hundredth
_MOST_DRAWN = 2_000_000  # areas times repetitions: of very many areas fewer repetitions
_LEAST_DRAWS = 50
_SLOW = 10  # a repetition of these takes so many times as long as one of k-means
_OWN_COUNTS = ("people", "areas")


@dataclass(frozen=True)
class TypedAreas:
    """What is typed.

    Attributes
    ----------
    indicators : tuple of FrozenIndicator
        How a value becomes the number that is typed.
    z : pandas.DataFrame
        Areas x typed indicators, in standard deviations; missing as NaN.
    points : pandas.DataFrame
        The same with the mean for what is missing, every indicator times the root of its weight.
    spread : pandas.DataFrame
        Standard error of each point.
    raw : RawNumbers or None
        Raw rates with their errors, in the units of ``points``: what a mixture is made of.
    people, weights : pandas.Series
        Who lives where; and what an area counts, None = each once.
    """

    indicators: tuple[FrozenIndicator, ...]
    z: pd.DataFrame
    points: pd.DataFrame
    spread: pd.DataFrame
    raw: RawNumbers | None
    people: pd.Series
    weights: pd.Series | None

    @property
    def made_of(self) -> pd.DataFrame:
        """The numbers that the types are made of."""
        return self.points if self.raw is None else self.raw.points

    @property
    def column_weights(self) -> pd.Series:
        """Weight of each indicator in squared distances."""
        return column_weights(self.indicators)


@dataclass(frozen=True)
class MadeTypes:
    """Types, and how they were made.

    Attributes
    ----------
    clustering : Clustering
        Of a mixture its most probable types.
    mixture : Mixture or None
    recipe : Recipe
    """

    clustering: Clustering
    mixture: Mixture | None
    recipe: Recipe


def typed_areas(level: AskedLevel, measures: Measures, population: pd.Series) -> TypedAreas:
    """The numbers of a level as they are typed."""
    from sozialraum import typology

    codes = [str(code) for code in population.index]
    indicators = learned_indicators(level, measures, codes)
    numbers = typology.typed(values_of(measures, codes), indicators=indicators)
    people = population.astype(float)
    return TypedAreas(
        indicators=indicators,
        z=numbers / column_weights(indicators).pow(0.5),
        points=numbers.fillna(0.0),
        spread=spread_of(measures, codes, indicators),
        raw=raw_numbers(measures, codes, indicators) if level.types.method == "mixture" else None,
        people=people,
        weights=people if level.types.population_weights else None,
    )


def column_weights(indicators: Sequence[FrozenIndicator]) -> pd.Series:
    """Weight of each indicator in squared distances."""
    import pandas as pd

    return pd.Series({one.id: one.weight for one in indicators})


def make_types(
    level: AskedLevel,
    table: AreaTable | None,
    areas: gpd.GeoDataFrame | None,
    typed: TypedAreas,
    *,
    decided: Sequence[Wish] = (),
    seed: int,
    threads: int,
) -> MadeTypes:
    """The types by the method that the project file names; what was decided is kept."""
    from sozialraum import typology

    asked, weights = level.types, typed.weights
    counts = _counts(level, table, typed.people)
    bounds: dict[str, Any] = {
        "counts": counts,
        "least": dict(asked.floors) or None,
        "most": dict(asked.ceilings) or None,
    }
    if asked.method == "mixture":
        assert typed.raw is not None
        found = typology.mixture(
            typed.raw.points,
            asked.count,
            standard_errors=typed.raw.errors,
            family=asked.family,
            weights=weights,
            starts=max(1, asked.starts // 10),
            seed=seed,
            threads=threads,
        )
        return MadeTypes(
            found.as_clustering(), found, typology.Recipe("mixture", family=asked.family)
        )
    if asked.method == "ward":
        cut = typology.ward(typed.points, weights=weights).cut(asked.count)
        return MadeTypes(cut, None, typology.Recipe("ward"))
    if asked.method == "regions":
        graph = _neighbours(level, areas)
        regions = typology.regions(
            typed.points, asked.count, graph, method=asked.regions_by, weights=weights, **bounds
        )
        recipe = typology.Recipe("regions", graph=graph, region_method=asked.regions_by, **bounds)
        return MadeTypes(regions, None, recipe)
    search: dict[str, Any] = {
        "weights": weights,
        "starts": asked.starts,
        "seed": seed,
        "threads": threads,
    }
    if decided:
        wished = typology.kmeans_with_wishes(
            typed.points, asked.count, (), decided=decided, sets=PROOF_SETS, **bounds, **search
        )
        return MadeTypes(wished, None, typology.Recipe("kmeans", **bounds))
    if asked.floors or asked.ceilings:
        bounded = typology.bounded_kmeans(typed.points, asked.count, **bounds, **search)
        return MadeTypes(bounded, None, typology.Recipe("kmeans", **bounds))
    return MadeTypes(
        typology.kmeans(typed.points, asked.count, **search), None, typology.Recipe("kmeans")
    )


def how_sure(
    level: AskedLevel,
    measures: Measures,
    typed: TypedAreas,
    made: MadeTypes,
    *,
    seed: int,
    threads: int,
) -> Stability:
    """Three named questions, the strictest of which is what is said of an area.

    A mixture is made of raw rates. Another measurement of the same place lies around what is known
    of its truth, as far away as truth and measurement are uncertain together.
    """
    from sozialraum import typology

    slow = made.mixture is not None or bool(level.types.floors or level.types.ceilings)
    most = _MOST_DRAWN // len(typed.points) // (_SLOW if slow else 1)
    options: dict[str, Any] = {
        "recipe": made.recipe,
        "people": typed.people,
        "weights": typed.weights,
        "draws": min(level.types.draws, max(_LEAST_DRAWS, most)),
        "starts": 1 if made.mixture is not None else _STARTS,
        "seed": seed,
        "threads": threads,
    }
    if made.mixture is not None:
        assert typed.raw is not None
        both = (typed.spread**2 + typed.raw.errors**2).pow(0.5)
        return typology.stability(
            typed.raw.points,
            made.mixture,
            both,
            around=typed.points,
            error_spread=typed.raw.errors,
            **options,
        )
    others = other_transformations(measures, typed.points, typed.indicators)
    return typology.stability(
        typed.points, made.clustering, typed.spread, otherwise=others, **options
    )


def _counts(level: AskedLevel, table: AreaTable | None, people: pd.Series) -> pd.DataFrame | None:
    """People, and the columns of the table that floors and ceilings speak of."""
    import pandas as pd

    asked = {**level.types.floors, **level.types.ceilings}
    if not asked:
        return None
    columns = {"people": people}
    for name in asked:
        if name in _OWN_COUNTS:
            continue
        known = [str(c) for c in table.data.columns] if table is not None else []
        if table is None or name not in known:
            place = Place(argument=f"level.types.floors.{name}", file=level.table.file)
            raise unknown_name("column", name, [*_OWN_COUNTS, *known], place)
        columns[name] = table.data[name].reindex(people.index).astype(float).fillna(0.0)
    return pd.DataFrame(columns)


def _neighbours(level: AskedLevel, areas: gpd.GeoDataFrame | None) -> Any:
    from sozialraum import spatial

    polygons = areas is not None and bool(areas.geometry.geom_type.str.contains("Polygon").all())
    graph = spatial.contiguity(areas[["geometry"]]) if polygons and areas is not None else None
    if graph is None or len(graph.indices) == 0:
        raise trouble(
            "regions_without_borders",
            f"no area of the level '{level.id}' touches another: there are no neighbours to join",
            hint="give boundaries or an outline, or take another method",
            areas_word=level.areas,
        )
    return graph
