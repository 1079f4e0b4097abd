"""Names of types by people: they follow their area, say who decided, and are fair."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project

pytest.importorskip("sozialraum._gis")

from sozialraum import project  # noqa: E402
from sozialraum.core import InvalidInput  # noqa: E402
from sozialraum.words.troubles import error_text  # noqa: E402

NAMES = """\
draws: 60, why: Zum Üben., names: [
        {area: Ahorn, name: Dörfer der jungen Familien, like: Kurze Wege und viele Kinder.,
         strengths: [viele Vereine], hard: [wenig Platz in der Kita], questions: [Reicht die Kita?],
         decided_by: Ortsrat Zwölfdorf, decided_on: "2026-03-01"},
        {area: "03252008", name: Stille Dörfer}]}
"""


def written(folder: Path, names: str = NAMES) -> Path:
    file = small_project.write(folder)
    small_project.replace(file, "draws: 60, why: Zum Üben.}\n", names)
    return file


def refused(folder: Path, old: str, new: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        project.check(written(folder, NAMES.replace(old, new)))
    text = error_text(caught.value.finding)
    assert "technische Meldung" not in text
    return f"{caught.value.finding.code}: {text}"


def test_the_name_stands_everywhere_and_the_description_below(tmp_path: Path) -> None:
    result = project.run(written(tmp_path / "p"), out=tmp_path / "out")
    letters = result.levels[0].typing.letters
    html = (result.folder / "report.html").read_text("utf-8")
    assert f"Typ {letters['03252001']}: Dörfer der jungen Familien" in html
    assert f"Typ {letters['03252008']}: Stille Dörfer" in html
    assert "benannt von: Ortsrat Zwölfdorf, 1.3.2026" in html
    assert "<dt>aus den Daten</dt><dd>" in html and "Namen: zum Teil Arbeitsnamen" in html
    for said in ("Kurze Wege und viele Kinder.", "viele Vereine", "wenig Platz in der Kita"):
        assert said in html
    types = (result.folder / "types.csv").read_text("utf-8-sig")
    assert "Dörfer der jungen Familien" in types and "Ortsrat Zwölfdorf, 2026-03-01" in types
    assert "Arbeitsname" in types
    assert "Stille Dörfer" in (result.folder / "areas.csv").read_text("utf-8-sig")


def test_without_names_the_paper_says_so(tmp_path: Path) -> None:
    result = project.run(small_project.write(tmp_path / "p"), out=tmp_path / "out")
    html = (result.folder / "report.html").read_text("utf-8")
    assert "Namen: Arbeitsnamen aus den Daten" in html


def test_a_name_follows_its_area_and_not_its_letter(tmp_path: Path) -> None:
    """With two more small places the types change their letters."""
    first = project.check(written(tmp_path / "a"))[0].typing
    file = written(tmp_path / "b", NAMES.replace("count: 2", "count: 3"))
    small_project.replace(file, "types: {count: 2", "types: {count: 3")
    second = project.check(file)[0].typing
    for typing in (first, second):
        assert typing.decided[typing.letters["03252001"]].name == "Dörfer der jungen Familien"


def test_mistakes_in_names_are_told(tmp_path: Path) -> None:
    told = refused(tmp_path / "a", "area: Ahorn", "area: Ahron")
    assert told.startswith("name_without_area") and "Gemeint ist vielleicht „Ahorn“" in told
    assert refused(tmp_path / "b", 'area: "03252008"', "area: Birke").startswith("named_twice")
    told = refused(tmp_path / "c", "Stille Dörfer", "Problemdörfer")
    assert told.startswith("unfair_name") and "problem" in told
    assert refused(tmp_path / "d", "Stille Dörfer", "Dörfer der Arbeitslosen").startswith("unfair")
    told = refused(tmp_path / "e", ', decided_on: "2026-03-01"', "")
    assert "decided_on" in told
    assert "strenghts" in refused(tmp_path / "f", "strengths", "strenghts")


def test_judging_words_in_what_is_said_are_found(tmp_path: Path) -> None:
    file = written(tmp_path / "p", NAMES.replace("wenig Platz in der Kita", "ein Brennpunkt"))
    result = project.run(file, out=tmp_path / "out")
    assert "unfair_words" in [f.code for f in result.levels[0].typing.findings]
    html = (result.folder / "report.html").read_text("utf-8")
    assert "enthält bewertende Worte (brennpunkt)" in html
