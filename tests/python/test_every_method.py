"""Every method of every public class, every argument, every kind of wrong value.

As test_every_argument does for functions: refused by us, or a right answer; never an error of
another library. Generated over the classes in ``__all__`` of every stage: a new method without a
right call here fails.
"""

from __future__ import annotations

import enum
import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
import sozialraum
from sozialraum import (
    core,
    indicator,
    osm,
    publish,
    smallarea,
    spatial,
    typology,
)
from test_every_argument import (
    CODES,
    COLUMN,
    FRAME,
    RIGHT,
    SQUARES,
    TABLES,
    TYPES,
    WRONG,
    files,
    value_text,
)
from test_wrong_arguments import CALLS as ON_ROADS
from test_wrong_arguments import GRAPH, ROADS, SCHOOLS, SHARED

__all__ = ["files"]  # the fixture

Call = tuple[Callable[..., Any], dict[str, Any]]
ORDER: dict[str, Any] = {"indicator": "u"}


@cache
def made(name: str) -> Any:
    """What the right call of a function of typology or smallarea gives."""
    stage, _, function = name.partition(".")
    return getattr(getattr(sozialraum, stage), function)(**RIGHT[name])


def area_table() -> core.AreaTable:
    numbers = FRAME.rename(columns={"u": "x"})
    return core.AreaTable(numbers, numbers.astype(np.uint8) * 0, numbers.iloc[:, :0])


def reform(*pairs: tuple[str, str]) -> spatial.Crosswalk:
    return spatial.Crosswalk(pd.DataFrame(pairs, columns=["from", "to"]), "made up")


EIGHT = reform(*((code, "a" if code < "04" else "b") for code in CODES))
FROZEN = typology.freeze(typology.kmeans(typology.typed(FRAME), 2), FRAME)
DRAWS = smallarea.TableDraws(**RIGHT["smallarea.TableDraws"])
SPATIAL = smallarea.SpatialDraws(**RIGHT["smallarea.SpatialDraws"])
WEIGHTS = spatial.contiguity(SQUARES)

METHODS: dict[str, Callable[[], Call]] = {
    "roads.Network.huff": lambda: (ROADS.huff, SHARED),
    "roads.Network.minutes_surface": lambda: (ROADS.minutes_surface, {"places": SCHOOLS}),
    "roads.Network.prepare": lambda: (ROADS.prepare, {}),
    "spatial.Settlements.of_areas": lambda: (
        made("spatial.degurba").of_areas,
        {"area": pd.Series("a", made("spatial.degurba").squares.index)},
    ),
    "core.AreaTable.column": lambda: (area_table().column, {"name": "x"}),
    "indicator.Scale.apply": lambda: (
        indicator.fit_scale(COLUMN).apply,
        {"column": COLUMN, "standard_error": COLUMN},
    ),
    "indicator.Scale.inverse": lambda: (indicator.fit_scale(COLUMN).inverse, {"column": COLUMN}),
    "indicator.Scale.from_dict": lambda: (
        indicator.Scale.from_dict,
        {"told": indicator.fit_scale(COLUMN).to_dict()},
    ),
    "network.RoadGraph.linking": lambda: (GRAPH.linking, {}),
    "network.RoadGraph.with_heights": lambda: (
        GRAPH.with_heights,
        {"heights": np.zeros(len(GRAPH.height_points())), "mode": "foot"},
    ),
    "osm.SpeedTable.with_speeds": lambda: (
        osm.speed_table("car").with_speeds,
        {"speeds": {"residential": 25.0}},
    ),
    "publish.Policy.rules": lambda: (publish.load_policy().rules, {"edition": "public"}),
    "smallarea.AdjustedRates.moved_most": lambda: (made("smallarea.adjusted_rates").moved_most, {}),
    "smallarea.EmpiricalBayes.minimum_base": lambda: (
        made("smallarea.empirical_bayes").minimum_base,
        {"reliability": 0.5},
    ),
    "smallarea.TableDraws.block": lambda: (DRAWS.block, {"first": 0, "draws": 2}),
    "smallarea.TableDraws.of_area": lambda: (DRAWS.of_area, {"code": "01", "draws": 2}),
    "smallarea.TableDraws.table": lambda: (DRAWS.table, {"number": 0}),
    "spatial.Crosswalk.carry_counts": lambda: (EIGHT.carry_counts, {"values": COLUMN}),
    "spatial.Crosswalk.carry_means": lambda: (
        EIGHT.carry_means,
        {"values": COLUMN, "base": COLUMN},
    ),
    "spatial.Crosswalk.then": lambda: (EIGHT.then, {"later": reform(("a", "c"), ("b", "c"))}),
    "spatial.Weights.neighbours": lambda: (WEIGHTS.neighbours, {"code": "01"}),
    "typology.BoundedClustering.ordered_by": lambda: (
        made("typology.bounded_kmeans").ordered_by,
        ORDER,
    ),
    "typology.Clustering.ordered_by": lambda: (TYPES.ordered_by, ORDER),
    "typology.ExactRegions.ordered_by": lambda: (made("typology.exact_regions").ordered_by, ORDER),
    "typology.MaxP.ordered_by": lambda: (made("typology.max_p").ordered_by, ORDER),
    "typology.MedoidClustering.ordered_by": lambda: (made("typology.kmedoids").ordered_by, ORDER),
    "typology.OptimalClustering.ordered_by": lambda: (
        made("typology.optimal_kmeans").ordered_by,
        ORDER,
    ),
    "typology.Regions.ordered_by": lambda: (made("typology.regions").ordered_by, ORDER),
    "typology.WishedClustering.ordered_by": lambda: (
        made("typology.kmeans_with_wishes").ordered_by,
        ORDER,
    ),
    "typology.Explanation.renamed": lambda: (
        made("typology.explain").renamed,
        {"names": {"A": "x", "B": "y"}},
    ),
    "typology.FrozenTypes.renamed": lambda: (FROZEN.renamed, {"names": {"A": "x", "B": "y"}}),
    "typology.FrozenTypes.typed": lambda: (FROZEN.typed, {"frame": FRAME}),
    "smallarea.SpatialDraws.block": lambda: (SPATIAL.block, {"first": 0, "draws": 2}),
    "smallarea.SpatialDraws.table": lambda: (SPATIAL.table, {"first": 0, "draws": 2}),
    "typology.Explanation.rule": lambda: (made("typology.explain").rule, {"area": "01"}),
    "typology.Explanation.why": lambda: (made("typology.explain").why, {"area": "01"}),
    "typology.FrozenTypes.assign": lambda: (
        FROZEN.assign,
        {"frame": FRAME, "standard_errors": FRAME * 0 + 0.1},
    ),
    "typology.FrozenTypes.save": lambda: (FROZEN.save, {"path": "types.model"}),
    "typology.FuzzyTypes.degree_of": lambda: (
        made("typology.fuzzy_cmeans").degree_of,
        {"frame": FRAME},
    ),
    "typology.Hierarchy.cut": lambda: (typology.ward(FRAME).cut, {"k": 2}),
    "typology.Mixture.membership": lambda: (
        made("typology.mixture").membership,
        {"frame": FRAME, "standard_errors": FRAME * 0 + 0.1},
    ),
}

