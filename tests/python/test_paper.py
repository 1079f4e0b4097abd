"""The council paper: page 1, the pages of the places, what is folded, what is printed.

Numbers of page 1 are computed here from the villages as they were made up, not from the program.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import small_project

pytest.importorskip("sozialraum._gis")

from sozialraum import project  # noqa: E402
from sozialraum.report.spine import spine_row, spine_scale, spine_symbol  # noqa: E402
from sozialraum.words.colours import CLASS_COLOURS, palette  # noqa: E402
from sozialraum.words.fair import judging_words, names_people  # noqa: E402

VILLAGES = small_project.VILLAGES
PEOPLE = sum(village[1] for village in VILLAGES)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("paper")
    return project.run(small_project.write(folder), out=folder / "out")


@pytest.fixture(scope="module")
def html(result: Any) -> str:
    return Path(result.folder / "report.html").read_text("utf-8")


def words(markup: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", markup))).strip()


def front(html: str) -> str:
    [found] = re.findall(r'<section id="ueberblick".*?\n</section>', html, re.DOTALL)
    return found


def statements(html: str) -> list[str]:
    [found] = re.findall(r'<ol class="statements">(.*?)</ol>', front(html), re.DOTALL)
    return [words(item) for item in re.findall(r"<li>(.*?)</li>", found, re.DOTALL)]


# ------------------------------------------------------------ page 1


def test_page_1_holds_map_sentences_questions_and_dates(html: str) -> None:
    first = front(html)
    assert (
        first.count('<svg class="map"') == 2
    )  # one for wide screens and paper, one for telephones
    assert 1 <= len(statements(html)) <= 3
    [questions] = re.findall(r'<ul class="questions">(.*?)</ul>', first, re.DOTALL)
    asked = [words(item) for item in re.findall(r"<li>(.*?)</li>", questions, re.DOTALL)]
    assert len(asked) == 3 and all(text.rstrip(".").endswith("?") or "?" in text for text in asked)
    assert "Stand der Daten: 2022" in words(first)


def test_every_sentence_of_page_1_has_a_number_and_says_how_sure_it_is(html: str) -> None:
    for text in statements(html):
        assert re.search(r"\d", text), text
        assert re.search(r"(sicher|eher sicher|offen)( ·|$)", text), text


def test_the_numbers_of_page_1_are_those_of_the_villages(html: str, result: Any) -> None:
    level = result.levels[0]
    first, second = statements(html)[:2]
    assert f"Die 12 Dörfer mit {PEOPLE:,} Menschen".replace(",", ".") in first
    people = pd.Series({small_project.code(i): v[1] for i, v in enumerate(VILLAGES)})
    by_type = people.groupby(level.typing.letters).sum()
    most = f"{by_type.max():,}".replace(",", ".")
    assert f"{most}, leben in Typ {by_type.idxmax()}" in first
    sure = int((level.typing.certainty >= 0.75).sum())
    assert f"Bei {sure} von 12 ist der Typ sicher" in first
    old = sum(v[3] for v in VILLAGES)
    young = sum(v[2] for v in VILLAGES)
    usual = {"Anteil Ältere": 100 * old / PEOPLE, "Anteil Kinder": 100 * young / PEOPLE}
    [(label, told)] = re.findall(r"„(.*?)“ reicht .*?; alle zusammen: ([\d,]+)", second)
    assert told == f"{usual[label]:.1f}".replace(".", ",")


def test_a_range_whose_ends_may_be_the_same_is_open(result: Any) -> None:
    """Two villages of 10 and 20 %, each ± 2, then each ± 6: the intervals meet at 14 to 16."""
    from dataclasses import replace

    from sozialraum.report.front import _spread

    level = result.levels[0]
    value = level.measures.value.copy()
    codes = list(level.order)
    value.loc[codes, "young"] = [10.0, *[15.0] * (len(codes) - 2), 20.0]

    def told(half: float, count: int) -> str:
        measures = replace(level.measures, value=value, lower=value - half, upper=value + half)
        statement = _spread(replace(level, measures=measures), "young", count)
        assert statement is not None
        assert "reicht von 10" in statement.text
        return str(statement.certainty)

    assert [told(2, 1), told(2, 5), told(6, 1), told(6, 5)] == [
        "eher sicher",
        "sicher",
        "offen",
        "offen",
    ]


def test_no_place_is_named_first_or_last(html: str) -> None:
    for text in statements(html):
        assert not re.search(r"\b(höchste|niedrigste|meisten Dörfer|letzte|Rang|Platz \d)", text)


# ------------------------------------------------------------ what is folded


def test_a_name_goes_a_little_higher_where_letters_are_near() -> None:
    """A wide name between the letters of its neighbours, as that of a core town on a telephone."""
    from sozialraum.report.svg import Point, _Frame, _places

    frame = _Frame(west=0.0, north=0.0, scale=1.0, width=360.0, height=420.0)
    town = Point(168.0, -128.0, "Hessisch Oldendorf", dot=False)  # at 180, 140 of the picture
    letters = [(x - 7.0, y - 7.0, x + 7.0, y + 7.0) for x, y in ((180, 140), (213, 142))]
    [told] = _places([town], letters, frame)
    # 16 above it would stand from 124 to 136, and a letter from 135 on
    assert 'y="130"' in told
    walls = [(0.0, float(y), 360.0, y + 9.0) for y in range(100, 180, 10)]
    assert list(_places([town], [*letters, *walls], frame)) == []


def test_the_annex_is_folded_and_comes_last(html: str) -> None:
    places = [m.start() for m in re.finditer(r"<article class=\"area\"", html)]
    annex = html.index('<section id="anhang"')
    assert max(places) < annex
    folded = re.findall(r"<details class=\"annex\"([^>]*)>", html)
    assert len(folded) >= 3 and not any("open" in attributes for attributes in folded)
    assert html.index('class="data profile"') > annex  # no table of all types before the places


def test_paper_shows_what_the_screen_folds(html: str) -> None:
    assert "details::details-content{content-visibility:visible" in html
    assert "table-header-group" in html and "counter(page)" in html


def test_a_title_cannot_leave_the_running_head(tmp_path: Path) -> None:
    file = small_project.write(tmp_path / "p")
    evil = "title: 'Zwölf \"}</style><b>Dörfer'"
    small_project.replace(file, "title: Zwölf Dörfer", evil)
    text = (project.run(file, out=tmp_path / "out").folder / "report.html").read_text("utf-8")
    [style] = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert "<b>" not in style and '"}' not in style.split("@top-left")[1].split(";")[0]
    assert "Zwölf &#34;}&lt;/style&gt;&lt;b&gt;Dörfer" in text


# ------------------------------------------------------------ the spine chart


def dot(row: str) -> float:
    return float(re.findall(r'<circle cx="([\d.]+)"', row)[0])


def test_the_spine_has_all_together_in_the_middle_and_the_farthest_at_the_edge() -> None:
    scale = spine_scale("s", [10.0, 20.0, 60.0, 30.0], middle=20.0, region=25.0)
    assert scale is not None
    nothing = (float("nan"), float("nan"))
    assert dot(spine_row(scale, 20.0, nothing)) == 110
    assert dot(spine_row(scale, 60.0, nothing)) == 214
    assert dot(spine_row(scale, 40.0, nothing)) == 162  # half of the way
    assert dot(spine_row(scale, 10.0, nothing)) == 84  # a quarter of it, to the left
    assert "<circle" not in spine_row(scale, float("nan"), nothing)


def test_the_spine_draws_range_and_middle_half() -> None:
    """0, 1, 2, 3, 4 about 2: all from edge to edge, the middle half from 1 to 3."""
    scale = spine_scale("s", [0.0, 1.0, 2.0, 3.0, 4.0], middle=2.0, region=float("nan"))
    assert scale is not None
    drawn = spine_symbol(scale)
    assert re.findall(r'<rect x="([\d.]+)" y="6" width="([\d.]+)"', drawn) == [
        ("6", "208"),
        ("58", "104"),
    ]
    assert "l4 4.5" not in drawn  # no region, no diamond


def test_the_line_of_a_row_is_what_the_others_have_together() -> None:
    scale = spine_scale("s", [10.0, 20.0, 60.0, 30.0], middle=20.0, region=float("nan"))
    assert scale is not None
    drawn = spine_row(scale, 60.0, (float("nan"), float("nan")), others=40.0)
    assert 'd="M162 1V19"' in drawn  # half of the way from the middle to the edge
    assert "1V19" not in spine_row(scale, 60.0, (float("nan"), float("nan")))


def test_of_one_value_no_spine_is_drawn() -> None:
    assert spine_scale("s", [1.0], 1.0, 1.0) is None
    assert spine_scale("s", [1.0, 2.0], float("nan"), 1.0) is None


def test_the_dots_of_the_pages_stand_where_the_values_are(html: str, result: Any) -> None:
    level = result.levels[0]
    codes = list(level.order)
    values = level.measures.value.loc[codes, "young"]
    usual = level.comparison.shown["young"]
    reach = np.abs(values - usual).max()
    guarded = level.measures.guarded.loc[codes, "young"]
    assert 0 < guarded.sum() < 3
    for code in codes:
        [page] = re.findall(
            rf'<article class="area" id="doerfer-{code}">.*?</article>', html, re.DOTALL
        )
        spine = re.findall(r'<svg class="spine".*?</svg>', page, re.DOTALL)[0]
        if guarded[code]:  # told as a class alone
            assert "<circle" not in spine
            continue
        drawn = dot(spine)
        assert drawn == pytest.approx(110 + 104 * (values[code] - usual) / reach, abs=0.06)


# ------------------------------------------------------------ more than chance


def test_a_full_dot_is_an_area_that_differs_by_an_exact_test(html: str, result: Any) -> None:
    """Fisher's test by scipy, and Benjamini and Hochberg by hand."""
    stats = pytest.importorskip("scipy.stats")
    told = [(small_project.code(i), v[1], v[2]) for i, v in enumerate(VILLAGES) if v[2] > 2]
    people, young = sum(row[1] for row in told), sum(row[2] for row in told)
    tests = {
        code: stats.fisher_exact([[c, n - c], [young - c, people - n - young + c]])[1]
        for code, n, c in told
    }
    ranked = sorted(tests, key=lambda code: tests[code])
    adjusted, least = {}, 1.0
    for place in range(len(ranked), 0, -1):
        least = min(least, tests[ranked[place - 1]] * len(ranked) / place)
        adjusted[ranked[place - 1]] = least
    full = 0
    for code in tests:
        [page] = re.findall(
            rf'<article class="area" id="doerfer-{code}">.*?</article>', html, re.DOTALL
        )
        drawn = re.findall(r'<svg class="spine".*?</svg>', page, re.DOTALL)[0]
        beyond = adjusted[code] <= 0.05
        assert ('r="4.4" fill="#00507d"' in drawn) == beyond, (code, adjusted[code])
        assert ('r="4.4" fill="#ffffff"' in drawn) != beyond
        row = page[: page.index("</tr>", page.index('class="spine"'))]
        assert ("mehr als Zufall anders als die übrigen" in row) == beyond
        parts = result.levels[0].measures
        rest = 100 * parts.count["young"].drop(code).sum() / parts.base["young"].drop(code).sum()
        assert f'<td class="num">{rest:.1f}</td>'.replace(".", ",") in row
        full += beyond
    assert 3 <= full < len(told)


