"""The notebook runs from its first cell to its last, and its figures are right by another way.

How the cells are executed says notebook.py.
"""

from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("sozialraum._osm")

import geopandas as gpd  # noqa: E402
import networkx as nx  # noqa: E402
import notebook  # noqa: E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "examples/python/liechtenstein.ipynb"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    return notebook.run_all(NOTEBOOK, tmp_path_factory.mktemp("notebook"))


def test_it_is_kept_without_outputs_and_says_how_to_read_every_step() -> None:
    notebook.require_kept_and_told(NOTEBOOK)


def test_the_map_and_the_geopackages_are_written(ran: SimpleNamespace) -> None:
    assert (ran.out / "pharmacies.png").stat().st_size > 50_000
    places = gpd.read_file(ran.out / "pharmacies.gpkg", layer="places")
    assert len(places) == 12 and places.crs == ran.metres
    bands = gpd.read_file(ran.out / "bands.gpkg", layer="bands")
    assert list(bands["band"]) == [f"bicycle {limit} min" for limit in ran.limits]


def test_about_as_many_people_as_the_country_had(ran: SimpleNamespace) -> None:
    """About 37,000 in 2014; Nendeln (1,357) seems to be in Eschen's figure a second time."""
    assert ran.homes["people"].sum() - 1357 == pytest.approx(37_000, rel=0.02)


def test_minutes_on_foot_by_networkx(ran: SimpleNamespace) -> None:
    """Roads as a networkx graph, places put in between their two ends, Dijkstra."""
    network = ran.roads["foot"]
    edges = network.to_edges()
    graph = nx.DiGraph()
    for row in edges.itertuples():
        for tail, head, minutes in (
            (row.u, row.v, row.minutes_forward),
            (row.v, row.u, row.minutes_backward),
        ):
            if np.isfinite(minutes):
                known = graph.get_edge_data(tail, head, {"weight": np.inf})["weight"]
                graph.add_edge(tail, head, weight=min(minutes, known))
    for places, sign in ((ran.homes, "from"), (ran.pharmacies, "to")):
        snapped = network.snap(places)
        for code, at in snapped.iterrows():
            edge = edges.loc[at["edge"]]
            part = at["offset"] / edge["metres"]
            ends = ((edge["u"], part, "backward"), (edge["v"], 1 - part, "forward"))
            for node, share, way in ends:
                other = {"backward": "forward", "forward": "backward"}[way]
                minutes = edge[f"minutes_{way if sign == 'from' else other}"] * share
                pair = (code, node) if sign == "from" else (node, code)
                if np.isfinite(minutes):
                    graph.add_edge(*pair, weight=minutes + at["minutes"])
    found = ran.nearest["foot"]
    for code in ran.homes.index:
        reached = nx.single_source_dijkstra_path_length(graph, code, weight="weight")
        minutes = sorted(reached[facility] for facility in ran.pharmacies.index)
        assert found.loc[code, "minutes_1"] == pytest.approx(minutes[0], abs=0.02)
        assert found.loc[code, "minutes_2"] == pytest.approx(minutes[1], abs=0.02)


def test_nobody_is_faster_than_the_straight_line(ran: SimpleNamespace) -> None:
    fastest = float(ran.roads["foot"].speeds.frame.loc["class", ["rural", "built_up"]].max().max())
    shops = ran.pharmacies.to_crs(ran.metres)
    for code, home in ran.homes.geometry.items():
        straight = shops.distance(home).min() / 1000 / max(fastest, 5.0) * 60
        assert ran.nearest["foot"].loc[code, "minutes_1"] >= straight * 0.999


def test_who_is_beyond_by_hand(ran: SimpleNamespace) -> None:
    minutes, people = ran.nearest["foot"]["minutes_1"], ran.homes["people"]
    assert ran.beyond["foot"].loc[30, "beyond"] == sum(
        who for who, time in zip(people, minutes, strict=True) if time > 30
    )
    assert set(ran.far["name"]) == set(ran.homes["name"][minutes > 30])


def test_all_pharmacies_are_handed_out(ran: SimpleNamespace) -> None:
    assert ran.handed_out == pytest.approx(len(ran.pharmacies))


def test_land_by_bicycle_holds_the_villages_within_the_limit(ran: SimpleNamespace) -> None:
    minutes = ran.nearest["bicycle"]["minutes_1"]
    for limit in ran.limits:
        clear = (minutes - limit).abs() > 1.0
        inside = ran.homes.within(ran.reached.geometry[limit])
        assert (inside == (minutes <= limit))[clear].all()
    assert ran.reached.area.is_monotonic_increasing


def test_the_place_for_one_more_by_trying_all(ran: SimpleNamespace) -> None:
    now = ran.nearest["bicycle"]["minutes_1"]
    times = ran.roads["bicycle"].matrix(ran.homes, ran.candidates)
    total = pd.Series(
        {code: (np.fmin(now, times[code]) * ran.homes["people"]).sum() for code in times}
    ).sort_values()
    assert ran.choices["objective"].iloc[0] == pytest.approx(total.iloc[0])
    assert ran.choices["new"].iloc[0] == (total.index[0],)
    assert list(ran.choices["objective"]) == pytest.approx(list(total.iloc[:5]))
    assert ran.one_more.answer.proven


def test_the_kept_network_answers_the_same(ran: SimpleNamespace) -> None:
    assert repr(ran.again) == repr(ran.roads["foot"])
    np.testing.assert_array_equal(ran.minutes_again, ran.nearest["foot"]["minutes_1"])


def test_the_runner_shows_errors() -> None:
    with pytest.raises(ZeroDivisionError):
        notebook.run("x = 1\nx / 0", {}, "a cell")
