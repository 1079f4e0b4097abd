"""Two editions of one run: what the public one holds back cannot be found in it, nor computed.

The attacker is a linear program of its own: he knows all bases, all told cells, the totals of the
areas shown and of all, which columns add up to which, and the rules. He asks for the least and the
greatest count that a hidden cell can have.
"""

from __future__ import annotations

import os
import random
import sqlite3
import struct
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
import small_project

pytest.importorskip("sozialraum._gis")
optimize = pytest.importorskip("scipy.optimize")

from sozialraum import disclosure, project, publish  # noqa: E402
from sozialraum.core import InvalidInput, UnknownName  # noqa: E402
from sozialraum.publish import held_back as gate  # noqa: E402
from sozialraum.publish.policy import EditionRules  # noqa: E402

PUBLIC = publish.load_policy().rules("public")
INTERNAL = publish.load_policy().rules("internal")
DELIVERIES = int(os.environ.get("SOZIALRAUM_DELIVERIES", "40"))  # 1000 by hand


# ------------------------------------------------------------ the attacker


def attack(
    bases: pd.DataFrame,
    told: pd.DataFrame,
    sums: list[tuple[list[tuple[str, str]], float]],
    at_most: list[tuple[list[tuple[str, str]], float]] | None = None,
    asked: set[tuple[str, str]] | None = None,
) -> dict[tuple[str, str], tuple[float, float]]:
    """Least and greatest count of the cells that are not told (NaN), from all sums together.

    ``at_most`` are sums that cannot be larger: of groups that are parts of one.
    """
    cells = [(a, i) for i in told.columns for a in told.index if np.isnan(told.loc[a, i])]
    place = {cell: number for number, cell in enumerate(cells)}

    def rows_of(known: list[tuple[list[tuple[str, str]], float]]) -> tuple[Any, Any]:
        rows, right = [], []
        for members, total in known:
            row, left = np.zeros(len(cells)), total
            for area, indicator in members:
                if (area, indicator) in place:
                    row[place[area, indicator]] += 1
                else:
                    left -= told.loc[area, indicator]
            if row.any():
                rows.append(row)
                right.append(left)
        return (np.array(rows), right) if rows else (None, None)

    (equal, total), (below, limit) = rows_of(sums), rows_of(at_most or [])
    bounds = [(0, None if np.isinf(bases.loc[c]) else bases.loc[c]) for c in cells]
    found = {}
    for cell in cells if asked is None else sorted(asked & set(cells)):
        aim = np.zeros(len(cells))
        aim[place[cell]] = 1
        ends = []
        for sign in (1, -1):
            solved = optimize.linprog(
                sign * aim, A_ub=below, b_ub=limit, A_eq=equal, b_eq=total, bounds=bounds
            )
            ends.append(sign * solved.fun if solved.status == 0 else sign * -np.inf)
        found[cell] = (ends[0], ends[1])
    return found


def fake(people: pd.Series, shown: pd.Series, counts: dict[str, pd.Series]) -> Any:
    """As much of a level as the gate looks at."""
    definitions = {
        name: SimpleNamespace(
            kind="share", numerator=(name,), denominator=("people",), counted="persons"
        )
        for name in counts
    }
    measures = SimpleNamespace(
        uses=dict.fromkeys(counts),
        definitions=definitions,
        count=pd.DataFrame(counts),
        base=pd.DataFrame({name: people for name in counts}),
    )
    areas = pd.DataFrame({"population": people, "shown": shown})
    level = SimpleNamespace(table=SimpleNamespace(file="x.csv"), areas="Dörfer")
    return SimpleNamespace(areas=areas, measures=measures, level=level)


def broken(result: Any, rules: EditionRules, ages: list[str]) -> tuple[int, list[str]]:
    """How many secret cells an attacker met, and those he knows more closely than the rules allow.

    ``ages`` are indicators that add up to the people of an area.
    """
    told = gate._told_areas(result, rules, hide=True)
    hidden, secret_totals = gate._hidden_cells(result, told, rules)
    counts, bases = result.measures.count, result.measures.base
    visible = counts.mask(hidden)
    sums = []
    for name in counts:
        if name in secret_totals:
            continue
        for here in (True, False):
            members = [(a, name) for a in counts.index if result.areas.shown[a] == here]
            sums.append((members, sum(counts.loc[m] for m in members)))
    for area in told if ages else []:
        sums.append(([(area, name) for name in ages], float(bases.loc[area, ages[0]])))
    met, wrong = 0, []
    for (area, name), (least, most) in attack(bases, visible, sums).items():
        count, base = counts.loc[area, name], bases.loc[area, name]
        small = min(count, base - count) < rules.least_count
        if not small and area in told:
            continue  # only protects others
        met += 1
        if most - least < min(rules.least_count, base) - 1e-6:
            wrong.append(f"{name} of {area}: {count} of {base} is known as {least} to {most}")
    return met, wrong


