"""A project chooses what each indicator is pulled towards, and the result says so."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import small_project
from sozialraum import project
from sozialraum.core import InvalidInput
from sozialraum.level import LevelResult
from sozialraum.level.labels import type_names
from sozialraum.publish.tables import areas_table, types_table
from sozialraum.report.areas import area_pages, area_rows
from sozialraum.report.smoothing import borrowed, smoothing_part
from sozialraum.words.numbers import number, percent

YOUNG = np.array([row[2] for row in small_project.VILLAGES], dtype=float)
OLD = np.array([row[3] for row in small_project.VILLAGES], dtype=float)
PEOPLE = np.array([row[1] for row in small_project.VILLAGES], dtype=float)
MINUTES_A_KM = 1.3 * 60 / 40  # straight line, detour, 40 km/h
TARGETS = """    neighbours: {mode: car, within_minutes: 2.5}
    regions: {digits: 7}
    catalogue:"""


def asked(folder: Path) -> Path:
    """Children towards the neighbours, older people towards the first nine and the last three."""
    file = small_project.write(folder)
    small_project.replace(
        file, "{id: young, adjust: binomial,", "{id: young, adjust: binomial, towards: neighbours,"
    )
    small_project.replace(
        file, "{id: old, adjust: binomial,", "{id: old, adjust: binomial, towards: region,"
    )
    small_project.replace(file, "    catalogue:", TARGETS)
    return file


@pytest.fixture(scope="module")
def areas(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    folder = tmp_path_factory.mktemp("asked")
    done = small_project.sozialraum("run", "project.yaml", cwd=asked(folder).parent)
    assert done.returncode == 0, done.stderr
    file = folder / "out/zwoelf_doerfer/areas.csv"
    return pd.read_csv(file, sep=";", decimal=",", encoding="utf-8-sig")


def marshall(y: np.ndarray, n: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean and weights of Martuzzi and Elliott (1996), as printed there."""
    b = y.sum() / n.sum()
    s2 = (n * (y / n - b) ** 2).sum() / n.sum()
    mean = n.mean()
    top = n * s2 - n / mean * b * (1 - b)
    return b, np.clip(top / ((n - 1) * s2 + (mean - n) / mean * b * (1 - b)), 0, 1)


def test_each_region_is_pulled_towards_its_own_mean(areas: pd.DataFrame) -> None:
    first = slice(0, 9)  # keys 03252001 to 03252009: alike in seven digits
    mean, weight = marshall(OLD[first], PEOPLE[first])
    found = areas.iloc[first]
    assert found.old_ziel.tolist() == [pytest.approx(100 * mean, abs=0.005)] * 9
    assert weight.min() > 0.5  # else nothing would be shown by what follows
    raw = OLD[first] / PEOPLE[first]
    np.testing.assert_allclose(found.old_roh, 100 * raw, atol=0.005)
    np.testing.assert_allclose(found.old, 100 * (mean + weight * (raw - mean)), atol=0.005)
    np.testing.assert_allclose(found.old_eigengewicht, weight, atol=0.005)


def test_a_region_of_three_villages_says_too_little(areas: pd.DataFrame) -> None:
    mean, weight = marshall(OLD, PEOPLE)
    last = slice(9, 12)  # Linde, Tanne, Weide
    assert areas.old_ziel[last].tolist() == [pytest.approx(100 * mean, abs=0.005)] * 3
    raw = OLD[last] / PEOPLE[last]
    expected = 100 * (mean + weight[last] * (raw - mean))
    np.testing.assert_allclose(areas.old[last], expected, atol=0.005)


def test_neighbours_count_the_less_the_farther_they_are(areas: pd.DataFrame) -> None:
    # Ahorn is the corner of a grid of four by three squares of a kilometre: Birke to the east and
    # Esche to the north are 1.95 minutes away, Fichte on the diagonal is too far (2.76).
    near = np.exp(-MINUTES_A_KM / 10)
    weights = np.array([1, near, 0, 0, near, 0, 0, 0, 0, 0, 0, 0])
    mean = (weights * YOUNG).sum() / (weights * PEOPLE).sum()
    assert areas.young_ziel[0] == pytest.approx(100 * mean, abs=0.005)
    told = areas[areas.young.notna()]
    assert len(told) == 11  # all but Kiefer
    assert ((told.young >= told.young_von) & (told.young <= told.young_bis)).all()


def test_a_protected_count_has_neither_weight_nor_target(areas: pd.DataFrame) -> None:
    kiefer = areas[areas.name == "Kiefer"].iloc[0]  # two children
    assert kiefer.young_status == "Fallzahl geschützt"
    assert np.isnan([kiefer.young_eigengewicht, kiefer.young_roh, kiefer.young_ziel]).all()
    assert np.isnan([kiefer.young, kiefer.young_von, kiefer.young_bis]).all()
    assert kiefer.young_klasse.startswith("unter ")  # as in the report
    assert areas.young_klasse.notna().sum() == 1


