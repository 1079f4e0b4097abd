"""The German texts on ways: modes side by side, who lives beyond a limit, where one more helps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sozialraum.report.model import (
    BandMap,
    BeyondRow,
    ModeRow,
    SitingPart,
    SitingRow,
    WayRow,
    WaysPart,
    WaysTable,
)
from sozialraum.report.svg import BandView, Point, draw_bands
from sozialraum.report.text import MOST_PAGES, area_href
from sozialraum.words.areas import among
from sozialraum.words.colours import band_colours
from sozialraum.words.modes import (
    BEYOND,
    CHOICE,
    COUNTED,
    MODE_HEADS,
    MODE_WORDS,
    WITHIN,
    partly_uncounted,
)
from sozialraum.words.numbers import enumeration, integer, number, people_text, percent

if TYPE_CHECKING:
    from sozialraum.level.bands import LandBands
    from sozialraum.level.beyond import Beyond, ModeSummary
    from sozialraum.level.result import LevelResult
    from sozialraum.level.siting import Choice, SitingAnswer
    from sozialraum.level.ways import FacilityWays

__all__ = ["ways_part"]

_NAMED = 4
_SAME_AS_GOOD = 0.05
_SMALLEST_SHARE = 0.005


def ways_part(result: LevelResult, *, order: list[str]) -> WaysPart | None:
    """All texts on the ways of a level; None if the project file asks for none of them.

    Parameters
    ----------
    result : LevelResult
    order : list of str
        Codes of the areas shown, in the order of the report's other tables.
    """
    if not (result.mode_summaries or result.siting or result.bands):
        return None
    return WaysPart(
        intro=_intro(result),
        tables=[_table(result, f, order) for f in result.ways.facilities if len(f.modes) > 1],
        beyond=[_beyond_row(result, m, b) for m in result.mode_summaries for b in m.beyond],
        siting=[_siting(result, answer) for answer in result.siting],
        maps=[_band_map(result, bands, i) for i, bands in enumerate(result.bands, start=1)],
        key_messages=[*_beyond_messages(result), *_siting_messages(result)],
        method=_method(result),
    )


def _intro(result: LevelResult) -> list[str]:
    text = f"{COUNTED[result.of_parts]} Die Minuten gelten für freie Fahrt und gewöhnliches Tempo"
    modes = {way.mode for f in result.ways.facilities for way in f.modes}
    if "foot" in modes:
        text += "; wer langsamer geht oder Steigungen meiden muss, braucht länger"
    return [text + "."]


def _straight(result: LevelResult) -> str:
    return ", Luftlinie" if result.ways.method == "straight" else ""


def _facility_name(result: LevelResult, facility: FacilityWays) -> str:
    return f"{facility.options.name}{_straight(result)}"


# ---------------------------------------------------------------------------------- modes side by side


def _table(result: LevelResult, facility: FacilityWays, order: list[str]) -> WaysTable:
    summaries = [m for m in result.mode_summaries if m.facility is facility]
    return WaysTable(
        id=f"{result.level.id}-wege-{facility.options.id}",
        facility=_facility_name(result, facility),
        modes=[MODE_HEADS[way.mode] for way in facility.modes],
        summary=[_mode_row(result, m) for m in summaries],
        rows=[_way_row(result, facility, code) for code in order]
        if len(order) <= MOST_PAGES
        else [],
    )


def _mode_row(result: LevelResult, summary: ModeSummary) -> ModeRow:
    parts = [(summary.people_no_way, "ohne Weg"), (summary.people_unknown, "nicht gemessen")]
    lost = [
        f"{people_text(n, summary.people, result.least_count)} {what}" for n, what in parts if n
    ]
    return ModeRow(
        facility=_facility_name(result, summary.facility),
        mode=MODE_WORDS[summary.mode],
        mean=number(summary.mean),
        median=number(summary.median),
        longest=number(summary.longest),
        no_way="; ".join(lost),
    )


def _way_row(result: LevelResult, facility: FacilityWays, code: str) -> WayRow:
    people = result.people_of[code]
    own = facility.modes[0]
    near = [
        MODE_HEADS[way.mode] for way in facility.modes if bool(way.beyond_edge.get(code, False))
    ]
    return WayRow(
        href=area_href(result, code),
        name=result.name_of[code],
        population=integer(people),
        population_number=int(people),
        minutes=[
            _minutes(way.minutes["first"].get(code), way.no_way.get(code)) for way in facility.modes
        ],
        nearest=str(own.nearest.get(code) or "–"),
        marks=""
        if not near
        else "randnah"
        if len(near) == len(facility.modes)
        else f"randnah ({', '.join(near)})",
    )


def _minutes(value: Any, no_way: Any) -> tuple[str, str]:
    """Text, and what to sort by: without a way comes last."""
    if value is None or math.isnan(float(value)):
        return ("kein Weg", "1e9") if no_way else ("–", "2e9")
    return number(float(value)), f"{float(value):.4f}"


# ------------------------------------------------------------------------------------- beyond a limit


def _beyond_row(result: LevelResult, summary: ModeSummary, beyond: Beyond) -> BeyondRow:
    named = list(beyond.areas.index[:_NAMED])
    rest = len(beyond.areas) - len(named)
    return BeyondRow(
        facility=_facility_name(result, summary.facility),
        mode=MODE_WORDS[summary.mode],
        limit=f"{_limit(beyond.limit)} min",
        people=people_text(beyond.people_beyond, summary.people, result.least_count),
        share=_share_text(beyond, summary.people, result.least_count),
        areas=integer(len(beyond.areas)),
        near_edge=people_text(beyond.people_near_edge, summary.people, result.least_count),
        named=[
            (
                result.name_of[str(code)],
                area_href(result, str(code)),
                integer(float(beyond.areas["people"].loc[code])),
            )
            for code in named
        ],
        more=f"und {integer(rest)} weitere" if rest else "",
    )


def _share_text(beyond: Beyond, people: float, least_count: int) -> str:
    """The share beyond; from that of a few persons their number could be told."""
    small = min(beyond.people_beyond, people - beyond.people_beyond)
    if 0 < small < least_count:
        return "–"
    return f"unter {percent(0.01)}" if 0 < beyond.share < _SMALLEST_SHARE else percent(beyond.share)


def _beyond_messages(result: LevelResult) -> list[str]:
    """One sentence for each facility that is compared: the longest limit in all modes."""
    messages = []
    for facility in result.ways.facilities:
        summaries = [m for m in result.mode_summaries if m.facility is facility and m.beyond]
        if len(facility.modes) < 2 or not summaries:
            continue
        limit = summaries[0].beyond[-1].limit
        some = [m for m in summaries if m.beyond[-1].people_beyond]
        nobody = [MODE_WORDS[m.mode] for m in summaries if not m.beyond[-1].people_beyond]
        parts = [_beyond_part(result, m, m.beyond[-1]) for m in some]
        parts += [f"{enumeration(nobody)} niemand"] if nobody else []
        messages.append(
            f"Mehr als {_limit(limit)} Minuten zur nächsten Einrichtung ({_facility_name(result, facility)}) brauchen {', '.join(parts)}."
        )
    return messages


def _limit(minutes: float) -> str:
    return number(minutes, 0 if minutes == int(minutes) else 1)


def _beyond_part(result: LevelResult, summary: ModeSummary, beyond: Beyond) -> str:
    mode = MODE_WORDS[summary.mode]
    who = people_text(beyond.people_beyond, summary.people, result.least_count)
    areas = len(beyond.areas)
    word = result.level.area if areas == 1 else result.level.areas
    share = _share_text(beyond, summary.people, result.least_count)
    return f"{mode} {who} Menschen ({share}) in {integer(areas)} {word}"


# ---------------------------------------------------------------------------------------- map of minutes


def _band_map(result: LevelResult, bands: LandBands, place: int) -> BandMap:
    level, shown = result.level, result.areas[result.areas["shown"]]
    name, mode = bands.facility.options.name, MODE_WORDS[bands.mode]
    limits = [_limit(limit) for limit in bands.options.minutes]
    title = (
        bands.options.title or f"{name}: was {mode} in {enumeration(limits)} Minuten erreicht ist"
    )
    ranks = _ranks(result, bands)
    svg = draw_bands(
        BandView(
            land=bands.land,
            cells=list(shown.geometry),
            facilities=_points(result, bands.facility.points, shown),
            title=f"Karte: {title}. Die Liste darunter sagt dasselbe in Worten.",
            id=f"{level.id}-zeiten-{place}-svg",
            roads=bands.roads,
            places=[] if result.places is None else _points(result, result.places, shown),
            ranks=ranks,
        )
    )
    marks = [("facility", f"{name} (bekannt)")]
    if ranks:
        asked = next(a for a in result.siting if a.facility is bands.facility)
        marks.append(
            ("rank", f"Antworten auf die Standortfrage unten ({MODE_WORDS[asked.mode]}), nach Rang")
        )
    return BandMap(title, svg, _band_caption(result, bands), _band_legend(result, bands), marks)


def _band_caption(result: LevelResult, bands: LandBands) -> str:
    return (
        f"Gefärbt ist das Land, von dem aus die nächste Einrichtung {MODE_WORDS[bands.mode]} in der Zeit erreichbar ist: gerade zur nächsten Straße, dann auf ihr. "
        f"Was weiter als 500 Meter von jedem Weg liegt, ist nicht gefärbt. Der Rand ist auf etwa {integer(bands.options.resolution_metres)} Meter genau. "
        f"Gestrichelt: die {result.level.areas}; braun: größere Straßen. {WITHIN[result.of_parts]}"
    )


def _band_legend(result: LevelResult, bands: LandBands) -> list[tuple[str, str]]:
    people = float(result.areas.loc[result.areas["shown"], "population"].sum())
    legend = []
    colours = band_colours(len(bands.land))
    for colour, limit, who, areas in zip(
        colours, bands.options.minutes, bands.people, bands.areas, strict=True
    ):
        word = result.level.area if areas == 1 else result.level.areas
        legend.append(
            (
                colour,
                f"höchstens {_limit(limit)} Minuten: {people_text(who, people, result.least_count)} von {integer(people)} Menschen, {integer(areas)} {word}",
            )
        )
    rest = people_text(people - bands.people[-1], people, result.least_count)
    legend.append(("", f"ohne Farbe: länger ({rest} Menschen), oder abseits der Wege"))
    return legend


def _points(result: LevelResult, points: Any, shown: Any) -> list[Point]:
    """Those on the map, named, from north to south."""
    moved = points.to_crs(result.areas.crs)
    west, south, east, north = shown.total_bounds
    named = [
        Point(float(point.x), float(point.y), str(name))
        for point, name in zip(moved.geometry, moved.get("name", moved.index), strict=True)
        if west <= point.x <= east and south <= point.y <= north
    ]
    return sorted(named, key=lambda p: (p.label, -p.y, p.x))


def _geometry(result: LevelResult, code: str) -> Any:
    """Of an area, also of one of which nothing else is told."""
    if code in result.areas.index:
        return result.areas.geometry.loc[code]
    assert result.withheld is not None
    return result.withheld.geometry.loc[code]


def _ranks(result: LevelResult, bands: LandBands) -> list[Point]:
    """The answers about this facility that name one place each."""
    points = []
    for answer in [a for a in result.siting if a.facility is bands.facility][:1]:
        if answer.options.new_sites > 1:
            break
        for rank, choice in enumerate(answer.choices, start=1):
            middle = _geometry(result, choice.areas[0]).centroid
            points.append(Point(float(middle.x), float(middle.y), str(rank)))
    return points


# --------------------------------------------------------------------------------------------- siting


def _siting(result: LevelResult, answer: SitingAnswer) -> SitingPart:
    modes = [way.mode for way in answer.facility.modes]
    modes.sort(key=lambda mode: mode != answer.mode)  # the one that decides comes first
    limit = answer.options.within_minutes
    within = not math.isnan(answer.today_within)
    return SitingPart(
        title=answer.options.title
        or f"Wo würde es am meisten helfen? ({_facility_name(result, answer.facility)})",
        question=_question(result, answer),
        modes=[MODE_HEADS[mode] for mode in modes],
        asked_mode=MODE_WORDS[answer.mode],
        today=SitingRow(
            rank="heute",
            areas=[],
            means=[number(answer.today[mode]) for mode in modes],
            within=people_text(answer.today_within, answer.people, result.least_count)
            if within
            else "",
            gaining="",
            near_edge="",
            worse="",
        ),
        rows=[_siting_row(result, answer, i, modes) for i in range(len(answer.choices))],
        within_head=f"Menschen innerhalb von {_limit(limit)} min" if limit is not None else "",
        worse_head="weniger Menschen als bei Rang 1" if within else "längere Wege als bei Rang 1",
        proof=_proof(result, answer),
        cautions=_cautions(result, answer),
    )


def _siting_row(
    result: LevelResult, answer: SitingAnswer, place: int, modes: list[Any]
) -> SitingRow:
    choice = answer.choices[place]
    return SitingRow(
        rank=integer(place + 1),
        areas=[(result.name_of[str(code)], area_href(result, code)) for code in choice.areas],
        means=[number(choice.mean[mode]) for mode in modes],
        within=people_text(choice.people_within, answer.people, result.least_count)
        if not math.isnan(choice.people_within)
        else "",
        gaining=people_text(choice.people_gaining, answer.people, result.least_count),
        near_edge=people_text(choice.people_near_edge, answer.people, result.least_count),
        worse="–" if place == 0 else percent(choice.worse_by, 1),
    )


def _question(result: LevelResult, answer: SitingAnswer) -> list[str]:
    level, question = result.level, answer.options
    many = question.new_sites
    what = "eine weitere Einrichtung" if many == 1 else f"{integer(many)} weitere Einrichtungen"
    mode = f"{MODE_WORDS[answer.mode]}{_straight(result)}"
    if question.question == "max_coverage":
        aim = f"die meisten Menschen ({mode}) höchstens {_limit(question.within_minutes or 0.0)} Minuten von einer Einrichtung entfernt wohnen"
    else:
        aim = f"die Wege aller Menschen zusammen ({mode}, jeweils zur nächsten Einrichtung) am kürzesten werden"
    known = len(answer.facility.points)
    text = (
        f"Gesucht ist, wo {what} ({answer.facility.options.name}) hinzukommen müsste, damit {aim}. Zur Wahl {CHOICE['at' in result.areas.columns]} der {integer(answer.candidates)} "
        f"{level.areas}; die {integer(known)} bekannten Einrichtungen bleiben."
    )
    if many > 1:
        text = text.replace("müsste", "müssten")
    counted = [_counted(result, answer)] if question.people else []
    return [text, *counted, *([question.why] if question.why else [])]


def _counted(result: LevelResult, answer: SitingAnswer) -> str:
    """Whose ways are counted, where it is not all people's."""
    text = f"Mit „Menschen“ sind hier gemeint: {answer.options.people_name} ({integer(round(answer.people))} in den gezeigten {result.level.areas})."
    unknown = list(answer.areas_unknown)
    if not unknown:
        return text
    told = [code for code in unknown if code in result.areas.index]
    there = float(result.areas.loc[told, "population"].sum())
    least = "" if len(told) == len(unknown) else "mindestens "
    all_people = float(result.areas.loc[result.areas["shown"], "population"].sum())
    noun = result.level.area if len(unknown) == 1 else result.level.areas
    if result.of_parts:
        noun = noun if len(unknown) == 1 else among(noun)
        people = people_text(answer.people_unknown, all_people, result.least_count)
        return f"{text} {partly_uncounted(len(unknown), noun, people)}"
    return (
        f"{text} In {integer(len(unknown))} {noun} mit zusammen {least}{people_text(there, all_people, result.least_count)} Einwohnern "
        "ist diese Zahl nicht ausgewiesen; dort wird niemand gezählt."
    )


