"""From computed levels to the finished German texts of a report."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sozialraum.core import CellState, Finding
from sozialraum.report.model import (
    AreaPage,
    AreaRow,
    Bar,
    FileEntry,
    IndicatorRow,
    KRow,
    LevelPart,
    MissingRow,
    ProfileRow,
    Report,
    SourceRow,
    TypeCard,
    ValueRow,
)
from sozialraum.report.numbers import (
    certainty_words,
    enumeration,
    integer,
    number,
    percent,
    signed,
    span,
)
from sozialraum.report.svg import MapArea, MapView, Point, draw_map, palette
from sozialraum.report.ways import area_anchor, ways_part
from sozialraum.report.wording import MODE_WORDS, finding_text

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.project.level import LevelResult
    from sozialraum.project.load import LoadedProject

__all__ = ["build_report", "indicator_label", "type_names"]

_UNSURE = 0.75
_NOTICEABLE = 0.5


def build_report(
    loaded: LoadedProject,
    levels: list[LevelResult],
    *,
    inputs: Mapping[str, str],
    files: list[tuple[str, str]],
    findings: list[Finding],
    not_mapped: list[str],
) -> Report:
    """All texts of the report.

    Parameters
    ----------
    loaded : LoadedProject
    levels : list of LevelResult
    inputs : mapping of str to str
        Input file -> SHA-256.
    files : list of (name, what)
        Files written beside the report.
    findings : list of Finding
        Those that belong to no level.
    not_mapped : list of str
        German names of facilities that the road extract does not hold.
    """
    import sozialraum

    project = loaded.project
    parts = [_level_part(loaded, result) for result in levels]
    return Report(
        title=project.title,
        subtitle=project.subtitle,
        summary=list(project.summary),
        key_messages=[text for part in parts for text in part.key_messages]
        + _not_mapped(not_mapped),
        levels=parts,
        findings=[text for text in dict.fromkeys(finding_text(f) for f in findings) if text],
        sources=[
            SourceRow(name, _use_of(loaded, name), digest[:16]) for name, digest in inputs.items()
        ],
        licences=_licences(loaded, levels),
        files=[FileEntry(name, what) for name, what in files],
        publisher=project.publisher,
        version=sozialraum.__version__,
        seed=str(project.seed),
        not_mapped=_not_mapped(not_mapped),
    )


def _not_mapped(names: list[str]) -> list[str]:
    return [
        f"{name}: Im verwendeten Kartenausschnitt ist keine verzeichnet. Wege dorthin werden deshalb nicht angegeben. "
        "Das heißt nicht, dass es vor Ort keine gibt."
        for name in names
    ]


# ---------------------------------------------------------------------------------------------- level


def _level_part(loaded: LoadedProject, result: LevelResult) -> LevelPart:
    level = result.level
    names = type_names(result)
    rows = _rows(result, names)
    shown = result.areas[result.areas["shown"]]
    ways = ways_part(result, order=[row.code for row in rows])
    return LevelPart(
        id=level.id,
        title=level.title,
        area=level.area,
        areas=level.areas,
        region=level.region,
        shown=level.shown,
        key_messages=_key_messages(result, names) + (ways.key_messages if ways else []),
        intro=_intro(result),
        map_svg=_map(result, names),
        map_caption=_map_caption(result),
        overview_svg=_overview(result, names) if len(shown) < len(result.areas) else "",
        overview_caption=_overview_caption(result),
        types=[_type_card(result, letter, names) for letter in result.typing.names],
        profile=[_profile_row(result, name) for name in _by_dimension(result)],
        rows=rows,
        pages=[_page(result, row, names) for row in rows],
        k_rows=_k_rows(result),
        k_why=level.types.why,
        indicators=[_indicator_row(result, name) for name in result.measures.uses],
        missing=[_missing_row(result, name) for name in result.measures.uses],
        findings=_findings(result),
        notes=list(level.notes),
        method=_method(loaded, result) + (ways.method if ways else []),
        ways=ways,
        has_intervals=bool(result.measures.weight.notna().any().any()),
        has_region=len(shown) < len(result.areas),
        reach_label=_reach_label(loaded, result),
    )


def indicator_label(result: LevelResult, name: str) -> str:
    """German name; one that stands on a straight line says so."""
    label = str(result.measures.definitions[name].name_de)
    return f"{label}, Luftlinie" if is_straight(result, name) else label


def is_straight(result: LevelResult, name: str) -> bool:
    """Does this indicator stand on straight-line minutes?"""
    if result.ways.method != "straight":
        return False
    columns = result.measures.definitions[name].numerator
    ways = {column for f in result.ways.facilities for column in f.columns}
    return bool(ways & set(columns))


def type_names(result: LevelResult) -> dict[str, str]:
    """A short neutral description of each type, by a stated rule.

    The two or three indicators, of different dimensions where possible, in which the type's mean lies
    furthest from the average and by more than half a standard deviation, in the words of the
    project file; "nah am Durchschnitt" if there is none.
    """
    names: dict[str, str] = {}
    for letter in result.typing.names:
        z = result.typing.z_means.loc[letter]
        phrases: list[str] = []
        dimensions: set[str] = set()
        for name in sorted(z.index, key=lambda n: (-abs(z[n]), n)):
            use = result.measures.uses[name]
            phrase = use.more if z[name] > 0 else use.less
            dimension = result.measures.definitions[name].dimension
            if abs(z[name]) < _NOTICEABLE or len(phrases) == 3:
                break
            if phrase and dimension not in dimensions:
                phrases.append(phrase)
                dimensions.add(dimension)
        names[letter] = ", ".join(phrases) if phrases else "nah am Durchschnitt"
    return names


def _plural(level: Any, count: int) -> str:
    return f"{integer(count)} {level.area if count == 1 else level.areas}"


def _key_messages(result: LevelResult, names: dict[str, str]) -> list[str]:
    level, areas = result.level, result.areas
    shown = areas[areas["shown"]]
    letters, certainty = result.typing.letters, result.typing.certainty
    messages = []
    for code in areas.index[areas["focus"]]:
        letter = letters[code]
        messages.append(
            f"{areas.loc[code, 'name']} gehört unter den {_plural(level, len(areas))} ({level.region}) zu Typ {letter}: "
            f"{names[letter]}. Diese Zuordnung ist {certainty_words(certainty[code])} "
            f"({integer(100 * certainty[code])} von 100)."
        )
    parts = []
    for letter in result.typing.names:
        members = shown[letters[shown.index] == letter]
        if len(members):
            parts.append(
                f"Typ {letter} ({names[letter]}): {_plural(level, len(members))} mit {integer(members['population'].sum())} Menschen"
            )
    messages.append(
        f"{level.shown}, {_plural(level, len(shown))} mit {integer(shown['population'].sum())} Menschen: {'; '.join(parts)}."
    )
    sure = float((certainty[shown.index] >= _UNSURE).mean())
    people = float(
        shown["population"][certainty[shown.index] >= _UNSURE].sum() / shown["population"].sum()
    )
    messages.append(
        f"In {percent(sure)} dieser {level.areas} – dort leben {percent(people)} der Menschen – ist der Typ sicher oder sehr sicher; "
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
        f"Verglichen wurden {_plural(level, len(areas))} mit zusammen {integer(areas['population'].sum())} Menschen ({level.region}), "
        f"anhand von {len(typed)} Merkmalen aus den Bereichen {enumeration(dimensions)}. "
    )
    if len(shown) < len(areas):
        text += f"Karte, Tabelle und Steckbriefe zeigen {_plural(level, len(shown))}: {level.shown} ({integer(shown['population'].sum())} Menschen)."
    result_texts = [text]
    small = shown["population"]
    if float(small.median()) < 300:
        result_texts.append(
            f"Die Flächen sind klein: In der Hälfte wohnen höchstens {integer(float(small.median()))} Menschen. "
            "Quoten aus so wenigen Menschen schwanken zufällig. Sie werden deshalb zum Durchschnitt hin geglättet, um so stärker, je weniger Menschen dort wohnen."
        )
    return result_texts


def _reach_label(loaded: LoadedProject, result: LevelResult) -> str:
    if not result.ways.facilities:
        return ""
    if result.ways.method == "road":
        modes = sorted({MODE_WORDS[m.mode] for f in result.ways.facilities for m in f.modes})
        return (
            f"Die Minuten sind Wege auf dem Straßen- und Wegenetz ({enumeration(modes)}), gemessen von der Mitte jeder Fläche, "
            "ohne Stau und ohne Parkplatzsuche."
        )
    kmh = {str(mode): speed for mode, speed in loaded.project.straight_line_kmh.items()}
    modes = sorted({m.mode for f in result.ways.facilities for m in f.modes})
    speeds = ", ".join(f"{MODE_WORDS[mode]} {number(kmh[mode], 0)} km/h" for mode in modes)
    return (
        "Alle Minuten sind Luftlinie, kein Straßenweg: gerade Strecke von der Mitte der Fläche, mal "
        f"Umwegfaktor {number(loaded.project.detour)}. Angenommenes Tempo: {speeds}. "
        "Ein Fluss ohne Brücke oder ein Berg dazwischen bleibt dabei unsichtbar."
    )


# ----------------------------------------------------------------------------------------------- maps


def _map(result: LevelResult, names: dict[str, str]) -> str:
    level, areas = result.level, result.areas
    shown = areas[areas["shown"]]
    shapes = [
        MapArea(
            code=str(code),
            geometry=row.geometry,
            letter=str(result.typing.letters[code]),
            name=str(row["name"]).split(",")[0],
            label=(
                f"{row['name']}: Typ {result.typing.letters[code]}, {names[result.typing.letters[code]]}, "
                f"{certainty_words(result.typing.certainty[code])}, {integer(row['population'])} Menschen"
            ),
            anchor=area_anchor(level.id, str(code)),
            unsure=bool(result.typing.certainty[code] < _UNSURE),
            focus=bool(row["focus"]),
        )
        for code, row in shown.iterrows()
    ]
    return draw_map(
        MapView(
            areas=shapes,
            title=f"Karte: Typen, {level.shown}. Die Tabelle darunter enthält dieselben Angaben.",
            id=f"{level.id}-karte-svg",
            outlines=[result.outline] if result.outline is not None else [],
            points=_map_points(result, shown),
            tolerance=30.0 if level.grid is None else 0.0,
            corner_letters=level.grid is not None and result.places is not None,
            names=level.grid is None,
        )
    )


def _map_points(result: LevelResult, shown: Any) -> list[Point]:
    if result.places is None:
        return []
    points = result.places.to_crs(result.areas.crs)
    west, south, east, north = shown.total_bounds
    return [
        Point(float(row.geometry.x), float(row.geometry.y), str(row["name"]))
        for _, row in points.sort_values("name").iterrows()
        if west <= row.geometry.x <= east and south <= row.geometry.y <= north
    ]


def _map_caption(result: LevelResult) -> str:
    text = (
        "Farbe und Buchstabe nennen den Typ. Ein Klick auf eine Fläche führt zu ihrem Steckbrief."
    )
    if result.level.grid is not None:
        text += (
            " Gezeigt sind nur bewohnte Zellen von einem Kilometer Kantenlänge; Punkte sind Orte."
        )
    if result.ways.facilities and result.ways.method == "straight":
        text += " Wegeminuten in den Typen sind Luftlinie mit Umwegfaktor."
    return text


def _overview(result: LevelResult, names: dict[str, str]) -> str:
    from shapely import unary_union

    shapes = [
        MapArea(
            code=str(code),
            geometry=row.geometry,
            letter=str(result.typing.letters[code]),
            label=f"{row['name'] if result.level.grid is None else code}: Typ {result.typing.letters[code]}",
        )
        for code, row in result.areas.iterrows()
    ]
    shown = result.areas[result.areas["shown"]]
    outline = (
        result.outline
        if result.outline is not None
        else unary_union(list(shown.geometry.buffer(1.0)))
    )
    return draw_map(
        MapView(
            areas=shapes,
            title=f"Übersicht: {result.level.region}",
            id=f"{result.level.id}-uebersicht-svg",
            width=520.0,
            max_height=520.0,
            letters=False,
            outlines=[outline],
            tolerance=400.0 if result.level.grid is None else 0.0,
        )
    )


def _overview_caption(result: LevelResult) -> str:
    counts = result.typing.letters.value_counts().sort_index()
    parts = [f"{letter}: {integer(count)}" for letter, count in counts.items()]
    return (
        f"Übersicht: {result.level.region}, umrandet: {result.level.shown}. {result.level.areas} je Typ: {', '.join(parts)}. "
        "Alle stehen einzeln in areas.csv."
    )


# ---------------------------------------------------------------------------------------------- types


def _type_card(result: LevelResult, letter: str, names: dict[str, str]) -> TypeCard:
    level, areas = result.level, result.areas
    members = areas[result.typing.letters == letter]
    here = members[members["shown"]]
    colour, ink = palette(letter)
    representative = result.typing.representative[letter]
    certain = float(result.typing.certainty[members.index].mean())
    return TypeCard(
        letter=letter,
        name=names[letter],
        colour=colour,
        ink=ink,
        areas=_plural(level, len(members)),
        population=integer(members["population"].sum()),
        shown_areas=_plural(level, len(here)) if len(here) else "keine",
        shown_population=integer(here["population"].sum()) if len(here) else "",
        representative=_representative_name(result, representative, here),
        certain=f"{integer(100 * certain)} von 100",
    )


def _representative_name(result: LevelResult, code: str, here: Any) -> str:
    if result.level.grid is None or bool(result.areas.loc[code, "shown"]):
        return str(result.areas.loc[code, "name"])
    if here.empty:
        return ""
    z = result.typing.z.fillna(0.0)
    centre = result.typing.z_means.loc[result.typing.letters[code]]
    weights = result.typing.column_weights
    away = (((z.loc[here.index] - centre) ** 2) * weights).sum(axis=1)
    nearest = min(away.index, key=lambda c: (away[c], c))
    return str(result.areas.loc[nearest, "name"])


def _by_dimension(result: LevelResult, *, context: bool = False) -> list[str]:
    """Indicators grouped by dimension in the order in which the dimensions first appear."""
    uses = result.measures.uses
    names = [name for name in uses if context or uses[name].use == "type"]
    order = {d: i for i, d in enumerate(result.measures.dimensions)}
    return sorted(names, key=lambda n: order[result.measures.definitions[n].dimension])


def _dimension(result: LevelResult, name: str) -> str:
    return result.measures.dimensions[result.measures.definitions[name].dimension]


def _decimals(result: LevelResult, name: str) -> int:
    return result.measures.uses[name].decimals


def _profile_row(result: LevelResult, name: str) -> ProfileRow:
    definition = result.measures.definitions[name]
    overall = float(result.measures.value.loc[result.areas.index, name].mean())
    return ProfileRow(
        label=indicator_label(result, name),
        unit=str(definition.unit),
        dimension=_dimension(result, name),
        overall=number(overall, _decimals(result, name)),
        bars=[_bar(result, letter, name) for letter in result.typing.names],
    )


def _bar(result: LevelResult, letter: str, name: str) -> Bar:
    z = _cell(result.typing.z_means, letter, name)
    members = result.typing.letters.index[result.typing.letters == letter]
    mean = float(result.measures.value.loc[members, name].mean())
    return Bar(z=round(z, 4), z_text=signed(z), mean_text=number(mean, _decimals(result, name)))


# ---------------------------------------------------------------------------------------------- areas


def _rows(result: LevelResult, names: dict[str, str]) -> list[AreaRow]:
    shown = result.areas[result.areas["shown"]]
    order = sorted(
        shown.index, key=lambda c: (not shown.loc[c, "focus"], _german_key(shown.loc[c, "name"]), c)
    )
    return [_row(result, str(code), names) for code in order]


def _german_key(text: str) -> str:
    return text.lower().translate(str.maketrans("äöüß", "aous"))


def _row(result: LevelResult, code: str, names: dict[str, str]) -> AreaRow:
    letter = str(result.typing.letters[code])
    certainty = float(result.typing.certainty[code])
    colour, ink = palette(letter)
    area = result.areas.loc[code]
    return AreaRow(
        code=code,
        anchor=area_anchor(result.level.id, code),
        name=str(area["name"]),
        population=integer(area["population"]),
        population_number=int(area["population"]),
        letter=letter,
        type_name=names[letter],
        colour=colour,
        ink=ink,
        certainty=f"{certainty_words(certainty)} ({integer(100 * certainty)} von 100)",
        certainty_number=round(1000 * certainty),
        second=f"Typ {result.typing.second[code]}",
        focus=bool(area["focus"]),
        marks=_marks(result, code),
    )


def _marks(result: LevelResult, code: str) -> str:
    near = [f.options.name for f in result.ways.facilities if bool(f.beyond_edge.get(code, False))]
    if len(near) > 2:
        return f"randnah bei {integer(len(near))} von {integer(len(result.ways.facilities))} Einrichtungen"
    return f"randnah: {', '.join(near)}" if near else ""


def _page(result: LevelResult, row: AreaRow, names: dict[str, str]) -> AreaPage:
    return AreaPage(
        row=row,
        sentences=_sentences(result, row, names),
        values=[_value_row(result, row.code, name) for name in _by_dimension(result, context=True)],
        peers=_peers(result, row.code),
        remarks=_remarks(result, row.code),
    )


def _sentences(result: LevelResult, row: AreaRow, names: dict[str, str]) -> list[str]:
    code, typing = row.code, result.typing
    certainty = float(typing.certainty[code])
    second = str(typing.second[code])
    first = (
        f"Typ {row.letter}: {row.type_name}. Die Zuordnung ist {certainty_words(certainty)}: "
        f"In {integer(100 * certainty)} von 100 Wiederholungen kommt derselbe Typ heraus."
    )
    if certainty < 0.9:
        first += f" Am zweitnächsten liegt Typ {second} ({names[second]})."
    return [first, *_striking(result, code)]


def _striking(result: LevelResult, code: str) -> list[str]:
    """Up to three indicators in which the area stands out from the region, in the words of the project file."""
    z = result.typing.z.loc[code].dropna()
    own = [n for n in z.index if abs(z[n]) >= 1.0 and not bool(result.measures.filled.loc[code, n])]
    phrases = []
    for name in sorted(own, key=lambda n: (-abs(z[n]), n))[:3]:
        use = result.measures.uses[name]
        phrase = use.more if z[name] > 0 else use.less
        if phrase:
            phrases.append(phrase)
    if not phrases:
        return ["Kein Merkmal weicht um mehr als eine Standardabweichung vom Durchschnitt ab."]
    return [f"Im Vergleich ({result.level.region}) fällt auf: {enumeration(phrases)}."]


def _cell(frame: Any, row: str, column: str) -> float:
    return float(frame.at[row, column])


def _value_row(result: LevelResult, code: str, name: str) -> ValueRow:
    measures, decimals = result.measures, _decimals(result, name)
    definition, use = measures.definitions[name], measures.uses[name]
    filled, guarded = bool(measures.filled.loc[code, name]), bool(measures.guarded.loc[code, name])
    value = _cell(measures.value, code, name)
    lower, upper = _cell(measures.lower, code, name), _cell(measures.upper, code, name)
    weight = _cell(measures.weight, code, name)
    return ValueRow(
        label=indicator_label(result, name),
        dimension=_dimension(result, name),
        unit=str(definition.unit),
        value=number(value, decimals),
        interval=span(lower, upper, decimals),
        weight=percent(weight) if not guarded else percent(round(weight, 1)),
        shown=number(_mean(result, name, shown=True), decimals),
        region=number(_mean(result, name, shown=False), decimals),
        remark=_remark(result, code, name, filled=filled, guarded=guarded),
        context=use.use == "context",
    )


def _remark(result: LevelResult, code: str, name: str, *, filled: bool, guarded: bool) -> str:
    state = CellState(int(_cell(result.measures.states, code, name)))
    parts = []
    if filled and not state.has_value:
        parts.append(f"ohne eigene Angabe ({state.label_de})")
        if result.measures.uses[name].use == "type":
            parts.append("im Typ zählt der Durchschnitt")
    elif filled:
        parts.append("ohne eigene Angabe; es zählt der Durchschnitt")
    if guarded:
        parts.append("Fallzahl geschützt (1 oder 2)")
    if result.measures.uses[name].use == "context":
        parts.append("nur zur Information, nicht im Typ")
    return "; ".join(parts)


def _mean(result: LevelResult, name: str, *, shown: bool) -> float:
    """Mean of the areas weighted by their people; for minutes this is the mean way of a person."""
    areas = result.areas[result.areas["shown"]] if shown else result.areas
    values = result.measures.value.loc[areas.index, name]
    there = values.notna()
    if not there.any():
        return math.nan
    people = areas["population"].astype(float)[there]
    return float((values[there] * people).sum() / people.sum())


def _peers(result: LevelResult, code: str) -> list[tuple[str, str, str]]:
    peers = []
    for other in result.typing.peers.get(code, []):
        area = result.areas.loc[other]
        shown = bool(area["shown"])
        name = str(area["name"]) if shown or result.level.grid is None else f"Zelle {other}"
        note = f"Typ {result.typing.letters[other]}, {integer(area['population'])} Menschen"
        peers.append((name, area_anchor(result.level.id, other) if shown else "", note))
    return peers


def _remarks(result: LevelResult, code: str) -> list[str]:
    texts = []
    for facility in result.ways.facilities:
        if bool(facility.beyond_edge.get(code, False)):
            texts.append(
                f"{facility.options.name}: Der Rand der Daten liegt näher als die gefundene Einrichtung. "
                "Jenseits davon kann es eine nähere geben."
            )
    return texts


# ------------------------------------------------------------------------------------ tables at the end


def _k_rows(result: LevelResult) -> list[KRow]:
    rows = []
    for k, row in result.typing.table.sort_index().iterrows():
        rows.append(
            KRow(
                count=str(k),
                silhouette=number(_get(row, "silhouette"), 3),
                calinski_harabasz=number(_get(row, "calinski_harabasz"), 1),
                davies_bouldin=number(_get(row, "davies_bouldin"), 2),
                smallest=integer(_get(row, "smallest_type")),
                share_of_best=percent(_get(row, "share_of_best")),
                chosen=int(str(k)) == result.level.types.count,
            )
        )
    return rows


def _get(row: pd.Series, *names: str) -> float:
    for name in names:
        if name in row.index:
            return float(row[name])
    return math.nan


_KINDS = {
    "share": "Anteil",
    "rate": "Rate",
    "ratio": "Verhältnis",
    "percentage": "Prozentwert der Quelle",
    "value": "Wert der Quelle",
}


def _indicator_row(result: LevelResult, name: str) -> IndicatorRow:
    definition, use = result.measures.definitions[name], result.measures.uses[name]
    kind = _KINDS.get(str(definition.kind), "")
    columns = " + ".join(definition.numerator)
    if definition.denominator:
        columns += " / " + " + ".join(definition.denominator)
    return IndicatorRow(
        label=indicator_label(result, name),
        dimension=_dimension(result, name),
        unit=str(definition.unit),
        definition=f"{kind}: {columns}",
        use="bildet die Typen" if use.use == "type" else "nur zur Information",
        treatment=_treatment(result, name),
        source=str(definition.source),
        date=str(definition.date),
        licence=str(getattr(definition, "licence", "")),
        why=use.why or str(getattr(definition, "note", "")),
    )


_TRANSFORMS = {"log": "logarithmiert", "sqrt": "Wurzel gezogen", "asinh": "gestaucht (asinh)"}


def _treatment(result: LevelResult, name: str) -> str:
    use, parts = result.measures.uses[name], []
    if name in result.measures.priors:
        mean, half = result.measures.priors[name]
        half_text = (
            f"eigenes Gewicht 50 % ab {integer(math.ceil(half))} Personen"
            if math.isfinite(half)
            else "keine Streuung"
        )
        parts.append(f"geglättet (Mittel {number(mean, _decimals(result, name))}, {half_text})")
    if use.use == "type" and use.transform != "none":
        parts.append(_TRANSFORMS[use.transform])
    return ", ".join(parts)


def _missing_row(result: LevelResult, name: str) -> MissingRow:
    areas = result.areas
    states = [CellState(int(s)) for s in result.measures.states.loc[areas.index, name]]
    shown = [bool(s) for s in areas["shown"]]
    missing = Counter(state.label_de for state in states if not state.has_value)
    missing_shown = sum(not s.has_value for s, here in zip(states, shown, strict=True) if here)
    text = "; ".join(f"{integer(n)} {label}" for label, n in sorted(missing.items()))
    if text and not all(shown):
        text += f" (davon {integer(missing_shown)}: {result.level.shown})"
    guarded = int(result.measures.guarded.loc[areas.index, name].sum())
    use = result.measures.uses[name]
    return MissingRow(
        label=indicator_label(result, name),
        with_value=f"{integer(len(states) - missing.total())} von {integer(len(states))}",
        states=text or "–",
        guarded=integer(guarded) if guarded else "–",
        use="bildet die Typen" if use.use == "type" else "nur zur Information",
    )


def _findings(result: LevelResult) -> list[str]:
    texts = dict.fromkeys(finding_text(f) for f in result.findings)
    return [*_near_edge(result), *(text for text in texts if text)]


def _near_edge(result: LevelResult) -> list[str]:
    """One sentence for all facilities whose nearest one may lie outside the data."""
    marked = [f for f in result.ways.facilities if f.options.near_edge == "mark"]
    counts = [(f.options.name, int(f.beyond_edge.sum())) for f in marked]
    parts = [f"{name} {integer(count)}" for name, count in counts if count]
    if not parts:
        return []
    return [
        f"Bei einem Teil der {integer(len(result.areas))} {result.level.areas} liegt der Rand der Daten näher als die gefundene Einrichtung; "
        f"jenseits davon kann es eine nähere geben. Sie sind in der Tabelle gekennzeichnet. Betroffen: {', '.join(parts)}."
    ]


def _method(loaded: LoadedProject, result: LevelResult) -> list[str]:
    level, typing = result.level, result.typing
    texts = [
        "Aus den Tabellen werden die Merkmale berechnet. Jede Angabe behält ihren Zustand (vorhanden, nicht ausgewiesen, unterdrückt, kein Wert).",
    ]
    if result.measures.priors:
        base = f"{integer(result.reference)} {level.areas}"
        texts.append(
            f"Quoten aus wenigen Menschen werden geglättet (empirisches Bayes-Verfahren nach Marshall 1991 sowie Martuzzi und Elliott 1996): "
            f"Je weniger Menschen hinter einer Quote stehen, desto näher rückt sie an das Mittel aller {base}. Das „eigene Gewicht“ sagt, wie viel vom eigenen Wert bleibt."
        )
    texts.append(
        "Jedes Merkmal wird in Standardabweichungen vom Mittel ausgedrückt (schiefe Merkmale vorher logarithmiert, gewurzelt oder gestaucht). "
        "Jeder Bereich zählt gleich viel, unabhängig davon, wie viele Merkmale er hat. Fehlt ein Wert, steht dort für die Typenbildung der Durchschnitt; die Sicherheit berücksichtigt das."
    )
    method = (
        "Ward-Verfahren"
        if level.types.method == "ward"
        else f"k-means, {integer(level.types.starts)} zufällige Starts"
    )
    weights = (
        "nach Einwohnerzahl gewichtet"
        if level.types.population_weights
        else "jede Fläche zählt gleich"
    )
    texts.append(
        f"Die Typen entstehen durch Gruppieren der ähnlichsten Flächen ({method}, {weights}, Startzahl {loaded.project.seed}). "
        f"{percent(typing.share_of_best)} der Starts erreichten die beste Lösung. Typ A ist der mit den meisten Flächen, dann folgt B und so weiter."
        if level.types.method == "kmeans" and not level.types.population_weights
        else f"Die Typen entstehen durch Gruppieren der ähnlichsten Flächen ({method}, {weights}, Startzahl {loaded.project.seed})."
    )
    texts.append(
        "Die Kurzbeschreibung eines Typs nennt bis zu drei Merkmale aus verschiedenen Bereichen, in denen er am weitesten (mehr als eine halbe Standardabweichung) vom Durchschnitt abweicht."
    )
    texts.append(
        f"Die Sicherheit jeder Zuordnung beruht auf {integer(level.types.draws)} Wiederholungen mit zufällig anders gewichteten Merkmalen und gestreuten Werten."
    )
    if result.ways.facilities and result.ways.method == "straight":
        texts.append(_reach_label(loaded, result))
    if result.operations:
        texts.append(
            "Koordinaten wurden umgerechnet: " + "; ".join(dict.fromkeys(result.operations)) + "."
        )
    return texts


def _licences(loaded: LoadedProject, levels: list[LevelResult]) -> list[str]:
    texts: dict[str, None] = {}
    for result in levels:
        for definition in result.measures.definitions.values():
            licence = str(getattr(definition, "licence", ""))
            texts[f"{definition.source}{', ' + licence if licence else ''}"] = None
        for facility in result.ways.facilities:
            options = facility.options
            if options.source:
                texts[
                    f"{options.name}: {options.source}{', Stand ' + options.date if options.date else ''}{', ' + options.licence if options.licence else ''}"
                ] = None
        if result.level.places is not None and result.level.places.source:
            texts[f"Ortsnamen: {result.level.places.source}"] = None
        if result.level.boundaries is not None:
            texts["Gebietsgrenzen: © GeoBasis-DE / BKG, dl-de/by-2-0"] = None
    roads = loaded.project.roads
    if roads is not None and not isinstance(roads, str):
        texts[f"Straßennetz: {roads.source}{', Stand ' + roads.date if roads.date else ''}"] = None
    elif roads is not None:
        texts["Straßennetz: © OpenStreetMap-Mitwirkende, ODbL"] = None
    return list(texts)


def _use_of(loaded: LoadedProject, name: str) -> str:
    uses = []
    project = loaded.project
    road = (
        project.roads
        if isinstance(project.roads, str)
        else (project.roads.file if project.roads else "")
    )
    if name == road:
        uses.append("Straßennetz")
    for level in project.levels:
        if name == level.table.file:
            uses.append(f"Tabelle: {level.areas}")
        if level.boundaries is not None and name == level.boundaries.file:
            uses.append(f"Grenzen: {level.areas}")
        if name == level.catalogue:
            uses.append(f"Merkmalskatalog: {level.areas}")
        if level.places is not None and name == level.places.file:
            uses.append("Ortsnamen")
        if level.outline is not None and name == level.outline.file:
            uses.append("Umriss")
        uses += [f.name for f in level.facilities if f.file == name]
    return ", ".join(dict.fromkeys(uses)) or "Projektdatei"
