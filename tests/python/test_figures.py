"""The figures of a report: what a reader may take from them, checked with a pencil."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
import small_project

gpd = pytest.importorskip("geopandas")
pytest.importorskip("sozialraum._gis")

import shapely  # noqa: E402
from sozialraum import project  # noqa: E402
from sozialraum.core import Finding  # noqa: E402
from sozialraum.level.beyond import summarise_ways  # noqa: E402
from sozialraum.level.comparison import compare  # noqa: E402
from sozialraum.level.ways import FacilityWays, ModeWays, Roads, Ways, measure_ways  # noqa: E402
from sozialraum.words.numbers import certainty_words, number  # noqa: E402

PEOPLE = sum(people for _, people, *_ in small_project.VILLAGES)


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("figures")
    result = project.run(small_project.write(folder), out=folder / "out")
    return (result.folder / "report.html").read_text("utf-8")


def page(html: str, name: str) -> str:
    """The page of a village as text."""
    number = [village[0] for village in small_project.VILLAGES].index(name)
    anchor = f"doerfer-{small_project.code(number)}"
    [found] = re.findall(rf'<article class="area" id="{anchor}">.*?</article>', html, re.DOTALL)
    return found


def cells(row: str) -> list[str]:
    row = re.sub(r'<span class="remark">.*?</span>', "", row)
    found = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
    return [unescape(re.sub(r"<[^>]*>", "", cell)).strip() for cell in found]


def table(page_of_area: str) -> dict[str, dict[str, str]]:
    """Indicator -> head of the column -> cell."""
    head, *rows = re.findall(r"<tr[^>]*>.*?</tr>", page_of_area, re.DOTALL)
    rows = [row for row in rows if "<td" in row]
    return {cells(row)[0]: dict(zip(cells(head), cells(row), strict=True)) for row in rows}


# -------------------------------------------------------------------------------- comparison values


def test_the_value_of_a_region_is_sum_over_sum(html: str) -> None:
    """Children of all others over people of all others, not the mean of eleven shares."""
    others = [v for v in small_project.VILLAGES if v[0] != "Linde"]
    shown = table(page(html, "Linde"))["Anteil Kinder (%)"]["übrige Dörfer"]
    assert shown == number(100 * sum(v[2] for v in others) / sum(v[1] for v in others))
    assert shown != number(np.mean([100 * v[2] / v[1] for v in others]))


def test_without_a_base_people_are_the_base(html: str) -> None:
    """The mean way of a person, not of a village."""
    others = [v for v in small_project.VILLAGES if v[0] != "Linde"]
    minutes = sum(v[1] * v[4] for v in others) / sum(v[1] for v in others)
    told = table(page(html, "Linde"))["Minuten zum Laden (min)"]
    assert told["übrige Dörfer"] == number(minutes)


def test_one_label_and_indicator_one_number(html: str) -> None:
    """On all pages and in the profile: what a label names is the same wherever it stands.

    "The others" are others on every page: with the village itself they are always all.
    """
    found: dict[tuple[str, str], set[str]] = {}
    for name, *own in small_project.VILLAGES:
        told = table(page(html, name))["Minuten zum Laden (min)"]["übrige Dörfer"]
        people, shop = own[0], own[3]
        minutes = sum(v[1] * v[4] for v in small_project.VILLAGES) - people * shop
        assert told == number(minutes / (PEOPLE - people)), name
    [profile] = re.findall(r'<table class="data profile">.*?</table>', html, re.DOTALL)
    head, *rows = re.findall(r"<tr[^>]*>.*?</tr>", profile, re.DOTALL)
    label = cells(head)[1]
    for row in rows:
        if "<td" in row:
            found.setdefault((cells(row)[0], label), set()).add(cells(row)[1])
    assert len(found) == 3 and {len(numbers) for numbers in found.values()} == {1}
    assert label == "mittleres Dorf"


def test_density_is_people_over_land() -> None:
    """100 people on 1 km² and 300 on 9 km² are 400 on 10 km²: 40, not 67 and not 83."""
    codes = ["a", "b"]
    frame = pd.DataFrame({"density": [100.0, 300 / 9]}, index=codes)
    measures: Any = SimpleNamespace(
        value=frame,
        count=pd.DataFrame({"density": [100.0, 300.0]}, index=codes),
        base=pd.DataFrame({"density": [1.0, 9.0]}, index=codes),
        definitions={"density": SimpleNamespace(scale=1.0)},
    )
    areas = pd.DataFrame({"population": [100, 300], "shown": [True, False]}, index=codes)
    found = compare(areas, measures)
    assert found.region["density"] == pytest.approx(40.0)
    assert found.shown["density"] == pytest.approx(100.0)
    assert found.mean_area["density"] == pytest.approx((100 + 300 / 9) / 2)


# ---------------------------------------------------------------------------------------- sentences


def test_more_is_more_and_less_is_less(html: str) -> None:
    """Fir village: a quarter are children, most elsewhere are old; in Kiefer it is the reverse."""
    assert "fällt auf: " in page(html, "Hasel")
    for name, people, young, old, shop in small_project.VILLAGES:
        text = page(html, name)
        many_children = young / people > 0.2
        for phrase, holds in (
            ("mehr Kinder", many_children),
            ("weniger Kinder", not many_children),
            ("mehr Ältere", old / people > 0.25),
            ("weniger Ältere", old / people < 0.2),
            ("weite Wege", shop > 9),
            ("kurze Wege", shop < 9),
        ):
            sentence = re.findall(r"<p>(Im Vergleich .*?)</p>", text)[0]
            assert phrase not in sentence or holds, (name, sentence)
    assert re.findall(
        r"gehört zu Typ \w „[^“]*(mehr Kinder|kurze Wege|weniger Ältere)", page(html, "Ahorn")
    )
    assert "weniger Kinder" not in page(html, "Ahorn") and "weite Wege" not in page(html, "Ahorn")
    sentences = [
        re.findall(r"<p>(Im Vergleich .*?)</p>", page(html, v[0]))[0]
        for v in small_project.VILLAGES
    ]
    assert any("mehr Kinder" in s for s in sentences) or any(
        "weniger Ältere" in s for s in sentences
    )
    assert any("weniger Kinder" in s or "mehr Ältere" in s or "weite Wege" in s for s in sentences)


# -------------------------------------------------------------------------------------------- guard


def test_all_but_one_person_is_no_more_told_than_one(tmp_path: Path) -> None:
    """39 of 40 leave one: shown is neither 97.5 % nor the 100 % beside it."""
    file = small_project.write(tmp_path / "p")
    small_project.replace(file.parent / "villages.csv", ",40,9,5,", ",40,39,1,")
    [level] = project.check(file)
    erle = small_project.code(3)
    assert bool(level.measures.guarded.loc[erle, "young"])
    assert bool(level.measures.guarded.loc[erle, "old"])
    assert level.measures.raw.loc[erle, "young"] != pytest.approx(100 * 39 / 40)
    assert level.measures.raw.loc[erle, "old"] != pytest.approx(100 * 1 / 40)
    assert level.measures.guarded.to_numpy().sum() == 3  # and the two children of Kiefer


# --------------------------------------------------------------------------------------------- ways

AREAS = ["a", "b", "c", "d"]


def options(**changes: Any) -> Any:
    asked = {
        "id": "school", "name": "Schule", "file": "", "mode": "car", "modes": ["car"],
        "beyond": [15.0], "within": None, "coverage": None, "near_edge": "mark",
        "max_metres_to_road": 2000.0, "source": "", "date": "", "licence": "", "supply": None,
        "supply_note": "", "catchment_minutes": None,
    }  # fmt: skip
    return SimpleNamespace(**{**asked, **changes})


def areas() -> Any:
    squares = [shapely.box(x, 0, x + 900, 900) for x in (500_000, 501_000, 502_000, 503_000)]
    people = [100, 200, 400, 800]
    columns = {"population": people, "shown": True, "focus": False, "name": AREAS}
    return gpd.GeoDataFrame(columns, index=AREAS, geometry=squares, crs="EPSG:25832")


def test_who_was_not_measured_is_not_counted_as_beyond() -> None:
    """a within, b beyond, c without any way (beyond), d not measured (unknown)."""
    minutes = pd.DataFrame({"first": [10.0, 20.0, np.nan, np.nan], "second": np.nan}, index=AREAS)
    no_way = pd.Series([False, False, True, False], index=AREAS)
    edge, nearest = pd.Series(False, index=AREAS), pd.Series(None, index=AREAS, dtype=object)
    way = ModeWays("car", minutes, nearest, edge, no_way)
    facility = FacilityWays(options(), gpd.GeoDataFrame(geometry=[]), [way], None)
    [summary] = summarise_ways(areas(), Ways("road", facilities=[facility]))
    [beyond] = summary.beyond
    assert (beyond.people_within, beyond.people_beyond, beyond.people_unknown) == (100, 600, 800)
    assert beyond.share == pytest.approx(600 / 700)
    assert list(beyond.areas.index) == ["c", "b"]
    assert summary.people_no_way == 400 and summary.people_unknown == 800


class Net:
    """A network that found a way for a, none for b, and could not link c; d is found, too."""

    def snap(self, points: Any, radius: float) -> Any:
        return points.assign(status="snapped", metres=1.0)

    def minutes_to_nearest(self, origins: Any, facilities: Any, **_: Any) -> Any:
        found = gpd.GeoDataFrame(
            {"minutes_1": [5.0, np.nan, np.nan, 7.0], "facility_1": ["s", None, None, "s"]},
            index=origins.index,
            geometry=origins.geometry,
        )
        found.attrs["findings"] = [
            Finding("origin_without_facility", "no way", areas=("b",)),
            Finding("origin_off_network", "far from any road", areas=("c",)),
        ]
        return found


def test_off_the_network_is_not_the_same_as_without_a_facility() -> None:
    """Of b it is known that there is no way; of c nothing is known."""
    level: Any = SimpleNamespace(facilities=[options()])
    school = gpd.GeoDataFrame(
        {"name": ["Schule"]}, index=["s"], geometry=[shapely.Point(9.0, 52.0)], crs="EPSG:4326"
    )
    network: Any = Net()
    roads = Roads(networks={"car": network}, extent=(8.0, 51.0, 10.0, 53.0))
    ways = measure_ways(level, areas(), lambda _: school, roads, say=lambda _: None)
    no_way = ways.facilities[0].modes[0].no_way
    assert list(no_way.index[no_way]) == ["b"]
    assert "origin_off_network" in [finding.code for finding in ways.findings]


# ---------------------------------------------------------------------------------------- certainty


def test_a_place_of_three_people_is_never_called_certain(tmp_path: Path) -> None:
    file = small_project.write(tmp_path / "p")
    small_project.replace(file.parent / "villages.csv", ",40,9,5,", ",3,1,1,")
    result = project.run(file, out=tmp_path / "out")
    sure = float(result.levels[0].typing.certainty[small_project.code(3)])
    assert certainty_words(sure) in ("eher sicher", "offen")
    text = (result.folder / "report.html").read_text("utf-8")
    assert f'id="doerfer-{small_project.code(3)}"' not in text  # nor has it a page
