"""The ways to make types that a project file may choose, how sure they are, and why they are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("sozialraum._gis")

import small_project  # noqa: E402
from small_project import VILLAGES  # noqa: E402
from sozialraum import project  # noqa: E402
from sozialraum.core import InvalidInput  # noqa: E402

PLAIN = "types: {count: 2,"


def run(folder: Path, types: str, *, more: tuple[tuple[str, str], ...] = ()) -> Any:
    file = small_project.write(folder / "p")
    small_project.replace(file, PLAIN, types)
    for old, new in more:
        small_project.replace(file, old, new)
    return project.run(file, out=folder / "out")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return run(tmp_path_factory.mktemp("plain"), PLAIN)


@pytest.mark.parametrize(
    ("method", "types", "told"),
    [
        ("kmeans", PLAIN, "k-means, 20 zufällige Starts"),
        ("ward", "types: {method: ward, count: 2,", "Ward-Verfahren"),
        ("mixture", "types: {method: mixture, count: 2,", "Mischungsmodell mit bekanntem"),
        (
            "regions",
            "types: {method: regions, count: 3, floors: {people: 300},",
            "zusammenhängende Regionen",
        ),
        ("kmeans", "types: {count: 2, floors: {people: 500, areas: 3},", "mindestens 500 Menschen"),
    ],
)
def test_every_method_tells_three_figures_and_the_strictest(
    tmp_path: Path, method: str, types: str, told: str
) -> None:
    result = run(tmp_path, types)
    typing = result.levels[0].typing
    assert typing.method == method
    figures = pd.concat([typing.assignment, typing.refit, typing.choices], axis=1)
    nearest = method in ("kmeans", "mixture")  # floors that do not bind are no hindrance
    assert typing.assignment.notna().all() == nearest  # else areas may be nearer to another centre
    figures = figures.dropna(axis=1)
    assert ((figures >= 0) & (figures <= 1)).all(axis=None)
    people = pd.Series({small_project.code(i): v[1] for i, v in enumerate(VILLAGES)})
    carried = 0.05 ** (1 / people)
    least = pd.concat([figures, carried], axis=1).min(axis=1)
    pd.testing.assert_series_equal(typing.certainty, least, check_names=False)
    text = (result.folder / "report.html").read_text("utf-8")
    assert told in text
    manifest = json.loads((result.folder / "manifest.json").read_text("utf-8"))
    level = manifest["levels"]["doerfer"]
    assert level["method"] == method
    assert level["certainty"]["strictest"] == pytest.approx(typing.certainty.mean(), abs=1e-6)
    table = pd.read_csv(result.folder / "areas.csv", sep=";", decimal=",", dtype={"code": str})
    assert table["typ_zuordnung"].to_numpy(dtype=float) == pytest.approx(
        typing.assignment.sort_index().to_numpy(), abs=6e-4, nan_ok=True
    )
    assert set(table["typ_strengste_frage"]) <= {
        "Zuordnung",
        "Wiederholung",
        "Wahl",
        "wenige Menschen",
    }


def test_a_mixture_is_made_of_raw_rates_with_errors_from_the_adjusted_ones(tmp_path: Path) -> None:
    from sozialraum.level.numbers import learned_indicators, raw_numbers

    level = run(tmp_path, "types: {method: mixture, count: 2,").levels[0]
    measures = level.measures
    codes = list(level.typing.z.index)
    found = raw_numbers(measures, codes, learned_indicators(level.level, measures, codes))
    code, (_, people, young, *_rest) = small_project.code(6), VILLAGES[6]  # Ginster: 10 of 90
    fitted = measures.value["young"]
    spread = fitted.std(ddof=0)
    root = 0.75**0.5  # two of three indicators share a dimension
    assert found.points["young"][code] == pytest.approx(
        root * (100 * young / people - fitted.mean()) / spread
    )
    rate = fitted[code] / 100
    error = root * 100 * np.sqrt(rate * (1 - rate) / people) / spread
    assert found.errors["young"][code] == pytest.approx(error)
    assert found.errors["shop"].eq(0.0).all()  # minutes are known
    probability = level.typing.assignment
    assert ((probability > 0.5) & (probability <= 1.0)).all()  # of the most probable of two


def test_floors_are_kept_and_a_column_may_be_counted(tmp_path: Path) -> None:
    level = run(tmp_path, "types: {count: 2, floors: {young: 100, areas: 4},").levels[0]
    young = pd.Series({small_project.code(i): v[2] for i, v in enumerate(VILLAGES)})
    assert young.groupby(level.typing.letters).sum().min() >= 100
    assert level.typing.letters.value_counts().min() >= 4
    with pytest.raises(InvalidInput) as wrong:
        run(tmp_path / "b", "types: {count: 2, floors: {youngs: 100},")
    assert wrong.value.finding.code == "unknown_name" or "young" in str(wrong.value)
    with pytest.raises(InvalidInput, match="floors"):
        run(tmp_path / "c", "types: {method: ward, count: 2, floors: {people: 100},")


def test_regions_hang_together_on_the_map(tmp_path: Path) -> None:
    letters = run(tmp_path, "types: {method: regions, count: 3,").levels[0].typing.letters
    at = {small_project.code(i): (i % 4, i // 4) for i in range(12)}  # squares in rows of four
    for letter in letters.unique():
        members = set(letters.index[letters == letter])
        reached, todo = set(), [min(members)]
        while todo:
            code = todo.pop()
            reached.add(code)
            x, y = at[code]
            todo += [
                c
                for c in members - reached
                if max(abs(at[c][0] - x), abs(at[c][1] - y)) == 1  # corners touch, too
            ]
        assert reached == members


def test_why_a_village_is_of_its_type_and_what_would_change_that(plain: Any) -> None:
    level = plain.levels[0]
    text = (plain.folder / "report.html").read_text("utf-8")
    pages = dict(
        re.findall(r'<article class="area" id="doerfer-(\d+)">(.*?)</article>', text, re.S)
    )
    explanation = level.typing.reasons.explanation
    assert explanation.agreement == 1.0  # children alone tell the two kinds apart
    flips = level.typing.reasons.flips
    assert flips
    for code, page in pages.items():
        assert f"gehört zu Typ {level.typing.letters[code]}: „" in page
        assert re.search(r"Diese Regel trifft bei \d+ von 100 Flächen zu", page)
        assert ("und alles andere gleich, wäre es Typ" in page) == (code in flips)
    # the change, by hand: with it another centre is the nearest, with 1 % less of it not
    weights = level.typing.column_weights
    centres = level.typing.z_means
    values = level.measures.value[level.measures.typed]
    for code, flip in flips.items():
        own = values.loc[code]
        for share, moves in ((0.99, False), (1.01, True)):
            changed = own.copy()
            changed[flip.indicator] += share * (flip.value - own[flip.indicator])
            z = (changed - values.mean()) / values.std(ddof=0)
            nearest = (((centres - z) ** 2) * weights).sum(axis=1).idxmin()
            assert (nearest == flip.type) is moves, code


def test_the_table_over_k_says_what_its_columns_tell(plain: Any) -> None:
    text = (plain.folder / "report.html").read_text("utf-8")
    assert "Beständigkeit: Wie ähnlich die Typen denen aus neu gezogenen Flächen sind" in text
    assert "Ließe man ein einziges Merkmal weg" in text
    held = plain.levels[0].typing.reasons.held_up
    assert list(held) == sorted(held, reverse=True)
    assert "kehrt wieder: " in text and 'aria-label="Sicherheit der Typen: Dörfer"' in text


def test_the_public_edition_tells_no_limit_of_values(tmp_path: Path) -> None:
    result = run(tmp_path, PLAIN, more=(("seed: 7\n", "seed: 7\neditions: [internal, public]\n"),))
    inside = (result.folder / "report.html").read_text("utf-8")
    outside = (result.folder / "public" / "report.html").read_text("utf-8")
    assert "Diese Regel trifft" in inside and "Diese Regel trifft" not in outside
    assert "und alles andere gleich" in inside and "und alles andere gleich" not in outside


def test_regions_need_neighbours(tmp_path: Path) -> None:
    from types import SimpleNamespace

    from sozialraum.level.made import _neighbours

    level: Any = SimpleNamespace(id="doerfer", areas="Dörfer")
    with pytest.raises(InvalidInput) as wrong:
        _neighbours(level, None)
    assert wrong.value.finding.code == "regions_without_borders"


def test_shares_of_the_same_people_are_said_to_swing_apart(plain: Any) -> None:
    found = [f for f in plain.levels[0].findings if f.code == "errors_drawn_apart"]
    assert [f.details["indicators"] for f in found] == ["Anteil Kinder und Anteil Ältere"]
    text = (plain.folder / "report.html").read_text("utf-8")
    assert (
        "Hinter mehreren Merkmalen stehen dieselben Menschen: Anteil Kinder und Anteil Ältere."
        in text
    )


# ------------------------------------------------------------ wishes

WISHES = """types: {count: 2, wishes: [
      {id: Schule, kind: together, area: Ahorn, other: Kiefer, role: Ortsrat, date: "2026-05-03",
       reason: eine Schule},
      {id: Bach, kind: apart, area: Ahorn, other: "03252010", role: Ortsvorsteher},
      {id: Markt, kind: of_type, area: Ginster, other: Birke}],"""


def least_inertia(points: np.ndarray[Any, Any], together: list[tuple[int, int]]) -> float:
    """By trying all 2,048 ways to part twelve villages in two."""
    best = np.inf
    for pattern in range(1, 2 ** (len(points) - 1)):
        side = np.array([(pattern >> i) & 1 for i in range(len(points))], dtype=bool)
        if any(side[i] != side[j] for i, j in together):
            continue
        halves = (points[side], points[~side])
        best = min(best, sum(((half - half.mean(axis=0)) ** 2).sum() for half in halves))
    return float(best)


def test_wishes_have_their_prices_in_the_annex(tmp_path: Path) -> None:
    result = run(tmp_path, WISHES)
    level = result.levels[0]
    values = level.measures.value[level.measures.typed]
    points = (values - values.mean()) / values.std(ddof=0) * level.typing.column_weights**0.5
    table = points.sort_index().to_numpy()
    ahorn, birke, ginster, kiefer = 0, 1, 6, 8
    without = least_inertia(table, [])
    pairs = {"Schule": [(ahorn, kiefer)], "Bach": [], "Markt": [(ginster, birke)]}
    priced = {one.asked.id: one for one in level.typing.wishes.wishes}
    for name, together in pairs.items():
        by_hand = 100 * (least_inertia(table, together) / without - 1)
        assert priced[name].percent == pytest.approx(by_hand, abs=1e-6), name
        assert priced[name].proven
    both = 100 * (least_inertia(table, [*pairs["Schule"], *pairs["Markt"]]) / without - 1)
    assert level.typing.wishes.together.percent == pytest.approx(both, abs=1e-6)
    assert priced["Schule"].certainty == min(
        level.typing.certainty[small_project.code(i)] for i in (ahorn, kiefer)
    )
    text = (result.folder / "report.html").read_text("utf-8")
    assert "Ahorn und Kiefer sollen in einem Typ sein" in text
    assert "Ortsrat, 3.5.2026: eine Schule" in text and "nichts: schon so" in text
    told = f"{priced['Schule'].percent:.1f}".replace(".", ",")
    assert f"{told}\u202f% (bewiesen)" in text
    # the types of the report are those of the data
    assert level.typing.letters[small_project.code(ahorn)] != level.typing.letters["03252009"]


def test_wishes_that_contradict_are_named_and_unknown_places_too(tmp_path: Path) -> None:
    against = WISHES.replace("kind: apart, area: Ahorn", "kind: apart, area: Kiefer").replace(
        'other: "03252010"', "other: Ahorn"
    )
    result = run(tmp_path / "a", against)
    together = result.levels[0].typing.wishes.together
    assert np.isinf(together.percent) and set(together.rules) == {"Bach", "Schule"}
    text = (result.folder / "report.html").read_text("utf-8")
    assert re.search(r"nicht erfüllbar; dagegen steht: (Bach und Schule|Schule und Bach)", text)
    with pytest.raises(InvalidInput) as unknown:
        run(
            tmp_path / "b", WISHES.replace("area: Ahorn, other: Kiefer", "area: Ahorm, other: Erle")
        )
    assert unknown.value.finding.code == "wish_without_area"
    assert "Ahorn" in unknown.value.finding.hint
    with pytest.raises(InvalidInput, match="wishes"):
        run(tmp_path / "c", WISHES.replace("{count", "{method: ward, count"))


def test_wishes_stay_inside(tmp_path: Path) -> None:
    result = run(tmp_path, WISHES, more=(("seed: 7\n", "seed: 7\neditions: [internal, public]\n"),))
    assert "Ortsrat" in (result.folder / "report.html").read_text("utf-8")
    for file in (result.folder / "public").rglob("*"):
        if file.suffix in (".html", ".json", ".csv"):
            assert "Ortsrat" not in file.read_text("utf-8"), file.name
