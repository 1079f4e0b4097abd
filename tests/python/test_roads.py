"""The object an analyst keeps: it answers as the functions do, and says how it measured."""

from __future__ import annotations

import inspect
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("sozialraum._osm")

import geopandas as gpd  # noqa: E402
import pandas as pd  # noqa: E402
import sozialraum  # noqa: E402
from pandas.testing import assert_frame_equal  # noqa: E402
from shapely import LineString, Point  # noqa: E402
from sozialraum import Network, access, isochrone, network, osm, reach, siting  # noqa: E402
from sozialraum.core import InvalidInput, UnknownName  # noqa: E402
from sozialraum.roads import options as options_of  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
EXTRACT = ROOT / "data/roads_osm/north-bayreuth.osm.gz"
CRS = "EPSG:25832"


@pytest.fixture(scope="module")
def roads() -> Network:
    return Network.from_osm(EXTRACT, date="2014")


@pytest.fixture(scope="module")
def homes() -> gpd.GeoDataFrame:
    """Villages in metres of UTM, with made-up people."""
    places = osm.read_facilities(EXTRACT, {"place": ["village", "hamlet"]})[["name", "geometry"]]
    places["people"] = np.arange(10.0, 10.0 + len(places))
    return places.to_crs(CRS)


@pytest.fixture(scope="module")
def nurseries() -> gpd.GeoDataFrame:
    return osm.read_facilities(EXTRACT, {"amenity": "kindergarten"})[["name", "geometry"]]


def test_it_is_at_the_top_and_loaded_only_when_asked_for() -> None:
    assert sozialraum.Network is Network and "Network" in dir(sozialraum)
    code = (
        "import sys, sozialraum; print('pandas' in sys.modules, 'sozialraum.roads' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "bindings/python")},
    )
    assert done.stdout.split() == ["False", "False"]


def test_it_says_what_it_is(roads: Network) -> None:
    text = repr(roads)
    for words in ("mode: car", "car-rural-de-1", "north-bayreuth.osm.gz", "2014", "junctions"):
        assert words in text and words.split(": ")[-1] in roads._repr_html_()
    edges = roads.graph.to_edges()
    street = edges.geometry.normalize().to_wkb()  # a copy near a forbidden turn is the same street
    metres = edges.groupby([edges["way_id"], street])["metres"].first().sum()
    assert roads.kilometres == pytest.approx(metres / 1000)
    assert roads.import_report is not None and len(roads.findings) > 0


def test_markup_in_a_source_stays_text() -> None:
    made = Network.from_edges(two_streets(), source="<b>x</b>")
    assert "<b>" not in made._repr_html_() and "&lt;b&gt;" in made._repr_html_()


def test_the_nearest_are_those_of_the_function_in_the_crs_of_the_homes(
    roads: Network, homes: gpd.GeoDataFrame, nurseries: gpd.GeoDataFrame
) -> None:
    told = roads.minutes_to_nearest(homes, nurseries, k=2)
    plain = reach.minutes_to_nearest(roads.graph, homes, nurseries, k=2)
    assert told.crs == homes.crs and told.index.equals(homes.index)
    assert told.geometry.geom_equals(homes.geometry).all()
    for rank in (1, 2):
        np.testing.assert_array_equal(told[f"minutes_{rank}"], plain.minutes[rank])
        assert list(told[f"facility_{rank}"]) == list(plain.facility[rank])
    assert told.attrs["findings"] == plain.findings


def test_every_answer_says_how_it_was_measured(
    roads: Network, homes: gpd.GeoDataFrame, nurseries: gpd.GeoDataFrame
) -> None:
    there = {"population": "people", "supply": np.ones(len(nurseries)), "limit": 10}
    shared = roads.floating_catchment(homes, nurseries, **there)
    answers = [
        roads.minutes_to_nearest(homes, nurseries),
        roads.opportunities(homes, nurseries, limit=10),
        shared.origins,
        shared.facilities,
        roads.huff(homes, nurseries, **there).facilities,
        roads.travel_times(homes, nurseries, limit=10),
        roads.matrix(homes, nurseries),
        roads.snap(homes),
        roads.isochrones(nurseries, limits=[5], resolution=200),
        roads.minutes_surface(nurseries, resolution=200).points(),
        roads.site(homes, homes, people="people").sites,
        roads.to_edges(),
    ]
    for answer in answers:
        assert answer.attrs["speed_table"] == "car-rural-de-1"
        assert answer.attrs["mode"] == "car" and answer.attrs["date"] == "2014"
        assert isinstance(answer.attrs["findings"], list)
    assert answers[0].attrs["method"] == "road-network"
    assert shared.method == "2SFCA" == answers[2].attrs["method"]


