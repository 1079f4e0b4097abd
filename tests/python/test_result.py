"""What a method noticed stays with its result, is warned of once, and harms no file and no copy."""

from __future__ import annotations

import copy
import pickle
import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import sozialraum
from shapely import LineString, Point
from sozialraum import access, composite, indicator, network, reach, typology
from sozialraum.core import Finding, FindingWarning, Severity
from sozialraum.core.maps import MapResult
from sozialraum.core.result import Result
from sozialraum.core.tables import ColumnResult, TableResult

OFF = Finding(
    "origin_off_network",
    "1 of 2 has no <road>",
    Severity.WARNING,
    hint="look at it",
    areas=("Moor",),
)
NOTED = Finding("read_as", "read as UTF-8")


def village() -> tuple[network.RoadGraph, gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """One road of ten minutes; Moor lies far from it."""
    edges = gpd.GeoDataFrame(
        {"u": [0], "v": [1], "minutes": [10.0], "metres": [7000.0]},
        geometry=[LineString([(9.0, 52), (9.1, 52)])],
        crs=4326,
    )
    homes = gpd.GeoDataFrame(index=["Aue", "Moor"], geometry=[Point(9, 52), Point(9, 53)], crs=4326)
    shops = gpd.GeoDataFrame(index=["Laden"], geometry=[Point(9.1, 52)], crs=4326)
    return network.RoadGraph.from_edges(edges), homes, shops


def table_result() -> TableResult:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FindingWarning)
        frame = pd.DataFrame({"minutes": [1.0, np.nan]}, index=["Aue", "Moor"])
        return TableResult.of(frame, [OFF, NOTED], {"method": "road-network"})


def test_a_warning_is_given_once_a_call_and_names_the_areas() -> None:
    graph, homes, shops = village()
    with pytest.warns(FindingWarning) as seen:
        reach.matrix(graph, homes, shops)
    assert len(seen) == 1
    assert "origin_off_network" in str(seen[0].message) and "(Moor)" in str(seen[0].message)
    assert seen[0].filename == __file__, "it points at the line that asked"


def test_a_network_does_not_say_it_twice() -> None:
    graph, homes, shops = village()
    roads = sozialraum.Network(graph)
    with pytest.warns(FindingWarning) as seen:
        roads.minutes_to_nearest(homes, shops, k=1)
    assert len(seen) == 1 and seen[0].filename == __file__


def test_notes_are_not_warned_of_and_warnings_can_be_silenced() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        TableResult.of(pd.DataFrame(), [NOTED])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", category=sozialraum.FindingWarning)
        TableResult.of(pd.DataFrame(), [OFF])


def test_a_result_is_a_table_and_what_is_made_of_it_is_plain() -> None:
    result = table_result()
    assert result["minutes"].tolist()[0] == 1.0 and len(result) == 2
    assert (
        result.findings == [OFF, NOTED] == result.attrs["findings"] == result.attrs.get("findings")
    )
    assert "findings" in result.attrs and result.attrs["method"] == "road-network"
    people = pd.DataFrame({"people": [7, 8]}, index=["Moor", "Aue"])
    for made in (
        result.join(people),
        pd.merge(result, people, left_index=True, right_index=True),
        pd.concat([result, result]),
        result.assign(x=1),
        result.table,
    ):
        assert type(made) is pd.DataFrame and "findings" not in made.attrs
    assert result.join(people).loc["Aue", "people"] == 8
    assert result.table.attrs == {}


def test_results_go_into_files_with_what_was_noticed(tmp_path: Path) -> None:
    result = table_result()
    result.to_parquet(tmp_path / "a.parquet")
    told = pd.read_parquet(tmp_path / "a.parquet").attrs
    assert told["method"] == "road-network" and told["findings"][0]["areas"] == ["Moor"]
    for number, derived in enumerate(
        (result.join(result.add_suffix("_2")), pd.concat([result] * 2))
    ):
        derived.to_parquet(tmp_path / f"{number}.parquet")  # JSON knows no Finding
    graph, homes, shops = village()
    ways = reach.paths(graph, homes, shops)
    assert isinstance(ways, MapResult)
    ways.to_parquet(tmp_path / "b.parquet")
    ways.to_crs("EPSG:25832").to_file(tmp_path / "b.gpkg")


def test_results_travel() -> None:
    graph, homes, shops = village()
    answers = [
        table_result(),
        reach.paths(graph, homes, shops),
        access.opportunities(graph, homes, shops, limit=20),
        reach.minutes_to_nearest(graph, homes, shops, k=1),
        access.huff(graph, homes, shops, population=[1, 1], supply=[1], limit=20, shares=True),
    ]
    for answer in answers:
        for again in (pickle.loads(pickle.dumps(answer)), copy.copy(answer), copy.deepcopy(answer)):
            assert type(again) is type(answer)
            assert again.findings == answer.findings and again.findings
            assert repr(again) == repr(answer)


def test_a_column_says_the_state_of_each_area_and_joins_by_its_index() -> None:
    graph, homes, shops = village()
    found = access.opportunities(graph, homes, shops, limit=20)
    assert isinstance(found, ColumnResult) and found.tolist()[0] == 1
    assert found.state is not None and found.state.to_dict() == {
        "Aue": "measured",
        "Moor": "too_far",
    }
    assert found.table.columns.tolist() == ["opportunities", "state"]
    frame = pd.DataFrame({"x": [1, 2]}, index=["Moor", "Aue"])
    frame["n"] = found
    assert frame.loc["Aue", "n"] == 1 and np.isnan(frame.loc["Moor", "n"])
    scores = composite.weighted_sum(pd.DataFrame({"x": [1.0, None]}, index=["Aue", "Moor"]))
    assert scores.state.tolist() == ["scored", "not_scored"]
    nearest = sozialraum.Network(graph).minutes_to_nearest(homes, shops, k=1)
    assert nearest["state"].to_dict() == {"Aue": "measured", "Moor": "too_far"}
    near = reach.minutes_to_nearest(graph, homes, shops, k=1, limit=5)
    assert near.state is not None and near.state["Aue"] == "no_facility"


def test_results_print_short() -> None:
    frame = pd.DataFrame(
        {"z": np.arange(300.0), "y": np.arange(300.0) % 7},
        index=[f"{i:05}" for i in range(300)],
    )
    found = typology.kmeans(frame, 3)
    rates = indicator.rate(frame["y"] + 1, frame["y"] * 0 + 9)
    for result in (found, typology.ward(frame), typology.profile(frame, found), rates):
        assert len(repr(result).splitlines()) <= 16, repr(result)
    assert "300 rows" in repr(rates)
    assert repr(found).splitlines()[0] == "Clustering"


def test_findings_stand_on_top_in_a_notebook_and_are_escaped() -> None:
    result = table_result()
    shown = result._repr_html_()
    assert shown.index("origin_off_network") < shown.index("<table")
    assert "&lt;road&gt;" in shown and "<road>" not in shown

    class Holder(Result):
        def __init__(self) -> None:
            self.findings = [OFF]

        def _shown(self) -> list[tuple[str, object]]:
            return [("name", "<b>")]

    shown = Holder()._repr_html_()
    assert "&lt;road&gt;" in shown and "&lt;b&gt;" in shown and "<b>'" not in shown


def test_a_folded_list_of_notes_alone_stays_folded() -> None:
    quiet = TableResult.of(pd.DataFrame({"x": [1]}), [NOTED])
    assert "<details>" in quiet._repr_html_() and "<details open>" in table_result()._repr_html_()
