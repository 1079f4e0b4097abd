"""Write the results of a level: for QGIS, for Excel, for machines, and a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sozialraum.core import CellState
from sozialraum.project.level import LevelResult
from sozialraum.report.build import indicator_label, is_straight, type_names
from sozialraum.report.numbers import certainty_words
from sozialraum.report.svg import palette
from sozialraum.report.wording import MODE_WORDS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["level_files", "write_level"]

_FILES = (
    ("areas.gpkg", "alle Flächen mit Typ und Werten für QGIS; die Typen sind eingefärbt"),
    ("areas.csv", "dieselben Angaben als Tabelle (Semikolon, Dezimalkomma), öffnet sich in Excel"),
    ("areas.parquet", "dieselben Angaben für Programme"),
    ("types.csv", "die Typen: Größe, Beispiel, Profil"),
    ("columns.csv", "was jede Spalte bedeutet"),
    ("map.png", "die Karte als Bild"),
)


def level_files(result: LevelResult) -> list[tuple[str, str]]:
    """The files of a level, and what is in each."""
    return [*_FILES, *((name, what) for name, what, _ in _way_tables(result))]


def _way_tables(result: LevelResult) -> list[tuple[str, str, pd.DataFrame]]:
    """Name, content and rows of the tables on ways, as far as there is something to tell."""
    tables = []
    if result.ways.facilities:
        what = "alle Wege: je Fläche, Einrichtung und Verkehrsmittel die Minuten"
        tables.append(("ways.csv", what, ways_table(result)))
    if any(summary.beyond for summary in result.mode_summaries):
        what = "welche Flächen jenseits einer Zeitgrenze liegen, mit Einwohnern und Minuten"
        tables.append(("beyond.csv", what, beyond_table(result)))
    if result.siting:
        tables.append(("siting.csv", "die Antworten auf die Standortfragen", siting_table(result)))
    return tables


def write_level(result: LevelResult, folder: Path) -> None:
    """Write all files of :func:`level_files` into a folder that exists."""
    from sozialraum import gis, plot

    table = areas_table(result)
    gis.write_table(folder / "areas.csv", table, separator=";", decimal=",", bom=True)
    _write_parquet(table, folder / "areas.parquet")
    gis.write_table(
        str(folder / "types.csv"), types_table(result), separator=";", decimal=",", bom=True
    )
    gis.write_table(
        folder / "columns.csv",
        columns_table(result, list(table.columns)),
        separator=";",
        decimal=",",
        bom=True,
    )
    for name, _, rows in _way_tables(result):
        gis.write_table(folder / name, rows, separator=";", decimal=",", bom=True)
    areas = result.areas[["geometry"]].join(table)
    areas.index.name = "code"
    gis.write_areas(folder / "areas.gpkg", areas, layer="areas", styles=_qml(result))
    plot.write_map(result, folder / "map.png")


def column_name(result: LevelResult, name: str) -> str:
    """Column of an indicator; one on a straight line says so in its name."""
    return f"{name}_luftlinie" if is_straight(result, name) else name


def areas_table(result: LevelResult) -> pd.DataFrame:
    """One row per area: name, people, type with its certainty, and every indicator with what is known of it."""
    import pandas as pd

    typing, names = result.typing, type_names(result)
    codes = sorted(result.areas.index)
    areas = result.areas.loc[codes]
    columns: dict[str, Any] = {
        "name": areas["name"].astype(str),
        "einwohner": areas["population"].astype("int64"),
        "im_bericht": areas["shown"].map({True: "ja", False: "nein"}),
        "typ": typing.letters[codes],
        "typ_name": typing.letters[codes].map(names),
        "typ_sicherheit": typing.certainty[codes].round(3),
        "typ_sicherheit_wort": typing.certainty[codes].map(certainty_words),
        "typ_zweitnaechster": typing.second[codes],
    }
    for name in result.measures.uses:
        columns.update(_indicator_columns(result, name, codes))
    for facility in result.ways.facilities:
        near = facility.beyond_edge.loc[codes].map({True: "ja", False: "nein"})
        columns[f"{facility.options.id}_randnah"] = near
    frame = pd.DataFrame(columns, index=pd.Index(codes, name="code"))
    return frame


def _indicator_columns(result: LevelResult, name: str, codes: list[str]) -> dict[str, Any]:
    measures, column = result.measures, column_name(result, name)
    digits = max(result.measures.uses[name].decimals, 2)
    columns: dict[str, Any] = {column: measures.value.loc[codes, name].round(digits)}
    if measures.lower.loc[codes, name].notna().any():
        columns[f"{column}_von"] = measures.lower.loc[codes, name].round(digits)
        columns[f"{column}_bis"] = measures.upper.loc[codes, name].round(digits)
    if measures.weight.loc[codes, name].notna().any():
        columns[f"{column}_eigengewicht"] = measures.weight.loc[codes, name].round(2)
    columns[f"{column}_status"] = [
        _status(int(state), bool(guarded))
        for state, guarded in zip(
            measures.states.loc[codes, name], measures.guarded.loc[codes, name], strict=True
        )
    ]
    return columns


def _status(state: int, guarded: bool) -> str:
    if guarded:
        return "Fallzahl geschützt"
    return str(CellState(state).label_de)


def types_table(result: LevelResult) -> pd.DataFrame:
    """One row per type: size, example, and the mean and the z value of every typed indicator."""
    import pandas as pd

    typing, names, areas = result.typing, type_names(result), result.areas
    rows: dict[str, dict[str, Any]] = {}
    for letter in typing.names:
        members = areas[typing.letters == letter]
        shown = members[members["shown"]]
        row: dict[str, Any] = {
            "name": names[letter],
            "farbe": palette(letter)[0],
            "flaechen": len(members),
            "einwohner": int(members["population"].sum()),
            "flaechen_im_bericht": len(shown),
            "einwohner_im_bericht": int(shown["population"].sum()),
            "beispiel": typing.representative[letter],
            "beispiel_name": str(areas.loc[typing.representative[letter], "name"]),
            "sicherheit_mittel": round(float(typing.certainty[members.index].mean()), 3),
        }
        for name in result.measures.typed:
            column = column_name(result, name)
            row[f"{column}_mittel"] = round(
                float(result.measures.value.loc[members.index, name].mean()), 3
            )
            row[f"{column}_z"] = round(float(typing.z_means[name][letter]), 3)
        rows[letter] = row
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("typ")


# -------------------------------------------------------------------------------------------- ways


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
                "messung": _MEASURED[result.ways.method],
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


_MEASURED = {"road": "Straßennetz", "straight": "Luftlinie mit Umwegfaktor"}


def _yes_no(flags: pd.Series, codes: list[str]) -> Any:
    return flags.reindex(codes).map({True: "ja", False: "nein"}).to_numpy()


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
            "messung": _MEASURED[result.ways.method],
            "mehr_als_minuten": beyond.limit,
            "code": str(code),
            "name": str(result.areas.loc[code, "name"]),
            "einwohner": int(area["people"]),
            "minuten": round(float(area["minutes"]), 2),
            "kein_weg": "ja" if area["minutes"] == float("inf") else "nein",
            "randnah": "ja" if area["near_edge"] else "nein",
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
            "messung": _MEASURED[result.ways.method],
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
                    "name": " + ".join(str(result.areas.loc[c, "name"]) for c in choice.areas),
                    **means,
                    "schlechter_als_rang_1": round(choice.worse_by, 4),
                    "bewiesen": "ja" if answer.proven else "nein",
                }
            )
    return _numbered(pd.DataFrame(rows))


_FIXED_COLUMNS = {
    "name": "Name der Fläche",
    "einwohner": "Einwohner",
    "im_bericht": "steht im Bericht (ja/nein)",
    "typ": "Typ als Buchstabe",
    "typ_name": "Kurzbeschreibung des Typs",
    "typ_sicherheit": "Anteil der Wiederholungen mit demselben Typ, 0 bis 1",
    "typ_sicherheit_wort": "Sicherheit in Worten",
    "typ_zweitnaechster": "zweitnächster Typ",
}
_SUFFIXES = (
    ("_von", "untere Grenze, 95 %"),
    ("_bis", "obere Grenze, 95 %"),
    ("_eigengewicht", "Gewicht der eigenen Daten, 0 bis 1"),
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


def _write_parquet(table: pd.DataFrame, path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    frame = table.reset_index()
    frame.columns = [str(c) for c in frame.columns]
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), path, compression="zstd")


# --------------------------------------------------------------------------------------- QGIS style


def _qml(result: LevelResult) -> str:
    """A QGIS style: one colour per type, the letter as label."""
    from xml.sax.saxutils import escape, quoteattr

    names = type_names(result)
    categories, symbols = [], []
    for i, letter in enumerate(result.typing.names):
        label = quoteattr(f"Typ {letter}: {names[letter]}")
        categories.append(
            f'<category value="{escape(letter)}" symbol="{i}" label={label} render="true" type="string"/>'
        )
        symbols.append(_symbol(i, palette(letter)[0]))
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
        '<qgis version="3.22" styleCategories="Symbology|Labeling" labelsEnabled="1">'
        '<renderer-v2 type="categorizedSymbol" attr="typ" forceraster="0" symbollevels="0" enableorderby="0">'
        f"<categories>{''.join(categories)}</categories><symbols>{''.join(symbols)}</symbols></renderer-v2>"
        '<labeling type="simple"><settings calloutType="simple"><text-style fieldName="typ" fontSize="8" '
        'fontSizeUnit="Point" textColor="0,0,0,255" isExpression="0" fontFamily="Sans Serif">'
        '<text-buffer bufferDraw="1" bufferSize="0.8" bufferColor="255,255,255,255"/></text-style>'
        '<placement placement="1"/><rendering scaleVisibility="0"/></settings></labeling></qgis>'
    )


def _symbol(number: int, colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    fill = f"{red},{green},{blue},255"
    options = {
        "color": fill,
        "outline_color": "255,255,255,255",
        "outline_width": "0.2",
        "outline_width_unit": "MM",
        "outline_style": "solid",
        "style": "solid",
    }
    option = "".join(f'<Option name="{k}" value="{v}" type="QString"/>' for k, v in options.items())
    return (
        f'<symbol name="{number}" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">{option}</Option></layer></symbol>'
    )