def test_minutes_are_not_tested_and_say_so(html: str) -> None:
    for drawn in re.findall(r'<svg class="spine".*?</svg>', html, re.DOTALL)[3::3]:
        assert 'r="4.4" fill="#6b6b66"' in drawn


# ------------------------------------------------------------ read back


def test_the_pages_say_what_the_table_says(html: str, result: Any) -> None:
    """Every value, interval and name of every page, read back from the HTML."""
    table = pd.read_csv(
        result.folder / "areas.csv", sep=";", decimal=",", encoding="utf-8-sig", dtype={"code": str}
    )
    labels = {"Anteil Kinder (%)": "young", "Anteil Ältere (%)": "old"}
    checked = protected = 0
    for row in table.to_dict("records"):
        code = row["code"].strip('="')
        [page] = re.findall(
            rf'<article class="area" id="doerfer-{code}">.*?</article>', html, re.DOTALL
        )
        assert f"{row['name']}" in page and f"{row['einwohner']} Menschen" in page
        assert f"Typ {row['typ']} „{row['typ_name']}“" in page
        assert f"Das ist {row['typ_sicherheit_wort']}:" in page
        for line in re.findall(r"<tr>.*?</tr>", page, re.DOTALL):
            line = re.sub(r'<span class="remark">.*?</span>', "", line)
            cells = [words(c) for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL)]
            if cells[0] not in labels:
                continue
            column = labels[cells[0]]
            if cells[2] == "–":  # few cases: a class of values, and no interval
                limits = [float(n.replace(",", ".")) for n in re.findall(r"\d+,\d", cells[1])]
                assert cells[1].startswith(("unter ", "ab ")) or len(limits) == 2
                inside = result.levels[0].measures.value.loc[code, column]
                assert cells[1].startswith("unter ") == (inside < limits[0])
                assert row[f"{column}_klasse"] == cells[1] and np.isnan(row[column])
                protected += 1
                continue
            told = [float(n.replace(",", ".")) for n in (cells[1], *cells[2].split(" bis "))]
            wanted = [row[column], row[f"{column}_von"], row[f"{column}_bis"]]
            assert told == pytest.approx(wanted, abs=0.0501), (code, column)
            checked += 1
    assert checked + protected == 24 and 0 < protected < 5