def test_supply_is_shared_out_completely(
    roads: Network, homes: gpd.GeoDataFrame, nurseries: gpd.GeoDataFrame
) -> None:
    supply = pd.Series([20.0, 30.0, 50.0], index=nurseries.index)
    shared = roads.floating_catchment(
        homes, nurseries, population="people", supply=supply, limit=15
    )
    handed_out = (shared.origins["access"] * homes["people"]).sum()
    assert handed_out == pytest.approx(supply[shared.facilities["ratio"].notna()].sum())
    assert shared.facilities.crs == nurseries.crs and shared.origins.crs == homes.crs


def test_everybody_is_expected_somewhere(
    roads: Network, homes: gpd.GeoDataFrame, nurseries: gpd.GeoDataFrame
) -> None:
    size = pd.Series([20.0, 30.0, 50.0], index=nurseries.index)
    found = roads.huff(homes, nurseries, population="people", supply=size, limit=15, shares=True)
    served = found.origins["attraction"] > 0
    assert found.facilities["visitors"].sum() == pytest.approx(homes["people"][served].sum())
    assert found.shares is not None and set(found.shares["origin"]) <= set(homes.index)
    assert found.shares.attrs["method"] == "Huff"
    people = found.shares["origin"].map(homes["people"]) * found.shares["share"]
    by_facility = people.groupby(found.shares["facility"]).sum()
    np.testing.assert_allclose(by_facility, found.facilities["visitors"][by_facility.index])


def test_matrix_pairs_and_opportunities_tell_one_story(
    roads: Network, homes: gpd.GeoDataFrame, nurseries: gpd.GeoDataFrame
) -> None:
    wide = roads.matrix(homes, nurseries)
    pairs = roads.travel_times(homes, nurseries, limit=8)
    assert len(pairs) == int((wide <= 8).to_numpy().sum())
    counted = roads.opportunities(homes, nurseries, limit=8)["opportunities"]
    np.testing.assert_array_equal(counted, (wide <= 8).sum(axis=1))
    nearest = roads.minutes_to_nearest(homes, nurseries, k=1)["minutes_1"]
    np.testing.assert_allclose(nearest, wide.min(axis=1))


def test_a_snap_is_a_point_on_the_road_in_the_crs_of_the_place(
    roads: Network, homes: gpd.GeoDataFrame
) -> None:
    on_road = roads.snap(homes)
    plain = network.snap(roads.graph, homes)
    assert on_road.crs == homes.crs
    np.testing.assert_allclose(on_road.distance(homes), plain["metres"], rtol=2e-3, atol=0.05)
    far = gpd.GeoDataFrame(index=["far"], geometry=[Point(0, 0)], crs="EPSG:4326")
    assert roads.snap(far).geometry.iloc[0] is None


def test_land_within_the_limit_holds_the_homes_within_it(
    roads: Network, homes: gpd.GeoDataFrame, nurseries: gpd.GeoDataFrame
) -> None:
    there = nurseries.to_crs(CRS).iloc[:1]
    land = roads.isochrones(there, limits=[5, 10], resolution=50).set_index("limit")
    assert land.crs == CRS
    minutes = roads.minutes_to_nearest(homes, there, k=1)["minutes_1"]
    clear = (minutes - 5).abs() > 0.5  # half a minute from the border no raster may be wrong
    inside = homes.within(land.geometry[5.0])
    assert (inside == (minutes <= 5))[clear].all() and clear.sum() > 50
    assert land.geometry[5.0].difference(land.geometry[10.0]).area < 1.0


