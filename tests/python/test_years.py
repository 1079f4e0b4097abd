"""Lines of years on the pages: what is told of a change, and that no year gives a count back."""

from __future__ import annotations

import html
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
import small_project

pytest.importorskip("sozialraum._gis")

from sozialraum import project, publish  # noqa: E402
from sozialraum.core import InvalidInput  # noqa: E402
from sozialraum.level.years import years_of  # noqa: E402
from sozialraum.report.wording import error_text  # noqa: E402
from sozialraum.words import years as words  # noqa: E402

YEARS = "    years: [{year: 2012, suffix: _2012}, {year: 2017, file: v17.csv, key: ags}]\n"
OLD = {"Tanne": 2}  # persons of 2012; everywhere else as many as today


def young_2012(name: str, today: int) -> int:
    """Ahorn had 35 children among 300 people, today 75; all others one more than today."""
    return 35 if name == "Ahorn" else today + 1


def write(folder: Path, years: str = YEARS) -> Path:
    file = small_project.write(folder)
    head, *rows = small_project.table().splitlines()
    table, earlier = [f"{head},young_2012,old_2012,people_2012"], ["ags,people,young,old"]
    for row in rows:
        code, name, people, young, old, _ = row.split(",")
        then = young_2012(name, int(young)), OLD.get(name, int(old)), people
        table.append(",".join([row, *map(str, then)]))
        if name != "Weide":
            earlier.append(f"{code},{people},{young},{old}")
    (folder / "villages.csv").write_text("\n".join(table) + "\n", "utf-8")
    (folder / "v17.csv").write_text("\n".join(earlier) + "\n", "utf-8")
    small_project.replace(file, "    catalogue: cat", f"{years}    catalogue: cat")
    small_project.replace(file, "seed: 7", "seed: 7\neditions: [internal, public]")
    return file


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("years")
    return project.run(write(folder), out=folder / "out")


def pages(report: Path) -> dict[str, list[list[str]]]:
    """Village -> rows of its table of years, cell by cell, without the pictures."""
    found = {}
    text = report.read_text("utf-8")
    for article in re.findall(r'<article class="area".*?</article>', text, re.S):
        name = html.unescape(re.sub(r"<.*?>", "", re.findall(r"<h3>(.*?)</h3>", article, re.S)[0]))
        table = re.findall(r'<table class="data over-years">.*?</table>', article, re.S)
        rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", "".join(table), re.S)
        cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in rows]
        found[name.split()[-1].strip("\u2068\u2069")] = [
            [re.sub(r"<.*?>", "", cell).strip() for cell in row] for row in cells
        ]
    return found


def test_a_change_is_told_only_if_it_is_more_than_chance(run: Any) -> None:
    """35 of 300 and 75 of 300: Fisher's p is 3.6e-5 (scipy); 83 and 82 of 320: 1."""
    told = pages(run.folder / "report.html")
    ahorn = dict(zip(["label", "line", "values", "change"], told["Ahorn"][0], strict=True))
    assert ahorn["label"] == "Anteil Kinder (%)" and ahorn["line"] == ""
    assert ahorn["change"] == "gestiegen, mehr als Zufall"
    assert re.fullmatch(r"2012: [\d,]+ · 2017: [\d,]+ · 2022: [\d,]+", ahorn["values"])
    assert told["Eiche"][0][3] == "im Rahmen des Zufalls"
    assert told["Ahorn"][1][3] == "im Rahmen des Zufalls"  # the old: as many as before
    stats = pytest.importorskip("scipy.stats")
    assert stats.fisher_exact([[35, 265], [75, 225]])[1] * 12 < 0.05


def test_page_1_asks_about_the_indicator_that_changed_in_most_villages(run: Any) -> None:
    asked = [f"{sign}Anteil Kinder{end}" for sign, end in ("„“",)]
    said = f"von 12 Dörfern hat sich {asked[0]} seit 2012 mehr als zufällig verändert"
    for part, known in ((".", 11), ("public", None)):
        text = (run.folder / part / "report.html").read_text("utf-8").replace("\u202f", " ")
        if known:
            assert said.replace("12", str(known), 1) in text and "In 1 von 11" in text
        else:
            tested = publish.release(run.levels[0], publish.load_policy().rules("public"))
            told = tested.changes_of_years["young"]["beyond_chance"].eq(True).sum()
            assert ("seit 2012 mehr als zufällig verändert" in text) == bool(told)


def test_the_value_of_today_is_that_of_the_page(run: Any) -> None:
    level = run.levels[0]
    told, compared = pages(run.folder / "report.html"), 0
    for code, name in level.areas["name"].items():
        for row in told[str(name)]:
            today = row[2].split("2022: ")[1]
            column = "young" if row[0] == "Anteil Kinder (%)" else "old"
            if today != "geschützt":
                value = level.measures.value.loc[code, column]
                assert today == f"{value:.1f}".replace(".", ",")
                compared += 1
    assert compared >= 20
    frame = pd.read_csv(run.folder / "areas.csv", sep=";", decimal=",")
    assert {"young_2012", "young_2017", "old_2012"} <= set(frame.columns)


def test_a_year_that_is_missing_or_protected_breaks_the_line(run: Any) -> None:
    told = pages(run.folder / "report.html")
    assert "2017: –" in told["Weide"][0][2]
    assert told["Tanne"][1][2].startswith("2012: geschützt · 2017: ")
    assert told["Tanne"][1][3] == "zum Schutz kleiner Zahlen nicht genannt"
    assert "Tanne" not in run.levels[0].changes_of_years["old"].dropna().index
    assert run.levels[0].changes_of_years["old"]["beyond_chance"].isna().sum() == 1


