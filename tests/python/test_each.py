"""One project file that makes a paper for each of many communes."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from small_project import ROOT, replace, sozialraum
from sozialraum import project
from sozialraum.core import InvalidInput
from sozialraum.level.ways import Roads
from sozialraum.project.each import papers_of
from sozialraum.project.levels import run_level
from sozialraum.words.troubles import error_text

pytest.importorskip("sozialraum._gis")

EACH = """\
each:
  - {id: linde, ags: "03252010", name: Linde}
  - {id: weide, ags: "03252012", name: Weide}
levels:
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = small_project.write(tmp_path / "p")
    replace(file, "levels:\n", EACH)
    replace(file, 'focus: "03252007"', 'focus: "{ags}"')
    replace(file, "title: Zwölf Dörfer", 'title: "{name} unter zwölf Dörfern"')
    return file


def refused(file: Path, *words: str) -> None:
    with pytest.raises(InvalidInput) as error:
        project.run_each(file, out=file.parent / "out")
    text = error_text(error.value.finding)
    assert "Kennung" not in text, text
    for word in words:
        assert word in text, text


def test_every_entry_makes_a_paper_of_its_own(file: Path) -> None:
    run = sozialraum("run", "project.yaml", cwd=file.parent)
    assert run.returncode == 0, run.stderr
    for name, title, code in (("linde", "Linde", "03252010"), ("weide", "Weide", "03252012")):
        folder = file.parent / "out/zwoelf_doerfer" / name
        assert f"Fertig: out/zwoelf_doerfer/{name}/report.html" in run.stderr
        html = (folder / "report.html").read_text("utf-8")
        assert f"<title>{title} unter zwölf Dörfern" in html and "{name}" not in html
        manifest = (folder / "manifest.json").read_text("utf-8")
        assert f'"focus": "{code}"' in manifest
        assert f'"project": "zwoelf_doerfer_{name}"' in manifest


def test_a_file_without_each_makes_one(tmp_path: Path) -> None:
    made = project.run_each(small_project.write(tmp_path / "p"), out=tmp_path / "out")
    assert list(made) == ["zwoelf_doerfer"] and (tmp_path / "out/report.html").exists()


def test_one_paper_cannot_be_made_of_several(file: Path) -> None:
    with pytest.raises(InvalidInput) as error:
        project.run(file)
    assert "mehrere Berichte" in error_text(error.value.finding)


def test_check_tries_every_paper(file: Path) -> None:
    assert [int(r.areas["focus"].argmax()) for r in project.check(file)] == [9, 11]


def test_a_word_that_no_entry_says(file: Path) -> None:
    replace(file, 'title: "{name} unter', 'title: "{nmae} unter')
    refused(file, "„nmae“", "„name“")


def test_an_entry_that_makes_nonsense(file: Path) -> None:
    replace(file, "crs: EPSG:25832", 'crs: "{ags}"')
    refused(file, "crs")


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("id: weide", "id: linde", "eigene id"),
        ("id: weide", "id: Weide", "eigene id"),
        (", name: Weide", "", "dieselben Angaben"),
    ],
)
def test_entries_that_do_not_fit_together(file: Path, old: str, new: str, word: str) -> None:
    replace(file, old, new)
    refused(file, word)


def test_the_eight_communes_of_the_district() -> None:
    loaded = project.load_project(ROOT / "examples/projects/landkreis_hameln_pyrmont/project.yaml")
    papers = papers_of(loaded)
    assert len(papers) == 8
    focus = {paper.project.levels[0].show.focus for paper in papers.values()}
    assert focus == {f"0325200{n}" for n in range(1, 9)}
    paper = papers["coppenbruegge"]
    found = run_level(paper, paper.project.levels[1], Roads(), least_count=3, say=lambda _: None)
    assert paper.project.title == "Sozialräume in Coppenbrügge"
    assert found.areas["population"].min() >= 500
    assert found.areas["name"].str.startswith("Teilraum ").all()