def test_the_best_site_is_the_one_that_trying_all_finds(
    roads: Network, homes: gpd.GeoDataFrame, nurseries: gpd.GeoDataFrame
) -> None:
    # One home lies beyond the rim of the file, on roads that are not connected with the others.
    homes = homes[roads.matrix(homes, nurseries).notna().any(axis=1)]
    found = roads.site(homes, homes, people="people", existing=nurseries, solutions=3)
    before = roads.matrix(homes, nurseries).min(axis=1)
    times = roads.matrix(homes, homes)
    total = {
        code: float((np.fmin(before, times[code]) * homes["people"]).sum()) for code in homes.index
    }
    best = min(total, key=lambda code: (total[code], code))
    assert list(found.sites.index[found.sites["new"]]) == [best]
    assert found.answer.objective == pytest.approx(total[best])
    assert found.answer.proven and len(found.answer.solutions) == 3
    assert set(found.sites.index) == {best, *nurseries.index} and found.sites.crs == CRS
    assert found.places.crs == homes.crs and found.places["minutes"].notna().all()
    assert found.sites["people"].sum() == homes["people"].sum()


@pytest.mark.parametrize("question", ["max_coverage", "fewest_sites", "p_centre"])
def test_other_questions_of_siting(
    roads: Network, homes: gpd.GeoDataFrame, nurseries: gpd.GeoDataFrame, question: str
) -> None:
    limit = None if question == "p_centre" else 10.0
    found = roads.site(homes, homes, question=question, people="people", limit=limit)
    plain = roads.travel_times(homes, homes, limit=limit or 180.0)
    options = {} if limit is None else {"limit": limit}
    asked = getattr(siting, question)(homes["people"], plain, **options)
    assert found.answer.sites == asked.sites and found.answer.objective == asked.objective


def test_wrong_questions_are_named(roads: Network, homes: gpd.GeoDataFrame) -> None:
    with pytest.raises(UnknownName, match="p_median"):
        roads.site(homes, homes, question="p_medan", people="people")  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="limit"):
        roads.site(homes, homes, question="max_coverage", people="people")
    with pytest.raises(UnknownName, match="people"):
        roads.site(homes, homes, people="peple")
    with pytest.raises(UnknownName, match="class"):
        roads.plot(by="clas")  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="tertiery|tertiary"):
        Network.from_osm(EXTRACT, speeds={"tertiery": 50})
    with pytest.raises(InvalidInput, match="no such file"):
        Network.from_osm("nowhere.osm.pbf")


@pytest.mark.parametrize("wrong", [{"mode": None}, {"mode": "kar"}, {"threads": -1}], ids=str)
def test_a_reading_option_that_cannot_be_meant_is_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as refused:
        Network.from_osm(EXTRACT, **wrong)
    assert refused.value.finding.place.argument in wrong