def delivery(number: int) -> Any:
    """A made-up delivery: 5 to 14 villages, some in another commune, ages that add up."""
    dice = random.Random(number)
    names = [f"V{i:02}" for i in range(dice.randint(5, 14))]
    people = pd.Series({name: float(dice.choice([40, 130, 150, 220, 400, 900])) for name in names})
    shown = pd.Series({name: dice.random() < 0.7 for name in names})
    shown.iloc[:3] = True
    people.iloc[:2] = 300.0
    young = (people * [dice.choice([0, 0.01, 0.02, 0.2, 0.3]) for _ in names]).round()
    old = (people * [dice.choice([0.01, 0.2, 0.25, 0.5]) for _ in names]).round()
    counts = {"young": young, "old": old, "middle": people - young - old}
    counts["benefits"] = (people * [dice.choice([0, 0, 0.01, 0.05, 0.1]) for _ in names]).round()
    return fake(people, shown, counts)


def test_no_random_delivery_gives_a_hidden_cell_back() -> None:
    met = 0
    for number in range(DELIVERIES):
        seen, wrong = broken(delivery(number), PUBLIC, ["young", "old", "middle"])
        assert not wrong, (number, wrong)
        met += seen
    assert met > 2 * DELIVERIES


def test_the_attacker_finds_what_is_not_protected() -> None:
    """Without a second hidden cell, and without hiding what adds up, he has the number."""
    areas = ["Au", "Berg", "Cham"]
    counts = pd.DataFrame({"young": [2.0, 30.0, 40.0]}, index=areas)
    bases = pd.DataFrame({"young": [100.0] * 3}, index=areas)
    told = counts.mask(counts < 5)
    members = [(area, "young") for area in areas]
    assert attack(bases, told, [(members, 72.0)])["Au", "young"] == pytest.approx((2, 2))
    told.loc["Berg"] = np.nan
    assert attack(bases, told, [(members, 72.0)])["Au", "young"] == pytest.approx((0, 32))


def test_what_adds_up_to_all_is_hidden_together() -> None:
    """Young, middle and old are everybody: with two of them told, the third is, too."""
    people = pd.Series(200.0, index=list("abcd"))
    counts = {
        "young": pd.Series([2.0, 40, 50, 60], index=people.index),
        "old": pd.Series([50.0, 50, 50, 50], index=people.index),
    }
    counts["middle"] = people - counts["young"] - counts["old"]
    result = fake(people, people > 0, counts)
    hidden, _ = gate._hidden_cells(result, list("abcd"), PUBLIC)
    assert hidden.loc["a"].all()
    assert broken(result, PUBLIC, ["young", "old", "middle"])[1] == []
    del counts["middle"]  # then the old say nothing of the young
    alone, _ = gate._hidden_cells(fake(people, people > 0, counts), list("abcd"), PUBLIC)
    assert alone.loc["a", "young"] and not alone.loc["a", "old"]


def test_a_single_area_below_the_floor_takes_a_second_one_along() -> None:
    people = pd.Series({"Au": 40.0, "Berg": 300.0, "Cham": 120.0, "Dorf": 500.0})
    result = fake(people, people > 0, {})
    assert gate._told_areas(result, PUBLIC, hide=True) == ["Berg", "Dorf"]
    assert gate._told_areas(result, INTERNAL, hide=False) == list(people.index)


# ------------------------------------------------------------ the shipped and the invented data

PROJECTS = ("hessisch_oldendorf", "bayreuth_nord", "wiesental")
DISJOINT = [  # groups of persons or houses of which nobody belongs to two
    {"unter18", "ab65"},
    {"vor1949", "ab1979"},
]
ASKED = 150  # hidden cells of few that the attacker asks for, of a level