def test_the_table_gives_told_counts_back_and_no_protected_one(tmp_path: Path) -> None:
    """Value, weight and target are the count of a told cell: so they are not told of others."""
    told = {}
    for children in (1, 2):
        file = asked(tmp_path / str(children))
        table = file.parent / "villages.csv"
        lines = table.read_text("utf-8").replace(",Kiefer,60,2,", f",Kiefer,60,{children},")
        table.write_text(lines, "utf-8")
        level = project.run(file, out=file.parent / "out").levels[0]
        told[children] = areas_table(level), types_table(level)
    rows = told[2][0].set_index("name")
    weight = rows.young_eigengewicht
    raw = rows.young_ziel + (rows.young - rows.young_ziel) / weight
    count = raw / 100 * rows.einwohner
    for name, people, young, _, _ in small_project.VILLAGES:
        if name == "Kiefer":
            assert np.isnan(count[name])
        elif weight[name] > 0.5:  # two digits of a small weight are too few
            assert count[name] == pytest.approx(young, abs=0.02 * people)
    # Nor do all other figures together: they are the same whichever count stands behind.
    for one, two in zip(told[1], told[2], strict=True):
        pd.testing.assert_frame_equal(one, two, check_exact=True)


@pytest.fixture(scope="module")
def level(tmp_path_factory: pytest.TempPathFactory) -> LevelResult:
    folder = tmp_path_factory.mktemp("level")
    return project.run(asked(folder), out=folder / "out").levels[0]


def test_the_report_tells_who_moved_and_from_where_it_is_borrowed(level: LevelResult) -> None:
    part = smoothing_part(level)
    assert part is not None and part.told
    rows = {(row.indicator, row.area): row for row in part.rows}
    assert "Kiefer" not in {area for indicator, area in rows if indicator == "Anteil Kinder"}
    row = rows["Anteil Kinder", "Ginster"]
    assert row.raw == "11,1"  # 10 of 90
    own = level.measures
    code = small_project.code(6)
    assert row.value == number(own.value.young[code])
    share = (own.value.young[code] - own.raw.young[code]) / (
        own.pulled_to.young[code] - own.raw.young[code]
    )
    assert row.borrowed == percent(share)
    assert row.towards == "Mittel der Nachbarn" and row.target == number(own.pulled_to.young[code])
    text = " ".join(part.intro)
    assert "2,5 Minuten mit dem Auto, Luftlinie" in text
    moved = [
        abs(float(row.raw.replace(",", ".")) - float(row.value.replace(",", ".")))
        for row in part.rows
        if row.indicator == "Anteil Kinder"
    ]
    assert moved == sorted(moved, reverse=True)


def test_the_raw_map_has_the_classes_of_the_smoothed_one(level: LevelResult) -> None:
    part = smoothing_part(level)
    assert part is not None and part.maps
    for raw, smooth in part.maps:
        assert raw.limits == smooth.limits and raw.svg != smooth.svg
        assert raw.note.startswith("ohne Glättung") and smooth.note.startswith("geglättet")


def test_a_page_tells_a_protected_count_as_a_class(level: LevelResult) -> None:
    names = type_names(level)
    made = area_pages(level, area_rows(level, names), names)
    pages = {page.row.name: {v.label: v for v in page.values} for page in made.pages}
    kiefer = pages["Kiefer"]["Anteil Kinder"]
    assert kiefer.value.startswith("unter ") and kiefer.interval == "–" and kiefer.raw == ""
    assert "als Klasse" in kiefer.remark and "<circle" not in kiefer.spine
    ginster = pages["Ginster"]["Anteil Kinder"]
    assert ginster.raw.startswith("11,1; ") and "<circle" in ginster.spine


def test_where_weights_are_words_no_raw_value_is_told(level: LevelResult) -> None:
    words = replace(level, measures=replace(level.measures, weight_words=True))
    part = smoothing_part(words)
    assert part is not None and not part.told
    assert {row.raw for row in part.rows} == {row.target for row in part.rows} == {""}
    assert not any(row.borrowed.endswith("%") for row in part.rows)
    assert borrowed(words, "young", [small_project.code(6)]) == {small_project.code(6): ""}
    columns = set(areas_table(words).columns)
    assert not columns & {"young_roh", "young_ziel"} and "young_eigengewicht" in columns


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("    regions: {digits: 7}\n", "", "regions"),
        ("    neighbours: {mode: car, within_minutes: 2.5}\n", "", "neighbours"),
        ("adjust: binomial, towards: region", "towards: region", "towards"),
        ("digits: 7", "column: nam", "nam"),
        ("within_minutes: 2.5", "within_minutes: 0", "within_minutes"),
    ],
)
def test_what_a_target_needs_is_asked_for(tmp_path: Path, old: str, new: str, what: str) -> None:
    file = asked(tmp_path)
    small_project.replace(file, old, new)
    with pytest.raises(InvalidInput, match=what):
        project.run(file, out=tmp_path / "out")


def test_types_are_no_target(tmp_path: Path) -> None:
    file = asked(tmp_path)
    small_project.replace(file, "regions: {digits: 7}", "regions: {column: typ}")
    small_project.replace(file, "text_columns: [name]", "text_columns: [name, typ]")
    table = tmp_path / "villages.csv"
    rows = table.read_text("utf-8").splitlines()
    typed = [rows[0] + ",typ", *(f"{row},{'AB'[i % 2]}" for i, row in enumerate(rows[1:]))]
    table.write_text("\n".join(typed) + "\n", "utf-8")
    with pytest.raises(InvalidInput, match="confirm themselves"):
        project.run(file, out=tmp_path / "out")