def test_speeds_of_a_mode_that_is_not_read_are_not_ignored() -> None:
    with pytest.raises(UnknownName, match="argument speeds: .*'bike'"):
        Network.from_osm_modes(EXTRACT, ("car",), {"bike": {"path": 5}})  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("options", "argument"),
    [
        ({"limit": 5}, "limit"),
        ({"capacity": 5}, "capacity"),
        ({"limit": 5, "question": "p_centre"}, "limit"),
        ({"limit": "15", "question": "max_coverage"}, "limit"),
        ({"limit": True, "question": "fewest_sites"}, "limit"),
        ({"question": None}, "question"),
        ({"longest": "x"}, "longest"),
        ({"new_sites": 1.5}, "new_sites"),
        ({"threads": -1}, "threads"),
        ({"people": None}, "people"),
        ({"people": 5}, "people"),
        ({"people": "geometry"}, "people"),
        ({"candidates": None}, "candidates"),
        ({"existing": ["a"]}, "existing"),
    ],
    ids=str,
)
def test_an_option_of_siting_that_cannot_be_meant_is_named(
    roads: Network, homes: gpd.GeoDataFrame, options: dict[str, object], argument: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        roads.site(homes, **{"candidates": homes, "people": "people"} | options)  # type: ignore[arg-type]
    assert refused.value.finding.place.argument == argument


def test_whole_numbers_that_name_places_come_back_as_whole_numbers(
    roads: Network, homes: gpd.GeoDataFrame, nurseries: gpd.GeoDataFrame
) -> None:
    homes = homes.set_axis(range(10, 10 + len(homes)))
    nurseries = nurseries.set_axis([500 + i for i in range(len(nurseries))])
    named = [
        roads.minutes_to_nearest(homes, nurseries, k=1)["facility_1"].dropna(),
        roads.travel_times(homes, nurseries, limit=20)["facility"],
        roads.paths(homes, nurseries)["facility"],
        roads.isochrones(nurseries, limits=[2], resolution=200)["place"],
        roads.matrix(homes, nurseries).columns,
    ]
    assert all(set(names) <= set(nurseries.index) for names in named)
    assert roads.snap(homes).index.equals(homes.index)
    assert roads.matrix(homes, nurseries).index.equals(homes.index)
    found = roads.site(homes, homes, people="people", existing=nurseries)
    new = found.sites.index[found.sites["new"]]
    assert homes.loc[new].geometry.geom_equals(found.sites.geometry[new]).all()
    assert set(found.places["site"]) <= set(found.sites.index)


def test_every_answer_tells_who_travels(
    roads: Network, homes: gpd.GeoDataFrame, nurseries: gpd.GeoDataFrame
) -> None:
    for direction in ("to_facility", "from_facility"):
        options = {} if direction == "to_facility" else {"direction": direction}
        for answer in (
            roads.travel_times(homes, nurseries, limit=5, **options),
            roads.matrix(homes, nurseries, **options),
            roads.site(homes, homes, people="people", **options).places,
        ):
            assert answer.attrs["direction"] == direction


@pytest.mark.parametrize("question", ["minutes_to_nearest", "paths", "isochrones"])
def test_nodes_have_no_place_on_a_map_of_places(roads: Network, question: str) -> None:
    nodes = roads.graph.to_nodes().index[:3]
    given = {"limits": [5]} if question == "isochrones" else {"facilities": nodes}
    with pytest.raises(InvalidInput, match=r"to_nodes\(\).loc"):
        getattr(roads, question)(nodes, **given)


def test_another_speed_table_is_named_in_every_answer(
    homes: gpd.GeoDataFrame, nurseries: gpd.GeoDataFrame, roads: Network
) -> None:
    slow = Network.from_osm(EXTRACT, speeds={"limit_factor": 0.5})
    assert slow.speed_table == "car-rural-de-1+"
    later = slow.minutes_to_nearest(homes, nurseries)
    sooner = roads.minutes_to_nearest(homes, nurseries)
    assert later.attrs["speed_table"] == "car-rural-de-1+"
    assert later["minutes_1"].sum() > sooner["minutes_1"].sum()


def test_several_modes_in_one_scan_are_those_read_one_by_one(
    homes: gpd.GeoDataFrame, nurseries: gpd.GeoDataFrame
) -> None:
    together = Network.from_osm_modes(EXTRACT, ("foot", "car"), {"foot": {"footway": 3}})
    assert list(together) == ["foot", "car"]
    assert together["foot"].speed_table.endswith("+")
    for mode, one in together.items():
        alone = Network.from_osm(EXTRACT, mode, one.speeds)
        assert repr(one) == repr(alone) and f"mode: {mode}" in repr(one)
        np.testing.assert_array_equal(
            one.minutes_to_nearest(homes, nurseries)["minutes_1"],
            alone.minutes_to_nearest(homes, nurseries)["minutes_1"],
        )


def test_prepared_or_not_the_answer_is_the_same(
    homes: gpd.GeoDataFrame, nurseries: gpd.GeoDataFrame, roads: Network
) -> None:
    prepared = Network.from_osm(EXTRACT, date="2014").prepare()
    assert "prepared" in repr(prepared) and "prepared" not in repr(roads)
    assert_frame_equal(
        pd.DataFrame(prepared.minutes_to_nearest(homes, nurseries).drop(columns="geometry")),
        pd.DataFrame(roads.minutes_to_nearest(homes, nurseries).drop(columns="geometry")),
    )


def two_streets() -> gpd.GeoDataFrame:
    """Two streets of 684 m at 41 km/h: a minute each, the second one-way."""
    lines = [LineString([(9.24, 52.17), (9.25, 52.17)]), LineString([(9.25, 52.17), (9.26, 52.17)])]
    return gpd.GeoDataFrame(
        {
            "u": [1, 2],
            "v": [2, 3],
            "length": [684.0, 684.0],
            "speed_kmh": [41.04, 41.04],
            "oneway": [False, True],
        },
        geometry=lines,
        crs="EPSG:4326",
    )


def test_a_network_comes_back_from_its_file(
    tmp_path: Path, homes: gpd.GeoDataFrame, nurseries: gpd.GeoDataFrame
) -> None:
    made = Network.from_osm(EXTRACT, "foot", {"footway": 4.5}, date="2014").prepare()
    made.save(tmp_path / "foot.network")
    again = Network.load(tmp_path / "foot.network", source=EXTRACT)
    assert repr(again) == repr(made) and "prepared" in repr(again)
    assert again.speed_table == "foot-1+" and again.speeds == made.speeds
    assert again.findings == made.findings and again.import_report is not None
    assert_frame_equal(again.import_report, made.import_report, check_dtype=False)
    assert_frame_equal(
        pd.DataFrame(again.minutes_to_nearest(homes, nurseries).drop(columns="geometry")),
        pd.DataFrame(made.minutes_to_nearest(homes, nurseries).drop(columns="geometry")),
    )
    again.reweighted({"residential": 2}).save(tmp_path / "slow.network")
    assert Network.load(tmp_path / "slow.network").speed_table == "foot-1+ reweighted"


def test_the_file_of_another_extract_is_refused(tmp_path: Path) -> None:
    Network.from_osm(EXTRACT).save(tmp_path / "car.network")
    with pytest.raises(InvalidInput) as refused:
        Network.load(
            tmp_path / "car.network", source=ROOT / "data/roads_osm/herrenberg-minimal.osm.pbf"
        )
    assert refused.value.finding.code == "stale"


def test_a_file_tells_of_the_extract_that_was_read_not_of_one_put_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    other = ROOT / "data/roads_osm/herrenberg-minimal.osm.pbf"
    shutil.copy(EXTRACT, "roads.osm.gz")
    made = Network.from_osm("roads.osm.gz")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    made.save("kept.network")
    assert network.RoadGraph.estimate("kept.network").source == "roads.osm.gz"
    shutil.copy(other, tmp_path / "roads.osm.gz")
    made.save("a.network")
    Network.load("a.network").save("b.network")
    Network.load("b.network", source=EXTRACT).reweighted({}).save("c.network")
    for file in ("kept.network", "a.network", "b.network", "c.network"):
        Network.load(file, source=EXTRACT)
        for wrong in (tmp_path / "roads.osm.gz", tmp_path / "missing.pbf"):
            with pytest.raises(InvalidInput) as refused:
                Network.load(file, source=wrong)
            assert refused.value.finding.code in ("stale", "cannot_read")


def test_a_file_without_speed_table_says_so(tmp_path: Path) -> None:
    Network.from_edges(two_streets()).graph.save(tmp_path / "plain.network")
    loaded = Network.load(tmp_path / "plain.network")
    assert loaded.speed_table == "not told"
    assert [finding.code for finding in loaded.findings] == ["speed_table_not_told"]


def test_made_up_edges_are_kept_too(tmp_path: Path) -> None:
    made = Network.from_edges(two_streets(), mode="car", source="made up")
    made.save(tmp_path / "two.network")
    again = Network.load(tmp_path / "two.network")
    assert repr(again) == repr(made) and again.speeds is None and again.import_report is None
    made.save(tmp_path / "again.network")
    assert (tmp_path / "two.network").read_bytes() == (tmp_path / "again.network").read_bytes()


def test_other_times_are_told_in_every_answer(
    roads: Network, homes: gpd.GeoDataFrame, nurseries: gpd.GeoDataFrame
) -> None:
    jammed = roads.reweighted({"secondary": 2.0}).reweighted({"secondary": 1.5})
    later = jammed.minutes_to_nearest(homes, nurseries)
    assert later.attrs["speed_table"] == "car-rural-de-1 reweighted reweighted"
    sooner = roads.minutes_to_nearest(homes, nurseries)
    assert later["minutes_1"].isna().equals(sooner["minutes_1"].isna())
    assert (later["minutes_1"] >= sooner["minutes_1"] - 1e-9)[sooner["minutes_1"].notna()].all()
    assert later["minutes_1"].sum() > sooner["minutes_1"].sum()


def test_hills_are_told_in_every_answer(tmp_path: Path) -> None:
    from test_elevation import write_plane  # 1000 m up a degree of longitude

    lines = [LineString([(9.005, 50.01), (9.035, 50.01)])]
    edges = gpd.GeoDataFrame(
        {"u": [1], "v": [2], "metres": [1000.0], "minutes": [12.0]}, geometry=lines, crs=4326
    )
    flat = Network.from_edges(edges, mode="foot")
    hilly = flat.with_elevation(write_plane(tmp_path / "plane.asc"))
    assert hilly.to_edges().attrs["speed_table"] == "as given with hills"
    assert (
        hilly.to_edges()["minutes_forward"].item()
        > 12
        > hilly.to_edges()["minutes_backward"].item()
    )
    with pytest.raises(InvalidInput, match="a second time"):
        hilly.reweighted({}).with_elevation(tmp_path / "plane.asc")
    with pytest.raises(UnknownName, match="mode"):
        Network.from_edges(edges, mode="car").with_elevation(tmp_path / "plane.asc")


def test_an_estimate_grows_with_the_task(roads: Network) -> None:
    small = roads.estimate(origins=100, facilities=10, k=1)
    large = roads.estimate(origins=1000, facilities=10, k=5)
    assert large.loc["matrix", "megabytes"] == 10 * small.loc["matrix", "megabytes"] == 0.08
    nearest = [table.loc["minutes_to_nearest", "megabytes"] for table in (small, large)]
    assert nearest[1] == pytest.approx(5 * nearest[0])
    assert small.loc["prepare", "peak_megabytes"] > small.loc["prepare", "megabytes"] > 0
    assert small.loc["roads", "megabytes"] > roads.graph.node_count * 24 / 1e6
    assert 0 < small.loc["prepare", "seconds"] < 1


def test_a_path_is_drawn_in_the_crs_of_the_homes(
    roads: Network, homes: gpd.GeoDataFrame, nurseries: gpd.GeoDataFrame
) -> None:
    nearest = roads.minutes_to_nearest(homes, nurseries, k=1)
    ways = roads.paths(homes, nurseries, k=1).set_index("origin")
    assert ways.crs == homes.crs and ways.attrs["speed_table"] == "car-rural-de-1"
    np.testing.assert_allclose(ways["minutes"], nearest["minutes_1"].dropna())
    assert list(ways["facility"]) == list(nearest["facility_1"].dropna())
    homes = homes.loc[ways.index]
    begins = ways.geometry.apply(lambda line: Point(line.coords[0]))
    assert begins.distance(homes.geometry).max() < 1.0
    np.testing.assert_allclose(ways.length / 1000, ways["kilometres"], rtol=2e-3, atol=0.01)


def test_edges_come_back_with_their_speeds() -> None:
    edges = Network.from_edges(two_streets()).to_edges()
    np.testing.assert_allclose(edges["kmh_forward"], 41.0, rtol=2e-3)
    assert edges["kmh_backward"].isna().tolist() == [False, True]


def test_facilities_of_two_kinds_are_put_together() -> None:
    """pandas compares the attributes of both frames: they must be comparable."""
    kinds = [osm.read_facilities(EXTRACT, {"amenity": k}) for k in ("kindergarten", "restaurant")]
    both = pd.concat(kinds)
    assert len(both) == len(kinds[0]) + len(kinds[1]) and both.crs == "EPSG:4326"
    rows = pd.DataFrame(kinds[0].attrs["import_report"])
    assert {"subject", "effect", "reason", "count", "meaning"} == set(rows.columns)


# ------------------------------------------------------------------------------------- progress


def test_progress_is_a_line_of_text(capsys: pytest.CaptureFixture[str]) -> None:
    Network.from_osm(EXTRACT, progress=True).prepare(progress=True)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "\rreading roads (car): " in shown.err and "%" in shown.err
    assert shown.err.endswith("\n")


def test_progress_may_be_a_function(homes: gpd.GeoDataFrame) -> None:
    seen: list[tuple[int, int]] = []
    Network.from_osm(EXTRACT, progress=lambda done, total: seen.append((done, total)))
    assert seen and all(done <= total for done, total in seen)


def test_silence_unless_asked(capsys: pytest.CaptureFixture[str]) -> None:
    Network.from_osm(EXTRACT, progress=False)
    assert capsys.readouterr().err == ""


# --------------------------------------------------------------------------------------- pictures


@pytest.fixture
def axes() -> Iterator[object]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure()
    FigureCanvasAgg(figure)
    yield figure.add_subplot()


@pytest.mark.parametrize("by", ["class", "speed"])
def test_the_picture_holds_every_road_once(roads: Network, by: str) -> None:
    ax = roads.plot(by)  # type: ignore[arg-type]
    drawn = sum(
        int((patch.get_path().codes == patch.get_path().MOVETO).sum()) for patch in ax.patches
    )
    assert drawn == roads.graph.edge_count
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert len(labels) == len(set(labels)) > 1
    assert "north-bayreuth" in ax.get_title(loc="left")


def test_a_picture_in_metres_for_places_drawn_over_it(
    roads: Network, homes: gpd.GeoDataFrame, axes: object
) -> None:
    ax = roads.plot(ax=axes, crs=CRS)  # type: ignore[arg-type]
    assert ax is axes and ax.get_aspect() == 1.0
    west, east = ax.get_xlim()
    assert west < homes.geometry.x.median() < east


def test_a_hundred_thousand_roads_are_drawn_quickly() -> None:
    side = 225  # 2 * 225 * 224 = 100,800 edges
    east, north = np.meshgrid(np.linspace(9, 10, side), np.linspace(52, 53, side))
    number = np.arange(side * side).reshape(side, side)
    pairs = np.concatenate(
        [
            np.column_stack([number[:, :-1].ravel(), number[:, 1:].ravel()]),
            np.column_stack([number[:-1].ravel(), number[1:].ravel()]),
        ]
    )
    points = np.column_stack([east.ravel(), north.ravel()])
    import shapely

    lines = shapely.linestrings(points[pairs])
    edges = gpd.GeoDataFrame(
        {"u": pairs[:, 0], "v": pairs[:, 1], "length": 400.0, "speed_kmh": 50.0},
        geometry=lines,
        crs="EPSG:4326",
    )
    made = Network.from_edges(edges)
    start = time.thread_time()
    ax = made.plot("speed")
    ax.figure.canvas.draw()
    assert time.thread_time() - start < 8


@pytest.mark.parametrize("argument", ["mode", "source", "date"])
def test_an_account_that_is_no_text_is_refused(roads: Network, argument: str) -> None:
    for value in (5, object(), None, b"x"):
        with pytest.raises(InvalidInput) as refused:
            Network(roads.graph, **{argument: value})
        assert refused.value.finding.place.argument == argument
    for read in (Network.from_osm, Network.from_osm_modes):
        with pytest.raises(InvalidInput, match="argument date: is 5; a text"):
            read(EXTRACT, date=5)  # type: ignore[operator]


BEHIND: dict[str, Any] = {
    "from_osm": osm.read_roads,
    "from_osm_modes": osm.read_all_modes,
    "reweighted": network.RoadGraph.reweighted,
    "minutes_to_nearest": reach.minutes_to_nearest,
    "opportunities": access.opportunities,
    "floating_catchment": access.floating_catchment,
    "huff": access.huff,
    "travel_times": reach.travel_times,
    "matrix": reach.matrix,
    "paths": reach.paths,
    "minutes_surface": isochrone.minutes_surface,
    "isochrones": isochrone.isochrones,
}


@pytest.mark.parametrize("name", BEHIND)
def test_the_options_of_a_method_are_those_of_the_function_behind(name: str) -> None:
    """Editors and type checkers read them from a list of their own, which must not go astray."""
    own = inspect.signature(getattr(Network, name)).parameters
    (listed,) = (p for p in own.values() if p.kind is p.VAR_KEYWORD)
    options = getattr(options_of, listed.annotation.removeprefix("Unpack[").removesuffix("]"))
    behind = inspect.signature(BEHIND[name]).parameters.values()
    wanted = {p.name: p.annotation for p in behind if p.kind is p.KEYWORD_ONLY}
    wanted = {n: a for n, a in wanted.items() if n not in own and n != "minutes"}
    assert set(options.__annotations__) == set(wanted)
    told = {n: t.__forward_arg__ for n, t in options.__annotations__.items()}
    alike = {
        "Progress | None": "Progress",
        "str | Sequence[float] | pd.Series | None": "Amounts | None",
    }
    assert told == {n: alike.get(a, a) for n, a in wanted.items()}
