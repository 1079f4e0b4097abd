"""What a new project is asked and told: questions, guesses from German names, its commented files."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sozialraum.words.places import is_total

__all__ = [
    "ASK_PLACES",
    "ASK_TABLE",
    "ASK_TITLE",
    "DraftIndicator",
    "DraftProject",
    "catalogue_text",
    "date_missing",
    "done",
    "guess_base",
    "guess_coordinates",
    "guess_dimension",
    "guess_kind",
    "guess_people",
    "found",
    "is_whole",
    "project_text",
    "slug",
    "source_of",
    "total_rows",
    "year_of",
]

ASK_TABLE = "Welche Tabelle haben Sie (XLSX oder CSV, eine Zeile je Ort)? "
ASK_PLACES = "Wo liegen die Orte (Tabelle mit Koordinaten, GeoPackage oder GeoJSON mit Punkten)? "
ASK_TITLE = "Wie soll der Bericht heißen? "

_PEOPLE = re.compile(r"einwohner|bevölkerung|menschen|personen|hauptwohn|people|population", re.I)
_ALL = re.compile(r"^(.*?)\s*\b(insgesamt|gesamt|zusammen|alle)$", re.I)
_SHARE = re.compile(r"%|anteil|quote|prozent", re.I)
_VALUE = re.compile(
    r"minute|\bmin\b|\bkm\b|meter|euro|€|alter\b|durchschnitt|mittel|\bje\b|m²", re.I
)
_DIMENSIONS = (
    ("wege", "Wege", re.compile(r"minute|\bkm\b|weg|erreich|haltestelle|bus", re.I)),
    ("bildung", "Bildung", re.compile(r"kita|krippe|betreu|schul|bildung|abschluss|ganztag", re.I)),
    ("wohnen", "Wohnen", re.compile(r"wohnung|haushalt|leer|miete|haus|gebäude|\bwohn", re.I)),
    (
        "bevoelkerung",
        "Bevölkerung",
        re.compile(r"jahre|unter \d|ab \d|alter|kinder|einwohner|geburt|menschen", re.I),
    ),
)
_OTHER = ("weiteres", "Weiteres")
_EAST = (
    "lon",
    "längengrad",
    "laengengrad",
    "long",
    "longitude",
    "länge",
    "x",
    "ost",
    "east",
    "rechtswert",
)
_NORTH = ("lat", "breitengrad", "latitude", "breite", "y", "nord", "north", "hochwert")


@dataclass(frozen=True)
class DraftIndicator:
    """An indicator as it was guessed from a column."""

    id: str
    name: str
    kind: str  # share, rate, percentage, value
    column: str
    base: str
    dimension: str
    decimals: int = 1


@dataclass
class DraftProject:
    """What was found out about a table and its places."""

    id: str
    title: str
    table: str
    sheet: str
    header: int | tuple[int, int]
    skip_footer: int
    decimal: str
    key: str
    people: str
    totals: list[str]
    places: str
    place_options: dict[str, str]
    crs: str
    floor: int
    count: int
    indicators: list[DraftIndicator]
    unknown: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    heading: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


# --------------------------------------------------------------------------------------- guesses


def slug(name: str) -> str:
    """A short name for programs.

    Examples
    --------
    >>> slug("Kinder unter 6 (in Kita)"), slug("Öffnung"), slug("65+")
    ('kinder_unter_6_in_kita', 'oeffnung', 'm_65')
    """
    text = unicodedata.normalize("NFC", name).casefold()
    for letter, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.replace(letter, plain)
    text = re.sub(r"[^a-z0-9]+", "_", text).strip("_") or "merkmal"
    return text if text[0].isalpha() else f"m_{text}"


def guess_people(names: Sequence[str]) -> str:
    """The column with all people of a place; empty if none is called so.

    Examples
    --------
    >>> guess_people(["Wohnungen insgesamt", "Einwohner unter 18", "Einwohner insgesamt"])
    'Einwohner insgesamt'
    """
    called = [name for name in names if _PEOPLE.search(name)]
    whole = [name for name in called if _ALL.match(name) or _PEOPLE.fullmatch(name.strip())]
    return (whole or called or [""])[0]


def guess_base(name: str, names: Iterable[str], people: str) -> str:
    """What a count is a part of: the whole of its own group, or all people.

    Examples
    --------
    >>> columns = ["Einwohner insgesamt", "Wohnungen insgesamt", "Wohnungen leer"]
    >>> guess_base("Wohnungen leer", columns, "Einwohner insgesamt")
    'Wohnungen insgesamt'
    """
    best, length = people, -1
    for other in names:
        whole = _ALL.match(other)
        stem = whole.group(1) if whole else other
        if other != name and stem and name.startswith(stem) and len(stem) > length:
            best, length = other, len(stem)
    return best


def guess_kind(name: str) -> str:
    """Is it a count, a percentage or a value as it stands?

    Examples
    --------
    >>> guess_kind("Wohnungen leer"), guess_kind("Anteil Kinder (%)"), guess_kind("Minuten zur Schule")
    ('count', 'percentage', 'value')
    """
    if _SHARE.search(name):
        return "percentage"
    return "value" if _VALUE.search(name) else "count"


def guess_dimension(name: str) -> str:
    """Which side of life a column speaks of.

    Examples
    --------
    >>> guess_dimension("Wohnungen leer"), guess_dimension("Einwohner ab 65"), guess_dimension("abc")
    ('wohnen', 'bevoelkerung', 'weiteres')
    """
    return next((key for key, _, words in _DIMENSIONS if words.search(name)), _OTHER[0])


def guess_coordinates(names: Sequence[str]) -> tuple[str, str]:
    """The columns of easting and northing, or of longitude and latitude; empty if there are none.

    Examples
    --------
    >>> guess_coordinates(["Ort", "Breite", "Länge"])
    ('Länge', 'Breite')
    """
    plain = {name.strip().casefold(): name for name in names}
    east = next((plain[word] for word in _EAST if word in plain), "")
    north = next((plain[word] for word in _NORTH if word in plain), "")
    return (east, north) if east and north else ("", "")


# ----------------------------------------------------------------------------------------- files


def _q(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def project_text(draft: DraftProject) -> str:
    """The project file with comments."""
    header = draft.header if isinstance(draft.header, int) else list(draft.header)
    lines = [
        "# Angelegt mit „sozialraum new“. Was hinter # steht, ist eine Bemerkung. Bitte jede Zeile ansehen:",
        "# Das Programm hat aus Spaltennamen geraten. Danach: sozialraum check project.yaml",
        f"project: {draft.id}",
        f"title: {_q(draft.title)}",
        "subtitle: Entwurf zum Gespräch",
        "seed: 1",
        "editions: [internal]   # mit [internal, public] entsteht dazu eine Ausgabe für alle, im Ordner public",
        "# Wege auf dem Straßennetz: einen OSM-Auszug der Gegend danebenlegen und das # wegnehmen.",
        "# roads: niedersachsen-latest.osm.pbf",
        "levels:",
        "  - id: orte",
        "    title: Die Orte",
        "    area: Ort",
        "    areas: Orte",
        "    region: alle Orte zusammen   # womit verglichen wird, zum Beispiel der Name der Gemeinde",
        "    shown: alle Orte",
        "    table:",
        f"      file: {_q(draft.table)}",
    ]
    if draft.sheet:
        lines.append(f"      sheet: {_q(draft.sheet)}")
    lines += [f"      # Darüber steht: {text}" for text in draft.heading[:3]]
    lines.append(f"      header: {json.dumps(header)}   # Zeilen der Datei mit den Spaltennamen")
    if draft.skip_footer:
        lines.append(
            f"      skip_footer: {draft.skip_footer}   # Zeilen am Ende, die Anmerkungen sind"
        )
    if draft.decimal:
        lines.append(f"      decimal: {_q(draft.decimal)}")
    lines.append(f"      key: {_q(draft.key)}")
    if draft.totals:
        left = ", ".join(map(_q, draft.totals))
        lines.append(f"      leave_out: {{{_q(draft.key)}: [{left}]}}   # Summen, keine Orte")
    lines += [
        f"    population: {_q(draft.people)}   # alle Menschen eines Ortes",
        "    places:",
        f"      file: {_q(draft.places)}",
    ]
    lines += [f"      {name}: {_q(value)}" for name, value in draft.place_options.items()]
    lines += _unknown_lines(draft.unknown)
    lines += [
        '      source: ""   # woher die Lage der Orte stammt',
        f"    crs: {draft.crs}   # Koordinaten der Karte in Metern",
        "    # outline: {file: gemeinde.gpkg, key: name, area: Musterstadt}   # Umriss der Gemeinde, wenn es einen gibt",
        f"    floor: {draft.floor}   # mit weniger Menschen wird ein Ort mit dem nächsten zusammen gezählt",
        "    # facilities:   # Wege zu Schulen, Haltestellen, ...: siehe docs/methods/project.md",
        "    catalogue: catalogue.yaml",
        "    indicators:   # more/less: Worte, mit denen der Bericht einen Typ beschreibt; why: wozu die Zahl dient",
    ]
    for one in draft.indicators:
        adjust = ", adjust: binomial" if one.kind in ("share", "percentage") else ""
        lines.append(
            f"      - {{id: {one.id}{adjust}, decimals: {one.decimals}, more: {_q('mehr ' + one.name)}, "
            f'less: {_q("weniger " + one.name)}, why: ""}}'
        )
    lines += [f"      # nicht übernommen: {name}" for name in draft.skipped]
    lines += [
        "    types:",
        "      method: kmeans",
        f"      count: {draft.count}   # so viele Typen; der Anhang zeigt, was für andere Zahlen spricht",
        f"      compare: [2, 3{', 4' if draft.count > 2 else ''}]",
        "      why: Entwurf; die Zahl der Typen ist noch nicht begründet.",
        "    notes:",
        "      - Dieser Bericht ist ein Entwurf. Die Bezugsgrößen der Anteile sind aus Spaltennamen geraten und noch nicht geprüft.",
    ]
    return "\n".join(lines) + "\n"


def _unknown_lines(unknown: Sequence[tuple[str, str]]) -> list[str]:
    if not unknown:
        return []
    lines = [
        "      # Zu diesen Zeilen gibt es keinen Ort dieses Namens. Ist der genannte gemeint, das # wegnehmen:"
    ]
    lines.append("      # same_as:")
    lines += [f"      #   {_q(name)}: {_q(near or '?')}" for name, near in unknown]
    return lines


def catalogue_text(draft: DraftProject, *, source: str, date: str) -> str:
    """The catalogue with comments."""
    used = list(dict.fromkeys(one.dimension for one in draft.indicators))
    names = {key: name for key, name, _ in _DIMENSIONS} | {_OTHER[0]: _OTHER[1]}
    lines = [
        "# Die Merkmale: wer wird bei wem gezählt? Aus den Spaltennamen geraten. Bitte prüfen:",
        "#   denominator  Geteilt durch das Richtige? Kinder in der Kita gehören durch Kinder geteilt, nicht durch alle.",
        "#   direction    burden = mehr davon belastet, resource = mehr davon hilft, neutral = weder noch",
        "#   source, date, licence  stehen auf jeder Seite des Berichts",
        f"title: {_q('Merkmale: ' + draft.title)}",
        "dimensions:   # jede zählt in den Typen gleich viel, wie viele Merkmale sie auch hat",
        *(f"  {key}: {{name_de: {_q(names[key])}, name_en: {_q(names[key])}}}" for key in used),
        "indicators:",
    ]
    for one in draft.indicators:
        lines += [
            f"  - id: {one.id}",
            f"    name_de: {_q(one.name)}",
            f"    name_en: {_q(one.name)}",
            f"    dimension: {one.dimension}",
        ]
        if one.kind == "value":
            lines += [f"    value: {_q(one.column)}", '    unit: ""']
        elif one.kind == "percentage":
            lines += [
                f"    percentage: {_q(one.column)}",
                f"    base: {_q(one.base)}",
                '    unit: "%"',
            ]
        else:
            if one.kind == "rate":
                lines += [
                    "    kind: rate   # mehr Fälle als Bezug: je 100 statt ein Anteil",
                    "    scale: 100",
                ]
            unit = "je 100" if one.kind == "rate" else "%"
            lines += [
                f"    numerator: {_q(one.column)}",
                f"    denominator: {_q(one.base)}",
                f"    unit: {_q(unit)}",
            ]
        lines += [
            "    direction: neutral",
            f"    source: {_q(source)}",
            f"    date: {_q(date)}",
            "    licence: intern",
        ]
    return "\n".join(lines) + "\n"


# ----------------------------------------------------------------------------------------- told


def found(draft: DraftProject, rows: int) -> list[str]:
    """What the program saw in the files, to be confirmed by a look."""
    lines = [
        f"Tabelle: {rows} Zeilen; Orte in „{draft.key}“, Menschen in „{draft.people}“.",
        f"Merkmale: {len(draft.indicators)} (" + "; ".join(o.name for o in draft.indicators) + ").",
    ]
    if draft.totals:
        lines.append(f"Summenzeilen, die ausgelassen werden: {', '.join(draft.totals)}.")
    if draft.skipped:
        lines.append(f"Nicht übernommen: {', '.join(draft.skipped)}.")
    if draft.unknown:
        names = ", ".join(f"{n} (gemeint {g}?)" if g else n for n, g in draft.unknown)
        lines.append(
            f"Ohne Ort dieses Namens: {names}. Bitte in project.yaml unter same_as klären."
        )
    return lines


def done(folder: str) -> list[str]:
    """What comes next, as it can be copied."""
    file = f"{folder}/project.yaml"
    if " " in file:
        file = f'"{file}"'
    return [
        f"Angelegt in {folder}: project.yaml, catalogue.yaml, liefervorlage.xlsx.",
        f"Weiter: beide YAML-Dateien ansehen, dann  sozialraum check {file}",
        f"und                                       sozialraum run {file}",
    ]


def date_missing() -> str:
    """What is said where neither the table nor the user told of when the figures are."""
    return (
        "Von wann die Zahlen sind, steht nirgends: in catalogue.yaml bei jedem Merkmal date ergänzen, "
        "oder neu anlegen mit --date 2024."
    )


def year_of(heading: Sequence[str]) -> str:
    """The year that a title speaks of; empty if there is none.

    Examples
    --------
    >>> year_of(["Bestand zum 31.12.2024"]), year_of(["Bestand"])
    ('2024', '')
    """
    years = re.findall(r"\b(?:19|20)\d\d\b", " ".join(heading))
    return years[-1] if years else ""


def source_of(notes: Sequence[str], heading: Sequence[str], file: str) -> str:
    """Whose figures these are: as the notes say, else the title of the table, else its file.

    Examples
    --------
    >>> source_of(["Quelle: Melderegister"], ["Bestand"], "t.xlsx"), source_of([], [], "t.xlsx")
    ('Melderegister', 't.xlsx')
    """
    said = [
        note.split(":", 1)[1].strip() for note in notes if note.casefold().startswith("quelle:")
    ]
    return next(filter(None, [*said, *heading]), file)


def is_whole(name: str) -> bool:
    """Is it called the whole of a group?

    Examples
    --------
    >>> is_whole("Wohnungen insgesamt"), is_whole("Wohnungen leer")
    (True, False)
    """
    return _ALL.match(name) is not None


def total_rows(names: Iterable[str]) -> list[str]:
    """Those that are called after a sum."""
    return [name for name in names if is_total(name)]
