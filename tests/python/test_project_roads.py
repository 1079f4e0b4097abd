"""The two projects that ship, and the road graph in place of straight lines."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import small_project

pytest.importorskip("sozialraum._gis")
pytest.importorskip("sozialraum._osm")

import geopandas as gpd  # noqa: E402
import pandas as pd  # noqa: E402
from sozialraum import project, publish  # noqa: E402

FACILITIES = """\
    facilities:
      - {id: school, name: Grundschule, file: schools.csv, key: id, mode: car,
         coverage: [9, 52, 10, 53]}
"""


def with_schools(folder: Path) -> Path:
    """The twelve villages with two schools and a way to them as fourth indicator."""
    file = small_project.write(folder)
    points = gpd.GeoSeries.from_xy(
        [small_project.EAST + 500, small_project.EAST + 3500],
        [small_project.NORTH + 500, small_project.NORTH + 500],
        crs="EPSG:25832",
    ).to_crs("EPSG:4326")
    rows = [f"s{i},{p.y:.6f},{p.x:.6f}" for i, p in enumerate(points)]
    (folder / "schools.csv").write_text("id,lat,lon\n" + "\n".join(rows) + "\n", "utf-8")
    small_project.replace(file, "    catalogue:", FACILITIES + "    catalogue:")
    small_project.replace(
        file,
        "    types:",
        "      - {id: school, more: weite Schulwege, less: kurze Schulwege}\n    types:",
    )
    with (folder / "catalogue.yaml").open("a", encoding="utf-8") as catalogue:
        catalogue.write(
            "  - {id: school, name_de: Minuten zur Grundschule, name_en: Minutes to school, "
            "dimension: ways, value: school_minutes, unit: min, direction: burden, "
            'source: erfunden, date: "2022", licence: CC0}\n'
        )
    return file


def stand_in_extract(file: Path) -> None:
    """A grid of made-up streets over the twelve villages, as OpenStreetMap XML."""
    columns, rows = range(-1, 6), range(-1, 5)
    points = gpd.GeoSeries.from_xy(
        [small_project.EAST + 500 + 1000 * c for r in rows for c in columns],
        [small_project.NORTH + 500 + 1000 * r for r in rows for c in columns],
        crs="EPSG:25832",
    ).to_crs("EPSG:4326")
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6">']
    lines += [
        f'<node id="{i + 1}" lat="{p.y:.7f}" lon="{p.x:.7f}" version="1"/>'
        for i, p in enumerate(points)
    ]
    number = {
        (r, c): i * len(columns) + j + 1 for i, r in enumerate(rows) for j, c in enumerate(columns)
    }
    streets = [[number[r, c] for c in columns] for r in rows]
    streets += [[number[r, c] for r in rows] for c in columns]
    for i, street in enumerate(streets):
        refs = "".join(f'<nd ref="{node}"/>' for node in street)
        tags = '<tag k="highway" v="tertiary"/><tag k="maxspeed" v="50"/>'
        lines.append(f'<way id="{i + 1}" version="1">{refs}{tags}</way>')
    file.write_text("\n".join([*lines, "</osm>"]) + "\n", encoding="utf-8")


def test_a_straight_line_is_called_so_in_every_output(tmp_path: Path) -> None:
    folder = project.run(with_schools(tmp_path / "p"), out=tmp_path / "out").folder
    assert "Minuten zur Grundschule, Luftlinie" in (folder / "report.html").read_text("utf-8")
    assert "school_luftlinie" in (folder / "areas.csv").read_text("utf-8-sig").splitlines()[0]
    assert "school_luftlinie_z" in (folder / "types.csv").read_text("utf-8-sig").splitlines()[0]
    assert "school_luftlinie" in gpd.read_file(folder / "areas.gpkg").columns
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert "Luftlinie" in manifest["levels"]["doerfer"]["ways"]["method"]


def test_with_an_extract_the_way_is_measured_on_the_roads(tmp_path: Path) -> None:
    file = with_schools(tmp_path / "p")
    straight = project.run(file, out=tmp_path / "straight").levels[0].ways
    stand_in_extract(file.parent / "streets.osm")
    small_project.replace(file, "seed: 7", "seed: 7\nroads: streets.osm")
    result = project.run(file, out=tmp_path / "roads")
    ways = result.levels[0].ways
    assert (straight.method, ways.method) == ("straight", "road")
    # Village 12 (three villages north, three east of the first): 2 km along the streets to the
    # eastern school at 42.5 km/h (0.85 of the limit) or less is about 2.8 minutes or more.
    minutes = ways.facilities[0].minutes["first"]
    assert 2.0 < minutes[small_project.code(11)] < 8.0
    text = (result.folder / "report.html").read_text("utf-8")
    assert "Luftlinie" not in text and "Straßen- und Wegenetz" in text


# ------------------------------------------------------- modes, limits and siting, by pencil

ASKED = """\
    siting:
      - {facility: school, question: max_coverage, mode: foot, within_minutes: 20, show: 3}
      - {facility: school, title: Kurze Wege?, mode: bicycle}