def _proof(result: LevelResult, answer: SitingAnswer) -> str:
    if not answer.proven:
        return f"Nicht zu Ende bewiesen: Es könnte eine Wahl geben, die um bis zu {percent(answer.gap, 1)} besser ist als die erste."
    text = f"Rechnerisch bewiesen: Unter den {integer(answer.candidates)} möglichen {result.level.areas} ist keine Wahl besser als die erste."
    if answer.options.new_sites > 1:
        text = "Rechnerisch bewiesen: Keine andere Wahl ist besser als die erste."
    if not answer.complete:
        return text + " Die Liste der fast gleich guten kann Lücken haben."
    worse = percent(answer.options.show_within_percent / 100)
    if len(answer.choices) < answer.options.show:
        return text + f" Die Liste nennt alle, die höchstens {worse} schlechter sind."
    return (
        text
        + f" Die Liste nennt die besten {integer(len(answer.choices))}, sofern sie höchstens {worse} schlechter sind."
    )


def _cautions(result: LevelResult, answer: SitingAnswer) -> list[str]:
    texts = [
        "Die Rechnung kennt nur Wege und Einwohner. Grundstücke, Gebäude, Träger, Kosten, freie Plätze, Geburten und die Wünsche der Familien kennt sie nicht. "
        "Welcher der fast gleich guten Orte in Frage kommt, und ob es überhaupt ein weiterer Standort sein soll, entscheiden die Menschen vor Ort und ihre Gremien."
    ]
    edge = _edge_caution(result, answer)
    if edge:
        texts.insert(0, edge)
    if answer.people_unserved:
        texts.append(
            f"{people_text(answer.people_unserved, answer.people, result.least_count)} Menschen erreichen auch dann innerhalb von {integer(answer.options.longest_minutes)} Minuten keine Einrichtung; "
            "im Mittel sind sie nicht enthalten."
        )
    return texts