# ------------------------------------------------------------ small maps


def test_a_fifth_of_the_places_is_in_each_class() -> None:
    from sozialraum.level.classes import classes_of

    values = np.arange(1.0, 11.0)
    limits = np.quantile(values, [0.2, 0.4, 0.6, 0.8])
    assert np.bincount(classes_of(limits, pd.Series(values))).tolist() == [2, 2, 2, 2, 2]
    assert classes_of(limits, pd.Series([np.nan, limits[0]])).tolist() == [-1, 1]


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_classes_get_darker_in_grey() -> None:
    """A copier sees only luminance: each step has a contrast of at least 1.35 to the next."""
    light = [luminance(colour) for colour in CLASS_COLOURS]
    for lighter, darker in zip(light, light[1:], strict=False):
        assert (lighter + 0.05) / (darker + 0.05) >= 1.35


# Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB.
DEFICIENCIES = {
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def lab(linear: np.ndarray) -> np.ndarray:
    xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    ) @ np.clip(linear, 0, 1)
    t = xyz / np.array([0.95047, 1.0, 1.08883])
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize("kind", DEFICIENCIES)
@pytest.mark.parametrize("colours", [CLASS_COLOURS, [palette(letter)[0] for letter in "ABCDEF"]])
def test_colours_stay_apart_for_every_colour_vision(kind: str, colours: list[str]) -> None:
    matrix = np.array(DEFICIENCIES[kind])
    seen = [lab(matrix @ linear(colour)) for colour in colours]
    apart = [np.linalg.norm(a - b) for i, a in enumerate(seen) for b in seen[:i]]
    assert min(apart) > 10


