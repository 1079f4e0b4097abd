"""Every public function, every argument, every kind of wrong value: refused, or a right answer.

Generated over ``__all__`` of every stage: a new function without a right call here fails. (The
stages that need roads are called in test_wrong_arguments, which also asks for the name.)
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import sozialraum
from shapely import Point, box
from sozialraum import composite, core, indicator, isochrone, smallarea, spatial, typology
from test_wrong_arguments import CALLS as ON_ROADS

DATA = Path(__file__).resolve().parents[2] / "data"
TABLES = (
    "access composite core disclosure equity gis indicator isochrone network osm publish reach "
    "siting smallarea spatial typology"
).split()

CODES = [f"{number:02}" for number in range(8)]
COLUMN = pd.Series(np.arange(1.0, 9.0), index=CODES, name="x")
FRAME = pd.DataFrame({"u": np.arange(8.0), "v": [3.0, 1, 4, 1, 5, 9, 2, 6]}, index=CODES)
SQUARES = gpd.GeoDataFrame(
    FRAME,
    geometry=[box(500_000 + i, 5_600_000, 501_000 + i, 5_601_000) for i in range(0, 8000, 1000)],
    crs=25832,
)
PLACES = gpd.GeoDataFrame(index=["a", "b"], geometry=[Point(9, 52), Point(9.1, 52)], crs=4326)
TYPES = typology.kmeans(FRAME, 2)
MINUTES = pd.DataFrame([[1.0, 5.0]] * 8, index=CODES, columns=["A", "B"])
TASK: dict[str, Any] = {"people": COLUMN, "minutes": MINUTES}
YEARS = FRAME.set_axis([2020, 2021], axis=1)
PLACES_APART = pd.DataFrame(
    np.abs(np.subtract.outer(np.arange(8.0), np.arange(8.0))), index=CODES, columns=CODES
)
RATES: dict[str, Any] = {"count": COLUMN, "base": COLUMN[::-1].to_numpy() * 0 + COLUMN * 10}
YEAR = pd.DataFrame({"count": np.arange(8.0), "base": np.arange(10.0, 18)}, index=CODES)
STRATA: dict[str, Any] = {
    "count": FRAME,
    "base": FRAME + 10,
    "standard": pd.Series({"u": 1.0, "v": 2.0}),
}
SHARED: dict[str, Any] = {"value": COLUMN, "people": COLUMN * 10}
TYPED: dict[str, Any] = {"frame": FRAME, "types": TYPES}
WISHES = [typology.Wish("1", "together", "01", "02"), typology.Wish("2", "apart", "01", "07")]
WISHED: dict[str, Any] = {
    "frame": FRAME,
    "k": 2,
    "wishes": WISHES,
    "examples": ["00", "05"],
    "counts": FRAME + 1,
    "least": {"u": 3.0, "areas": 2},
    "weights": COLUMN,
    "starts": 2,
    "sets": 10_000,
}
ERRORS: dict[str, Any] = {
    "frame": FRAME,
    "clustering": TYPES,
    "standard_errors": FRAME * 0 + 0.1,
    "draws": 3,
}

RIGHT: dict[str, dict[str, Any]] = {
    "core.check_area_codes": {"codes": ["03252007"]},
    "core.repair_leading_zero": {"text": "3252007"},
    "core.guess_code_kind": {"text": "03252007"},
    "core.grid_cell_codes": {"east": [4_420_500.0], "north": [2_974_500.0], "size": 1000},
    "core.join": {"left": ["03252007"], "right": ["03252007"]},
    "core.nearest_name": {"wanted": "a", "candidates": ["ab"]},
    "core.unknown_name": {"kind": "column", "wanted": "a", "candidates": ["ab"]},
    "indicator.rate": RATES,
    "indicator.standardise": {"frame": FRAME, "weights": COLUMN},
    "indicator.transform": {"column": COLUMN},
    "indicator.direct_rate": STRATA,
    "indicator.case_ratio": STRATA,
    "indicator.wilson": {"count": 1, "base": 10},
    "indicator.clopper_pearson": {"count": 1, "base": 10},
    "indicator.byar": {"count": 10},
    "indicator.exact_poisson": {"count": 10},
    "indicator.standard_error": {"lower": COLUMN, "upper": COLUMN + 1},
    "indicator.slope_index": {
        "value": COLUMN,
        "people": COLUMN + 1,
        "rank_by": COLUMN,
        "error": COLUMN,
    },
    "indicator.sum_over_sum": RATES,
    "indicator.mean_of_areas": {"values": COLUMN},
    "indicator.weighted_mean": {"values": COLUMN, "weights": COLUMN},
    "indicator.indirect_rate": STRATA
    | {"standard": pd.DataFrame({"count": [1.0, 2], "base": [10.0, 10]}, index=FRAME.columns)},
    "indicator.rate_by_group": {"count": FRAME, "base": FRAME + 10},
    "indicator.t_interval": {"mean": 5, "sd": 2, "size": 8},
    "indicator.means": {"mean": COLUMN, "sd": COLUMN, "size": COLUMN + 2},
    "indicator.samples_of": {"values": COLUMN, "area": pd.Series(list("aabbccdd"), index=CODES)},
    "indicator.pool": {"count": FRAME, "base": FRAME},
    "indicator.fisher_exact": {"count": 1, "base": 10, "other_count": 2, "other_base": 10},
    "indicator.conditional_poisson": {"count": 1, "base": 10, "other_count": 2, "other_base": 10},
    "indicator.false_discovery": {"p": COLUMN / 100},
    "indicator.against_region": RATES | {"region": pd.Series(list("aabbccdd"), index=CODES)},
    "indicator.change": {"before": YEAR, "after": YEAR},
    "indicator.funnel": RATES,
    "indicator.funnel_limits": {"base": 10, "centre": 0.5},
    "indicator.quantile": {"values": COLUMN, "p": 0.5},
    "indicator.quantile_groups": {"values": COLUMN, "k": 2},
    "indicator.fit_scale": {"column": COLUMN, "weights": COLUMN},
    "indicator.load_catalogue": {"path": "catalogue.yaml"},
    "disclosure.suppress": RATES,
    "smallarea.adjusted_rates": RATES
    | {"regions": pd.Series(["n", "s"] * 4, index=CODES), "weights": spatial.contiguity(SQUARES)},
    "smallarea.composition": {"counts": FRAME},
    "smallarea.draws_from_counts": {"counts": FRAME, "bases": FRAME * 0 + 10},
    "smallarea.TableDraws": {"estimates": {"x": smallarea.empirical_bayes(COLUMN, COLUMN * 10)}},
    "smallarea.empirical_bayes": RATES | {"count_variance": COLUMN * 0},
    "smallarea.fay_herriot": {"value": COLUMN, "variance": COLUMN, "covariates": FRAME},
    "smallarea.growing_windows": RATES | {"weights": spatial.contiguity(SQUARES)},
    "smallarea.guard": RATES,
    "smallarea.james_stein": {"values": COLUMN, "variance": 1},
    "smallarea.local_empirical_bayes": RATES | {"weights": spatial.contiguity(SQUARES)},
    "smallarea.logit_shrinkage": RATES,
    "smallarea.pooled_years": {"count": YEARS, "base": YEARS * 0 + 20},
    "smallarea.rate_z": RATES,
    "smallarea.regression_bayes": RATES | {"covariates": FRAME},
    "smallarea.estimate_spatial_model": {"weights": spatial.contiguity(SQUARES)},
    "smallarea.weighted_density": {"people": COLUMN, "land": COLUMN},
    "smallarea.space_time_model": {
        "count": YEARS,
        "base": YEARS * 0 + 20,
        "weights": spatial.contiguity(SQUARES),
        "time_weight": 2.0,  # one fit instead of five
    },
    "smallarea.spatial_fay_herriot": {
        "value": COLUMN,
        "variance": COLUMN,
        "weights": spatial.contiguity(SQUARES),
        "covariates": FRAME[["v"]],
    },
    "smallarea.SpatialDraws": RATES
    | {"weights": spatial.contiguity(SQUARES), "covariates": FRAME[["v"]]},
    "smallarea.spatial_model": RATES
    | {"weights": spatial.contiguity(SQUARES), "covariates": FRAME[["v"]]},
    "spatial.add_up": {
        "count": COLUMN,
        "unit": pd.Series(["d"] * 8, index=CODES),
        "base": COLUMN,
    },
    "spatial.gabriel_pairs": {
        "pairs": pd.DataFrame({"from": ["a", "b"], "to": ["b", "a"], "minutes": [4.0, 5.0]})
    },
    "spatial.bridges": {"gdf": SQUARES, "weights": spatial.nearest_neighbours(SQUARES, 1)},
    "spatial.degurba": {
        "east": COLUMN * 1000,
        "north": COLUMN * 1000,
        "people": COLUMN,
        "land": COLUMN * 0 + 1.0,
    },
    "spatial.spread_out": {
        "total": pd.Series([5.0], index=["d"]),
        "of": pd.Series(["d"] * 8, index=CODES),
        "weight": COLUMN,
    },
    "spatial.voronoi": {"places": SQUARES},
    "spatial.contiguity": {"gdf": SQUARES},
    "spatial.nearest_neighbours": {"gdf": SQUARES, "k": 2},
    "spatial.local_association": {
        "values": COLUMN,
        "weights": spatial.contiguity(SQUARES),
        "permutations": 9,
    },
    "spatial.moran": {"values": COLUMN, "weights": spatial.contiguity(SQUARES)},
    "spatial.moran_of_rates": {
        "count": FRAME["v"],
        "base": COLUMN * 10,
        "weights": spatial.contiguity(SQUARES),
    },
    "spatial.Weights": {
        "codes": ["a", "b"],
        "indptr": [0, 1, 2],
        "indices": [1, 0],
        "data": [1.0, 1.0],
    },
    "composite.weighted_sum": {"z": FRAME, "weights": {"u": 1, "v": 2}, "directions": None},
    "composite.status_index": {"shares": FRAME},
    "composite.dynamics_index": {"changes": FRAME},
    "composite.overlay": {
        "status": composite.status_index(FRAME).status,
        "dynamics": composite.dynamics_index(FRAME).dynamics,
    },
    "composite.min_max": {"frame": FRAME},
    "composite.ranks": {"column": COLUMN},
    "composite.rank_exponential": {"column": COLUMN},
    "composite.mazziotta_pareto": {"frame": FRAME, "directions": {"u": 1, "v": -1}},
    "composite.budget_allocation": {"points": FRAME + 1},
    "composite.delphi_round": {"scores": FRAME + 1},
    "composite.analytic_hierarchy": {
        "judgements": pd.DataFrame([[1, 3], [1 / 3, 1]], index=["a", "b"], columns=["a", "b"])
    },
    "indicator.name_use": {"definition": indicator.Definition("a", numerator=("x",))},
    "indicator.name_theme": {"text": "Miete"},
    "typology.aggregate_to_floor": {
        "counts": FRAME,
        "floors": {"u": 5, "v": 3},
        "graph": spatial.contiguity(SQUARES),
        "exact_steps": 1000,
    },
    "typology.clustgeo": {"frame": FRAME, "distances": PLACES_APART, "k": 2, "alpha": 0.5},
    "typology.clustgeo_alphas": {"frame": FRAME, "distances": PLACES_APART, "k": 2},
    "typology.exact_regions": {
        "frame": FRAME,
        "graph": spatial.contiguity(SQUARES),
        "k": 2,
        "counts": FRAME,
        "least": {"u": 5},
        "steps": 1000,
    },
    "typology.azp": {
        "frame": FRAME,
        "start": 2,
        "graph": spatial.contiguity(SQUARES),
        "counts": FRAME,
        "least": {"u": 5},
        "weights": COLUMN,
    },
    "typology.max_p": {
        "frame": FRAME,
        "graph": spatial.contiguity(SQUARES),
        "counts": FRAME,
        "least": {"u": 5},
        "starts": 1,
    },
    "typology.region_shape": {"regions": TYPES, "graph": spatial.contiguity(SQUARES)},
    "typology.regions": {
        "frame": FRAME,
        "k": 2,
        "graph": spatial.contiguity(SQUARES),
        "method": "ward",
        "counts": FRAME,
        "least": {"u": 5},
        "most": {"areas": 6},
        "weights": COLUMN,
    },
    "typology.kmeans": {"frame": FRAME, "k": 2, "weights": COLUMN, "starts": 2},
    "typology.bounded_kmeans": {
        "frame": FRAME,
        "k": 2,
        "counts": FRAME + 1,
        "least": {"u": 3.0, "areas": 2},
        "weights": COLUMN,
        "starts": 2,
    },
    "typology.same_names": {"before": TYPES.types, "after": TYPES.types},
    "typology.transitions": {"before": TYPES.types, "after": TYPES.types},
    "typology.typed": {
        "frame": FRAME,
        "bends": {"u": "sqrt"},
        "weights": {"v": 2.0},
        "indicators": typology.frozen_indicators(FRAME),
    },
    "typology.frozen_indicators": {"frame": FRAME, "bends": {"u": "sqrt"}, "weights": {"v": 2.0}},
    "typology.typed_errors": {
        "frame": FRAME,
        "standard_errors": FRAME / 10,
        "indicators": typology.frozen_indicators(FRAME),
    },
    "typology.untyped": {"frame": FRAME, "indicators": typology.frozen_indicators(FRAME)},
    "typology.freeze": {"found": typology.kmeans(typology.typed(FRAME), 2), "frame": FRAME},
    "typology.load_types": {"path": "types.model"},
    "typology.stability": ERRORS
    | {"draws": 3, "starts": 1, "recipe": typology.Recipe(least={"areas": 1})},
    "typology.change_causes": {
        "before": TYPES.types,
        "after": TYPES.types,
        "boundaries": TYPES.types,
        "noise": COLUMN / 100,
        "draws": 200,
    },
    "typology.typed_draws": {
        "draws": smallarea.TableDraws(
            {name: smallarea.empirical_bayes(FRAME[name], FRAME[name] + 9) for name in FRAME}
        ),
        "frame": FRAME,
        "number": 3,
    },
    "typology.smallest_change": {"frame": FRAME, "clustering": TYPES},
    "typology.drop_one": {"frame": FRAME, "clustering": TYPES, "people": COLUMN, "starts": 2},
    "typology.explain": {"frame": FRAME, "types": TYPES, "weights": COLUMN},
    "typology.mixture": {
        "frame": FRAME,
        "k": 2,
        "weights": COLUMN,
        "starts": 2,
        "standard_errors": FRAME * 0.0 + 0.5,
    },
    "typology.fuzzy_cmeans": {"frame": FRAME, "k": 2, "weights": COLUMN, "starts": 2},
    "typology.nested_types": {
        "frame": FRAME,
        "k": 2,
        "counts": FRAME,
        "least": {"u": 1.0},
        "weights": COLUMN,
        "starts": 2,
    },
    "typology.rule_types": {
        "frame": FRAME,
        "cuts": {"u": typology.Cut([2.0], ["low", "high"])},
        "weights": COLUMN,
    },
    "typology.optimal_kmeans": {
        "frame": FRAME,
        "k": 2,
        "counts": FRAME + 1,
        "least": {"u": 3.0, "areas": 2},
        "weights": COLUMN,
        "starts": 2,
        "sets": 10_000,
    },
    "typology.conflicts_of": {"frame": FRAME, "wishes": WISHES, "examples": ["00", "05"]},
    "typology.kmeans_with_wishes": WISHED,
    "typology.prices_of_wishes": WISHED,
    "typology.kmeans_with_outliers": {
        "frame": FRAME,
        "k": 2,
        "outliers": 1,
        "weights": COLUMN,
        "starts": 2,
    },
    "typology.kmedoids": {"frame": FRAME, "k": 2, "weights": COLUMN, "starts": 2},
    "typology.kmedoids_of_distances": {
        "distances": typology.gower(FRAME),
        "k": 2,
        "weights": COLUMN,
        "starts": 2,
    },
    "typology.gower": {"frame": FRAME, "weights": {"u": 1.0, "v": 2.0}},
    "typology.linkage": {"frame": FRAME, "weights": COLUMN},
    "typology.gap_statistic": {"frame": FRAME, "ks": [1, 2], "references": 2, "starts": 1},
    "typology.bootstrap_stability": TYPED | {"samples": 2, "starts": 1},
    "typology.sentences_of_k": {},
    "typology.ward": {"frame": FRAME, "weights": COLUMN},
    "typology.clustergram": {"frame": FRAME, "ks": [1, 2], "starts": 2, "weights": COLUMN},
    "typology.choose_k": {"frame": FRAME, "ks": [2, 3], "starts": 2},
    "typology.silhouette": TYPED,
    "typology.squared_silhouette": TYPED,
    "typology.calinski_harabasz": TYPED,
    "typology.davies_bouldin": TYPED,
    "typology.profile": TYPED | {"population": COLUMN},
    "typology.letters": {"types": TYPES.types, "population": COLUMN},
    "typology.letter": {"number": 1},
    "typology.second_best": {"frame": FRAME, "clustering": TYPES},
    "typology.peers": {"frame": FRAME, "among": CODES[:4]},
    "typology.examples": {"frame": FRAME, "clustering": TYPES, "population": COLUMN},
    "typology.dimension_weights": {"dimensions": {"u": "age", "v": "work"}},
    "typology.missing_doubts": {"missing": FRAME > 7},
    "typology.name_parts": {"z_means": TYPES.centres, "dimensions": {"u": "age", "v": "work"}},
    "typology.membership": ERRORS,
    "typology.certainty": ERRORS | {"starts": 1},
    "equity.gini": SHARED,
    "equity.palma": SHARED,
    "equity.lorenz": SHARED,
    "equity.poverty": SHARED | {"line": 3},
    "equity.concentration_index": SHARED | {"rank_by": COLUMN},
    "equity.aggregate": {
        "minutes": COLUMN,
        "people": COLUMN,
        "area": pd.Series(["d"] * 8, index=CODES),
        "limits": [3],
        "areas": ["d"],
    },
    "siting.p_median": TASK,
    "siting.max_coverage": TASK | {"limit": 3},
    "siting.p_centre": TASK,
    "siting.fewest_sites": TASK | {"limit": 3},
    "gis.layout": {"path": "table.csv"},
    "gis.read_table": {"path": "table.csv", "key": "AGS", "kind": "ags"},
    "gis.read_areas": {"path": "areas.geojson", "key": "code"},
    "gis.read_points": {"path": "table.csv", "id": "AGS", "x": "x", "y": "y", "crs": "EPSG:4326"},
    "gis.sample_raster": {"path": "raster.asc", "points": PLACES},
    "gis.transform": {"frame": PLACES, "crs": "EPSG:25832"},
    "gis.write_surface": {
        "path": "minutes.tif",
        "surface": isochrone.MinutesSurface(np.ones((1, 1)), (9.0, 1.0, 0.0, 53.0, 0.0, -1.0)),
    },
    "gis.write_raster": {
        "path": "out.tif",
        "values": np.ones((2, 2)),
        "transform": [0, 1, 0, 0, 0, -1],
    },
    "osm.way_access": {"tags": {"highway": "track"}},
    "osm.node_effect": {"tags": {"barrier": "gate"}},
    "osm.speed_limits": {"tags": {"maxspeed": "50"}},
    "osm.speed_table": {"mode": "car"},
    "osm.read_speed_table": {"path": str(DATA / "speeds/car.csv")},
    "osm.read_facilities": {
        "path": DATA / "roads_osm/herrenberg-minimal.osm.pbf",
        "filters": {"amenity": "school"},
    },
    "publish.write_areas": {"path": "out.gpkg", "frame": SQUARES},
    "publish.write_table": {"path": "out.csv", "frame": FRAME},
    "publish.category_style": {"column": "t", "colours": {"A": "#1b9e77"}, "labels": {"A": "x"}},
}

# Called elsewhere, or no function of a user: said with the reason.
ELSEWHERE = {
    "core.atomic_write": "a file in the making: test_files",
    "osm.read_graphml": "files of test_graphml",
    "osm.to_graphml": "files of test_graphml",
    "publish.load_policy": "a policy file: test_editions",
    "publish.pdf_printer": "asks what is installed: test_publish",
    "publish.write_docx": "texts in, a file out: test_publish",
    "publish.write_pdf": "a browser prints: test_report_in_a_browser",
    "publish.release": "takes a result of the project: test_editions",
    "publish.safe_text": "text in, text out: test_publish",
    "publish.write_html": "a made-up report would prove nothing: test_publish",
    "publish.write_level_layer": "takes a result of the project",
    "publish.write_parquet": "takes a result of the project",
    "publish.write_png": "takes a figure: test_publish",
    "publish.write_xlsx": "test_publish",
}

TWICE = COLUMN.set_axis([*CODES[:-1], CODES[0]])
OBJECTS: list[Any] = [
    *(object(), None, True, b"x", b"\xff", 1j, "x", "", "5", "nan", "a\0b", "caf\udce9"),
    *((), (1,), ("a", "b"), [], [1], ["a"], [None], [10**5000], {}, {"x": 1}, {1: 2}, set()),
    *(Path("/"), Path("no/such"), lambda *_: None, int, pd, TYPES, slice(2), range(3)),
    *(np.datetime64("2020"), np.array([]), np.array(3), np.array([1.0, 2.0]), np.array([[1.0]])),
    np.array(["a", None], dtype=object),
]
NUMBERS: list[Any] = [
    *(math.nan, math.inf, -math.inf, -1, 0, 1.5, 2**63, -(2**63), 10**400, 10**5000, 5e-324),
]
COLUMNS: list[Any] = [
    *(pd.Series(dtype=float), pd.Series([1.0, 2.0]), COLUMN.astype(str), COLUMN.astype(object)),
    *(COLUMN * np.nan, COLUMN * np.inf, -COLUMN, COLUMN * 0, TWICE, COLUMN.iloc[::-1]),
    *(COLUMN.astype(complex), COLUMN.set_axis(range(8)), COLUMN.set_axis([math.nan] * 8)),
    pd.Series(pd.date_range("2020", periods=8), index=CODES),
    pd.Series([10**400] * 8, index=CODES, dtype=object),
    pd.Series([(1,)] * 8, index=CODES),
    pd.Series([True, None] * 4, index=CODES, dtype=object),
    pd.Series(1.0, index=pd.MultiIndex.from_product([CODES, [1]])),
]
FRAMES: list[Any] = [
    *(pd.DataFrame(), FRAME.iloc[:0], FRAME.iloc[:, :0], FRAME * np.nan, FRAME * np.inf, -FRAME),
    *(FRAME.astype(str), FRAME.set_axis(TWICE.index), FRAME.set_axis(["u", "u"], axis=1)),
    *(FRAME.set_axis([1, 2], axis=1), FRAME.iloc[::-1], FRAME.set_axis(range(8))),
    FRAME.assign(u=pd.date_range("2020", periods=8)),
    *(SQUARES, SQUARES.iloc[:0], SQUARES.set_crs(None, allow_override=True), SQUARES.geometry),
    *(PLACES, gpd.GeoSeries([None] * 8, index=CODES), gpd.GeoDataFrame({"x": [1]})),
]
WRONG = [*OBJECTS, *NUMBERS, *COLUMNS, *FRAMES]


def functions() -> dict[str, Callable[..., Any]]:
    found = {}
    for stage in TABLES:
        module = getattr(sozialraum, stage, None) or __import__(
            f"sozialraum.{stage}", fromlist=[stage]
        )
        for name in module.__all__:
            if inspect.isfunction(thing := getattr(module, name)) or thing in (
                spatial.Weights,
                smallarea.SpatialDraws,
                smallarea.TableDraws,
            ):
                found[f"{stage}.{name}"] = thing
    return found


def test_every_public_function_is_tried() -> None:
    tried = {*RIGHT, *ON_ROADS, *ELSEWHERE}
    assert not functions().keys() - tried, "without a right call"
    assert not RIGHT.keys() - functions().keys(), "gone"
    assert not ELSEWHERE.keys() - functions().keys(), "gone"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one small file of each kind, in which the functions may write."""
    monkeypatch.chdir(tmp_path)
    Path("table.csv").write_text("AGS;n;x;y\n03252007;5;9,1;52,1\n03252006;6;9,2;52,2\n")
    SQUARES.assign(code=CODES).to_file("areas.geojson")
    Path("raster.prj").write_text(
        'GEOGCS["x",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
        'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
    )
    Path("raster.asc").write_text(
        "ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2\n3 4\n"
    )
    Path("catalogue.yaml").write_text(
        "title: Probe\ndimensions:\n  d: {name_de: D, name_en: D}\nindicators:\n"
        "  - {id: a, name_de: A, kind: value, value: x, dimension: d}\n"
    )
    typology.freeze(typology.kmeans(typology.typed(FRAME), 2), FRAME).save("types.model")
    return tmp_path