def _edge_caution(result: LevelResult, answer: SitingAnswer) -> str:
    best = answer.choices[0]
    if not best.people_near_edge:
        return ""
    gaining = people_text(best.people_gaining, answer.people, result.least_count)
    near = people_text(best.people_near_edge, answer.people, result.least_count)
    text = (
        f"Vorsicht am Rand der Daten: Von den {gaining} Menschen, deren Weg die erste Wahl verkürzen würde, wohnen {near} dort, wo es jenseits des Randes schon eine nähere "
        "Einrichtung geben kann. Gibt es sie, ist der Gewinn kleiner."
    )
    if not answer.best_without_edge:
        return text
    others = answer.people - answer.people_near_edge
    names = enumeration(_names(result, answer.best_without_edge))
    same = answer.best_without_edge == best.areas
    outcome = (
        f"bleibt die erste Wahl dieselbe ({names})"
        if same
        else f"wäre die erste Wahl eine andere: {names}"
    )
    return (
        text
        + f" Zählt man nur die {people_text(others, answer.people, result.least_count)} Menschen, bei denen der Rand keine Rolle spielt, {outcome}."
    )


def _names(result: LevelResult, codes: tuple[str, ...]) -> list[str]:
    return [result.name_of[str(code)] for code in codes]


def _siting_messages(result: LevelResult) -> list[str]:
    messages = []
    for answer in result.siting:
        best = answer.choices[0]
        where = enumeration(_names(result, best.areas))
        who = answer.options.people_name
        counted = f" (gezählt: {who})" if who else ""
        text = (
            f"{answer.options.title or 'Weitere Einrichtung: ' + answer.facility.options.name} Nach Wegen {MODE_WORDS[answer.mode]} gerechnet{counted}: {where}. "
            f"Der Weg zur nächsten Einrichtung wäre dann im Mittel {number(best.mean[answer.mode])} statt {number(answer.today[answer.mode])} Minuten lang."
        )
        text += _nearly_as_good(result, answer.choices)
        if best.people_near_edge > best.people_gaining / 2:
            text += (
                f" {_most(best)}, denen das nützen würde, wohnen am Rand der Daten; "
                "jenseits davon kann es schon eine nähere Einrichtung geben."
            )
            if answer.best_without_edge not in ((), best.areas):
                others = enumeration(_names(result, answer.best_without_edge))
                text += f" Zählt man sie nicht mit, wäre es {others}."
        messages.append(text)
    return messages


