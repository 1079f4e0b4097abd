"""What stands in the tables that are published? One frame a table, columns as Germans read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sozialraum.level.classes import protected_classes
from sozialraum.level.labels import column_name, indicator_label, type_names, type_parts
from sozialraum.words.colours import palette
from sozialraum.words.modes import MEASURED, MODE_WORDS
from sozialraum.words.numbers import certainty_words, weight_words
from sozialraum.words.states import state_words, yes_no
from sozialraum.words.types import QUESTIONS, READINGS, type_name

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.level.asked import AskedName
    from sozialraum.level.result import LevelResult

__all__ = [
    "areas_table",
    "beyond_table",
    "columns_table",
    "siting_table",
    "types_table",
    "ways_table",
]


def areas_table(result: LevelResult) -> pd.DataFrame:
    """One row per area: name, people, type with its certainty, what is known of each indicator."""
    import pandas as pd

    typing, names = result.typing, type_names(result)
    codes = sorted(result.areas.index)
    areas = result.areas.loc[codes]
    columns: dict[str, Any] = {
        "name": areas["name"].astype(str),
        "einwohner": areas["population"].astype("int64"),
        "im_bericht": areas["shown"].map(yes_no),
        "typ": typing.letters[codes],
        "typ_name": typing.letters[codes].map(names),
        "typ_sicherheit": typing.certainty[codes].round(3),
        "typ_sicherheit_wort": typing.certainty[codes].map(certainty_words),
        "typ_zweitnaechster": typing.second[codes],
        "typ_zuordnung": typing.assignment[codes].round(3),
        "typ_wiederholung": typing.refit[codes].round(3),
        "typ_wahl": typing.choices[codes].round(3),
        "typ_strengste_frage": typing.strictest[codes].map(QUESTIONS),
    }
    for name in result.measures.uses:
        columns.update(_indicator_columns(result, name, codes))
    for facility in result.ways.facilities:
        near = facility.beyond_edge.loc[codes].map(yes_no)
        columns[f"{facility.options.id}_randnah"] = near
    frame = pd.DataFrame(columns, index=pd.Index(codes, name="code"))
    return frame


def _indicator_columns(result: LevelResult, name: str, codes: list[str]) -> dict[str, Any]:
    measures, column = result.measures, column_name(result, name)
    digits = max(result.measures.uses[name].decimals, 2)
    told = ~measures.guarded.loc[codes, name].astype(bool)
    value, lower, upper = (
        cells.loc[codes, name].where(told).round(digits)
        for cells in (measures.value, measures.lower, measures.upper)
    )
    columns: dict[str, Any] = {column: value}
    if lower.notna().any():
        columns[f"{column}_von"], columns[f"{column}_bis"] = lower, upper
    classes = protected_classes(result, name, codes)
    if classes:  # of protected counts no number, as in the report
        columns[f"{column}_klasse"] = [classes.get(code, "") for code in codes]
    if measures.weight.loc[codes, name].notna().any():
        columns.update(_adjustment(result, name, codes, digits))
    columns[f"{column}_status"] = [
        state_words(int(state), bool(guarded))
        for state, guarded in zip(
            measures.states.loc[codes, name], measures.guarded.loc[codes, name], strict=True
        )
    ]
    return columns


def _adjustment(result: LevelResult, name: str, codes: list[str], digits: int) -> dict[str, Any]:
    """How much of a value is its own; nothing of it where a count is protected."""
    measures, column = result.measures, column_name(result, name)
    told = ~measures.guarded.loc[codes, name].astype(bool)
    weight = measures.weight.loc[codes, name].where(told)
    if measures.weight_words:  # value, weight and target together would give the count back
        return {f"{column}_eigengewicht": weight.map(weight_words)}
    own = told & ~measures.filled.loc[codes, name].astype(bool)
    return {
        f"{column}_eigengewicht": weight.round(2),
        f"{column}_roh": measures.raw.loc[codes, name].where(own).round(digits),
        f"{column}_ziel": measures.pulled_to.loc[codes, name].where(told).round(digits),
    }


def types_table(result: LevelResult) -> pd.DataFrame:
    """One row per type: size, example, and the mean and the z value of every typed indicator."""
    import pandas as pd

    typing, names, areas = result.typing, type_names(result), result.areas
    rows: dict[str, dict[str, Any]] = {}
    parts = type_parts(result)
    for letter in typing.names:
        members = areas[typing.letters == letter]
        shown = members[members["shown"]]
        row: dict[str, Any] = {
            "name": names[letter],
            "beschreibung": type_name(parts[letter]),
            "name_von": _named_by(typing.decided.get(letter)),
            "farbe": palette(letter)[0],
            "flaechen": len(members),
            "einwohner": int(members["population"].sum()),
            "flaechen_im_bericht": len(shown),
            "einwohner_im_bericht": int(shown["population"].sum()),
            "beispiel": typing.representative[letter],
            "beispiel_name": str(areas.loc[typing.representative[letter], "name"]),
            "sicherheit_mittel": round(float(typing.certainty[members.index].mean()), 3),
            "wiederkehr": round(float(typing.recurrence[letter]), 3),
            "wiederkehr_wort": READINGS.get(str(typing.reading[letter]), ""),
        }
        for name in result.measures.typed:
            column = column_name(result, name)
            row[f"{column}_mittel"] = round(
                float(result.measures.value.loc[members.index, name].mean()), 3
            )
            row[f"{column}_z"] = round(float(typing.z_means[name][letter]), 3)
        rows[letter] = row
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("typ")


def _named_by(said: AskedName | None) -> str:
    if said is None or not said.decided_by:
        return "Arbeitsname"
    return f"{said.decided_by}, {said.decided_on}"


def ways_table(result: LevelResult) -> pd.DataFrame:
    """One row per area, facility and mode; a straight line says so."""
    import pandas as pd

    codes, names = sorted(result.areas.index), result.areas["name"].astype(str)
    parts = [
        pd.DataFrame(
            {
                "code": codes,
                "name": names[codes].to_numpy(),
                "einrichtung": facility.options.name,
                "verkehrsmittel": MODE_WORDS[way.mode],
                "messung": MEASURED[result.ways.method],
                "minuten": way.minutes.loc[codes, "first"].round(2).to_numpy(),
                "minuten_zweitnaechste": way.minutes.loc[codes, "second"].round(2).to_numpy(),
                "naechste": way.nearest.reindex(codes).fillna("").to_numpy(),
                "kein_weg": _yes_no(way.no_way, codes),
                "randnah": _yes_no(way.beyond_edge, codes),
            }
        )
        for facility in result.ways.facilities
        for way in facility.modes
    ]
    return _numbered(pd.concat(parts, ignore_index=True))


def _yes_no(flags: pd.Series, codes: list[str]) -> Any:
    return flags.reindex(codes).map(yes_no).to_numpy()


def _numbered(rows: pd.DataFrame) -> pd.DataFrame:
    rows.index = rows.index.map(lambda number: str(number + 1)).rename("zeile")
    return rows


def beyond_table(result: LevelResult) -> pd.DataFrame:
    """One row per area shown that lies beyond a limit."""
    import pandas as pd

    rows = [
        {
            "einrichtung": summary.facility.options.name,
            "verkehrsmittel": MODE_WORDS[summary.mode],
            "messung": MEASURED[result.ways.method],
            "mehr_als_minuten": beyond.limit,
            "code": str(code),
            "name": str(result.areas.loc[code, "name"]),
            "einwohner": int(area["people"]),
            "minuten": round(float(area["minutes"]), 2),
            "kein_weg": yes_no(area["minutes"] == float("inf")),
            "randnah": yes_no(area["near_edge"]),
        }
        for summary in result.mode_summaries
        for beyond in summary.beyond
        for code, area in beyond.areas.iterrows()
    ]
    columns = (
        list(rows[0]) if rows else ["einrichtung", "verkehrsmittel", "mehr_als_minuten", "code"]
    )
    frame = pd.DataFrame(rows, columns=columns)
    if rows:
        frame["minuten"] = frame["minuten"].where(frame["kein_weg"] == "nein")
    return _numbered(frame)


def siting_table(result: LevelResult) -> pd.DataFrame:
    """One row per answer to a question of siting, and one for today."""
    import pandas as pd

    rows = []
    for answer in result.siting:
        question = {
            "frage": answer.options.title,
            "einrichtung": answer.facility.options.name,
            "art": answer.options.question,
            "gezaehlt": answer.options.people_name or "Einwohner",
            "verkehrsmittel": MODE_WORDS[answer.mode],
            "messung": MEASURED[result.ways.method],
        }
        today = {f"mittlere_minuten_{m}": round(v, 3) for m, v in answer.today.items()}
        rows.append({**question, "rang": 0, "code": "", "name": "heute", **today})
        for rank, choice in enumerate(answer.choices, start=1):
            means = {f"mittlere_minuten_{m}": round(v, 3) for m, v in choice.mean.items()}
            rows.append(
                {
                    **question,
                    "rang": rank,
                    "code": " + ".join(choice.areas),
                    "name": " + ".join(result.name_of[c] for c in choice.areas),
                    **means,
                    "schlechter_als_rang_1": round(choice.worse_by, 4),
                    "bewiesen": yes_no(answer.proven),
                }
            )
    return _numbered(pd.DataFrame(rows))


_FIXED_COLUMNS = {
    "name": "Name der Fläche",
    "einwohner": "Einwohner",
    "im_bericht": "steht im Bericht (ja/nein)",
    "typ": "Typ als Buchstabe",
    "typ_name": "Kurzbeschreibung des Typs",
    "typ_sicherheit": "die strengste der drei Antworten, höchstens was Menschen tragen, 0 bis 1",
    "typ_sicherheit_wort": "Sicherheit in Worten",
    "typ_zweitnaechster": "zweitnächster Typ",
    "typ_zuordnung": "Anteil mit demselben Typ, wenn Typen fest sind und Zahlen streuen, 0 bis 1",
    "typ_wiederholung": "Anteil der Wiederholungen aus anderen Zahlen mit demselben Typ, 0 bis 1",
    "typ_wahl": "Anteil der Wiederholungen unter anderer Wahl mit demselben Typ, 0 bis 1",
    "typ_strengste_frage": "die Frage mit der strengsten Antwort",
}
_SUFFIXES = (
    ("_von", "untere Grenze, 95 %"),
    ("_bis", "obere Grenze, 95 %"),
    ("_klasse", "Klasse in Worten, wo die Fallzahl geschützt ist"),
    ("_eigengewicht", "Gewicht der eigenen Daten, 0 bis 1"),
    ("_roh", "wie gezählt, vor der Glättung"),
    ("_ziel", "Mittel, zu dem hin geglättet wurde"),
    ("_status", "Zustand der Angabe"),
)


def columns_table(result: LevelResult, columns: list[str]) -> pd.DataFrame:
    """What every column of the areas' table means, with unit, source and date."""
    import pandas as pd

    by_column = {column_name(result, name): name for name in result.measures.uses}
    facilities = {f"{f.options.id}_randnah": f.options.name for f in result.ways.facilities}
    rows = {"code": ("Schlüssel der Fläche", "", "", "")}
    for column in columns:
        rows[column] = _meaning(result, column, by_column, facilities)
    frame = pd.DataFrame.from_dict(
        rows, orient="index", columns=["bedeutung", "einheit", "quelle", "stand"]
    )
    return frame.rename_axis("spalte")


def _meaning(
    result: LevelResult, column: str, by_column: dict[str, str], facilities: dict[str, str]
) -> tuple[str, str, str, str]:
    if column in _FIXED_COLUMNS:
        return _FIXED_COLUMNS[column], "", "", ""
    if column in facilities:
        text = f"{facilities[column]}: Rand der Daten näher als die gefundene Einrichtung (ja/nein)"
        return text, "", "", ""
    for suffix, what in (*_SUFFIXES, ("", "")):
        stem = column.removesuffix(suffix)
        if stem in by_column and column == stem + suffix:
            name = by_column[stem]
            definition = result.measures.definitions[name]
            label = indicator_label(result, name)
            text = f"{label}: {what}" if what else label
            return text, str(definition.unit), str(definition.source), str(definition.date)
    return "", "", "", ""