# Called elsewhere, or no method of a user: said with the reason.
ELSEWHERE = {
    "core.FileInTheMaking.write": "a file in the making: test_files",
    "indicator.Catalogue.at_level": "a catalogue of a file: test_indicator",
    "indicator.Catalogue.compute": "tables of a project: test_indicator, test_project",
    "indicator.Catalogue.definition": "a catalogue of a file: test_indicator",
    "indicator.Catalogue.only": "a catalogue of a file: test_indicator",
    "network.RoadGraph.estimate": "a file: test_wrong_arguments",
    "network.RoadGraph.load": "a file: test_wrong_arguments",
    "network.RoadGraph.save": "a file: test_wrong_arguments",
    "network.SourceFile.read": "a file: test_network_file",
    "roads.Network.load": "a file: test_wrong_arguments",
    "roads.Network.save": "a file: test_wrong_arguments",
    "roads.Network.with_elevation": "a raster: test_wrong_arguments",
    "smallarea.TableDraws.tables": "an iterator: nothing runs before it is asked",
    "spatial.Weights.from_libpysal": "weights of another library: test_spatial",
}


def methods() -> set[str]:
    """Every public method that takes an argument, of the classes of all stages."""
    found = set()
    for stage in (*TABLES, "roads"):
        module = getattr(sozialraum, stage)
        for name in module.__all__:
            kind = getattr(module, name)
            own = inspect.isclass(kind) and kind.__module__.startswith("sozialraum")
            if not own or issubclass(kind, enum.Enum):
                continue
            for method, function in inspect.getmembers(kind, inspect.isroutine):
                written = getattr(function, "__module__", None) or ""
                if method.startswith("_") or not written.startswith("sozialraum."):
                    continue
                if not callable(function) or takes_nothing(function):
                    continue
                found.add(f"{stage}.{name}.{method}")
    return found


def takes_nothing(function: Callable[..., Any]) -> bool:
    try:
        return not inspect.signature(function).parameters.keys() - {"self"}
    except ValueError:  # compiled: access.Decay
        return False


def test_every_public_method_is_tried() -> None:
    on_roads = {name.partition(",")[0] for name in ON_ROADS}
    tried = {*METHODS, *ELSEWHERE}
    untried = {name for name in methods() - tried if name.partition(".")[2] not in on_roads}
    assert not untried, "without a right call"
    assert not tried - methods(), "gone"


@pytest.mark.parametrize("name", METHODS)
def test_nothing_foreign_comes_out_of_a_method(name: str, files: Any) -> None:
    method, right = METHODS[name]()
    method(**right)
    for argument, parameter in inspect.signature(method).parameters.items():
        if parameter.kind == parameter.VAR_KEYWORD:  # of the function that it asks
            continue
        for value in WRONG:
            try:
                method(**(right | {argument: value}))
            except core.InvalidInput:
                continue
            except Exception as foreign:
                raise AssertionError(f"{argument}={value_text(value)}: {foreign!r}") from foreign
