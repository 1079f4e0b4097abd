"""The report: self-contained, safe, honest about what it shows, and German throughout."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
import small_project

pytest.importorskip("sozialraum._gis")

from sozialraum import project  # noqa: E402
from sozialraum.core import Finding, Place  # noqa: E402
from sozialraum.report.svg import MapArea, MapView, bar, draw_map  # noqa: E402
from sozialraum.words.colours import palette  # noqa: E402
from sozialraum.words.numbers import certainty_words, number, percent, signed, span  # noqa: E402
from sozialraum.words.troubles import error_text, finding_text  # noqa: E402


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("report")
    result = project.run(small_project.write(folder), out=folder / "out")
    return (result.folder / "report.html").read_text("utf-8")


class Page(HTMLParser):
    """Collects what the tests ask for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_nothing_is_loaded_from_anywhere(html: str) -> None:
    for tag, attributes in Page(html).tags:
        for name in ("src", "srcset", "data", "poster", "action", "xlink:href"):
            assert name not in attributes, (tag, name)
        href = attributes.get("href")
        assert href is None or href.startswith("#"), (tag, href)
    assert "url(http" not in html and "@import" not in html


def test_the_policy_allows_exactly_the_inline_style_and_script(html: str) -> None:
    [policy] = [m["content"] for m in Page(html).all("meta") if "http-equiv" in m]
    assert policy is not None and "default-src 'none'" in policy and "unsafe" not in policy
    for tag in ("style", "script"):
        [text] = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_no_inline_style_or_handler_that_the_policy_would_block(html: str) -> None:
    for _, attributes in Page(html).tags:
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_every_link_inside_has_its_target_and_no_id_occurs_twice(html: str) -> None:
    page = Page(html)
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    for link in page.all("a"):
        href = link.get("href")
        assert href is not None and href[1:] in ids


def test_the_styles_are_well_formed_and_know_paper(html: str) -> None:
    [style] = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    depth = 0
    for position, letter in enumerate(style):
        if style.startswith("@media print", position):
            assert depth == 0
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0 and "@media print" in style


def test_it_is_a_german_document_with_headings_in_order(html: str) -> None:
    page = Page(html)
    assert page.all("html")[0]["lang"] == "de"
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_every_table_head_has_a_scope_and_every_map_a_title(html: str) -> None:
    page = Page(html)
    assert all("scope" in cell for cell in page.all("th"))
    maps = [svg for svg in page.all("svg") if svg.get("class") == "map"]
    assert maps and all(svg["aria-labelledby"] for svg in maps)
    assert maps[0]["role"] == "group"  # a picture must not hold links


def test_the_table_says_what_the_map_says(html: str) -> None:
    for name, people, *_ in small_project.VILLAGES:
        assert html.count(f">{name}</a></th>") == 1
        assert f"{name}: Typ " in html  # the map's label
        assert f"{people} Menschen" in html


def test_each_area_has_its_page_with_value_interval_weight_and_peers(html: str) -> None:
    assert html.count('<article class="area"') == 12
    [page] = re.findall(
        r'<article class="area" id="doerfer-03252004">.*?</article>', html, re.DOTALL
    )
    for words in (
        "Erle",
        "von 100 Wiederholungen",
        " bis ",
        "Am ähnlichsten",
        "Was sagen Sie dazu?",
    ):
        assert words in page
    assert page.count('<svg class="spine"') == 3


def test_markup_in_a_name_stays_text(tmp_path: Path) -> None:
    file = small_project.write(tmp_path / "p")
    small_project.replace(file.parent / "villages.csv", "Erle", "<script>alert(1)</script>")
    folder = project.run(file, out=tmp_path / "out").folder
    text = (folder / "report.html").read_text("utf-8")
    assert "<script>alert" not in text and "&lt;script&gt;alert" in text


def test_numbers_are_german() -> None:
    assert number(1234567.891, 2) == "1.234.567,89"
    assert number(-0.04, 1) == "0,0"  # never minus zero
    assert number(-3.25, 1).startswith("\u2212")
    assert number(float("nan")) == number(None) == "–"
    assert percent(0.5).replace("\u202f", " ") == "50 %"
    assert signed(0.5) == "+0,5" and signed(-0.5) == "\u22120,5"
    assert span(1.0, 2.5) == "1,0 bis 2,5"


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (1.0, "sicher"),
        (0.75, "sicher"),
        (0.74, "eher sicher"),
        (0.5, "eher sicher"),
        (0.49, "offen"),
    ],
)
def test_certainty_in_words(share: float, words: str) -> None:
    assert certainty_words(share) == words


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("letter", "ABCDEFGH")
def test_every_letter_is_readable_on_its_colour(letter: str) -> None:
    """WCAG 2.1: large bold text needs a contrast of 3; we ask for 4.5."""
    fill, ink = (luminance(c) for c in palette(letter))
    assert (max(fill, ink) + 0.05) / (min(fill, ink) + 0.05) >= 4.5


def test_a_bar_beyond_its_limit_says_so() -> None:
    assert "<path d=" in bar(9.0).replace('<path d="M90 0V14"', "")
    assert "<path d=" not in bar(0.5).replace('<path d="M90 0V14"', "")


def test_an_unsure_area_is_hatched_and_every_area_carries_its_letter() -> None:
    from shapely import box

    sure = MapArea("1", box(0, 0, 1000, 1000), "A", "Ahorn")
    unsure = replace(sure, code="2", geometry=box(1000, 0, 2000, 1000), letter="B", unsure=True)
    svg = draw_map(MapView(areas=[sure, unsure], title="Karte", id="k"))
    assert svg.count("url(#k-hatch)") == 1
    assert ">A</text>" in svg and ">B</text>" in svg


def test_an_unknown_finding_never_shows_english() -> None:
    text = finding_text(Finding(code="strange_thing", message="something odd was seen"))
    assert "odd" not in text and "strange_thing" in text


def test_an_error_says_what_where_what_was_expected_and_how_to_mend() -> None:
    finding = Finding(
        code="unknown_column",
        message="there is no column 'Einwoner'",
        place=Place(file="tabelle.csv", row=1),
        details={"found": "Einwoner", "nearest": "Einwohner", "expected": "ags, Einwohner"},
    )
    assert error_text(finding).splitlines() == [
        "Fehler: Die Spalte „Einwoner“ gibt es nicht.",
        "  Wo:       tabelle.csv, Zeile 1",
        "  Erwartet: eine von: ags, Einwohner",
        "  Abhilfe:  Gemeint ist vielleicht „Einwohner“.",
    ]


def test_a_type_is_not_named_after_nationality_but_its_profile_shows_it(tmp_path: Path) -> None:
    """The strongest indicator speaks of citizenship, and nobody set a flag."""
    file = small_project.write(tmp_path)
    catalogue = (tmp_path / "catalogue.yaml").read_text("utf-8")
    catalogue = catalogue.replace("Minuten zum Laden", "Anteil ausländischer Staatsangehöriger")
    (tmp_path / "catalogue.yaml").write_text(catalogue, "utf-8")
    small_project.replace(file, "weite Wege", "mehr Ausländer")
    small_project.replace(file, "kurze Wege", "weniger Ausländer")
    result = project.run(file, out=tmp_path / "out")
    text = (result.folder / "report.html").read_text("utf-8")
    names = re.findall(r"gehört zu Typ \w „([^“]*)“", text)
    assert len(names) == len(small_project.VILLAGES)
    assert {name for name in names if "Ausländer" in name or "weniger" in name} == set()
    assert any("mehr Kinder" in name for name in names)
    assert "Anteil ausländischer Staatsangehöriger" in text  # the profile