@pytest.fixture(scope="module", params=PROJECTS)
def real(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A run of a demo project, or of the delivery of the tutorial, in both editions."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param != "wiesental":
        file = small_project.ROOT / "examples/projects" / request.param / "project.yaml"
        return project.run(file, out=folder / "out")
    delivery = small_project.ROOT / "examples/deliveries/wiesental"
    made = project.new(
        folder / "wiesental", table=delivery / "bestand_2024.xlsx", places=delivery / "orte.csv"
    )
    file = folder / "wiesental/project.yaml"
    text = file.read_text("utf-8")
    assert made is not None and "editions:" in text
    file.write_text(
        "\n".join(
            "editions: [internal, public]" if line.lstrip("# ").startswith("editions:") else line
            for line in text.splitlines()
        ),
        "utf-8",
    )
    return project.run(file, out=folder / "out")


def test_an_attacker_of_real_tables_knows_no_cell_of_few(real: Any) -> None:
    """All cells, sums and groups that exclude one another, of every level of the public edition."""
    met = 0
    for result in real.levels:
        codes = [str(code) for code in result.areas.index]
        told = gate._told_areas(result, PUBLIC, hide=True)
        hidden, secret = gate._hidden_cells(result, told, PUBLIC)
        names = [n for n in result.measures.uses if gate._is_counted(result.measures, n)]
        pairs = {name: gate._counts(result.measures, name, codes) for name in names}
        counts = pd.DataFrame({name: pairs[name][0].round() for name in names})
        bases = pd.DataFrame({name: pairs[name][1] for name in names}).astype(float)
        known = counts.notna()
        visible = counts.mask(hidden[names], np.nan).where(known, 0.0)
        sums, at_most = [], []
        for name in set(names) - secret:
            for here in (True, False):
                members = [c for c in codes if known.loc[c, name] and result.areas.shown[c] == here]
                sums.append(([(c, name) for c in members], float(counts.loc[members, name].sum())))
        for parts in DISJOINT:
            there = sorted(parts & set(names))
            for code in codes if len(there) > 1 else []:
                if known.loc[code, there].all() and np.isfinite(bases.loc[code, there[0]]):
                    at_most.append(([(code, n) for n in there], float(bases.loc[code, there[0]])))
        least = PUBLIC.least_count
        small = np.minimum(counts, bases - counts) < least
        secrets = [(c, n) for n in names for c in codes if known.loc[c, n]]
        secrets = [(c, n) for c, n in secrets if hidden.loc[c, n] and small.loc[c, n]]
        asked = set(random.Random(1).sample(secrets, min(ASKED, len(secrets))))
        for cell, (low, high) in attack(bases, visible, sums, at_most, asked).items():
            met += 1
            assert high - low >= min(least, bases.loc[cell]) - 1e-6, (result.level.id, cell)
        assert not (small & known & ~hidden[names]).to_numpy().any()  # none of few is told
    assert met >= 3


def test_no_public_file_of_real_tables_holds_a_hidden_number(real: Any) -> None:
    """Hidden is what the public edition leaves out; as a text of at least six signs or as bytes."""
    searched = 0
    for result in real.levels:
        inner = publish.release(result, INTERNAL).measures.value
        outer = publish.release(result, PUBLIC).measures.value
        folder = real.folder / "public"
        folder = folder / result.level.id if (folder / result.level.id).exists() else folder
        if not (folder / "areas.csv").exists():
            continue
        data = everything(folder) + (real.folder / "public/report.html").read_bytes()
        told = {round(float(v), 2) for v in outer.to_numpy().ravel() if np.isfinite(v)}
        for name in outer:
            for code in outer.index:
                value = float(inner.loc[code, name])
                if np.isfinite(outer.loc[code, name]) or not np.isfinite(value):
                    continue
                if round(value, 2) in told or value == round(value, 1):
                    continue  # the number of another cell, or one that stands anywhere
                searched += 1
                for text in spellings(value):
                    assert len(text) < 6 or text not in data, (result.level.id, code, name, text)
    assert searched > 3


# ------------------------------------------------------------ the files


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Both editions of the twelve villages; five of them have fewer than 100 people."""
    folder = tmp_path_factory.mktemp("editions")
    file = small_project.write(folder)
    small_project.replace(file, "seed: 7", "seed: 7\neditions: [internal, public]")
    # Numbers that occur nowhere else: of a village below the floor, and of a cell of few.
    small_project.replace(file.parent / "villages.csv", "Erle,40,9,5,4.5", "Erle,47,13,5,4.7391")
    small_project.replace(file.parent / "villages.csv", "Linde,110,10", "Linde,110,3")
    out = project.run(file, out=folder / "out").folder
    return out, out / "public"


def everything(folder: Path, *, inside: bool = True) -> bytes:
    """All bytes of a folder, packed ones unpacked."""
    import pyarrow.parquet as pq

    parts = []
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or (not inside and "public" in file.relative_to(folder).parts):
            continue
        parts.append(file.read_bytes())
        if file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as archive:
                parts += [archive.read(name) for name in archive.namelist()]
        if file.suffix == ".parquet":
            parts.append(pq.read_table(file).to_pandas().to_csv().encode())
        if file.suffix == ".gpkg":
            with sqlite3.connect(file) as base:
                parts.append("\n".join(base.iterdump()).encode())
    return b"\n".join(parts)


def spellings(value: float) -> list[bytes]:
    english = [f"{value:.{digits}f}" for digits in (2, 3, 4)]
    texts = {repr(value), *english, *(t.replace(".", ",") for t in english)}
    return [*(t.encode() for t in texts), struct.pack(">d", value), struct.pack("<d", value)]


def test_the_public_files_do_not_hold_a_hidden_number(folders: tuple[Path, Path]) -> None:
    out, public = folders
    inner, outer = everything(out, inside=False), everything(public)
    for text in (
        b"4.74",
        b"4,74",
        b"03252004",
    ):  # the way and the key of the village below the floor
        assert text in inner and text not in outer, text
    from sozialraum import gis

    table = gis.read_table(
        out / "areas.csv", key="code", decimal=",", separator=";", text_columns=["name"]
    ).data
    told = gis.read_table(
        public / "areas.csv", key="code", decimal=",", separator=";", text_columns=["name"]
    ).data
    searched = 0
    for code in told.index:
        for column in ("young", "young_von", "young_bis", "old", "old_von", "old_bis"):
            if np.isnan(told.loc[code, column]):
                searched += 1
                for text in spellings(float(table.loc[code, column])):
                    assert text in inner or len(text) == 8 or b"." in text or b"," in text
                    if len(text) > 4:
                        assert text not in outer, (code, column, text)
    assert searched >= 3


def test_a_place_below_the_floor_has_no_page_no_row_and_no_colour(
    folders: tuple[Path, Path],
) -> None:
    _, public = folders
    html = (public / "report.html").read_text("utf-8")
    small = [name for name, people, *_ in small_project.VILLAGES if people < 100]
    for number, (name, people, *_) in enumerate(small_project.VILLAGES):
        code = small_project.code(number)
        there = people >= 100
        assert (f'id="doerfer-{code}"' in html) == there, name
        assert (f'"{code}"' in (public / "areas.csv").read_text("utf-8-sig")) == there
        if not there:
            assert html.count(name) == html.count(f"{name}: nicht ausgewiesen")
    assert f"{len(small)} Dörfer zum Schutz kleiner Zahlen nicht ausgewiesen" in html
    assert "Ausgabe für die Öffentlichkeit" in html


def test_both_editions_call_the_types_alike(folders: tuple[Path, Path]) -> None:
    out, public = folders
    texts = [pd.read_csv(f / "types.csv", sep=";", encoding="utf-8-sig") for f in (out, public)]
    assert texts[0].name.tolist() == texts[1].name.tolist()


def test_weights_are_words_where_everybody_reads(folders: tuple[Path, Path]) -> None:
    out, public = folders
    inner, outer = [
        pd.read_csv(f / "areas.csv", sep=";", decimal=",", encoding="utf-8-sig")
        for f in (out, public)
    ]
    assert inner.young_eigengewicht.dtype == float
    assert set(outer.young_eigengewicht.dropna()) <= {
        "überwiegend eigene Zahlen",
        "teils eigene Zahlen",
        "überwiegend Durchschnitt",
    }
    assert "eigenes Gewicht 50" not in (public / "report.html").read_text("utf-8")


def test_the_type_means_of_the_public_edition_are_those_of_the_told_cells(
    folders: tuple[Path, Path],
) -> None:
    """A mean over hidden cells, too, would give them back."""
    _, public = folders
    areas = pd.read_csv(public / "areas.csv", sep=";", decimal=",", encoding="utf-8-sig")
    types = pd.read_csv(public / "types.csv", sep=";", decimal=",", encoding="utf-8-sig")
    for row in types.itertuples():
        members = areas[areas.typ == row.typ]
        assert row.young_mittel == pytest.approx(members.young.mean(), abs=0.006)
        assert row.einwohner == members.einwohner.sum()


# ------------------------------------------------------------ the policy


def test_the_shipped_policy_is_one_file() -> None:
    assert (small_project.ROOT / "data/policies/default.yaml").resolve().name == "default.yaml"
    assert PUBLIC.floor_people > INTERNAL.floor_people >= 1
    assert PUBLIC.least_count > INTERNAL.least_count >= 3 and PUBLIC.small_counts == "hide"


def test_a_policy_with_a_typo_names_line_and_word(tmp_path: Path) -> None:
    text = (small_project.ROOT / "data/policies/default.yaml").read_text("utf-8")
    (tmp_path / "rules.yaml").write_text(text.replace("floor_people: 100", "flor_people: 100"))
    with pytest.raises(UnknownName) as caught:
        publish.load_policy(tmp_path / "rules.yaml")
    assert caught.value.finding.details["nearest"] == "floor_people"
    assert caught.value.finding.place.row == text[: text.index("floor_people: 100")].count("\n") + 1


@pytest.mark.parametrize("wrong", ["least_count: 0", "least_count: many", "floor_people: -1"])
def test_a_policy_with_a_wrong_number_is_refused(tmp_path: Path, wrong: str) -> None:
    text = (small_project.ROOT / "data/policies/default.yaml").read_text("utf-8")
    name = wrong.split(":")[0]
    old = next(line.strip() for line in text.splitlines() if line.strip().startswith(name))
    (tmp_path / "rules.yaml").write_text(text.replace(old, wrong, 1))
    with pytest.raises(InvalidInput) as caught:
        publish.load_policy(tmp_path / "rules.yaml")
    assert caught.value.finding.code == "wrong_option"


def test_a_floor_above_all_people_is_told(tmp_path: Path) -> None:
    file = small_project.write(tmp_path / "p")
    text = (small_project.ROOT / "data/policies/default.yaml").read_text("utf-8")
    (file.parent / "rules.yaml").write_text(text.replace("people: 10\n", "people: 5000\n"))
    small_project.replace(file, "seed: 7", "seed: 7\npolicy: rules.yaml")
    with pytest.raises(InvalidInput) as caught:
        project.run(file, out=tmp_path / "out")
    assert caught.value.finding.code == "all_below_floor" and not (tmp_path / "out").exists()


def test_hidden_cells_are_not_found_among_missing_counts() -> None:
    count = pd.Series([2.0, np.nan, 30.0], index=list("abc"))
    base = pd.Series(100.0, index=list("abc"))
    assert disclosure.suppress(count, base).why.tolist() == ["few", "", "protects"]


def test_merged_units_do_not_stand_beside_their_parts(tmp_path: Path) -> None:
    """Two levels of one table: the villages alone, and the same counted together to a floor."""
    file = small_project.write(tmp_path / "p")
    text = file.read_text("utf-8")
    level = text[text.index("  - id: doerfer") :]
    joined = level.replace("id: doerfer", "id: gruppen").replace("Die Dörfer", "Die Gruppen")
    joined = joined.replace("    crs: EPSG:25832\n", "    crs: EPSG:25832\n    floor: 150\n")
    joined = joined.replace('    show: {focus: "03252007"}\n', "")
    text = text.replace("seed: 7", "seed: 7\neditions: [internal, public]")
    file.write_text(text + joined, "utf-8")
    out = project.run(file, out=tmp_path / "out").folder
    assert (out / "doerfer" / "areas.csv").exists() and (out / "gruppen" / "areas.csv").exists()
    public = out / "public"
    assert not (public / "doerfer").exists() and (public / "areas.csv").exists()
    html = (public / "report.html").read_text("utf-8")
    assert "„Die Dörfer“ steht nicht in dieser Ausgabe" in html
    assert 'id="gruppen-' in html and 'id="doerfer-' not in html


def test_plain_counts_of_few_persons_are_not_told(tmp_path: Path) -> None:
    """Without a base there is nothing to expect a small count of: it is left out."""
    file = small_project.write(tmp_path)
    table = file.parent / "villages.csv"
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    counts = [1, 2, 3, 4, 5, 0, 9, 9, 9, 9, 9, 9]
    lines = [f"{row},{count}" for row, count in zip(rows, counts, strict=True)]
    table.write_text("\n".join([f"{head},helpers", *lines]) + "\n", encoding="utf-8")
    catalogue = file.parent / "catalogue.yaml"
    catalogue.write_text(
        catalogue.read_text(encoding="utf-8")
        + "  - {id: helpers, name_de: Helfer, name_en: Helpers, dimension: people, kind: count,\n"
        + "     numerator: helpers, unit: Personen, direction: neutral, source: erfunden,\n"
        + "     date: '2022', licence: CC0}\n",
        encoding="utf-8",
    )
    shop = "      - {id: shop, more: weite Wege, less: kurze Wege}\n"
    small_project.replace(
        file, shop, shop + "      - {id: helpers, more: mehr Helfer, less: weniger Helfer}\n"
    )
    level = project.run(file, out=file.parent / "out").levels[0]
    told = level.measures.value["helpers"].tolist()
    assert np.isnan(told[:2]).all() and told[2:6] == [3.0, 4.0, 5.0, 0.0]
    assert "small_counts_guarded" in [f.code for f in level.measures.findings]
    public = publish.release(level, PUBLIC).measures.value["helpers"]
    assert public.iloc[:3].isna().all() and not (public < 5).any()


def test_the_number_of_schools_is_no_secret(tmp_path: Path) -> None:
    """What is counted is said in the catalogue: two schools are seen by everybody."""
    file = small_project.write(tmp_path)
    table = file.parent / "villages.csv"
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    counts = [1, 2, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0]
    lines = [f"{row},{count}" for row, count in zip(rows, counts, strict=True)]
    table.write_text("\n".join([f"{head},schools", *lines]) + "\n", encoding="utf-8")
    catalogue = file.parent / "catalogue.yaml"
    catalogue.write_text(
        catalogue.read_text(encoding="utf-8")
        + "  - {id: schools, name_de: Schulen, name_en: Schools, dimension: people, kind: count,\n"
        + "     counted: facilities, numerator: schools, unit: Schulen, direction: resource,\n"
        + "     source: erfunden, date: '2022', licence: CC0}\n",
        encoding="utf-8",
    )
    shop = "      - {id: shop, more: weite Wege, less: kurze Wege}\n"
    small_project.replace(file, shop, shop + "      - {id: schools, use: context}\n")
    level = project.run(file, out=file.parent / "out").levels[0]
    assert level.measures.value["schools"].tolist() == counts
    public = publish.release(level, PUBLIC)
    told = public.measures.value["schools"]
    assert told.tolist() == [counts[list(level.areas.index).index(c)] for c in told.index]


@pytest.mark.parametrize("least", [3, 6])
def test_the_limit_of_few_persons_comes_from_the_policy(tmp_path: Path, least: int) -> None:
    """Before anything is computed, not only when it is written."""
    file = small_project.write(tmp_path)
    policy = (small_project.ROOT / "data/policies/default.yaml").read_text("utf-8")
    policy = policy.replace("least_count: 3", f"least_count: {least}")
    policy = policy.replace("least_count: 5", f"least_count: {least + 2}")
    (file.parent / "rules.yaml").write_text(policy, "utf-8")
    small_project.replace(file, "seed: 7", "seed: 7\npolicy: rules.yaml")
    level = project.run(file, out=file.parent / "out").levels[0]
    young = pd.Series({small_project.code(i): v[2] for i, v in enumerate(small_project.VILLAGES)})
    guarded = level.measures.guarded["young"]
    assert set(guarded.index[guarded]) == set(young.index[(young > 0) & (young < least)])
    html = (file.parent / "out/report.html").read_text("utf-8")
    assert f"keine berechnete Fallzahl von weniger als {least} Personen" in html


def test_a_mistyped_edition_is_never_the_internal_one() -> None:
    policy = publish.load_policy()
    assert policy.rules("public") is not policy.rules("internal")
    for edition in ("Public", "öffentlich", "", None):
        with pytest.raises(UnknownName, match="there is no edition"):
            policy.rules(edition)  # type: ignore[arg-type]