# ------------------------------------------------------------ fair words


@pytest.mark.parametrize(
    "name",
    [
        "Dörfer der Eigenheime",
        "Wohnorte im Umland",
        "Charme am Fluss",
        "Warme Häuser am Farmweg",
        "lange Wege, viele Ältere",
        "Ortskern mit Mietwohnungen",
        "Alarmbereitschaft Feuerwehr",
    ],
)
def test_names_of_places_are_fair(name: str) -> None:
    assert names_people(name) == [] and judging_words(name) == []


@pytest.mark.parametrize(
    "name",
    [
        "Dorf der Arbeitslosen",
        "mehr ausländische Staatsangehörige",
        "arm und alt",
        "ARMUT am Rand",
        "Bürgergeld-Siedlung",
        "Viel Grundsicherung",
        "Alleinerziehende",
        "Förderbedarf",
        "Migrationsort",
    ],
)
def test_names_that_mark_people_are_found(name: str) -> None:
    assert names_people(name)


@pytest.mark.parametrize("name", ["Problemdorf", "Sozialer Brennpunkt", "überaltert", "abgehängt"])
def test_names_that_judge_are_found(name: str) -> None:
    assert judging_words(name)


def test_the_sentences_of_the_program_judge_nobody(html: str) -> None:
    for text in statements(html):
        assert not judging_words(text) and not names_people(text)