def _most(best: Choice) -> str:
    """How many of those who gain live at the edge: all, or more than a half."""
    return "Alle" if best.people_near_edge >= best.people_gaining else "Die meisten"


def _nearly_as_good(result: LevelResult, choices: list[Choice]) -> str:
    near = [c for c in choices[1:] if c.worse_by <= _SAME_AS_GOOD]
    if not near:
        return ""
    names = enumeration([" mit ".join(_names(result, c.areas)) for c in near[:3]])
    verb = "ist" if len(near) == 1 else "sind"
    return f" Fast gleich gut {verb} {names}."


def _method(result: LevelResult) -> list[str]:
    texts = []
    if result.mode_summaries:
        texts.append(
            f"Wer jenseits einer Zeitgrenze wohnt: Jede Fläche zählt mit allen ihren Einwohnern, {BEYOND[result.of_parts]}; wer genau so lange braucht, zählt als innerhalb. "
            "Wer keinen Weg hat, zählt als jenseits; wessen Weg nicht gemessen wurde, ist getrennt genannt. Die mittlere Person (Median) braucht weniger als die eine und mehr als die andere Hälfte."
        )
    if result.bands:
        texts.append(
            "Flächen gleicher Zeit: Auf einem Raster wird für jeden Punkt die Zeit bis zur nächsten Einrichtung bestimmt (zu Fuß gerade zum nächsten Weg, dann auf dem Netz); "
            "dazwischen ändert sie sich gleichmäßig. Wo sie springt, etwa an einem Fluss ohne Brücke, liegt die Grenze in der Mitte."
        )
    questions = {answer.options.question for answer in result.siting}
    if "p_median" in questions:
        texts.append(
            "Standortfrage „kürzeste Wege“: p-Median nach Hakimi 1964, gelöst mit Austauschverfahren und Lagrange-Schranke, die zeigt, wie weit die Lösung höchstens vom Besten entfernt ist."
        )
    if "max_coverage" in questions:
        texts.append(
            "Standortfrage „die meisten Menschen innerhalb einer Zeit“: größte Abdeckung nach Church und ReVelle 1974, gelöst mit Austauschverfahren und Lagrange-Schranke."
        )
    return texts