def test_earlier_years_make_no_types_and_stand_in_no_list_of_today(run: Any) -> None:
    level = run.levels[0]
    assert level.measures.typed == ["young", "old", "shop"]
    assert years_of(level.measures)["young"] == {
        2012: "young@2012",
        2017: "young@2017",
        2022: "young",
    }
    text = (run.folder / "report.html").read_text("utf-8")
    assert text.count("Stand der Daten: 2022") >= 1  # of today
    assert text.count("young@") == 0 and text.count("young 2012 / people 2012") == 1


def test_no_year_gives_a_protected_count_back(run: Any) -> None:
    """An attacker knows bases, told cells and the sums of every year, and what he is told of
    changes; he does not know a hidden count of few more closely than the rules allow."""
    from sozialraum.publish import held_back as gate
    from test_editions import PUBLIC, attack

    level = run.levels[0]
    outer = publish.release(level, PUBLIC)
    names = [n for n in level.measures.uses if n.split("@")[0] in ("young", "old")]
    told = gate._told_areas(level, PUBLIC, hide=True)
    hidden, secret = gate._hidden_cells(level, told, PUBLIC)
    counts = level.measures.count[names].round()
    bases, visible = level.measures.base[names], counts.mask(hidden[names])
    sums = [
        ([(c, n) for c in counts.index if counts[n].notna()[c]], float(counts[n].sum()))
        for n in names
        if n not in secret
    ]
    known = counts.notna()
    visible = visible.where(known, 0.0)
    small = np.minimum(counts, bases - counts) < PUBLIC.least_count
    met = 0
    for (area, name), (least, most) in attack(bases, visible, sums).items():
        if small.loc[area, name] and known.loc[area, name]:
            met += 1
            assert most - least >= min(PUBLIC.least_count, bases.loc[area, name]) - 1e-6
    assert met >= 2
    # Of a change nothing is said where one of its years is hidden: it would be a fourth table.
    for stem, years in years_of(outer.measures).items():
        ends = [list(years.values())[0], list(years.values())[-1]]
        said = outer.changes_of_years[stem]["beyond_chance"].dropna().index
        assert not outer.measures.guarded.loc[said, ends].to_numpy().any()


def test_the_public_pages_show_no_protected_year(run: Any) -> None:
    inner, outer = (pages(run.folder / part / "report.html") for part in (".", "public"))
    lines = {name: rows for name, rows in outer.items() if rows}
    assert lines
    for name, rows in lines.items():
        for row in rows:
            hidden = row[2].count("geschützt")
            assert hidden >= next(r[2].count("geschützt") for r in inner[name] if r[0] == row[0])
            if row[2].startswith("2012: geschützt") or row[2].endswith("2022: geschützt"):
                assert row[3] == words.change_words(None, 0.0, guarded=True, tested=True)


# ------------------------------------------------------------ what is wrong with years


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ("[{year: 2012, suffix: _2012, file: v17.csv}]", "eines angeben: suffix"),
        ("[{year: 2012}]", "eines angeben: suffix"),
        ("[{year: 2012, file: v17.csv}]", "key"),
        ("[{year: 2012, suffix: _2012}, {year: 2012, suffix: _2013}]", "2012"),
        ("[{year: 2013, suffix: _2013}]", "Für das Jahr 2013 hat kein Merkmal"),
        ("[{year: 2022, suffix: _2012}]", "nennt für heute kein eigenes Jahr"),
        ("[{year: 2017, file: v18.csv, key: ags}]", "v18.csv"),
    ],
)
def test_years_that_cannot_be_read(tmp_path: Path, years: str, said: str) -> None:
    file = write(tmp_path, f"    years: {years}\n")
    with pytest.raises(InvalidInput) as error:
        project.check(file)
    assert said in error_text(error.value.finding)


def test_a_column_that_lacks_is_told(tmp_path: Path) -> None:
    file = write(tmp_path)
    small_project.replace(tmp_path / "villages.csv", "old_2012", "older_2012")
    (level,) = project.check(file)
    (told,) = [f for f in level.findings if f.code == "year_lacks_columns"]
    assert told.details == {"indicator": "Anteil Ältere", "year": "2012", "columns": "old"}


def test_villages_added_up_keep_their_years(tmp_path: Path) -> None:
    """Erle (40) and Kiefer (60) are below a floor of 65: counts of each year are added."""
    file = write(tmp_path)
    small_project.replace(file, "    name: name\n", "    name: name\n    floor: 65\n")
    (level,) = project.check(file)
    merged = [code for code, people in level.areas["population"].items() if people >= 100]
    base = level.measures.base
    assert (base.loc[merged, "young@2012"] == base.loc[merged, "young"]).all()
    assert float(base["young@2012"].sum()) == sum(v[1] for v in small_project.VILLAGES)
    assert float(level.measures.count["young@2017"].sum()) == pytest.approx(
        sum(v[2] for v in small_project.VILLAGES) - 6, abs=6
    )


def test_a_level_without_years_has_no_table_of_years() -> None:
    measures = SimpleNamespace(uses={"young": None}, definitions={})
    assert years_of(measures) == {}  # type: ignore[arg-type]
