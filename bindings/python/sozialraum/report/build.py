"""From computed levels to the finished German texts of a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sozialraum.core import Finding
from sozialraum.level.labels import by_dimension, type_names
from sozialraum.level.years import is_earlier
from sozialraum.report.appendix import (
    certainty_method,
    held_up,
    indicator_row,
    level_findings,
    level_method,
    missing_row,
    number_of_types,
    reach_label,
    sentences_of_table,
    sure_rows,
)
from sozialraum.report.areas import area_pages, area_rows
from sozialraum.report.changes import changes_part
from sozialraum.report.front import data_years, front_page, is_context, the_front
from sozialraum.report.maps import map_caption, overview, overview_caption, type_map
from sozialraum.report.model import AreaPage, Cover, LevelPart, PageFile, Report
from sozialraum.report.small_maps import small_maps
from sozialraum.report.smoothing import smoothing_part
from sozialraum.report.text import FILE_OF_PAGES, MOST_PAGES, out_of, page_file, plural
from sozialraum.report.types import profile_row, type_card
from sozialraum.report.ways import ways_part
from sozialraum.report.wishes import wish_rows
from sozialraum.words.areas import among, mean_area
from sozialraum.words.colours import CLASS_COLOURS
from sozialraum.words.modes import MEASURED, MODE_HEADS
from sozialraum.words.numbers import certainty_words, enumeration, german_date, integer, percent
from sozialraum.words.states import protection
from sozialraum.words.troubles import finding_text
from sozialraum.words.years import READING as YEARS

if TYPE_CHECKING:
    from sozialraum.level.result import LevelResult

__all__ = ["build_report"]


def build_report(
    cover: Cover, levels: Sequence[LevelResult], *, findings: Sequence[Finding] = ()
) -> Report:
    """All texts of the report.

    Parameters
    ----------
    cover : Cover
        Title, sources, licences: what does not follow from the results.
    levels : list of LevelResult
    findings : list of Finding
        Those that belong to no level.
    """
    import sozialraum

    levels = [replace(level, context=is_context(level, levels)) for level in levels]
    first = the_front(levels)
    parts = [_level_part(result, front=result is first) for result in levels]
    parts.sort(key=lambda part: (part.id != first.level.id, part.context))
    others = [result for result in levels if result is not first]
    not_mapped = _not_mapped(cover.not_mapped)
    return Report(
        cover=cover,
        front=front_page(first, type_names(first), others),
        key_messages=[text for part in parts for text in part.key_messages] + not_mapped,
        levels=parts,
        findings=[text for text in dict.fromkeys(finding_text(f) for f in findings) if text],
        version=sozialraum.__version__,
        protection=[protection(first.least_count)],
        certainty=certainty_method(levels),
        not_mapped=not_mapped,
    )


def _not_mapped(names: Sequence[str]) -> list[str]:
    return [
        f"{name}: Im verwendeten Kartenausschnitt ist keine verzeichnet. Wege dorthin werden deshalb nicht angegeben. "
        "Das heißt nicht, dass es vor Ort keine gibt."
        for name in names
    ]


def _level_part(result: LevelResult, *, front: bool) -> LevelPart:
    level = result.level
    names = type_names(result)
    rows = area_rows(result, names)
    shown = result.areas[result.areas["shown"]]
    context = result.context
    made = area_pages(result, [row for row in rows if row.href], names)
    pages = made.pages
    apart = len(rows) > MOST_PAGES
    ways = ways_part(result, order=[row.code for row in rows])
    modes = dict.fromkeys(way.mode for f in result.ways.facilities for way in f.modes)
    return LevelPart(
        id=level.id,
        title=level.title,
        area=level.area,
        areas=level.areas,
        region=level.region,
        shown=level.shown,
        key_messages=_key_messages(result, names) + (ways.key_messages if ways else []),
        intro=_intro(result),
        map_svg="" if front else type_map(result, names, width=560.0, max_height=420.0),
        map_caption=map_caption(result),
        overview_svg=overview(result, names) if len(shown) < len(result.areas) else "",
        overview_caption=overview_caption(result),
        types=[type_card(result, letter, names) for letter in result.typing.names],
        profile=[profile_row(result, name) for name in by_dimension(result)],
        rows=[] if apart else rows,
        pages=[] if apart else pages,
        page_files=_page_files(level.id, pages) if apart else [],
        k_rows=number_of_types(result),
        k_why=level.types.why,
        k_sentences=sentences_of_table(result),
        sure_rows=sure_rows(result),
        held_up=held_up(result),
        wishes=wish_rows(result),
        changes=changes_part(result),
        indicators=[indicator_row(result, name) for name in result.measures.uses],
        missing=[missing_row(result, name) for name in result.measures.uses],
        findings=level_findings(result),
        notes=list(level.notes),
        method=level_method(result) + (ways.method if ways else []),
        ways=ways,
        smoothing=smoothing_part(result),
        small_maps=small_maps(result) if front else [],
        class_colours=list(CLASS_COLOURS),
        spine_symbols=made.symbols,
        way_modes=[MODE_HEADS[mode] for mode in modes],
        sources=_sources(result),
        measured=MEASURED[result.ways.method] if result.ways.facilities else "",
        context=context,
        has_unsure=any(code in result.unsure for code in result.shown),
        over_years=YEARS if any(page.years for page in pages) else "",
        has_raw=any(value.raw for page in pages for value in page.values),
        has_intervals=bool(result.measures.weight.notna().any().any()),
        mean_area=mean_area(level.area),
        has_region=len(shown) < len(result.areas),
        around=_around(result),
        reach_label=reach_label(result),
    )


def _around(result: LevelResult) -> str:
    """The wider region of the pages: the one of the project file, else all areas compared."""
    if result.wider is not None:
        return result.wider.name
    return result.level.region if len(result.shown) < len(result.areas) else ""


def _sources(result: LevelResult) -> str:
    """Sources and years of the indicators, short enough for a page; each stands in the annex."""
    definitions = list(result.measures.definitions.values())
    told = dict.fromkeys(str(d.source).split(", Spalte")[0].strip() for d in definitions)
    years, _ = data_years([result])
    dates = {
        german_date(str(d.date))
        for name, d in result.measures.definitions.items()
        if not is_earlier(name)
    }
    when = f"Stand {dates.pop()}" if len(dates) == 1 and "" not in dates else ""
    if not when and years is not None:
        when = f"Stand {years[0]} bis {years[1]}, einzeln im Anhang"
    return "; ".join(text for text in (*told, when) if text)


def _page_files(level_id: str, pages: list[AreaPage]) -> list[PageFile]:
    """The pages of many areas, some hundred a file."""
    return [
        PageFile(page_file(level_id, start), part[0].row.name, part[-1].row.name, part)
        for start in range(0, len(pages), FILE_OF_PAGES)
        for part in [pages[start : start + FILE_OF_PAGES]]
    ]


def _key_messages(result: LevelResult, names: dict[str, str]) -> list[str]:
    level, areas = result.level, result.areas
    shown = areas[areas["shown"]]
    letters, certainty = result.typing.letters, result.typing.certainty
    messages = []
    for code in areas.index[areas["focus"]]:
        letter = letters[code]
        messages.append(
            f"{result.name_of[str(code)]} gehört unter den {out_of(level, len(areas))} ({level.region}) zu Typ {letter}: "
            f"{names[letter]}. Diese Zuordnung ist {certainty_words(certainty[code])} "
            f"({integer(100 * certainty[code])} von 100)."
        )
    parts = []
    for letter in result.typing.names:
        members = shown[letters[shown.index] == letter]
        if len(members):
            parts.append(
                f"Typ {letter} ({names[letter]}): {plural(level, len(members))} mit {integer(members['population'].sum())} Menschen"
            )
    messages.append(
        f"{level.shown}, {plural(level, len(shown))} mit {integer(shown['population'].sum())} Menschen: {'; '.join(parts)}."
    )
    certain = ~shown.index.isin(result.unsure)
    sure = float(certain.mean())
    people = float(shown["population"][certain].sum() / shown["population"].sum())
    messages.append(
        f"In {percent(sure)} dieser {among(level.areas)} – dort leben {percent(people)} der Menschen – ist der Typ sicher; "
        "die übrigen liegen zwischen zwei Typen und sind auf der Karte gestreift."
    )
    return messages


def _intro(result: LevelResult) -> list[str]:
    level, areas = result.level, result.areas
    shown = areas[areas["shown"]]
    typed = result.measures.typed
    dimensions = [
        result.measures.dimensions[d]
        for d in dict.fromkeys(result.measures.definitions[n].dimension for n in typed)
    ]
    text = (
        f"Verglichen wurden {plural(level, len(areas))} mit zusammen {integer(areas['population'].sum())} Menschen ({level.region}), "
        f"anhand von {len(typed)} Merkmalen aus den Bereichen {enumeration(dimensions)}. "
    )
    if len(shown) < len(areas):
        text += f"Karte, Tabelle und Steckbriefe zeigen {plural(level, len(shown))}: {level.shown} ({integer(shown['population'].sum())} Menschen)."
    result_texts = [text]
    small = shown["population"]
    if float(small.median()) < 300:
        result_texts.append(
            f"Die Flächen sind klein: In der Hälfte wohnen höchstens {integer(float(small.median()))} Menschen. "
            "Quoten aus so wenigen Menschen schwanken zufällig. Sie werden deshalb zum Durchschnitt hin geglättet, um so stärker, je weniger Menschen dort wohnen."
        )
    return result_texts