"""


def with_questions(folder: Path) -> Path:
    """Villages 1 km apart, four a row; schools in the first and the fourth; straight lines."""
    file = with_schools(folder)
    small_project.replace(file, "key: id, mode: car,", "key: id, compare: [bicycle, foot],")
    small_project.replace(file, "10, 53]}", "10, 53], beyond: [1, 20]}")
    small_project.replace(file, "    catalogue:", ASKED + "    catalogue:")
    return file


def kilometres() -> list[float]:
    """From each village to the nearer school, read off the grid."""
    return [((min(i % 4, 3 - i % 4)) ** 2 + (i // 4) ** 2) ** 0.5 for i in range(12)]


def test_three_modes_to_the_same_facility_and_who_is_beyond(tmp_path: Path) -> None:
    [level] = project.check(with_questions(tmp_path / "p"))
    people = [village[1] for village in small_project.VILLAGES]
    # 1.3 times the straight line at 40, 15 and 5 km/h: 1.95, 5.2 and 15.6 minutes a kilometre.
    for summary, per_km in zip(level.mode_summaries, (1.95, 5.2, 15.6), strict=True):
        minutes = [per_km * km for km in kilometres()]
        mean = sum(m * p for m, p in zip(minutes, people, strict=True)) / 2145
        assert summary.mean == pytest.approx(mean, rel=1e-3)
        assert summary.longest == pytest.approx(per_km * 5**0.5, rel=1e-3)
        for beyond in summary.beyond:
            far = [i for i in range(12) if minutes[i] > beyond.limit]
            assert beyond.people_beyond == sum(people[i] for i in far)
            assert set(beyond.areas.index) == {small_project.code(i) for i in far}
    # On foot more than 20 minutes: the six villages more than 1.28 km off, Fichte (310) first.
    on_foot = level.mode_summaries[2].beyond[1]
    assert (on_foot.people_within, on_foot.people_beyond) == (1410, 735)
    assert on_foot.areas.index[0] == small_project.code(5)
    assert list(on_foot.areas["people"]) == [310, 110, 95, 90, 70, 60]


def test_siting_by_straight_lines_against_all_choices(tmp_path: Path) -> None:
    [level] = project.check(with_questions(tmp_path / "p"))
    people = [village[1] for village in small_project.VILLAGES]
    coverage, median = level.siting

    def with_school_in(i: int) -> list[float]:
        away = [((j % 4 - i % 4) ** 2 + (j // 4 - i // 4) ** 2) ** 0.5 for j in range(12)]
        return [min(pair) for pair in zip(kilometres(), away, strict=True)]

    covered = [
        sum(p for p, km in zip(people, with_school_in(i), strict=True) if 15.6 * km <= 20)
        for i in range(12)
    ]
    assert coverage.today_within == 1410
    assert coverage.choices[0].people_within == max(covered)
    assert coverage.choices[0].areas == (small_project.code(covered.index(max(covered))),)
    ways = [
        sum(p * 5.2 * km for p, km in zip(people, with_school_in(i), strict=True)) / 2145
        for i in range(12)
    ]
    assert median.choices[0].areas == (small_project.code(ways.index(min(ways))),)
    assert median.choices[0].mean["bicycle"] == pytest.approx(min(ways), rel=1e-3)
    assert median.proven and median.gap == 0 and median.candidates == 12


def test_a_siting_question_counts_whom_it_names(tmp_path: Path) -> None:
    """Children as counts of the table; where the number is missing, nobody is counted."""
    file = with_questions(tmp_path / "p")
    people = "people: kinder, people_name: Kinder im Kita-Alter, mode: bicycle}"
    small_project.replace(file, "mode: bicycle}", people)
    table = file.parent / "villages.csv"
    rows = table.read_text("utf-8").splitlines()
    children = [5, 0, 9, 3, 7, -1, 2, 8, 1, 4, 6, 30]
    marked = [f"{row},{count}" for row, count in zip(rows[1:], children, strict=True)]
    table.write_text("\n".join([rows[0] + ",kinder", *marked]) + "\n", "utf-8")
    result = project.run(file, out=tmp_path / "out")
    coverage, median = result.levels[0].siting
    assert (coverage.people, median.people) == (2145, 75)
    assert median.areas_unknown == (small_project.code(5),)
    counted = [max(count, 0) for count in children]

    def ways(i: int) -> float:
        away = [((j % 4 - i % 4) ** 2 + (j // 4 - i // 4) ** 2) ** 0.5 for j in range(12)]
        nearest = [min(pair) for pair in zip(kilometres(), away, strict=True)]
        return sum(n * 5.2 * km for n, km in zip(counted, nearest, strict=True)) / 75

    best = min(range(12), key=ways)
    assert median.choices[0].areas == (small_project.code(best),)
    assert median.choices[0].mean["bicycle"] == pytest.approx(ways(best), rel=1e-3)
    text = (result.folder / "report.html").read_text("utf-8")
    assert "Mit „Menschen“ sind hier gemeint: Kinder im Kita-Alter (75 in den gezeigten" in text
    assert "ist diese Zahl nicht ausgewiesen; dort wird niemand gezählt" in text
    assert "Kinder im Kita-Alter" in (result.folder / "siting.csv").read_text("utf-8-sig")


def test_the_report_calls_compared_ways_straight_lines_too(tmp_path: Path) -> None:
    result = project.run(with_questions(tmp_path / "p"), out=tmp_path / "out")
    text = (result.folder / "report.html").read_text("utf-8")
    assert "Grundschule, Luftlinie: Minuten bis zur nächsten, je Verkehrsmittel" in text
    assert "zu Fuß 735 Menschen" in text
    for name in ("ways.csv", "beyond.csv", "siting.csv"):
        assert "Luftlinie mit Umwegfaktor" in (result.folder / name).read_text("utf-8-sig")
        assert f"<code>{name}</code>" in text


def test_one_or_two_people_beyond_a_limit_are_not_counted_out() -> None:
    from sozialraum.words.numbers import people_text

    assert people_text(1, 500, 3) == people_text(2, 500, 3) == "weniger als 3"
    assert people_text(499, 500, 3) == people_text(498, 500, 3) == "mehr als 497"
    assert [people_text(n, 500, 3) for n in (0, 3, 500)] == ["0", "3", "500"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{facility: school, title", "{facility: scool, title", ("„scool“", "„school“")),
        ("mode: bicycle}", "mode: plane}", ("„mode“", "„plane“")),
        ("compare: [bicycle, foot]", "compare: [foot]", ("„bicycle“", "„compare“")),
        ("beyond: [1, 20]", "beyond: [20, 1]", ("„beyond“", "steigende Minuten")),
        ("compare: [bicycle, foot]", "compare: [foot, foot]", ("„compare“", "nur einmal")),
        (", within_minutes: 20", "", ("„within_minutes“ fehlt",)),
        ("show: 3", "shown: 3", ("„shown“", "„show“")),
        ("mode: bicycle}", "people: kinder}", ("„people_name“ fehlt",)),
        (
            "mode: bicycle}",
            "people: kinder, people_name: Kinder}",
            ("„kinder“", "people, young"),
        ),
    ],
)
def test_a_wrong_question_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, words: tuple[str, ...]
) -> None:
    file = with_questions(tmp_path / "p")
    small_project.replace(file, old, new)
    refused(file, "project.yaml", "Zeile", *words)


def test_land_within_some_minutes_is_drawn_and_told_in_words(tmp_path: Path) -> None:
    file = with_questions(tmp_path / "p")
    stand_in_extract(file.parent / "streets.osm")
    small_project.replace(file, "seed: 7", "seed: 7\nroads: streets.osm")
    bands = "    bands:\n      - {facility: school, mode: foot, minutes: [10, 20]}\n"
    small_project.replace(file, "    catalogue:", bands + "    catalogue:")
    result = project.run(file, out=tmp_path / "out")
    [level] = result.levels
    [drawn] = level.bands
    foot = level.ways.facilities[0].modes[2]
    assert drawn.mode == foot.mode == "foot"
    people = level.areas["population"]
    middles = level.areas.geometry.centroid
    for limit, land, who in zip((10, 20), drawn.land, drawn.people, strict=True):
        near = foot.minutes["first"] <= limit
        assert who == people[near].sum()
        assert (middles.within(land) == near).all()  # no village is near the border of a band
    assert drawn.land[0].difference(drawn.land[1]).area < 1.0
    text = (result.folder / "report.html").read_text("utf-8")
    assert f"höchstens 10 Minuten: {drawn.people[0]:.0f} von 2.145 Menschen" in text
    assert 'id="doerfer-zeiten-1-svg-title"' in text


def test_more_candidates_than_memory_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sozialraum.core import InvalidInput
    from sozialraum.level import siting
    from sozialraum.words.troubles import error_text

    monkeypatch.setattr(siting, "_MOST_PAIRS", 12 * 13)
    with pytest.raises(InvalidInput) as refused_run:
        project.check(with_questions(tmp_path / "p"))
    text = error_text(refused_run.value.finding)
    assert "12 Flächen" in text and "höchstens etwa 12" in text and "Zeile" in text


def test_bands_need_roads(tmp_path: Path) -> None:
    file = with_questions(tmp_path / "p")
    bands = "    bands:\n      - {facility: school, mode: foot, minutes: [10, 20]}\n"
    small_project.replace(file, "    catalogue:", bands + "    catalogue:")
    refused(file, "project.yaml", "Zeile", "Straßennetz", "„roads“")


def test_a_facility_far_from_any_road(tmp_path: Path) -> None:
    file = with_schools(tmp_path / "p")
    stand_in_extract(file.parent / "streets.osm")
    small_project.replace(file, "seed: 7", "seed: 7\nroads: streets.osm")
    with (file.parent / "schools.csv").open("a", encoding="utf-8") as schools:
        schools.write("fern,52.7,9.3\n")  # 50 km to the north
    refused(file, "Grundschule", "fern", "von jeder Straße")


def test_an_extract_without_a_road(tmp_path: Path) -> None:
    file = with_schools(tmp_path / "p")
    node = '<node id="1" lat="52.1" lon="9.2" version="1"/>'
    text = f'<?xml version="1.0"?><osm version="0.6">{node}</osm>'
    (file.parent / "streets.osm").write_text(text, "utf-8")
    small_project.replace(file, "seed: 7", "seed: 7\nroads: streets.osm")
    refused(file, "streets.osm", "keine Straße")


def test_an_extract_that_is_cut_in_the_middle(tmp_path: Path) -> None:
    file = with_schools(tmp_path / "p")
    whole = (small_project.ROOT / "data/roads_osm/herrenberg-minimal.osm.pbf").read_bytes()
    (file.parent / "streets.osm.pbf").write_bytes(whole[: len(whole) // 2])
    small_project.replace(file, "seed: 7", "seed: 7\nroads: streets.osm.pbf")
    refused(file, "streets.osm.pbf", "beschädigt oder abgeschnitten")


def refused(file: Path, *words: str) -> None:
    run = small_project.sozialraum(
        "run", file, "--out", file.parent / "out" / "ziel", "--quiet", cwd=file.parent
    )
    assert run.returncode == 2, run.stderr
    assert "Traceback" not in run.stderr
    for word in words:
        assert word in run.stderr, run.stderr
    out = file.parent / "out"
    assert not out.exists() or list(out.iterdir()) == []


# ------------------------------------------------------------------------- the projects that ship


def example(name: str) -> Path:
    return small_project.ROOT / "examples/projects" / name / "project.yaml"


def test_hessisch_oldendorf(tmp_path: Path) -> None:
    result = project.run(example("hessisch_oldendorf"), out=tmp_path / "out")
    communes, villages, quarters = result.levels
    assert (len(communes.areas), int(communes.areas["shown"].sum())) == (941, 8)
    # 81 inhabited squares with 18,429 people: every one of them belongs to a village of 300
    assert int(villages.areas["population"].sum()) == 18429
    assert len(villages.inhabited) == 81 and villages.areas["population"].min() >= 300
    names = " und ".join(villages.areas["name"]).replace(" mit ", " und ").split(" und ")
    assert len(names) == 27 and {"Fuhlen", "Kleinenwieden", "Wickbolsen"} <= set(names)
    assert quarters.areas["population"].min() >= 490  # 500, told in tens
    assert all(quarters.remarks.values())
    letters = [level.typing.names for level in result.levels]
    assert letters == [["E", "F", "G", "H"], ["A", "B"], ["C", "D"]]
    assert villages.areas.groupby(villages.typing.letters)["population"].sum().min() >= 300
    assert 15 <= len(communes.measures.typed) <= 25
    assert len(set(communes.measures.dimensions)) == 5
    assert not any(
        "degurba" in c for d in communes.measures.definitions.values() for c in d.columns
    )
    assert not villages.ways.facilities[0].beyond_edge.any()
    text = (result.folder / "report.html").read_text("utf-8")
    told = re.sub(r"<(style|script)>.*?</\1>", "", text, flags=re.DOTALL)
    assert "{" not in told  # no blank of a sentence is left open


@pytest.fixture(scope="module")
def bayreuth(tmp_path_factory: pytest.TempPathFactory) -> project.RunResult:
    return project.run(example("bayreuth_nord"), out=tmp_path_factory.mktemp("bayreuth") / "out")


def test_bayreuth_nord(bayreuth: project.RunResult) -> None:
    [villages] = bayreuth.levels
    assert (len(villages.areas), int(villages.areas["population"].sum())) == (14, 7990)
    assert villages.areas["population"].min() >= 300
    found = {f.options.id: len(f.points) for f in villages.ways.facilities}
    assert found["kita"] == 3 and found["haltestelle"] == 16 and found["supermarkt"] == 2
    assert found["spielplatz"] == 7 and found["feuerwehr"] == 7
    text = (bayreuth.folder / "report.html").read_text("utf-8")
    assert "Schule: Im verwendeten Kartenausschnitt ist keine verzeichnet" in text
    assert "Zahl der Plätze ist nicht bekannt" in text
    assert villages.ways.facilities[0].beyond_edge.any()


def test_bayreuth_nord_squares_are_only_where_people_live(bayreuth: project.RunResult) -> None:
    """No square has a colour, a letter or a page: one light shape stands for all."""
    text = (bayreuth.folder / "report.html").read_text("utf-8")
    [first] = re.findall(r'<svg class="map".*?</svg>', text.split("Was die Daten sagen")[0], re.S)[
        :1
    ]
    assert first.count('fill="#e9e5d8"') == 1
    assert len(re.findall("<a href", first)) == 14 == text.count('<article class="area"')
    assert "CRS3035RES1000m" not in text
    assert "Hell unterlegt sind die Quadrate, in denen Menschen wohnen." in text


def test_bayreuth_nord_larger_roads_are_on_the_map(bayreuth: project.RunResult) -> None:
    text = (bayreuth.folder / "report.html").read_text("utf-8")
    first = re.findall(r'<svg class="map".*?</svg>', text.split("Was die Daten sagen")[0], re.S)[0]
    assert re.search(r'<path d="M[^"]{500,}" fill="none" stroke="#444444"', first)
    assert "Graue Linien sind größere Straßen (OpenStreetMap)." in text


def test_bayreuth_nord_who_is_beyond_counted_again_from_the_table_of_ways(
    bayreuth: project.RunResult,
) -> None:
    """A village counts with the mean minutes of its people."""
    cells = publish.release(bayreuth.levels[0], publish.load_policy().rules("internal"))
    rows = pd.read_csv(bayreuth.folder / "ways.csv", sep=";", decimal=",", encoding="utf-8-sig")
    people = cells.areas["population"]
    everybody = people.sum()
    assert everybody == 7990
    modes = {"car": "mit dem Auto", "bicycle": "mit dem Rad", "foot": "zu Fuß"}
    told = [(s, b) for s in cells.mode_summaries for b in s.beyond]
    assert len(told) == 3 * 2 + 2 + 1
    for summary, beyond in told:
        of_mode = rows[
            (rows["einrichtung"] == summary.facility.options.name)
            & (rows["verkehrsmittel"] == modes[summary.mode])
        ].set_index("code")
        far = of_mode.index[of_mode["minuten"] > beyond.limit]
        assert beyond.people_beyond == people[far].sum()
        assert beyond.people_within + beyond.people_beyond == everybody
        assert set(beyond.areas.index) == set(far)
        mean = (of_mode["minuten"] * people).sum() / everybody
        assert summary.mean == pytest.approx(mean, abs=0.01)
    text = (bayreuth.folder / "report.html").read_text("utf-8")
    on_foot = next(b for s, b in told if s.mode == "foot" and b.limit == 30)
    assert f"zu Fuß {on_foot.people_beyond:,.0f} Menschen".replace(",", ".") in text


def test_bayreuth_nord_the_place_for_one_more_nursery_found_by_trying_all(
    bayreuth: project.RunResult,
) -> None:
    """Every village is tried, counted from the squares of the table: nearest facilities anew, once
    with each candidate added.
    """
    from shapely import Point, box
    from sozialraum import osm, reach

    [villages] = bayreuth.levels
    [answer] = villages.siting
    data = small_project.ROOT / "data"
    roads = osm.read_roads(data / "roads_osm/north-bayreuth.osm.gz", mode="bicycle")
    census = pd.read_csv(data / "zensus_grid/zensus2011_1km_north_bayreuth.csv")
    spots = [Point(xy) for xy in zip(census["x_mp_1km"], census["y_mp_1km"], strict=True)]
    squares = gpd.GeoDataFrame(census, geometry=spots, crs="EPSG:3035").to_crs("EPSG:4326")
    extent = box(11.4807, 49.9721, 11.6053, 50.047)
    squares = squares[squares.within(extent) & (squares["Einwohner"] > 0)]
    assert squares["Einwohner"].sum() == 7990
    under_18 = (squares["unter18_A"].where(lambda s: s >= 0) * squares["Einwohner"] / 100).round()
    people = under_18.fillna(0.0)
    assert answer.people == people.sum()
    assert answer.people_unknown == squares["Einwohner"][under_18.isna()].sum()
    candidates = villages.areas[["at"]].set_geometry("at", crs=villages.areas.crs)
    candidates = candidates.rename_geometry("geometry").to_crs("EPSG:4326")
    nurseries = villages.ways.facilities[0].points[["geometry"]].to_crs("EPSG:4326")

    def mean_minutes(candidate: gpd.GeoDataFrame) -> float:
        there = gpd.GeoDataFrame(pd.concat([nurseries, candidate]))
        minutes = reach.minutes_to_nearest(roads, squares[["geometry"]], there, k=1).minutes[1]
        return float((minutes * people).sum() / people.sum())

    today = mean_minutes(candidates.iloc[:0])
    tried = pd.Series({c: mean_minutes(candidates.loc[[c]]) for c in candidates.index})
    tried = tried.sort_values()
    assert answer.today["bicycle"] == pytest.approx(today, abs=1e-6)
    assert answer.proven and answer.complete and answer.candidates == 14
    near = tried[tried <= 1.1 * tried.iloc[0]]
    assert [choice.areas for choice in answer.choices] == [(code,) for code in near.index]
    for choice, mean in zip(answer.choices, near, strict=True):
        assert choice.mean["bicycle"] == pytest.approx(mean, abs=1e-6)
        assert choice.worse_by == pytest.approx(mean / tried.iloc[0] - 1, abs=1e-6)


def test_bayreuth_nord_report_is_well_formed(bayreuth: project.RunResult) -> None:
    """The same rules as for every report, on the one that holds all its parts."""
    from test_report import Page

    page = Page((bayreuth.folder / "report.html").read_text("utf-8"))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    assert all("scope" in cell for cell in page.all("th"))
    for attributes in page.all("a"):
        href = attributes["href"] or ""
        assert href.startswith("#") and href[1:] in ids, href
    for _, attributes in page.tags:
        assert "style" not in attributes
        label = attributes.get("aria-labelledby")
        assert label is None or label in ids
    assert len([svg for svg in page.all("svg") if svg.get("class") == "map"]) == 3


def test_bayreuth_nord_says_what_the_siting_question_does_not_know(
    bayreuth: project.RunResult,
) -> None:
    text = (bayreuth.folder / "report.html").read_text("utf-8")
    for words in (
        "Wo würde eine weitere Kita am meisten helfen?",
        "Rechnerisch bewiesen",
        "Vorsicht am Rand der Daten",
        "entscheiden die Menschen vor Ort",
        "Fast gleich gut",
    ):
        assert words in text
    manifest = json.loads((bayreuth.folder / "manifest.json").read_text("utf-8"))
    [siting] = manifest["levels"]["doerfer"]["siting"]
    assert siting["proven"] and siting["gap"] == 0 and len(siting["choices"]) >= 2