TOGETHER = {  # what several arguments make, or a file holds: none of them alone is wrong
    "states": "direct_rate case_ratio indirect_rate rate_by_group pool",
    "share": "wilson clopper_pearson fisher_exact",
    "events": "conditional_poisson",
    "sample": "t_interval",
    "base": "draws_from_counts",
    "count": "draws_from_counts",
    "estimates": "draws_from_counts",
    "value": "logit_shrinkage",
    "values": "moran_of_rates",
    "weights": "Weights",
    "ranks": "rank_exponential",
    "key": "read_points",
    "columns": "read_points",
    "speeds": "read_speed_table",
}


@pytest.mark.parametrize("name", RIGHT)
def test_nothing_foreign_comes_out_and_errors_name_an_argument_of_the_call(
    name: str, files: Path
) -> None:
    function, right = functions()[name], RIGHT[name]
    own = inspect.signature(function).parameters
    for argument, parameter in own.items():
        if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
            continue
        for value in WRONG:
            if argument == "progress" and callable(value):
                continue  # the caller's own function: what it throws is the caller's
            try:
                function(**(right | {argument: value}))
            except core.InvalidInput as error:
                named = error.finding.place.argument.split(".")[0].split("[")[0]
                known = name.split(".")[1] in TOGETHER.get(named, "").split()
                assert not named or named in own or known, f"{argument} is called {named}"
            except Exception as foreign:
                raise AssertionError(f"{argument}={value_text(value)}: {foreign!r}") from foreign


@pytest.mark.parametrize("name", RIGHT)
def test_the_right_call_is_right(name: str, files: Path) -> None:
    if name == "indicator.load_catalogue":
        return  # its own tests
    functions()[name](**RIGHT[name])


def value_text(value: object) -> str:
    try:
        return repr(value)[:200]
    except ValueError:
        return "a number of 5,001 digits"
