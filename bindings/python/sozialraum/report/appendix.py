"""What stands behind the figures? Method, sources, states and the number of types."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sozialraum.core import CellState, Finding
from sozialraum.level.labels import decimals_of, dimension_label, indicator_label
from sozialraum.level.years import plain
from sozialraum.report.model import IndicatorRow, KRow, MissingRow, SureRow
from sozialraum.report.smoothing import target_text
from sozialraum.words import indices
from sozialraum.words.modes import BEGIN, MODE_WORDS
from sozialraum.words.numbers import enumeration, german_date, integer, number, percent
from sozialraum.words.smoothing import SHORT
from sozialraum.words.troubles import finding_text
from sozialraum.words.types import METHODS, QUESTIONS, held_up_sentence

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.level.result import LevelResult

__all__ = [
    "certainty_method",
    "held_up",
    "indicator_row",
    "level_findings",
    "level_method",
    "missing_row",
    "number_of_types",
    "reach_label",
    "sentences_of_table",
    "sure_rows",
]

_MOST_HELD = 6


def number_of_types(result: LevelResult) -> list[KRow]:
    """What speaks for and against each number of types."""
    rows = []
    for k, row in result.typing.table.sort_index().iterrows():
        rows.append(
            KRow(
                count=str(k),
                explained=percent(_get(row, "explained")),
                silhouette=number(_get(row, "silhouette"), 3),
                calinski_harabasz=number(_get(row, "calinski_harabasz"), 1),
                davies_bouldin=number(_get(row, "davies_bouldin"), 2),
                stability=number(_get(row, "stability"), 2),
                least_stable=number(_get(row, "least_stable"), 2),
                smallest=integer(_get(row, "smallest_type")),
                share_of_best=percent(_get(row, "share_of_best")),
                chosen=int(str(k)) == result.level.types.count,
            )
        )
    return rows


_COLUMNS_OF_K = {
    "explained": "erklärt",
    "silhouette": "Silhouette",
    "calinski_harabasz": "Calinski-Harabasz",
    "davies_bouldin": "Davies-Bouldin",
    "stability": "Beständigkeit",
    "least_stable": "unbeständigster Typ",
    "smallest_type": "kleinster Typ",
    "share_of_best": "Starts mit bester Lösung",
}


def sentences_of_table(result: LevelResult) -> list[tuple[str, str]]:
    """What each column of the table over the number of types tells."""
    told = indices.sentences("de")
    there = result.typing.table.columns
    return [(head, told[name]) for name, head in _COLUMNS_OF_K.items() if name in there]


def sure_rows(result: LevelResult) -> list[SureRow]:
    """The three questions and their answers over all areas; of the search, what it adds of unrest."""
    typing = result.typing
    counted = typing.strictest.value_counts()

    def row(question: str, what: str, figure: pd.Series | None) -> SureRow:
        mean = (
            "–"
            if figure is None or figure.isna().any()
            else f"{integer(100 * float(figure.mean()))} von 100"
        )
        areas = integer(int(counted.get(question, 0))) if question in QUESTIONS else "–"
        return SureRow(QUESTIONS.get(question, "Suche"), what, mean, areas)

    known = "Wahrscheinlichkeit nach dem Modell" if typing.method == "mixture" else "Anteil"
    asked = [
        row(
            "assignment",
            f"Typen fest, Zahlen im Rahmen ihres Zufalls anders ({known})",
            typing.assignment,
        ),
        row("refit", "Typen aus anderen Zahlen ganz neu gebildet", typing.refit),
        row(
            "choices",
            "dieselben Zahlen; Merkmale und Flächen anders gewichtet, Merkmale anders umgerechnet, ein Typ mehr oder weniger",
            typing.choices,
        ),
        row("people", "was so wenige Menschen höchstens tragen", None),
        row("search", "nichts anders als die zufälligen Anfänge der Suche", typing.search),
    ]
    told = {"assignment": typing.assignment, "refit": typing.refit, "choices": typing.choices}
    there = {name for name, figure in told.items() if bool(figure.notna().all())}
    names = ("assignment", "refit", "choices", "people", "search")
    there |= {"people"} if "refit" not in there else {"people", "search"}
    return [row for name, row in zip(names, asked, strict=True) if name in there]


def held_up(result: LevelResult) -> str:
    """Which indicators hold the types up, the most important first."""
    shares = result.typing.reasons.held_up
    if shares is None or shares.empty:
        return ""
    most = [(indicator_label(result, str(n)), float(x)) for n, x in shares.head(_MOST_HELD).items()]
    return held_up_sentence(most)


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
    "mean": "Mittel je Person",
    "density": "Dichte",
    "balance": "Saldo",
    "count": "Anzahl",
    "minutes": "Minuten",
    "clock": "Uhrzeit",
}


def indicator_row(result: LevelResult, name: str) -> IndicatorRow:
    definition, use = result.measures.definitions[name], result.measures.uses[name]
    kind = _KINDS.get(str(definition.kind), "")
    columns = " − ".join([" + ".join(definition.numerator), *definition.minus])
    if definition.denominator:
        columns += " / " + " + ".join(definition.denominator)
    columns = plain(columns)
    return IndicatorRow(
        label=indicator_label(result, name),
        dimension=dimension_label(result, name),
        unit=str(definition.unit),
        definition=f"{kind}: {columns}",
        use="bildet die Typen" if use.use == "type" else "nur zur Information",
        treatment=_treatment(result, name),
        source=str(definition.source),
        date=german_date(str(definition.date)),
        licence=str(getattr(definition, "licence", "")),
        why=use.why or str(getattr(definition, "note", "")),
    )


_TRANSFORMS = {"log": "logarithmiert", "sqrt": "Wurzel gezogen", "asinh": "gestaucht (asinh)"}


def _treatment(result: LevelResult, name: str) -> str:
    use, parts = result.measures.uses[name], []
    if name in result.measures.priors:
        mean, half = result.measures.priors[name]
        base = plain(" + ".join(result.measures.definitions[name].denominator))
        towards = use.towards
        half_text = (
            f"eigenes Gewicht 50 % ab einer Bezugsgröße ({base}) von {integer(math.ceil(half))}"
            if math.isfinite(half)
            else "keine Streuung"
        )
        told = [f"Mittel {number(mean, decimals_of(result, name))}"]
        if towards != "all":
            told = [f"Ziel: {SHORT[towards]}"]
        if not math.isnan(half):  # with weights and values it would give counts back
            told.append(half_text)
        parts.append(f"geglättet ({', '.join(told)})")
    if use.use == "type" and use.transform != "none":
        parts.append(_TRANSFORMS[use.transform])
    return ", ".join(parts)


def missing_row(result: LevelResult, name: str) -> MissingRow:
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


def level_findings(result: LevelResult) -> list[str]:
    texts = dict.fromkeys(finding_text(_readable(f, result)) for f in result.findings)
    return [*_near_edge(result), *(text for text in texts if text)]


def _readable(finding: Finding, result: LevelResult) -> Finding:
    """Without keys of squares and other parts, which tell a reader nothing."""
    known = {*result.areas.index, *result.name_of.values()}
    if not result.of_parts or not finding.areas or known & set(finding.areas):
        return finding
    return replace(finding, areas=())


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


def level_method(result: LevelResult) -> list[str]:
    level, typing = result.level, result.typing
    texts = [
        "Aus den Tabellen werden die Merkmale berechnet. Jede Angabe behält ihren Zustand (vorhanden, nicht ausgewiesen, unterdrückt, kein Wert).",
    ]
    if result.measures.priors:
        texts.append(
            f"Quoten aus wenigen Menschen werden geglättet (empirisches Bayes-Verfahren nach Marshall 1991 sowie Martuzzi und Elliott 1996): "
            f"Je weniger Menschen hinter einer Quote stehen, desto näher rückt sie an {_targets(result)}. Das „eigene Gewicht“ sagt, wie viel vom eigenen Wert bleibt."
        )
    texts.append(
        "Jedes Merkmal wird in Standardabweichungen vom Mittel ausgedrückt (schiefe Merkmale vorher logarithmiert, gewurzelt oder gestaucht). "
        "Jeder Bereich zählt gleich viel, unabhängig davon, wie viele Merkmale er hat. Fehlt ein Wert, steht dort für die Typenbildung der Durchschnitt; die Sicherheit berücksichtigt das."
    )
    method = METHODS[typing.method]
    if typing.method == "kmeans":
        method += f", {integer(level.types.starts)} zufällige Starts"
    weights = (
        "nach Einwohnerzahl gewichtet"
        if level.types.population_weights
        else "jede Fläche zählt gleich"
    )
    texts.append(
        f"Die Typen entstehen durch Gruppieren der ähnlichsten Flächen ({method}, {weights}, Startzahl {typing.seed}). "
        f"{percent(typing.share_of_best)} der Starts erreichten die beste Lösung. Typ A ist der mit den meisten Flächen, dann folgt B und so weiter."
        if typing.method == "kmeans" and not level.types.population_weights
        else f"Die Typen entstehen durch Gruppieren der ähnlichsten Flächen ({method}, {weights}, Startzahl {typing.seed})."
    )
    texts += _bounds(result)
    texts.append(
        "Die Kurzbeschreibung eines Typs nennt bis zu drei Merkmale aus verschiedenen Bereichen, in denen er am weitesten (mehr als eine halbe Standardabweichung) vom Durchschnitt abweicht."
    )
    texts.append(_how_sure(result))
    if result.ways.facilities and result.ways.method == "straight":
        texts.append(reach_label(result))
    if result.operations:
        texts.append(
            "Koordinaten wurden umgerechnet: " + "; ".join(dict.fromkeys(result.operations)) + "."
        )
    return texts


def _targets(result: LevelResult) -> str:
    told = sorted({target_text(result, name) for name in result.measures.priors})
    return " oder ".join(told)


def _how_sure(result: LevelResult) -> str:
    typing = result.typing
    if typing.method == "kept":
        return (
            "Die Typen sind die eines früheren Berichts; Umrechnung, Mittelwerte und Mitten stehen in dessen Modelldatei. Gefragt ist nur, wie sicher eine Fläche zu ihrem Typ gehört "
            f"({integer(typing.draws)} Wiederholungen). Eine Fläche verlässt ihren Typ erst, wenn ein anderer deutlich wahrscheinlicher ist."
        )
    return (
        f"Die Sicherheit jeder Zuordnung beruht auf je {integer(typing.draws)} Wiederholungen zu den Fragen der Tabelle „Wie sicher?“, jede aus {integer(typing.starts)} neuen Anfängen; "
        f"gesagt wird die strengste. Wie weit ein Typ wiederkehrt (gemeinsame Menschen, 0 bis 1): "
        f"{', '.join(f'{letter} {number(float(share), 2)}' for letter, share in typing.recurrence.items())}."
    )


def certainty_method(levels: Sequence[LevelResult]) -> list[str]:
    """What the certainty of a type is, and what it is not."""
    return [
        "Drei Fragen werden gestellt. Zuordnung: Bleiben die Typen, wie sie sind, und streuen nur die Zahlen im Rahmen des Zufalls, wie oft bleibt die Fläche in ihrem Typ? "
        "Wiederholung: Werden die Typen aus solchen Zahlen ganz neu gebildet, wie oft kommt die Fläche in den entsprechenden Typ? Wahl: Und wenn die Zahlen bleiben, aber Merkmale und Flächen "
        "anders gewichtet, Merkmale anders umgerechnet werden oder es einen Typ mehr oder weniger gibt? Eine Wahrscheinlichkeit ist nur die erste Antwort eines Mischungsmodells, das den Zufallsfehler jeder Fläche kennt; alles andere sind Anteile von Wiederholungen und sagt, wie beständig das Ergebnis ist. "
        "Welcher neue Typ welchem alten entspricht, sagen die Menschen, die beide gemeinsam haben. Gesagt wird von jeder Fläche die strengste Antwort: ab 75 von 100 „sicher“, ab 50 „eher sicher“, darunter „offen“.",
        *(_certainty_of_level(result) for result in levels),
        "Wenige Menschen können nicht für viel bürgen: Wo drei wohnen, sind es höchstens 37 von 100, bei 29 höchstens 90 (0,05 hoch 1 durch die Zahl der Menschen).",
        "Eine unsichere Fläche liegt meist zwischen zwei Typen; dann lohnt der Blick auf den zweitnächsten Typ und auf die Einschätzung vor Ort. "
        "Ob bei anderer Auswahl der Merkmale dieselben Typen herauskämen, sagt diese Zahl nicht. Auch Fehler in den Ausgangsdaten und ihr Alter stecken nicht in ihr.",
        "Ein Typ gilt als beständig, wenn er in den Wiederholungen im Mittel zu mehr als drei Vierteln derselbe bleibt (gemeinsame Menschen durch alle Menschen beider); unter 0,6 löst er sich auf (nach Hennig 2007).",
    ]


def _certainty_of_level(result: LevelResult) -> str:
    typing = result.typing

    def hundred(figure: pd.Series) -> str:
        return f"{integer(100 * float(figure.mean()))} von 100"

    figures = {
        "Zuordnung": typing.assignment,  # not of types with floors that bind, of regions, of Ward
        "Wiederholung": typing.refit,  # not of types that stay
        "Wahl": typing.choices,
    }
    told = [f"{name} {hundred(x)}" for name, x in figures.items() if bool(x.notna().all())]
    return (
        f"{result.level.title}: im Mittel aller Flächen {', '.join(told)}; "
        f"die jeweils strengste {hundred(typing.certainty)} ({integer(typing.draws)} Wiederholungen je Frage)."
    )


def _bounds(result: LevelResult) -> list[str]:
    """What every type holds at least and at most."""
    asked = result.level.types
    names = {"people": "Menschen", "areas": result.level.areas}
    parts = [f"mindestens {number(x, 0)} {names.get(n, n)}" for n, x in asked.floors.items()]
    parts += [f"höchstens {number(x, 0)} {names.get(n, n)}" for n, x in asked.ceilings.items()]
    return [f"Jeder Typ umfasst {enumeration(parts)}."] if parts else []


def reach_label(result: LevelResult) -> str:
    if not result.ways.facilities:
        return ""
    if result.ways.method == "road":
        modes = sorted({MODE_WORDS[m.mode] for f in result.ways.facilities for m in f.modes})
        return (
            f"Die Minuten sind Wege auf dem Straßen- und Wegenetz ({enumeration(modes)}), gemessen {BEGIN[result.of_parts]}, "
            "ohne Stau und ohne Parkplatzsuche."
        )
    roads = result.ways.roads
    straight = sorted({m.mode for f in result.ways.facilities for m in f.modes})
    speeds = ", ".join(
        f"{MODE_WORDS[mode]} {number(roads.straight_kmh(mode), 0)} km/h" for mode in straight
    )
    return (
        f"Alle Minuten sind Luftlinie, kein Straßenweg: gerade Strecke {BEGIN[result.of_parts]}, mal "
        f"Umwegfaktor {number(roads.detour)}. Angenommenes Tempo: {speeds}. "
        "Ein Fluss ohne Brücke oder ein Berg dazwischen bleibt dabei unsichtbar."
    )
