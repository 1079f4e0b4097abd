"""What was noticed, and what went wrong, in plain German: one template per code.

Findings and errors travel as codes with named facts; their English sentence is for programmers. Here is what
a reader in a town hall sees. A finding whose code has no template is counted, not shown raw.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from sozialraum.core import Finding
from sozialraum.words.levels import level_name
from sozialraum.words.numbers import integer

__all__ = ["codes", "error_text", "finding_text", "list_of_codes", "meaning"]

_NAMED_AREAS = 6

# -------------------------------------------------------------------------------------------- errors


@dataclass(frozen=True)
class _Trouble:
    """What is wrong, what was expected, how to mend it; {…} are facts of the finding."""

    what: str
    expected: str = ""
    mend: str = ""


_TROUBLES: dict[str, _Trouble] = {
    # files
    "file_missing": _Trouble(
        "Die Datei „{file}“ gibt es nicht.",
        "eine Datei an diesem Ort; Pfade in der Projektdatei gelten von der Projektdatei aus",
        "Pfad und Schreibweise prüfen",
    ),
    "exists": _Trouble(
        "„{file}“ gibt es schon; es wird nichts überschrieben.",
        "einen Ordner ohne Projekt",
        "einen anderen Ordner nennen",
    ),
    "file_empty": _Trouble(
        "Die Datei „{file}“ ist leer.",
        "eine Datei mit Inhalt",
        "Datei neu speichern oder neu herunterladen",
    ),
    "file_is_folder": _Trouble(
        "„{file}“ ist ein Ordner.", "eine Projektdatei", "die Datei project.yaml darin angeben"
    ),
    "no_rows": _Trouble(
        "Die Datei enthält keine Zeilen mit Daten.",
        "mindestens eine Datenzeile unter der Kopfzeile",
        "die Datei öffnen und nachsehen; „header“, „skip_footer“, „rows“ und „leave_out“ prüfen",
    ),
    "empty_sheet": _Trouble(
        "Auf dem Blatt „{sheet}“ steht keine Tabelle.",
        "ein Blatt mit Spaltennamen und Zahlen; die Datei hat noch: {sheets}",
        "das richtige Blatt nennen („sheet“ in der Projektdatei, --sheet bei „sozialraum new“)",
    ),
    "unknown_sheet": _Trouble(
        "Das Blatt „{found}“ gibt es in der Datei nicht.", "eines von: {expected}", "{nearest_hint}"
    ),
    "unknown_layer": _Trouble(
        "„{found}“ gibt es in der Datei nicht.", "eines von: {expected}", "{nearest_hint}"
    ),
    "several_layers": _Trouble(
        "Die Datei enthält mehreres mit Daten.",
        "eines davon: {layers}",
        "es mit „layer“ nennen (bei einem Archiv: der Name ohne Endung)",
    ),
    "open_quote": _Trouble(
        "Ein Anführungszeichen wird geöffnet und nicht geschlossen.",
        "Anführungszeichen nur um ganze Zellen, innen verdoppelt",
        "diese Zeile der Datei berichtigen",
    ),
    "unknown_encoding": _Trouble(
        "Die Kodierung „{found}“ ist nicht bekannt.",
        "utf-8, cp1252, latin-1 oder cp850",
        "„encoding“ berichtigen oder weglassen",
    ),
    "bad_geometry": _Trouble(
        "Eine Geometrie der Datei ist unbrauchbar.",
        "Flächen oder Punkte",
        "die Datei neu ausspielen",
    ),
    "bad_grid_cell": _Trouble(
        "Ein Schlüssel ist keine Gitterzelle{area_hint}.",
        "eine Form wie CRS3035RES1000mN2974000E4420000 oder 1kmN2974E4420",
        "Spalte und „key_kind“ prüfen",
    ),
    "transformation_failed": _Trouble(
        "Ein Punkt lässt sich nicht in das andere Koordinatensystem umrechnen.",
        "Koordinaten, die zum angegebenen System passen",
        "„crs“ prüfen, und ob zuerst die Länge (Ost), dann die Breite (Nord) steht",
    ),
    "no_table": _Trouble(
        "In „{file}“ sieht keine Zeile wie Daten einer Tabelle aus.",
        "eine Zeile mit Spaltennamen, darunter Zeilen mit Zahlen",
        "die Datei prüfen oder das richtige Blatt nennen",
    ),
    "not_utf8": _Trouble(
        "Die Datei ist kein UTF-8-Text (vermutlich Windows-1252 oder Latin-1).",
        "UTF-8",
        "im Editor mit der Kodierung „UTF-8“ speichern",
    ),
    "bad_encoding": _Trouble(
        "Die Datei passt nicht zur angegebenen Kodierung.",
        "die wirkliche Kodierung, meist utf-8 oder cp1252",
        "„encoding“ in der Projektdatei berichtigen oder weglassen",
    ),
    # project file and catalogue
    "not_yaml": _Trouble(
        "Die Datei lässt sich nicht als YAML lesen ({message}).",
        "Angaben der Form „name: wert“, gleich weit eingerückt",
        "Einrückung, Doppelpunkte und Anführungszeichen in dieser Zeile prüfen",
    ),
    "duplicate_option": _Trouble(
        "Eine Angabe steht zweimal da.", "jede Angabe nur einmal", "eine der beiden löschen"
    ),
    "unknown_option": _Trouble(
        "Die Angabe „{found}“ gibt es hier nicht.", "{expected}", "{nearest_hint}"
    ),
    "missing_option": _Trouble(
        "Die Angabe „{option}“ fehlt.", "„{option}: …“ an dieser Stelle", "die Angabe ergänzen"
    ),
    "wrong_option": _Trouble(
        "Die Angabe „{option}“ hat einen falschen Wert{found_hint}.",
        "{expected_de}",
        "den Wert berichtigen",
    ),
    "unknown_indicator": _Trouble(
        "Das Merkmal „{found}“ steht nicht im Katalog.", "eines von: {expected}", "{nearest_hint}"
    ),
    "two_words": _Trouble(
        "Das Merkmal „{indicator}“ heißt hier „{found}“, auf einer anderen Ebene „{known}“.",
        "auf jeder Ebene dasselbe Wort („{known}“, wie in „{level}“)",
        "eines der beiden Wörter übernehmen, oder den Merkmalen verschiedene Kennungen geben",
    ),
    "unknown_facility": _Trouble(
        "Die Einrichtung „{found}“ gibt es auf dieser Ebene nicht.",
        "eine von: {expected}",
        "{nearest_hint}",
    ),
    "unknown_mode": _Trouble(
        "Das Verkehrsmittel „{found}“ wird für diese Einrichtung nicht gemessen.",
        "eines von: {expected}",
        "es bei der Einrichtung unter „compare“ nennen, oder ein anderes wählen",
    ),
    "unknown_dimension": _Trouble(
        "Den Bereich „{found}“ gibt es im Katalog nicht.", "einer von: {expected}", "{nearest_hint}"
    ),
    "duplicate_indicator": _Trouble(
        "Ein Merkmal ist doppelt aufgeführt ({message}).",
        "jedes Merkmal nur einmal",
        "den zweiten Eintrag löschen",
    ),
    "bad_definition": _Trouble(
        "Ein Merkmal im Katalog ist unvollständig ({message}).",
        "Angaben wie bei den übrigen Merkmalen",
        "den Eintrag ergänzen",
    ),
    "no_regions": _Trouble(
        "Zu welcher Region die {areas_word} gehören, ist nicht angegeben.",
        "„regions“ mit einer Textspalte der Tabelle",
        "„regions“ ergänzen oder „towards: all“ angeben",
    ),
    "no_neighbours": _Trouble(
        "Wie weit Nachbarn entfernt sein dürfen, ist für die {areas_word} nicht angegeben.",
        "„neighbours“ mit Verkehrsmittel und Minuten",
        "„neighbours“ ergänzen oder „towards: all“ angeben",
    ),
    "types_as_target": _Trouble(
        "Die Spalte „{column}“ enthält Typen. Typen, die aus einem Merkmal entstanden sind, würden sich damit selbst bestätigen.",
        "eine Gemeinde, eine Region oder die Nachbarn als Ziel der Glättung",
        "unter „regions“ eine andere Spalte angeben",
    ),
    "no_base_to_adjust": _Trouble(
        "Das Merkmal „{column}“ kann nicht geglättet werden, weil ihm eine Bezugsgröße fehlt.",
        "im Katalog Zähler und Nenner, oder Prozentwert und „base“",
        "Bezugsgröße ergänzen oder „adjust: none“ angeben",
    ),
    # files
    "not_text": _Trouble(
        "Die Datei ist keine Texttabelle.",
        "eine CSV-Datei, oder eine Datei mit ihrer richtigen Endung (.xlsx, .zip)",
        "die Tabelle neu als CSV speichern; ist es eine Excel-Datei oder ein Archiv, die Endung berichtigen",
    ),
    "not_a_file": _Trouble(
        "Hier liegt ein Ordner, keine Datei.",
        "der Name einer Datei",
        "eine Datei in diesem Ordner angeben",
    ),
    "cannot_read": _Trouble(
        "Die Datei lässt sich nicht lesen: Sie ist beschädigt, unvollständig, mit einem Kennwort geschützt oder von anderer Art, als ihre Endung sagt.",
        "Tabellen als CSV oder .xlsx; Grenzen als GeoPackage, Shapefile, GeoJSON oder GML",
        "die Datei öffnen und neu speichern oder neu laden; bei einem Shapefile alle Teile (.shp, .shx, .dbf, .prj) dazulegen; Leserecht prüfen",
    ),
    "not_an_osm_file": _Trouble(
        "Die Datei ist keine OpenStreetMap-Datei.",
        "eine .osm.pbf-, .osm.gz- oder .osm-Datei",
        "„roads“ prüfen oder einen Auszug laden, zum Beispiel von Geofabrik",
    ),
    "invalid_argument": _Trouble(
        "Die Angabe „{option}“ hat einen ungültigen Wert (technische Meldung: {message}).",
        "ein Wert wie in der Beschreibung der Projektdatei",
        "den Wert berichtigen oder die Angabe weglassen",
    ),
    "number_out_of_range": _Trouble(
        "Eine Zahl ist so groß oder so klein, wie es keine gibt{area_hint}.",
        "Personen, Fälle oder Personenjahre, oder Werte in einer üblichen Einheit",
        "nachsehen, ob die Zelle vertippt ist, sonst eine andere Einheit nehmen",
    ),
    "not_finite": _Trouble(
        "Eine Zahl ist unendlich groß{area_hint}.",
        "endliche Zahlen",
        "die Zelle berichtigen; steht sie für „kein Wert“, leer lassen",
    ),
    # columns and keys
    "duplicate_column": _Trouble(
        "Zwei Spalten heißen „{column}“.",
        "jeder Spaltenname nur einmal",
        "eine der Spalten umbenennen; einen Kopf über mehrere Zeilen zu einer zusammenfassen",
    ),
    "unknown_column": _Trouble(
        "Die Spalte „{found}“ gibt es nicht.", "eine von: {expected}", "{nearest_hint}"
    ),
    "lost_leading_zero": _Trouble(
        "Schlüsseln fehlt die führende Null{area_hint}; das geschieht oft beim Öffnen in Excel.",
        "amtliche Schlüssel mit führender Null, zum Beispiel 03252007",
        "die Spalte als Text speichern, oder „repair_ags: true“ angeben: dann wird die Null ergänzt und das im Bericht vermerkt",
    ),
    "bad_area_code": _Trouble(
        "Ein Schlüssel hat nicht die erwartete Form{area_hint}.",
        "ein Schlüssel der angegebenen Art (key_kind)",
        "Spalte und „key_kind“ prüfen",
    ),
    "grid_too_large": _Trouble(
        "Die Quadrate liegen so weit auseinander, dass das Rechteck um sie zu groß ist.",
        "Koordinaten eines einzigen Gitters, in Metern",
        "Spalten der Koordinaten prüfen (Ost und Nord, Meter, EPSG:3035)",
    ),
    "duplicate_key": _Trouble(
        "Ein Schlüssel kommt mehrfach vor{area_hint}{rows_hint}.",
        "jede Fläche nur einmal",
        "den Schlüssel berichtigen oder die richtige Zeile wählen („rows“, „leave_out“); steht in jeder Zeile ein einzelner Wert, „long_form“ angeben",
    ),
    "doubled_place": _Trouble(
        "Mehrere Einrichtungen haben denselben Schlüssel{area_hint}{rows_hint}.",
        "jeder Schlüssel nur einmal",
        "„doubled: number“ angeben, um sie zu unterscheiden, oder „doubled: merge“, wenn es dieselben sind",
    ),
    "not_points": _Trouble(
        "In der Punktebene liegen Flächen oder Linien{area_hint}.",
        "Punkte",
        "die Mittelpunkte bilden (QGIS: Zentroide)",
    ),
    "keys_without_row": _Trouble(
        "{count} von {total} Flächen fehlen in der zweiten Tabelle{area_hint}.",
        "eine Zeile für jede Fläche der ersten Tabelle „{table}“",
        "die Zeilen ergänzen oder in der ersten Tabelle mit „leave_out“ weglassen",
    ),
    "year_without_columns": _Trouble(
        "Für das Jahr {year} hat kein Merkmal alle seine Spalten ({found}).",
        "Spalten, die heißen wie die der Tabelle, bis auf das Ende des Jahres",
        "die Namen der Spalten prüfen oder das Jahr unter „years“ weglassen",
    ),
    "year_of_today": _Trouble(
        "Das Merkmal „{indicator}“ hat frühere Jahre, aber der Katalog nennt für heute kein eigenes Jahr (dort steht „{found}“).",
        "ein Jahr, das nicht schon unter „years“ steht",
        "im Katalog unter „date“ das Jahr der Tabelle selbst angeben",
    ),
    "column_twice": _Trouble(
        "Die Spalte „{found}“ steht in mehreren Tabellen.",
        "jede Spalte nur einmal",
        "bei der zweiten Tabelle unter „columns“ die gewünschten nennen",
    ),
    "value_twice": _Trouble(
        "Zu einer Fläche steht derselbe Wert mehrfach{found_hint}.",
        "je Fläche und Name ein Wert",
        "mit „rows“ auswählen, zum Beispiel nach dem Jahr",
    ),
    "no_supply": _Trouble(
        "{count} Einrichtungen haben keine Angabe über 0 in der Spalte „{column}“{area_hint}.",
        "eine Zahl größer als 0 bei jeder Einrichtung",
        "die Spalte ergänzen oder diese Einrichtungen mit „leave_out“ weglassen",
    ),
    "no_georeference": _Trouble(
        "Das Raster sagt nicht, wo es liegt.",
        "ein Raster mit Lage (GeoTIFF, .asc mit .prj)",
        "das Raster mit Koordinatensystem und Lage ausgeben lassen",
    ),
    "unknown_band": _Trouble(
        "Das Raster hat diesen Kanal nicht.",
        "die Nummer eines Kanals, von 1 an",
        "die Nummer prüfen",
    ),
    "second_table": _Trouble(
        "In der Datei beginnt eine zweite Tabelle.",
        "eine Tabelle je Datei",
        "die zweite Tabelle in eine eigene Datei legen oder ihre Zeilen mit „skip_footer“ auslassen",
    ),
    "no_header": _Trouble(
        "Die Kopfzeile sieht aus wie Daten: Die Datei hat wohl keine.",
        "eine Zeile mit den Namen der Spalten",
        "„header: 0“ angeben (die Spalten heißen dann column_1, column_2, …) oder die Zeile der Namen nennen",
    ),
    "bad_date": _Trouble(
        "Eine Zelle ist als Datum formatiert, enthält aber keines.",
        "ein Datum oder das Format einer Zahl",
        "die Zelle {column} berichtigen",
    ),
    "unsupported_format": _Trouble(
        "Diese Art von Datei wird nicht gelesen ({found}).",
        "CSV oder .xlsx",
        "in der Tabellenkalkulation als .xlsx ohne Kennwort speichern",
    ),
    "too_large": _Trouble(
        "Die Datei ist größer als erlaubt ({what}: höchstens {most}).",
        "eine Datei in üblicher Größe",
        "die Datei teilen; ist sie eigentlich klein, ist sie beschädigt",
    ),
    "not_a_local_file": _Trouble(
        "„{file}“ ist keine Datei auf diesem Rechner.",
        "der Pfad einer Datei",
        "die Datei zuerst herunterladen",
    ),
    "geometry_collection": _Trouble(
        "Neben Flächen stehen übrig gebliebene Linien oder Punkte{area_hint}.",
        "nur Flächen",
        "sie aus der Datei nehmen oder „make_valid: true“ angeben: dann bleiben nur die Flächen",
    ),
    "computed_layer": _Trouble(
        "Die Ebene ist eine Sicht (View), keine gespeicherte Tabelle.",
        "eine gespeicherte Ebene",
        "sie in QGIS als neue Ebene speichern",
    ),
    "missing_key": _Trouble(
        "In einer Zeile fehlt der Schlüssel.",
        "einen Schlüssel in jeder Zeile",
        "die Zeile ergänzen; gehört sie zum Kopf (Einheiten), „header: [erste, letzte]“ angeben, ist es eine Anmerkung am Ende, „skip_footer“",
    ),
    "row_length": _Trouble(
        "Eine Zeile hat eine andere Zahl von Spalten als die Kopfzeile.",
        "gleich viele Spalten in jeder Zeile",
        "Trennzeichen und Anführungszeichen in dieser Zeile prüfen",
    ),
    "not_a_number": _Trouble(
        "In einer Zahlenspalte steht Text{found_hint}.",
        "eine Zahl oder ein amtliches Zeichen (- . … / x)",
        "den Eintrag berichtigen; steht er für „kein Wert“, die Zelle leer lassen",
    ),
    "ambiguous_number": _Trouble(
        "Es ist nicht zu erkennen, ob der Punkt Tausender oder Dezimalstellen trennt{found_hint}.",
        "eine eindeutige Schreibweise",
        '„decimal: ","“ oder „decimal: "."“ bei der Tabelle angeben; Tausenderpunkte neben Dezimalpunkten aus der Datei nehmen',
    ),
    "mixed_decimals": _Trouble(
        "In der Tabelle kommen Dezimalkomma und Dezimalpunkt nebeneinander vor.",
        "ein Dezimalzeichen für die ganze Tabelle",
        "die Tabelle vereinheitlichen",
    ),
    "count_above_base": _Trouble(
        "Eine Fallzahl ist größer als ihre Bezugsgröße{area_hint}.",
        "höchstens so viele Fälle wie Personen",
        "Spalten und Katalog prüfen",
    ),
    "not_a_percentage": _Trouble(
        "Ein Prozentwert liegt nicht zwischen 0 und 100{area_hint}.",
        "Werte von 0 bis 100",
        "steht die Zahl für „kein Wert“, sie unter „missing_codes“ nennen",
    ),
    "negative_count": _Trouble(
        "Eine Zahl ist negativ{area_hint}.",
        "Zahlen ab 0",
        "steht die Zahl für „kein Wert“, sie unter „missing_codes“ nennen",
    ),
    "all_missing_column": _Trouble(
        "Das Merkmal „{indicator}“ hat in keiner Fläche einen Wert.",
        "Werte in wenigstens zwei Flächen",
        "Spalte und „missing_codes“ prüfen, oder das Merkmal weglassen",
    ),
    "empty_column": _Trouble(
        "Die Spalte „{column}“ enthält keinen Wert; das Merkmal „{indicator}“ hat damit in keiner Fläche einen.",
        "Werte in wenigstens zwei Flächen",
        "Spalte und „missing_codes“ prüfen, oder das Merkmal weglassen",
    ),
    "constant_column": _Trouble(
        "Das Merkmal „{indicator}“ ist in allen Flächen gleich{found_hint} und kann keine Typen unterscheiden.",
        "unterschiedliche Werte{columns_hint}",
        "das Merkmal weglassen oder „use: context“ angeben",
    ),
    "equal_after_adjustment": _Trouble(
        "Das Merkmal „{indicator}“ unterscheidet sich zwischen den Flächen nicht mehr, als der Zufall kleiner Zahlen erwarten lässt. Geglättet hat es überall denselben Wert ({found}).",
        "Unterschiede, die über den Zufall hinausgehen",
        "das Merkmal weglassen, mehrere Jahre zusammenfassen oder „adjust: none“ angeben",
    ),
    "not_transformable": _Trouble(
        "Das Merkmal „{column}“ enthält den Wert {found}; „transform: {transform}“ geht damit nicht.",
        "Werte über 0 (log) oder ab 0 (sqrt)",
        "„transform: asinh“ oder „none“ angeben",
    ),
    "name_without_area": _Trouble(
        "Der Typname „{type_name}“ gehört zur Fläche „{found}“; eine solche gibt es nicht genau einmal.",
        "Schlüssel oder Name einer Fläche, die für den Typ steht",
        "{nearest_hint}",
    ),
    "named_twice": _Trouble(
        "Der Typname „{found}“ (Fläche „{area_text}“) trifft mit einem anderen zusammen (Fläche „{other}“).",
        "ein Name je Typ, und jeder Name nur einmal",
        "eine Fläche nennen, die zu einem anderen Typ gehört, oder einen der Namen weglassen",
    ),
    "unfair_name": _Trouble(
        "Der Typname „{found}“ bewertet einen Ort oder Menschen ({words}).",
        "ein Name aus Siedlung, Alter, Wohnen oder Wegen",
        "einen Namen wählen, den auch die Menschen dort verwenden würden",
    ),
    "no_pdf_printer": _Trouble(
        "Ein PDF war verlangt, aber es gibt hier kein Programm, das es druckt.",
        "Chromium, Google Chrome oder WeasyPrint",
        "eines davon installieren, oder „pdf: true“ weglassen und report.html von Hand drucken",
    ),
    "pdf_failed": _Trouble(
        "Das PDF ließ sich nicht drucken ({message}).",
        "ein Browser, der ohne Fenster druckt",
        "report.html von Hand drucken; „pdf: true“ weglassen",
    ),
    "all_below_floor": _Trouble(
        "Keine Fläche ({areas_word}) hat {floor} Menschen; weniger dürfen nicht ausgewiesen werden.",
        "mindestens eine Fläche mit {floor} Menschen",
        "Flächen zusammenlegen oder „floor_people“ in den Regeln (policy) senken",
    ),
    "fewer_areas_than_types": _Trouble(
        "Es gibt weniger Flächen als Typen: {found} Flächen für {types} Typen.",
        "mehr Flächen als Typen",
        "„types: count“ und „compare“ verkleinern oder mehr Flächen nehmen",
    ),
    "no_inhabited_area": _Trouble(
        "In der Einwohnerspalte „{column}“ steht nirgends eine Zahl über 0.",
        "die Spalte mit den Einwohnern",
        "„population“ prüfen",
    ),
    "impossible_population": _Trouble(
        "In der Einwohnerspalte „{column}“ steht eine unmögliche Zahl{found_hint}{area_hint}.",
        "Einwohnerzahlen von 0 bis 10 Milliarden",
        "die Zahl berichtigen; steht sie für „kein Wert“, sie unter „missing_codes“ nennen",
    ),
    "unknown_focus": _Trouble(
        "Die Fläche „{found}“ unter „focus“ gibt es nicht, oder sie ist unbewohnt.",
        "den Schlüssel einer gezeigten Fläche",
        "{nearest_hint}",
    ),
    "focus_not_shown": _Trouble(
        "Die Fläche „{found}“ unter „focus“ gehört nicht zu den gezeigten Flächen (starts_with „{selection}“).",
        "den Schlüssel einer gezeigten Fläche",
        "{nearest_hint}",
    ),
    "no_place": _Trouble(
        "In der Datei „{source}“ ist kein Ort mit Namen, nach dem die Flächen heißen könnten.",
        "mindestens einen Ort",
        "Datei und Filter unter „places“ prüfen oder „places“ weglassen",
    ),
    "unknown_word": _Trouble(
        "Für das Wort in Klammern „{found}“ sagt kein Eintrag unter „each“ etwas.",
        "{expected}",
        "{nearest_hint}",
    ),
    "wrong_paper": _Trouble(
        "Beim Bericht „{found}“ ergibt die Angabe „{option}“ eingesetzt nichts Brauchbares.",
        "ein Wert, der auch ohne Platzhalter dort stehen dürfte",
        "den Eintrag unter „each“ berichtigen",
    ),
    "several_papers": _Trouble(
        "Diese Projektdatei macht mehrere Berichte („each“).",
        "eine Projektdatei ohne „each“",
        "project.run_each aufrufen; der Befehl „sozialraum run“ kann beides",
    ),
    "no_coordinates": _Trouble(
        "Der Liste der Orte fehlen Namen oder Koordinaten.",
        "eine Spalte mit Namen und zwei mit Koordinaten (lon und lat, x und y, Ost und Nord); gefunden: {found}",
        "die Spalten so benennen oder ergänzen",
    ),
    "too_few_columns": _Trouble(
        "Zu wenige Spalten beschreiben die Orte.",
        "neben Namen und Menschen zwei Spalten mit Zahlen, die sich von Ort zu Ort unterscheiden; gefunden: {found}",
        "Spalten ergänzen oder prüfen, ob die Zahlen als Zahlen (nicht als Datum oder Text) darin stehen",
    ),
    "formula_without_value": _Trouble(
        "In einer Zelle steht eine Formel ohne ihr Ergebnis.",
        "eine Zahl oder ein Text, oder eine Formel, die schon berechnet ist",
        "die Datei in der Tabellenkalkulation öffnen und speichern; soll der Text mit „=“ beginnen, ein Hochkomma davor setzen",
    ),
    "no_people_column": _Trouble(
        "Keine Spalte heißt nach den Menschen eines Ortes.",
        "eine Spalte wie „Einwohner insgesamt“; gefunden: {found}",
        "die Spalte so benennen oder ergänzen",
    ),
    "no_key_column": _Trouble(
        "Keine Spalte benennt jede Zeile mit einem eigenen Text.",
        "eine Spalte mit den Namen der Orte, jeder nur einmal; gefunden: {found}",
        "die Namen eindeutig machen oder Zwischensummen herausnehmen",
    ),
    "squares_do_not_fit": _Trouble(
        "Quadrate von {found} m lassen sich nicht ganz in solche von {small} m teilen.",
        "unter „people_from“ größere Quadrate, in die ganze kleine passen",
        "„size“ unter „people_from: grid“ prüfen",
    ),
    "unknown_place": _Trouble(
        "Den Ort „{found}“ gibt es nicht, oder niemand wohnt bei ihm.",
        "{nearest_hint}",
        "den Namen berichtigen, wie er in der Datei der Orte steht",
    ),
    "no_row_near_a_place": _Trouble(
        "Kein Teil der Tabelle liegt höchstens {limit} Minuten von einem Ort.",
        "Quadrate und Orte derselben Gegend",
        "Koordinaten beider Dateien und „within_minutes“ unter „add_up“ prüfen",
    ),
    "floor_above_all": _Trouble(
        "Die Untergrenze von {floor} {counted} liegt über allen zusammen ({people}).",
        "eine Untergrenze, die wenigstens alle zusammen erreichen",
        "„floor“ oder „floors“ senken oder mehr Flächen in die Tabelle nehmen",
    ),
    "far_place": _Trouble(
        "Der Ort „{found}“ liegt {km} km weit weg vom nächsten anderen Ort{area_hint}.",
        "Orte, die beieinander liegen",
        "Koordinaten prüfen: vertauscht, anderes Koordinatensystem oder ein anderer Ort gleichen Namens?",
    ),
    "place_outside": _Trouble(
        "Der Ort „{found}“ liegt {km} km weit weg vom Umriss{area_hint}.",
        "Orte im Umriss oder nahe dabei",
        "Koordinaten prüfen: vertauscht, anderes Koordinatensystem oder ein anderer Ort gleichen Namens?",
    ),
    "total_row": _Trouble(
        "Die Zeile „{found}“ ist die Summe der anderen und kein Ort.",
        "nur Zeilen einzelner Orte",
        "die Zeile auslassen: „leave_out: {{{key}: {found}}}“ unter „table“",
    ),
    "place_taken": _Trouble(
        "Die Zeilen {listed} meinen beide den Ort „{found}“.",
        "zu jedem Ort höchstens eine Zeile",
        "eine Zeile berichtigen oder herausnehmen („leave_out“)",
    ),
    "ambiguous_places": _Trouble(
        "Zu {found} gibt es mehrere Orte dieses Namens.",
        "zu jedem Namen genau ein Ort",
        "die Orte in „{file}“ eindeutig benennen, zum Beispiel mit der Gemeinde",
    ),
    "unknown_places": _Trouble(
        "{count} Zeilen der Tabelle „{table}“ haben keinen Ort: {listed}.",
        "für jede Zeile ein Ort mit diesem Namen in „{file}“",
        "Schreibweise berichtigen, den Ort ergänzen oder unter „places: same_as“ sagen, welcher gemeint ist",
    ),
    "column_taken": _Trouble(
        "Die Spalte „{found}“ soll berechnet werden, es gibt sie aber schon.",
        "einen Namen, den noch keine Spalte trägt",
        "die berechnete Spalte (oder die id der Einrichtung) umbenennen",
    ),
    "yaml_too_deep": _Trouble(
        "Die Angaben sind zu tief ineinander geschachtelt.",
        "Angaben wie in den Beispielprojekten",
        "Klammern und Einrückungen prüfen",
    ),
    "yaml_too_large": _Trouble(
        "Die Datei ist viel zu groß oder enthält mit ihren Wiederholungen (& und *) viel zu viele Einträge.",
        "Angaben wie in den Beispielprojekten",
        "die Wiederholungen entfernen; Tabellen gehören in eigene Dateien",
    ),
    "nothing_to_show": _Trouble(
        "Keine Fläche beginnt mit „{found}“.",
        "Schlüssel, die so beginnen",
        "„show“ in der Projektdatei prüfen",
    ),
    "unknown_area": _Trouble(
        "Die Fläche „{found}“ gibt es in der Datei nicht.",
        "ein Schlüssel aus der Datei",
        "Schlüssel prüfen",
    ),
    # polygons
    "keys_without_polygon": _Trouble(
        "{count} von {total} Zeilen der Tabelle haben keine Grenze{area_hint}.",
        "für jede Fläche der Tabelle genau ein Polygon",
        "Grenzen vom selben Gebietsstand verwenden oder diese Zeilen aus der Tabelle nehmen",
    ),
    "polygons_without_key": _Trouble(
        "{count} von {total} Polygonen kommen in der Tabelle nicht vor{area_hint}.",
        "für jedes Polygon eine Zeile in der Tabelle",
        "die Tabelle ergänzen; sollen sie wegbleiben, „without_data: leave_out“ unter „boundaries“ angeben",
    ),
    "no_key_matches": _Trouble(
        "Kein Schlüssel der Tabelle passt zu den Grenzen.",
        "gleiche Schlüssel auf beiden Seiten",
        "„key“ auf beiden Seiten prüfen",
    ),
    "no_crs": _Trouble(
        "Die Polygone haben kein Koordinatensystem.",
        "eine Angabe in der Datei (bei Shapefiles die .prj-Datei)",
        "die .prj-Datei dazulegen oder „crs: EPSG:25832“ (oder das richtige) unter „boundaries“ angeben",
    ),
    "unknown_crs": _Trouble(
        "Das Koordinatensystem ist unbekannt.", "eine Angabe wie EPSG:25832", "„crs“ prüfen"
    ),
    "coordinates_outside_crs": _Trouble(
        "Die Koordinaten passen nicht zum angegebenen Koordinatensystem.",
        "Koordinaten im Gebiet des Systems",
        "„crs“ prüfen; sind Länge und Breite vertauscht?",
    ),
    "coordinates_with_zone": _Trouble(
        "Die Rechtswerte tragen die Zonenziffer (achtstellig).",
        "sechsstellige Rechtswerte, oder das System EPSG:4647",
        "„crs: EPSG:4647“ angeben",
    ),
    "invalid_polygon": _Trouble(
        "Ein Polygon ist ungültig, zum Beispiel überschneidet sich seine Linie{area_hint}.",
        "gültige Polygone",
        "in QGIS „Geometrien reparieren“, oder „make_valid: true“ unter „boundaries“ angeben: dann wird es repariert und im Bericht vermerkt",
    ),
    "not_polygons": _Trouble(
        "Die Datei enthält keine Polygone.",
        "Flächen",
        "die richtige Datei oder Ebene („layer“) angeben",
    ),
    "missing_geometry": _Trouble(
        "Eine Fläche hat keine Geometrie{area_hint}.", "zu jeder Fläche ein Polygon", "Datei prüfen"
    ),
    "several_features": _Trouble(
        "Eine Fläche kommt in der Datei mehrfach vor{area_hint}.",
        "jede Fläche einmal",
        "die Teile vorher zusammenfassen",
    ),
    "ballpark_transformation": _Trouble(
        "Die Koordinaten lassen sich nicht genau umrechnen; das Ergebnis läge um Meter bis Hunderte Meter daneben.",
        "eine genaue Umrechnung",
        "ein anderes Koordinatensystem wählen oder die PROJ-Gitter nachinstallieren",
    ),
    # roads and facilities
    "damaged_file": _Trouble(
        "Die OpenStreetMap-Datei ist beschädigt oder abgeschnitten.",
        "eine vollständige .osm.pbf-, .osm.gz- oder .osm-Datei",
        "Datei neu herunterladen",
    ),
    "no_roads": _Trouble(
        "In der OpenStreetMap-Datei ist keine Straße, die sich nutzen lässt.",
        "einen Auszug mit Straßen",
        "einen anderen Auszug nehmen, zum Beispiel von Geofabrik",
    ),
    "facility_far_from_road": _Trouble(
        "{facility}: {count} Einrichtungen liegen weiter als {limit} m von jeder Straße (bis {metres} m){area_hint}.",
        "Einrichtungen an einer Straße des Kartenausschnitts",
        "Koordinaten prüfen oder einen größeren Kartenausschnitt nehmen",
    ),
    "no_facility": _Trouble(
        "{facility}: In der Datei ist keine solche Einrichtung.",
        "mindestens eine",
        "Filter prüfen oder die Einrichtung weglassen",
    ),
    "missing_coordinate": _Trouble(
        "Einer Einrichtung fehlen Koordinaten{area_hint}.",
        "Länge und Breite in jeder Zeile",
        "die Zeile ergänzen oder entfernen",
    ),
    "siting_too_large": _Trouble(
        "Für die Standortfrage werden {count} Flächen gezeigt; jede zählt als möglicher Ort, das sind zu viele.",
        "höchstens etwa {limit} gezeigte Flächen",
        "mit „show“ weniger Flächen zeigen oder „siting“ weglassen",
    ),
    "bands_without_roads": _Trouble(
        "Flächen gleicher Zeit (bands) brauchen ein Straßennetz; die Projektdatei nennt keines.",
        "einen Kartenausschnitt unter „roads“",
        "„roads“ angeben oder „bands“ weglassen",
    ),
    "no_area_in_extract": _Trouble(
        "Keine Fläche liegt im Kartenausschnitt.",
        "einen Ausschnitt dieser Region",
        "„roads“ prüfen",
    ),
    # output
    "output_not_writable": _Trouble(
        "Der Ergebnisordner lässt sich nicht anlegen ({reason}).",
        "einen Ordner, in den geschrieben werden darf",
        "mit --out einen anderen Ordner wählen oder Rechte prüfen",
    ),
    "output_is_file": _Trouble(
        "Wo der Ergebnisordner hin soll, liegt eine Datei.",
        "ein Ordner",
        "mit --out einen anderen Ordner wählen",
    ),
    "output_foreign": _Trouble(
        "Der Ergebnisordner enthält Dateien, die nicht von diesem Programm sind.",
        "ein leerer Ordner oder ein früheres Ergebnis",
        "mit --out einen anderen Ordner wählen",
    ),
    "output_is_root": _Trouble(
        "Das Wurzelverzeichnis kann nicht der Ergebnisordner sein.",
        "ein Ordner mit einem Namen",
        "mit --out einen Unterordner wählen",
    ),
    "disk_full": _Trouble(
        "Der Datenträger ist voll; das Ergebnis passt nicht hinein.",
        "etwa 20 MB freier Platz je Projekt",
        "Platz schaffen oder mit --out einen anderen Ordner wählen. Es wurde nichts Halbes zurückgelassen.",
    ),
    "cannot_write": _Trouble(
        "Eine Datei lässt sich nicht schreiben.",
        "freien Platz und Schreibrecht",
        "Platz schaffen oder mit --out einen anderen Ordner wählen",
    ),
    "below_lowest_level": _Trouble(
        "Das Merkmal „{indicator}“ gibt es für so kleine Flächen nicht (niedrigste Ebene: {lowest_level}).",
        "Flächen dieser oder einer gröberen Ebene",
        "das Merkmal weglassen oder feinere Zahlen erfragen bei: {owner}",
    ),
    "missing_area_level": _Trouble(
        "Das Merkmal „{indicator}“ gibt es nur bis zu einer Ebene ({lowest_level}), und es ist nicht gesagt, welcher Ebene die Flächen angehören.",
        "die Ebene der Flächen, zum Beispiel „village“ oder „commune“",
        "„area_level“ angeben",
    ),
    "unknown_chapter": _Trouble(
        "Das Kapitel „{found}“ gibt es im Katalog nicht.",
        "eines von: {expected}",
        "{nearest_hint}",
    ),
    "unknown_area_level": _Trouble(
        "Die Ebene „{found}“ gibt es nicht.",
        "eine von: {expected}",
        "{nearest_hint}",
    ),
    "unknown_reference": _Trouble(
        "Den Zählort „{found}“ gibt es nicht.",
        "einer von: {expected}",
        "{nearest_hint}",
    ),
    "starter_catalogue": _Trouble(
        "Der Katalog ist eine Liste zum Auswählen; seinen Merkmalen fehlen Quelle, Stichtag und Lizenz.",
        "ein eigener Katalog mit den Merkmalen, zu denen es Zahlen gibt",
        "die gewünschten Einträge in eine eigene Datei kopieren, „source“, „date“ und „licence“ ergänzen und die Zeile „starter: true“ weglassen",
    ),
    "not_whole": _Trouble(
        "Eine Anzahl ist keine ganze Zahl{area_hint}.",
        "ganze Zahlen, wie sie gezählt wurden",
        "die Zahlen vor jeder Glättung angeben",
    ),
    "other_number_of_types": _Trouble(
        "Das Typenmodell enthält {found} Typen; verlangt sind {types}.",
        "so viele Typen wie im Modell",
        "unter „types: count“ {found} angeben",
    ),
    "wish_without_area": _Trouble(
        "Der Wunsch „{wish}“ spricht von „{found}“; das ist keine Fläche, oder es sind mehrere.",
        "der Schlüssel oder der Name genau einer Fläche",
        "{nearest_hint}",
    ),
    "wish_unreadable": _Trouble(
        "Mit „{found}“ in der Spalte „{column}“ des Formulars ist nichts anzufangen.",
        "{expected}",
        "die Zelle berichtigen",
    ),
    "wish_twice": _Trouble(
        "Zwei Wünsche heißen „{found}“.",
        "jeder Wunsch eine eigene Nummer",
        "einen der beiden umbenennen",
    ),
    "no_decisions": _Trouble(
        "Die Projektdatei sagt nicht, wo Beschlüsse stehen sollen.",
        "bei einer Ebene „types: decisions: {{file: beschluesse.yaml, round: …, ends: …}}“",
        "die Zeile ergänzen; die Datei entsteht beim ersten Beschluss",
    ),
    "which_level": _Trouble(
        "Mehrere Ebenen haben Beschlüsse: {levels}.",
        "eine davon",
        "mit --level sagen, welche gemeint ist",
    ),
    "decision_incomplete": _Trouble(
        "Zum Beschluss fehlt etwas: „{option}“ ist „{found}“.",
        "wer beschlossen hat (role), an welchem Tag (date, zum Beispiel 2026-07-03) und warum (reason)",
        "die Angabe ergänzen",
    ),
    "round_open": _Trouble(
        "Die Runde „{round}“ läuft bis {ends}; {found} liegt nicht danach.",
        "ein Beschluss nach dem Ende der Runde, damit alle denselben Entwurf besprechen",
        "die Runde zu Ende führen",
    ),
    "round_decided": _Trouble(
        "Die Runde „{round}“ ist schon beschlossen.",
        "ein Beschluss je Runde: Preise gelten für alle Wünsche zusammen",
        "unter „decisions“ eine neue Runde mit Namen und Ende beginnen",
    ),
    "wishes_against": _Trouble(
        "Diese Wünsche lassen sich nicht zusammen erfüllen; dagegen steht: {rules}.",
        "Wünsche, die einander, früheren Beschlüssen und den Mindestgrößen nicht widersprechen",
        "einen davon weglassen, oder „floors“ senken",
    ),
    "trail_changed": _Trouble(
        "Der {number}. Beschluss der Datei ist nicht so, wie er geschrieben wurde.",
        "eine Datei, die nur „sozialraum adopt“ geschrieben hat",
        "die Datei aus der letzten Sicherung holen",
    ),
    "unknown_wish": _Trouble(
        "Den Wunsch „{found}“ gibt es nicht, oder er ist schon beschlossen.",
        "einer von: {expected}",
        "{nearest_hint}",
    ),
    "regions_without_borders": _Trouble(
        "Keine der {areas_word} grenzt an eine andere; Regionen brauchen Nachbarn.",
        "Grenzen, Zellen oder ein Umriss, in dem jedem Ort sein Land gehört",
        "„boundaries“ oder „outline“ angeben, oder bei „types“ eine andere „method“",
    ),
    "own_type": _Trouble(
        "Flächen lassen sich nicht mit ihrem eigenen Typ vergleichen: Er wurde aus denselben Zahlen gebildet.",
        "eine Gemeinde, ein Landkreis oder alle Flächen",
        "mit einer Region vergleichen, die vor den Zahlen feststand",
    ),
    "not_invertible": _Trouble(
        "Von dieser Skala führt kein Weg zurück: Mehrere Werte haben dort denselben.",
        "eine umkehrbare Skala",
        "die ursprüngliche Spalte behalten",
    ),
    "duplicate_passage": _Trouble(
        "Eine Umrechnung führt zweimal von einem Gebiet zum selben ({message}).",
        "jedes Paar einmal",
        "die beiden Gewichte addieren",
    ),
    "weights_do_not_add_up": _Trouble(
        "Die Gewichte alter Gebiete ergeben nicht 1{area_hint}.",
        "jedes alte Gebiet geht ganz oder in Teilen irgendwohin",
        "fehlende Zeilen ergänzen oder die Gewichte berichtigen",
    ),
}
_TROUBLES |= {
    "file_not_found": _TROUBLES["file_missing"],
    "missing_file": _TROUBLES["file_missing"],
    "empty_file": _TROUBLES["file_empty"],
    "all_missing": _TROUBLES["all_missing_column"],
    "truncated_file": _TROUBLES["damaged_file"],
    "no_road": _TROUBLES["no_roads"],
    "facility_off_network": _TROUBLES["facility_far_from_road"],
}


def error_text(finding: Finding) -> str:
    """The message for a wrong input: what, where, what was expected, how to mend it."""
    trouble = _TROUBLES.get(finding.code)
    facts = _facts(finding)
    if trouble is None:
        lines = [("", f"Fehler: Die Eingabe lässt sich so nicht verarbeiten ({finding.message})")]
        lines += [("Wo", _where(finding)), ("Abhilfe", finding.hint)]
        lines += [("Kennung", finding.code)]
    else:
        lines = [("", "Fehler: " + trouble.what.format_map(facts))]
        lines += [("Wo", _where(finding)), ("Erwartet", trouble.expected.format_map(facts))]
        lines += [("Abhilfe", trouble.mend.format_map(facts))]
    return "\n".join(f"  {head + ':':<10}{text}" if head else text for head, text in lines if text)


def _where(finding: Finding) -> str:
    place = finding.place
    parts = [
        place.file,
        f"Zeile {place.row}" if place.row is not None else "",
        f"Spalte „{place.column}“" if place.column else "",
        f"Fläche {place.area}" if place.area else "",
        f"Angabe „{place.argument}“" if place.argument and place.row is None else "",
    ]
    return ", ".join(part for part in parts if part)


def _facts(finding: Finding) -> defaultdict[str, str]:
    """All named facts of a finding, and a few made of them; an unknown one is empty."""
    place, details = finding.place, finding.details
    facts: defaultdict[str, str] = defaultdict(str)
    facts |= {"file": place.file, "column": place.column, "message": finding.message}
    facts["option"] = place.argument.split(".")[-1]
    facts["indicator"] = place.column
    facts["count"] = integer(len(finding.areas)) if finding.areas else ""
    facts |= {name: text for name, text in details.items() if text}
    if "lowest_level" in details:
        facts["lowest_level"] = level_name(details["lowest_level"])
    if details.get("nearest"):
        facts["nearest_hint"] = f"Gemeint ist vielleicht „{details['nearest']}“."
    else:
        facts["nearest_hint"] = "Schreibweise prüfen"
    if details.get("found"):
        facts["found_hint"] = f" („{details['found']}“)"
    if details.get("columns"):
        facts["columns_hint"] = f"; berechnet aus: {details['columns']}"
    if details.get("first_row") and details.get("second_row"):
        facts["rows_hint"] = f" (Zeilen {details['first_row']} und {details['second_row']})"
    areas = finding.areas or ((place.area,) if place.area else ())
    if areas:
        facts["area_hint"] = f": {_some(areas)}"
    return facts


def _some(areas: tuple[str, ...]) -> str:
    text = ", ".join(areas[:_NAMED_AREAS])
    rest = len(areas) - _NAMED_AREAS
    return f"{text} und {integer(rest)} weitere" if rest > 0 else text


# ------------------------------------------------------------------------------------------ findings

_SILENT = {
    "join_report",
    "decimal",
    "separator",
    "text_columns",
    "cell_states",
    "sheet",
    "best_reached_once",
    "crs_operation",
    "layer",
    "small_counts_guarded",
    "certainty_limited",
    "near_edge",
    "not_mapped",
}
"""In the manifest, not in the list of the report: matters of routine, and what has a place of its own there."""

_FINDINGS: dict[str, str] = {
    "errors_drawn_apart": "Hinter mehreren Merkmalen stehen dieselben Menschen: {indicators}. Bei der Frage, wie sicher die Typen sind, schwankt jedes dieser Merkmale für sich; schwanken sie in Wahrheit gemeinsam, ist die Sicherheit größer oder kleiner als angegeben.",
    "types_by_decision": "Die Typen halten ein, was beschlossen wurde: {by}. {count} der {areas_word} haben deshalb einen anderen Typ als aus den Daten allein.",
    "decided_against_data": "Durch Beschluss von anderem Typ als aus den Daten allein{area_hint}.",
    "types_moved_since_decision": "Die Typen sind nicht mehr die, über die am {date} beschlossen wurde ({by}): Seither haben sich Daten oder Angaben geändert.",
    "floor_not_reached": "Auch zusammen bleiben {count_hint} unter der Mindestzahl ({area_list}).",
    "unfair_words": "Was über den Typ „{found}“ gesagt wird, enthält bewertende Worte ({words}); bitte noch einmal lesen.",
    "parts_not_told": "„{level_title}“ steht nicht in dieser Ausgabe: Neben „{other}“ (dieselbe Tabelle, anders zusammengezählt) ließe sich aus den Unterschieden Geschütztes berechnen.",
    "areas_not_told": "{count} {areas_word} sind nicht ausgewiesen, damit über wenige Menschen nichts gesagt wird: weniger als {floor} Menschen, oder aus der Summe der anderen zu berechnen.",
    "uninhabited_left_out": "{count} {areas_word} ohne Einwohner (oder ohne Einwohnerangabe) wurden nicht betrachtet ({area_list}).",
    "areas_without_year": "{count} Flächen haben in der Tabelle des Jahres {year} keine Zeile; dort fehlt dieses Jahr ({area_list}).",
    "year_lacks_columns": "„{indicator}“ hat für {year} keine Zahl: Es fehlen die Spalten {columns}.",
    "rows_left_out": "{count} Zeilen der Datei {source} gehören zu keiner Fläche der ersten Tabelle.",
    "dash_read_as_no_value": "{count} Striche wurden als „kein Wert“ gelesen, wie es in Tabellen des Zensusgitters gemeint ist.",
    "keys_respelled": "{count} Schlüssel enthielten Zeichen, die anderen gleichen, und wurden einheitlich geschrieben ({area_list}).",
    "percent_format": "Die Spalten {columns} sind als Prozent formatiert und wurden gelesen, wie sie angezeigt werden.",
    "rows_filtered": "{taken} von {of} Zeilen wurden ausgewählt, wie in der Projektdatei angegeben.",
    "signs_of_values": "Werte von {rows} Zeilen sind nach Angabe der Quelle eingeschränkt aussagekräftig.",
    "axes_may_be_swapped": "Die Koordinaten der Datei {file} liegen nicht in Deutschland; mit vertauschten Achsen lägen sie dort.",
    "crs_overruled": "Das Koordinatensystem der Datei {file} ist nicht das angegebene; gelesen wurde mit dem angegebenen.",
    "hidden_rows": "In der Datei {file} sind Zeilen ausgeblendet ({rows}); sie wurden wie die anderen gelesen.",
    "lost_leading_zero_suspected": "Schlüssel haben wohl ihre führende Null verloren ({area_list}).",
    "missing_code_suspected": "Negative Zahlen in den Spalten {columns} bedeuten vielleicht „kein Wert“.",
    "names_may_be_cut": "Namen von Spalten sind vielleicht nach zehn Buchstaben abgeschnitten ({columns}).",
    "rows_dropped": "Zeilen über oder unter der Tabelle der Datei {file} wurden ausgelassen, wie angegeben.",
    "unnamed_column": "In der Datei {file} hat eine Spalte mit Inhalt keinen Namen.",
    "left_only": "{count} Schlüssel stehen nur in der ersten Tabelle ({area_list}).",
    "right_only": "{count} Schlüssel stehen nur in der zweiten Tabelle ({area_list}).",
    "keys_look_alike": "{count} Schlüssel unterscheiden sich von einem anderen nur in Leerzeichen, Großschreibung, Umlauten oder fremden Buchstaben ({area_list}).",
    "keys_of_several_levels": "{count} Schlüssel stehen für Flächen, die andere der Tabelle enthalten ({area_list}); sie zählen sonst doppelt.",
    "keys_were_numbers": "Die Schlüssel sind als Zahlen geschrieben ({area_list}); ein Programm hat sie umgewandelt.",
    "keys_with_footnotes": "{count} Schlüssel enden mit einem Fußnotenzeichen ({area_list}); in anderen Tabellen fehlen sie so.",
    "indented_keys": "Ein Teil der Namen ist eingerückt; die anderen sind vielleicht Summen ({area_list}).",
    "remainder_among_rows": "Diese Zeilen heißen nicht wie eine Fläche, sondern wie ein Rest oder eine Anmerkung: {area_list}.",
    "letters_lost": "In der Datei {file} sind {count} Buchstaben verloren gegangen, zum Beispiel in „{found}“.",
    "web_letters": "In der Datei {file} stehen {count} Buchstaben in der Schreibweise von Webseiten, zum Beispiel in „{found}“.",
    "files_joined": "Die Datei {file} ist wohl aus mehreren Dateien zusammengesetzt; bitte prüfen, ob alle dieselben Spalten haben.",
    "control_characters": "In der Datei {file} wurden {count} unsichtbare Steuerzeichen entfernt.",
    "quality_column": "Qualitätskennzeichen neben der Spalte {columns} wurden beachtet ({count} Werte).",
    "column_numbers": "Eine Zeile, die nur die Spalten nummeriert, wurde ausgelassen.",
    "header_looks_like_data": "Namen von Spalten sehen aus wie Daten ({columns}); vielleicht hat die Datei {file} keine Kopfzeile.",
    "separator_overruled": "Die erste Zeile der Datei {file} nennt ein anderes Trennzeichen, als die Zellen haben; gelesen wurde mit „{separator}“.",
    "far_from_the_others": "{count} Orte oder Flächen liegen weit von allen anderen ({area_list}); ihre Koordinaten sind wohl falsch.",
    "other_crs_fits": "Die Koordinaten der Datei {file} liegen nicht in Deutschland; als {nearest} gelesen lägen sie dort.",
    "sum_among_rows": "Diese Zeilen sehen aus wie Summen, nicht wie Flächen: {area_list}.",
    "rows_without_numbers": "Diese Zeilen haben keine einzige Zahl, vielleicht sind es Überschriften: {area_list}.",
    "dash_read_as_zero": "Der Strich in den Spalten {columns} wurde als genau null gelesen, obwohl dort sonst nichts nahe bei null liegt.",
    "numbers_in_texts": "Die Spalten {columns} enthalten Zahlen mit Einheiten und wurden als Text gelesen.",
    "merged_numbers": "Zahlen in verbundenen Zellen wurden nur für die erste Zeile gelesen.",
    "hidden_numbers": "{count} Zellen enthalten eine Zahl, die ihr Format nicht zeigt; sie wurden als leer gelesen.",
    "footnote_marks": "{count} Fußnotenzeichen an Zahlen wurden abgetrennt.",
    "hidden_columns": "Die Spalten {columns} sind in der Tabelle ausgeblendet und wurden wie alle anderen gelesen.",
    "scaled_numbers": "{count} Zellen zeigen ihre Zahl in Tausend oder Millionen; gelesen wurde die ganze Zahl.",
    "error_values": "{count} Zellen enthalten den Fehler einer Formel statt eines Ergebnisses (die erste ist {first}).",
    "places_by_spelling": "{count} Orte tragen in der Tabelle eine andere Schreibweise: {listed}.",
    "places_without_row": "{count} Orte haben keine Zeile in der Tabelle und fehlen im Bericht: {listed}.",
    "places_without_land": "Für {count} Orte liegt kein Land im Umriss ({area_list}); sie sind als kleiner Kreis gezeichnet.",
    "rows_tied": "{count} Teile der Tabelle liegen gleich weit von zwei Orten; gezählt sind sie beim ersten im Alphabet ({area_list}).",
    "rows_left_over": "{count} Teile der Tabelle mit {people} Menschen liegen mehr als {limit} Minuten von jedem Ort entfernt und zählen zu keinem ({area_list}).",
    "units_merged": "{count} Orte mit teils {floor} sind zu {units} zusammengelegt ({area_list}).",
    "value_of_a_part": "{indicator}: In {count} Flächen stützt sich der Wert nur auf die Teile, für die es Angaben gibt ({area_list}).",
    "too_little_known": "{indicator}: In {count} Flächen ist für zu wenige Menschen etwas bekannt; dort steht kein eigener Wert ({area_list}).",
    "people_spread": "Die Zahl der Menschen in kleinen Quadraten ist eine Näherung: nach der Zahl der Wohnungen aus größeren Quadraten verteilt.",
    "places_of_one_name": "{count} Namen tragen mehrere Orte; sie sind von West nach Ost nummeriert: {listed}.",
    "places_merged": "{count} doppelte Zeilen von Einrichtungen wurden zusammengelegt ({area_list}).",
    "places_numbered": "{count} Einrichtungen mit gleichem Schlüssel wurden nummeriert ({area_list}).",
    "certainty_limited": "Wenige Menschen können nicht für viel bürgen: Bei {count_hint} ist die Sicherheit deshalb nach oben begrenzt.",
    "types_do_not_recur": "Nicht alle Typen kehren wieder, wenn die Einteilung wiederholt wird; Einzelheiten stehen unter Methode.",
    "outside_comparison": "{count} {areas_word} außerhalb des Vergleichs (Kennung beginnt nicht mit {found}) wurden nicht betrachtet.",
    "polygons_left_out": "{count} Polygone ohne Zeile in der Tabelle blieben weg, zum Beispiel unbewohnte gemeindefreie Gebiete.",
    "outside_extract_left_out": "{count} {areas_word} liegen außerhalb des Kartenausschnitts und wurden nicht betrachtet; {inside} liegen darin.",
    "outside_extract_reference_only": "{count} {areas_word} liegen außerhalb des Kartenausschnitts. Sie liefern nur das Vorwissen für die Glättung; Typen gibt es für die {inside} im Ausschnitt.",
    "count_reconstructed": "Manche Quellen liefern nur Prozentwerte; die Fallzahlen wurden daraus zurückgerechnet und auf ganze Personen gerundet.",
    "facility_unreachable": "{facility}: {count} Flächen erreichen auf dem Netz keine ({area_list}).",
    "near_edge_missing": "{facility}: Bei {count} von {total} Flächen liegt der Rand der Daten näher als die nächste bekannte Einrichtung. Ihre Wegezeit ist deshalb offen; im Typ zählt dort der Durchschnitt.",
    "polygons_mended": "{count} Grenzen berührten sich selbst und wurden repariert, wie in der Projektdatei erlaubt ({area_list}).",
    "supply_assumed": "{facility}: {note} (Annahme: {supply} je Einrichtung, Umkreis {limit} Minuten).",
    "empty_base": "Bei einzelnen Flächen ist die Bezugsgröße null; dort steht das Mittel aller ({area_list}).",
    "cases_without_base": "Bei einzelnen Flächen stehen Fälle gegen eine Bezugsgröße von null; sie zählen nirgends ({area_list}).",
    "parts_above_base": "{indicator}: In einzelnen Zeilen nennt die Quelle mehr Fälle als die Bezugsgröße ({area_list}). Sie wurden so zusammengezählt, wie sie dastehen; bitte prüfen.",
    "count_above_base": "{indicator}: In einzelnen Flächen nennt die Quelle mehr Fälle als die Bezugsgröße; gerechnet wurde dort mit allen ({area_list}).",
    "mostly_missing": "{indicator}: {missing} von {areas} Flächen ({percent} Prozent) haben keine eigene Angabe. Dort zählt der Durchschnitt, und er prägt die Typen mit.",
    "unequal_scales": "Das Merkmal „{widest}“ streut weit stärker als „{narrowest}“ und überwiegt es bei der Typenbildung.",
    "region_of_few_areas": "{indicator}: {count_hint} liegen in keiner Region mit mindestens {least} Flächen; sie werden zum Mittel aller hin geglättet.",
    "no_spread": "{indicator}: Die Flächen unterscheiden sich nicht mehr, als der Zufall kleiner Zahlen erwarten lässt; alle erhalten das gemeinsame Mittel.",
    "encoding": "Die Datei {file} ist nicht in UTF-8 gespeichert; sie wurde als {encoding} gelesen. Bitte Umlaute prüfen.",
    "looks_like_thousands": "In der Datei {file} haben alle Zahlen der Spalten {columns} genau drei Stellen nach dem Trennzeichen (zum Beispiel {found}). Sie wurden als Dezimalzahlen gelesen. Falls Tausender gemeint sind: bitte ohne Trennzeichen schreiben.",
    "leading_zero_repaired": "{count} Schlüsseln wurde die führende Null ergänzt, wie in der Projektdatei erlaubt.",
    "missing_codes": "Zahlen, die in der Quelle „kein Wert“ bedeuten (zum Beispiel −1 und −9), wurden als fehlend gelesen, nicht als Zahl.",
    "made_valid": "{count} ungültige Polygone wurden repariert, wie in der Projektdatei erlaubt.",
    "facility_without_demand": "{count} Einrichtungen haben in ihrem Umkreis keine Menschen ({area_list}).",
    "origin_beside_island_road": "{count} Flächen liegen näher an einem Weg, der mit dem übrigen Netz nicht verbunden ist; gemessen wurde ab dem nächsten verbundenen Weg ({area_list}).",
    "facility_beside_island_road": "{count} Einrichtungen liegen näher an einem Weg, der mit dem übrigen Netz nicht verbunden ist; gemessen wurde ab dem nächsten verbundenen Weg ({area_list}).",
    "better_operation_lacks_grid": "Für die Umrechnung der Koordinaten gäbe es ein genaueres Verfahren, dessen Gitterdatei hier fehlt.",
    "origin_cut_off": "{count} Flächen liegen an Straßen, die mit keiner Einrichtung verbunden sind (Insel, oder abgeschnitten durch eine gesperrte Straße), und haben deshalb keine Wegezeit ({area_list}).",
    "origin_across_barrier": "{count} Flächen wurden mit einer Straße jenseits eines Flusses oder Ufers verbunden, weil sie die nächste ist ({area_list}).",
    "facility_across_barrier": "{count} Einrichtungen wurden mit einer Straße jenseits eines Flusses oder Ufers verbunden, weil sie die nächste ist ({area_list}).",
    "origin_off_network": "{count} Flächen liegen zu weit von jeder Straße und haben deshalb keine Wegezeit ({area_list}).",
    "facility_off_network": "{count} Einrichtungen liegen zu weit von jeder Straße ({area_list}).",
    "speed_table": "Die Geschwindigkeiten je Straßenart stammen aus den mitgelieferten Tabellen (siehe docs/methods/osm.md), nicht aus Messungen vor Ort.",
    "straight_line": "Wegezeiten sind Luftlinie mit Umwegfaktor, kein Straßenweg.",
    "empty_columns": "Leere Spalten der Tabelle wurden übergangen.",
    "blank_rows": "Leere Zeilen der Tabelle wurden übergangen.",
    "reference_mixed": "{indicator}: {caveat} Gezählt wird am Ort der Einrichtung, geteilt durch Personen am Wohnort (oder umgekehrt): Wer pendelt, steht im einen und nicht im anderen.",
    "small_base": "{indicator}: Bei {count_hint} ist die Bezugsgröße kleiner als {minimum}; die Werte sind eingeschränkt aussagekräftig ({area_list}).",
    "parts_do_not_add_up": "{indicator}: Bei {count_hint} ergeben die Teile nicht das Ganze; bitte prüfen, ob ein Teil fehlt oder doppelt zählt ({area_list}).",
    "unconfirmed_definition": "Die Definition von {count} Merkmalen beruht auf allgemeinem Wissen und ist vor einer Veröffentlichung vom zuständigen Amt zu bestätigen: {indicators}.",
    "one_person": "Bei {count_hint} gibt es nur eine Person und deshalb keinen Unsicherheitsbereich ({area_list}).",
    "fewer_years": "Bei {count_hint} fehlen einzelne der {years} Jahre; gerechnet wurde dort mit den übrigen ({area_list}).",
    "alone_in_region": "{count_hint} sind allein in ihrer Region und lassen sich mit nichts vergleichen ({area_list}).",
    "region_incomplete": "{count_hint} haben keine Zahl und fehlen deshalb in der Region, mit der verglichen wird ({area_list}).",
    "rounded_differences": "Die Quelle hat ihre Zahlen auf {rounding} gerundet; Unterschiede können allein vom Runden kommen.",
    "overdispersed": "{outside} von {areas} Flächen liegen außerhalb der Grenzen von 95 %, bei bloßem Zufall wären es {expected}: Die Flächen unterscheiden sich durchweg, nicht nur einzelne.",
    "beyond_goalposts": "{count_hint} liegen außerhalb der festgelegten Spanne von {low} bis {high} ({area_list}).",
    "beyond_reference": "{count_hint} liegen außerhalb dessen, was bei der Festlegung vorkam ({low} bis {high}): {area_list}.",
    "winsorised": "{column}: {points} äußerste Werte wurden auf den jeweils nächsten gesetzt.",
    "still_skew": "{column}: Die Verteilung bleibt schief, auch nachdem die äußersten Werte versetzt wurden.",
    "lambda_at_edge": "{column}: Keine Potenz macht die Verteilung symmetrisch; eine andere Umformung passt besser.",
    "split_counts": "{count_hint} enthalten Teile früherer Gebiete; ihre Zahlen sind nach der Umrechnung „{version}“ geschätzt ({area_list}).",
}


def _is_plain_utf8(finding: Finding) -> bool:
    return finding.code == "encoding" and finding.details.get("encoding", "").startswith("utf-8")


def finding_text(finding: Finding) -> str:
    """A finding as a German sentence; empty if it is a matter of routine.

    A code without a template gets a general sentence, so that no English text reaches the report; the
    manifest holds the full finding.
    """
    if finding.code in _SILENT or _is_plain_utf8(finding):
        return ""
    template = _FINDINGS.get(finding.code) or _FURTHER.get(finding.code)
    facts = _facts(finding)
    facts["file"] = finding.place.file.rsplit("/", 1)[-1]
    facts["count_hint"] = (
        f"{integer(len(finding.areas))} Flächen" if finding.areas else "einem Teil der Flächen"
    )
    facts["area_list"] = _some(finding.areas) if finding.areas else "ohne Nennung"
    if template is None:
        many = f", betrifft {integer(len(finding.areas))} Einträge" if finding.areas else ""
        return f"Beim Einlesen oder Rechnen ist etwas aufgefallen{many} (Kennung „{finding.code}“, Einzelheiten in manifest.json)."
    return template.format_map(facts)


# -------------------------------------------------------------------------------- the list of codes

_ENGLISH: dict[str, str] = {
    "all_on_centres": "Nothing tells how far an area of a type may lie from it.",
    "exists": "A file exists already; nothing is overwritten.",
    "bad_distance": "A distance is negative or not the same both ways.",
    "fewer_inner_types": "A type carries fewer inner types than asked for.",
    "name_without_area": "A name of a type is bound to an area that is not there exactly once.",
    "named_twice": "Two names meet at one type, or one name at two types.",
    "no_coordinates": "A list of places lacks names or coordinates.",
    "no_key_column": "No column names every row by a text of its own.",
    "no_people_column": "No column is called after people.",
    "no_type": "Areas have no type by the rule because a value is missing.",
    "too_few_columns": "Too few columns describe the places.",
    "formula_without_value": "A cell holds a formula without its result.",
    "places_of_one_name": "Names stand for several places, which are numbered.",
    "several_papers": "A project file makes several papers.",
    "areas_left_out": "Areas of one of two years only were left out.",
    "not_a_model_file": "A file is no model of types.",
    "nothing_known": "Areas without any value have a type that says nothing.",
    "outside_model": "Areas are unlike all types of a model.",
    "rules_explain_little": "Few questions do not lead to these types.",
    "other_number_of_types": "Another number of types is asked for than a model holds.",
    "wish_without_area": "A wish speaks of an area that is not there exactly once.",
    "wish_unreadable": "A cell of the form of wishes cannot be read.",
    "wish_twice": "Two wishes have one id.",
    "no_decisions": "The project file names no trail of decisions.",
    "which_level": "Several levels have decisions.",
    "decision_incomplete": "A decision does not say who, when or why.",
    "round_open": "Wishes are to be adopted before the round is over.",
    "round_decided": "The round is decided already.",
    "wishes_against": "Wishes that are to be adopted cannot be kept together.",
    "trail_changed": "A trail of decisions is not as it was written.",
    "unknown_wish": "There is no such wish, or it is decided already.",
    "errors_drawn_apart": "Indicators that rest on the same people are drawn independently.",
    "decided_against_data": "Areas are of another type by decision than by the data alone.",
    "types_by_decision": "The types keep what was decided.",
    "types_moved_since_decision": "The types are not those that were decided upon.",
    "regions_without_borders": "Regions are asked for, but no area touches another.",
    "refit_impossible": "Repetitions found no types that keep floors and ceilings; they confirm no area.",
    "causes_not_told_apart": "So few areas cannot tell some causes of change from none.",
    "search_restless": "Types are not found again from the same numbers by another search.",
    "type_kept": "Areas keep their type though another is a little more probable.",
    "types_run_together": "The centres of fuzzy types run together.",
    "undecided_areas": "Most draws speak against the type of some areas; they are undecided.",
    "unfair_name": "The name of a type marks people or judges a place.",
    "unfair_words": "What is said of a type judges.",
    "no_pdf_printer": "A PDF was asked for, and nothing is there that prints one.",
    "pdf_failed": "The PDF could not be printed.",
    "all_below_floor": "No area has as many people as the policy asks for.",
    "parts_not_told": "A level is not told beside another of the same table: their differences would give back what is hidden.",
    "areas_not_told": "Of some areas nothing is told: too few people live there, or their number would follow from a sum.",
    "cells_not_told": "Cells are not told: they are secret, or would give a secret one back.",
    "totals_not_told": "Totals are not told: no choice of cells protects the few persons in them.",
    "all_missing": "A column holds no value at all.",
    "all_missing_column": "No area has a value for an indicator.",
    "alone_in_region": "Nothing is left of a region without the area.",
    "ambiguous_number": "It cannot be told whether a point separates thousands or decimals.",
    "ambiguous_places": "Several places have the name of a row.",
    "archive_member": "A file was read from inside an archive.",
    "asymmetric_weights": "Weights of neighbours differ by direction.",
    "bad_area_code": "A key does not have the form of its kind.",
    "bad_argument": "An argument cannot be used.",
    "bad_date": "A cell is formatted as a date but holds none.",
    "bad_definition": "An indicator of the catalogue is incomplete.",
    "bad_edge": "A road piece has an end, a length or a time that cannot be.",
    "bad_encoding": "The file does not fit the encoding that was given.",
    "bad_factor": "A factor of travel times is not a number above 0.",
    "bad_geometry": "A geometry cannot be used.",
    "bad_graphml": "A GraphML file does not say what a road graph needs.",
    "bad_grid_cell": "A grid cell has no valid place or size.",
    "bad_model": "A fitted typology cannot be used.",
    "bad_node": "A junction has a number or a position that cannot be.",
    "bad_speed_table": "A speed table cannot be read.",
    "bad_standard_error": "A standard error is missing or negative.",
    "bad_wkb": "A geometry is damaged.",
    "ballpark_transformation": "Coordinates can only be moved roughly.",
    "bands_without_roads": "Bands of minutes are asked for, and the project names no roads.",
    "below_lowest_level": "The areas are finer than the figures of an indicator go.",
    "best_reached_once": "A single start reached the best solution.",
    "better_draft": "Better types came to light while wishes were priced; the draft was kept.",
    "better_operation_lacks_grid": "A better way to move coordinates exists, but its grid file is missing.",
    "beyond_goalposts": "Values lie beyond the goalposts.",
    "beyond_reference": "Values lie beyond all that were there when the scale was made.",
    "blank_rows": "Blank rows of a table were skipped.",
    "cannot_read": "A file cannot be read: damaged, incomplete, or of another kind than its name says.",
    "cannot_write": "A file cannot be written.",
    "cases_without_base": "There are cases where nobody could have one.",
    "catchment_below_base": "A catchment holds fewer people than asked for.",
    "ceiling_not_kept": "A region stays above a ceiling.",
    "ceilings_impossible": "The areas hold more than the types may have at most.",
    "cell_states": "Some cells say why they hold no number.",
    "certainty_limited": "The certainty of areas with few people was lowered to what so few can carry.",
    "clipped_extract": "The road extract is clipped: roads end at its border.",
    "column_taken": "A computed column would hide one that is there.",
    "column_twice": "A column stands in several tables.",
    "computed_layer": "A layer is a view, not a stored table.",
    "area_without_region": "Areas belong to no region.",
    "areas_without_year": "Areas have no figures of an earlier year.",
    "base_not_reached": "A window takes in all neighbours and still holds too few people.",
    "collinear_covariates": "A covariate is made up of others.",
    "constant_column": "An indicator is the same in all areas.",
    "coordinates_outside_crs": "Coordinates lie outside the area of their reference system.",
    "coordinates_with_zone": "Eastings carry the number of their zone.",
    "count_above_base": "A count is larger than its base.",
    "open_quote": "A quote is opened and never closed.",
    "parts_above_base": "A row that was added up has more cases than its base.",
    "count_reconstructed": "Counts were computed back from percentages and rounded.",
    "count_variance": "Counts vary less than chance would make them.",
    "crs_operation": "How coordinates were moved to another reference system.",
    "damaged_file": "An OpenStreetMap file is damaged or cut off.",
    "dash_read_as_no_value": "Dashes of a table of the census grid were read as no value.",
    "dash_read_as_zero": "A dash was read as exactly zero where nothing else is near zero.",
    "decimal": "Which decimal mark a table has.",
    "degenerate_type": "A type holds fewer areas than its spread needs.",
    "degrees_as_metres": "Coordinates are degrees, though their reference system is in metres.",
    "exchanged_roads": "Roads lie far from the others; longitude and latitude may be exchanged.",
    "degrees_not_metres": "Distances were asked for in degrees.",
    "disk_full": "The disk is full.",
    "doubled_place": "Several facilities have the same key.",
    "duplicate_column": "Two columns have the same name.",
    "duplicate_indicator": "An indicator is listed twice.",
    "empty_sheet": "The sheet of a spreadsheet holds no table; the others are named.",
    "grid_too_large": "Squares lie so far apart that the rectangle around them is too large.",
    "duplicate_key": "A key occurs more than once.",
    "duplicate_neighbour": "An area is the neighbour of another one twice.",
    "duplicate_objects": "The OpenStreetMap file holds objects more than once.",
    "duplicate_option": "An option stands twice in a file.",
    "duplicate_passage": "A crosswalk leads from one area to another twice.",
    "empty_base": "The base of a rate is zero.",
    "empty_column": "A column that an indicator needs holds no value.",
    "empty_columns": "Empty columns of a table were skipped.",
    "empty_file": "The file is empty.",
    "empty_type": "A type has no area.",
    "encoding": "In which encoding a file was read.",
    "equal_after_adjustment": "An indicator differs between areas by no more than chance; adjusted, it is the same.",
    "equal_areas_parted": "Areas with equal numbers were put into different types to keep the bounds.",
    "errors_exceed_spread": "An indicator scatters less than its errors alone would make it.",
    "facility_across_barrier": "Facilities were linked to a road beyond a river, a shore or another barrier.",
    "facility_beside_island_road": "Facilities lie nearer to a road that is cut off from the rest of the network.",
    "facility_far_from_road": "A facility lies far from every road.",
    "facility_off_network": "Facilities lie too far from every road.",
    "facility_unreachable": "Areas reach no facility of a kind.",
    "facility_without_demand": "Facilities have nobody in their catchment.",
    "family_reduced": "Too few areas carry correlations inside of types.",
    "far_place": "A place lies far away from the others.",
    "few_areas": "Few areas tell little about how alike neighbours are.",
    "fewer_areas_than_needed": "There are too few areas for this figure.",
    "fewer_areas_than_neighbours": "More neighbours are asked for than there are areas.",
    "fewer_areas_than_types": "There are fewer areas than types.",
    "fewer_candidates_than_sites": "More new sites are asked for than there are candidates.",
    "fewer_years": "An area lacks some of the years that were pooled.",
    "file_empty": "The file is empty.",
    "file_is_folder": "A folder was given where a file was expected.",
    "file_missing": "A file does not exist.",
    "file_not_found": "A file does not exist.",
    "floor_not_reached": "Areas that hang together stay below a floor.",
    "floor_above_all": "A floor of people is above all people together.",
    "floors_impossible": "All areas together hold less than the types are to have at least.",
    "floors_not_met": "No partition was found that keeps floors and ceilings in every type.",
    "focus_not_shown": "The area in focus is not among those shown.",
    "footnote_marks": "Marks of footnotes were taken off numbers.",
    "hidden_columns": "Columns are hidden in the sheet.",
    "scaled_numbers": "Cells show their number in thousands or millions; the whole number was read.",
    "error_values": "Cells hold the error of a formula.",
    "geometry_collection": "Lines or points are left beside the surfaces.",
    "graphml": "What was read from a GraphML file.",
    "graphml_without_crs": "A GraphML file names no reference system; degrees are taken.",
    "hidden_numbers": "Cells hold a number that their format does not show; they were read as empty.",
    "impossible_population": "A number of people cannot be.",
    "incomplete_answer": "A server broke off its answer, so the file is not whole.",
    "index_mismatch": "Two tables have different area codes.",
    "input_changed": "An input file changed while it was read.",
    "invalid_argument": "An argument has a value it cannot have.",
    "invalid_geometry": "A geometry is invalid.",
    "invalid_polygon": "A polygon is invalid, such as one whose line crosses itself.",
    "invalid_polygons": "Polygons are invalid, such as those whose line crosses itself.",
    "islands": "Areas have no neighbour.",
    "isochrone_finer_than_grid": "An isochrone is finer than its grid can show.",
    "join_report": "How many keys of two tables match.",
    "key_kinds_differ": "Two tables have keys of different kinds.",
    "keys_respelled": "Keys held signs that look like others and were spelled in one way.",
    "keys_without_polygon": "Rows of a table have no polygon.",
    "keys_without_row": "Areas are missing in the second table.",
    "lambda_at_edge": "No power makes a column straight.",
    "layer": "Which layer of a file was read.",
    "leading_zero_repaired": "Keys got their leading zero back.",
    "length_mismatch": "Two lists have different lengths.",
    "long_form": "A table in long form was made wide.",
    "looks_like_thousands": "All numbers of a column have three digits after the mark.",
    "lost_leading_zero": "Keys have lost their leading zero.",
    "made_valid": "Invalid polygons were mended.",
    "merged_facilities": "Facilities that were perhaps mapped twice were merged.",
    "merged_numbers": "Numbers in merged cells count for the first row alone.",
    "missing_area_level": "It is not said of what level the areas are.",
    "missing_codes": 'Numbers that stand for "no value" were read as missing.',
    "missing_coordinate": "A place has no coordinates.",
    "missing_entry": "A table lacks an entry that is needed.",
    "missing_file": "A file does not exist.",
    "missing_geometry": "An area has no geometry.",
    "missing_key": "A row has no key.",
    "missing_option": "An option is missing.",
    "independent_draws": "Indicators are drawn independently of each other.",
    "missing_covariates": "Areas lack a covariate.",
    "missing_values": "A value is missing where none may be.",
    "mixed_decimals": "A table has decimal commas and decimal points.",
    "mostly_missing": "Too many areas have no figure for an indicator of the typing.",
    "near_edge": "For some areas something outside the data may be nearer.",
    "near_edge_missing": "Areas near the edge of the data have no minutes.",
    "negative_base": "A base is negative.",
    "negative_count": "A count is negative.",
    "negative_variance": "A variance is negative.",
    "negative_weight": "A weight is negative.",
    "no_area_in_extract": "No area lies in the road extract.",
    "no_areas": "There are no areas.",
    "no_base": "An indicator has no base.",
    "no_draws": "An indicator has no draw in any area.",
    "no_neighbours": "Rates are to be pulled towards neighbours, and nothing tells how far they may be.",
    "region_of_few_areas": "Areas in regions of few areas are pulled towards the mean of all.",
    "no_regions": "Rates are to be pulled towards a region, and nothing tells which.",
    "several_layers": "A file or archive holds several tables or layers.",
    "types_as_target": "Types are no target for the rates they were found from.",
    "no_base_to_adjust": "An indicator cannot be adjusted without a base.",
    "no_built_up_information": "Nothing tells which roads lie inside built-up areas.",
    "no_crs": "Polygons name no reference system.",
    "no_facilities": "There are no facilities.",
    "no_facility": "No facility of a kind was found.",
    "no_floors": "There is no floor to reach.",
    "no_header": "The head of a table looks like data.",
    "no_height": "There is no height for some roads.",
    "moved_most": "The areas that an adjustment moved most.",
    "no_finite_fit": "No finite coefficients fit the counts.",
    "no_indicators": "There are no indicators.",
    "no_inhabited_area": "No area has any people.",
    "no_key_matches": "No key of one table is in the other.",
    "no_people": "There are no people.",
    "no_place": "There is no named place.",
    "no_road": "No road can be used in this mode.",
    "no_roads": "An OpenStreetMap file has no usable road.",
    "no_row_near_a_place": "No row of a table lies near a place.",
    "no_rows": "A table has a head but no rows.",
    "no_spread": "Areas differ no more than chance would make them.",
    "no_such_partition": "It is proven that no partition keeps all bounds.",
    "no_supply": "Facilities have no supply above 0.",
    "no_surface": "What was given as land is no surface.",
    "no_table": "No row of a file looks like data.",
    "no_trend": "No trend can be told from the cases.",
    "no_weight": "All weights are zero.",
    "node_positions_differ": "A node stands at two places.",
    "not_a_file": "A folder stands where a file is expected.",
    "not_a_graph": "What was given is no road graph.",
    "not_a_local_file": "A path leads to no file of this computer.",
    "not_a_network_file": "The file holds no prepared network.",
    "not_a_number": "A column of numbers holds a text.",
    "not_a_percentage": "A percentage lies outside 0 to 100.",
    "not_an_osm_file": "The file is no OpenStreetMap file.",
    "not_converged": "A search for the best values did not settle.",
    "not_edges": "What was given is no table of road pieces.",
    "not_finite": "A number is infinite or missing.",
    "not_graphml": "The file is no GraphML.",
    "not_invertible": "Several values have the same one on a scale.",
    "not_lines": "Road pieces have no line.",
    "not_mapped": "A kind of facility is not in the extract.",
    "not_on_the_globe": "Positions do not lie on the globe; latitude and longitude may be exchanged.",
    "not_points": "A layer of points holds surfaces or lines.",
    "not_polygons": "The file holds no polygons.",
    "not_proven": "An answer was not proven to be the best.",
    "not_scored": "Areas have no score, since a value is missing.",
    "not_text": "The file is no table in text.",
    "not_transformable": "A value has no logarithm or root.",
    "not_utf8": "The file is no UTF-8 text.",
    "not_whole": "A number to be tested is not whole.",
    "not_yaml": "The file is no YAML.",
    "nothing_to_show": "No area begins with what was asked for.",
    "number_out_of_range": "A number is larger or smaller than there can be, or than can be reckoned with.",
    "numbers_in_texts": "Columns hold numbers with units and were read as text.",
    "one_person": "One person alone does not tell how far persons differ.",
    "origin_across_barrier": "Areas were linked to a road beyond a river, a shore or another barrier.",
    "origin_beside_island_road": "Areas lie nearer to a road that is cut off from the rest of the network.",
    "origin_cut_off": "Areas lie on roads that are not connected with those of any facility: an island, or cut off.",
    "origin_off_network": "Areas lie too far from every road.",
    "origin_without_facility": "Areas reach no facility.",
    "origin_without_pair": "Places have no minutes in a ready table and count as out of reach.",
    "other_byte_order": "A prepared network was written on a machine of another kind.",
    "other_version": "A prepared network was written by another version.",
    "output_foreign": "The output folder holds files that are not from this program.",
    "output_is_file": "A file is where the output folder should be.",
    "output_is_root": "The root folder cannot be the output folder.",
    "output_not_writable": "The output folder cannot be made.",
    "outside_comparison": "Areas outside the comparison were left out.",
    "outside_extract_left_out": "Areas outside the road extract are left out.",
    "outside_extract_reference_only": "Areas outside the road extract only serve as reference.",
    "outside_raster": "Points lie outside the raster.",
    "overdispersed": "Far more areas lie outside the limits than chance would put there.",
    "own_neighbour": "An area is its own neighbour.",
    "own_type": "An area was to be compared with its own type.",
    "pair_without_way": "Between some places there is no way within the limit.",
    "parts_do_not_add_up": "The parts of a whole are not the whole.",
    "part_without_base": "Parts without a known base were left out.",
    "passes_used_up": "A search for types still improved when its passes were used up.",
    "people_hopeless": "People reach no site whatever is chosen.",
    "people_spread": "People of larger squares are spread over smaller ones.",
    "percent_format": "Cells shown as percent were read as shown.",
    "place_outside": "A place lies far outside the outline.",
    "place_taken": "Two rows of a table mean the same place.",
    "places_by_spelling": "Places were found by another spelling of their name.",
    "places_merged": "Doubled rows of facilities were merged.",
    "places_numbered": "Facilities with the same key were numbered.",
    "places_without_land": "Places have no land in the outline.",
    "places_without_row": "Places have no row in the table.",
    "point_across_barrier": "Points were linked to a road beyond a river, a shore or another barrier.",
    "polygons_left_out": "Polygons without a row in the table were left out.",
    "polygons_mended": "Polygons were mended.",
    "polygons_without_key": "Polygons have no row in the table.",
    "possible_doubles": "Facilities are perhaps mapped twice, so supply may be counted twice.",
    "raster_no_data": "The raster has no value at some points.",
    "reference_mixed": "Counts at the seat of a facility are divided by residents, or the other way round.",
    "region_apart": "A region does not hang together.",
    "region_incomplete": "Areas without numbers are not in what others are compared with.",
    "regions_differ": "Another number of regions was made than asked for.",
    "rounded_differences": "Differences of rounded counts may be rounding alone.",
    "row_length": "A row has another number of cells than the head.",
    "rows_filtered": "Rows were chosen as asked.",
    "rows_left_out": "Rows of a table belong to no area of the first table.",
    "rows_left_over": "Rows are too far from every place and belong to none.",
    "rows_tied": "Rows are equally far from two places; the first in the alphabet counts.",
    "rows_without_numbers": "Rows hold no number; they may be titles.",
    "same_point": "Two places are at the same point.",
    "separator": "Which separator a table has.",
    "several_components": "The neighbours fall into parts that are not connected.",
    "several_features": "An area occurs more than once in a vector file.",
    "several_ways": "A road piece was merged from several ways; the first one counts.",
    "sheet": "Which sheet of a workbook was read.",
    "signs_of_values": "A column of the source calls values of some rows limited.",
    "siting_too_large": "A question of siting has too many pairs.",
    "slopes": "How steep the roads are.",
    "small_base": "A base is smaller than the least one for a value to rely on.",
    "small_counts_guarded": "Counts of few persons are not told.",
    "speed_table": "Which speed table travel times come from.",
    "speed_table_not_told": "A saved network does not say its speeds.",
    "split_counts": "Numbers of areas that hold parts of old ones are estimates.",
    "squares_do_not_fit": "Large squares do not hold whole small ones.",
    "stale": "What was prepared does not belong to the roads any more.",
    "starter_catalogue": "A list of indicators to choose from was given as the catalogue of a report.",
    "state_disagrees": "A number and the kind of its cell do not fit each other.",
    "still_skew": "A column stays skew after the outermost values were moved.",
    "straight_line": "Minutes are straight lines with a detour factor.",
    "stray_roads": "Roads have a node at 0/0 or far from the others, and were left out there.",
    "axes_may_be_swapped": "Coordinates would lie in Germany with their axes exchanged.",
    "crs_overruled": "The caller named another reference system than the file.",
    "hidden_rows": "Rows of a sheet are hidden; they were read as all others.",
    "lost_leading_zero_suspected": "Keys look as if they had lost their leading zero.",
    "missing_code_suspected": "Negative numbers look like codes for a missing value.",
    "names_may_be_cut": "Names of columns may be cut after ten letters.",
    "rows_dropped": "Rows above or below a table were dropped, as asked.",
    "unnamed_column": "A column with content has no name.",
    "left_only": "Keys are only in the left table.",
    "right_only": "Keys are only in the right table.",
    "no_georeference": "A raster does not say where it lies.",
    "unknown_band": "A raster has no such band.",
    "keys_look_alike": "Keys differ by blanks, capitals, umlauts or letters of another script only.",
    "keys_of_several_levels": "Keys stand for areas that contain others of the table.",
    "keys_were_numbers": "Keys are written as numbers or in groups of digits.",
    "keys_with_footnotes": "Keys end with the mark of a footnote.",
    "indented_keys": "Some keys are indented; the others may be their sums.",
    "remainder_among_rows": "Rows are called what is no area: unknown, others, notes.",
    "letters_lost": "Letters were lost before a file was written.",
    "web_letters": "Letters are written as web pages write them.",
    "files_joined": "A file seems to be several files joined.",
    "control_characters": "Control characters were taken out.",
    "quality_column": "A column says how good the values of another one are.",
    "column_numbers": "A row that numbers the columns was left out.",
    "header_looks_like_data": "Names of columns look like the cells below them.",
    "separator_overruled": "The first line names another separator than the cells have.",
    "far_from_the_others": "Places or areas lie far from all others.",
    "other_crs_fits": "Coordinates lie outside Germany and would lie in it in another system.",
    "second_table": "A second table begins in a file.",
    "sum_among_rows": "Rows look like sums, not like areas.",
    "supply_assumed": "The supply of facilities is assumed.",
    "surface_without_cells": "A surface of minutes has no cell.",
    "text_columns": "Which columns were read as text.",
    "too_few_sites": "No choice reaches what was asked for.",
    "too_large": "The input is larger than allowed.",
    "too_little_known": "Too little is known of the parts of an area.",
    "too_many_areas": "There are too many areas for this method.",
    "too_wide_surface": "Built-up land wider or higher than a degree was left out.",
    "total_row": "A row is the sum of the others.",
    "total_without_parts": "Totals have no parts to be spread over.",
    "transformation_failed": "Coordinates could not be moved.",
    "truncated": "A file is shorter than it says.",
    "truncated_file": "An OpenStreetMap file is cut off.",
    "turns_not_applied": "Turn restrictions could not be applied.",
    "two_words": "An indicator has another word here than on another level.",
    "types_do_not_recur": "Types do not come again when the typing is repeated.",
    "types_out_of_range": "The number of types is not possible.",
    "unconfirmed_definition": "Definitions wait for the word of those who own the figures.",
    "unequal_scales": "One column scatters far more than another and outweighs it.",
    "uninhabited_left_out": "Areas without people were left out.",
    "units_merged": "Areas were merged so that each has enough people.",
    "unknown_area": "There is no such area.",
    "unknown_area_level": "There is no such level of areas.",
    "unknown_chapter": "There is no such chapter in the catalogue.",
    "unknown_column": "There is no such column.",
    "unknown_crs": "There is no such reference system.",
    "unknown_dimension": "There is no such dimension in the catalogue.",
    "unknown_edition": "There is no such edition.",
    "unknown_encoding": "There is no such encoding.",
    "unknown_facility": "There is no such kind of facility on this level.",
    "unknown_focus": "The area in focus does not exist.",
    "unknown_format": "A table cannot be written in this format.",
    "unknown_indicator": "There is no such indicator in the catalogue.",
    "unknown_layer": "There is no such layer.",
    "unknown_mode": "There is no such mode of travel for this facility.",
    "unknown_node": "There is no such node.",
    "unknown_option": "There is no such option here.",
    "unknown_place": "There is no such place with people near it.",
    "unknown_reference": "There is no such place of counting.",
    "unknown_places": "Rows of a table have no place of their name.",
    "unknown_sheet": "There is no such sheet.",
    "unknown_type": "There is no such type.",
    "unknown_word": "A word in braces is not said for the papers.",
    "unserved_counted_as": "Who reaches no site is counted with a stated time.",
    "unsupported_format": "A file of this kind is not read.",
    "value_of_a_part": "A value rests on a part of the people alone.",
    "value_twice": "The same value of an area is given more than once.",
    "weights_do_not_add_up": "The weights of an old area do not add up to 1.",
    "winsorised": "The outermost values were set to the next ones.",
    "wishes_conflict": "Wishes contradict one another.",
    "wishes_impossible": "No partition keeps all wishes and bounds.",
    "wrong_option": "An option has a wrong value.",
    "wrong_paper": "A paper of several makes a wrong option.",
    "yaml_too_deep": "A file is nested too deeply.",
    "yaml_too_large": "A project or catalogue file is too large, or repeats too many entries.",
    "year_lacks_columns": "An indicator lacks some of its columns in an earlier year.",
    "year_of_today": "The catalogue gives no year of its own for an indicator that has earlier ones.",
    "year_without_columns": "No indicator has its columns in an earlier year.",
    "zero_errors": "Some areas alone are known exactly; their errors may stem from their own rates.",
}
"""What each code means, for programmers; the German half of a code is in the templates above or below."""

_FURTHER: dict[str, str] = {
    "bad_distance": "Ein Abstand ist negativ oder hin und zurück verschieden.",
    "rules_explain_little": "Wenige Fragen führen nicht zu diesen Typen; die Regeln taugen nicht als Begründung.",
    "refit_impossible": "In {draws} von {of} Wiederholungen gab es keine Typen, die Unter- und Obergrenzen einhalten; sie bestätigen keine Fläche.",
    "causes_not_told_apart": "{areas} Flächen sind zu wenige, um manche Ursachen der Veränderung von keiner zu unterscheiden.",
    "search_restless": "Typen werden aus denselben Zahlen nicht wiedergefunden, wenn anders gesucht wird; mehr Daten helfen dagegen nicht.",
    "type_kept": "Flächen behalten ihren Typ, obwohl ein anderer etwas wahrscheinlicher ist.",
    "outside_model": "Flächen gleichen keinem der Typen; ihr Typ ist nur der am wenigsten unähnliche.",
    "nothing_known": "Flächen ohne jeden Wert haben einen Typ, der nichts sagt.",
    "not_a_model_file": "Die Datei ist kein Typenmodell.",
    "all_on_centres": "Nichts sagt, wie weit eine Fläche von ihrem Typ entfernt sein darf.",
    "areas_left_out": "Flächen, die es nur in einem der beiden Jahre gibt, blieben weg.",
    "cells_not_told": "Zellen werden nicht genannt: Sie sind geheim oder gäben eine geheime zurück.",
    "totals_not_told": "Summen werden nicht genannt: Keine Wahl von Zellen schützt die wenigen Menschen darin.",
    "bad_model": "Das Typenmodell ist nicht brauchbar.",
    "degenerate_type": "Ein Typ umfasst weniger Flächen, als seine Streuung braucht.",
    "errors_exceed_spread": "Ein Merkmal streut weniger, als der Zufall allein es streuen ließe: vielleicht ist es schon geglättet.",
    "family_reduced": "So wenige Flächen tragen keine Zusammenhänge zwischen Merkmalen innerhalb der Typen; sie gelten dort als unabhängig.",
    "passes_used_up": "Die Suche nach Typen wurde noch besser, als die Durchgänge aufgebraucht waren.",
    "undecided_areas": "Bei Flächen sprechen die meisten Wiederholungen gegen ihren Typ; sie gelten als unentschieden{area_hint}.",
    "types_run_together": "Die Mitten mehrerer Typen fallen zusammen: {types} fließende Typen lassen sich hier nicht unterscheiden.",
    "no_type": "Flächen haben nach der Regel keinen Typ, weil ein Wert fehlt{area_hint}.",
    "fewer_inner_types": "Der Typ Nr. {type} lässt sich nur in {found} statt {wanted} Untertypen teilen.",
    "zero_errors": "Nur einige Flächen gelten als genau bekannt: vielleicht stammt der Fehler aus ihrer eigenen Quote.",
    "better_draft": "Beim Berechnen der Preise fand sich eine bessere Einteilung; der Entwurf blieb, wie er war.",
    "no_such_partition": "Es ist bewiesen, dass keine Einteilung alle Grenzen einhält.",
    "too_many_areas": "Für dieses Verfahren sind es zu viele Flächen.",
    "asymmetric_weights": "Die Gewichte von Nachbarn unterscheiden sich je nach Richtung; es zählt ihr Mittel.",
    "few_areas": "Wenige Flächen sagen wenig darüber, wie ähnlich sich Nachbarn sind.",
    "not_converged": "Die Suche nach den besten Werten kam zu keinem Ende; das Ergebnis ist mit Vorsicht zu lesen.",
    "total_without_parts": "Zu manchen großen Quadraten gibt es keine Teile, auf die sich ihre Summe verteilen ließe.",
    "part_without_base": "Teile ohne bekannte Bezugsgröße wurden nicht mitgezählt.",
    "negative_base": "Eine Bezugsgröße ist negativ.",
    "same_point": "Zwei Orte liegen am selben Punkt.",
    "ceilings_impossible": "Die Flächen haben mehr, als die Typen höchstens haben dürfen.",
    "equal_areas_parted": "Flächen mit gleichen Zahlen kamen in verschiedene Typen, weil sonst Grenzen nicht eingehalten wären.",
    "floors_impossible": "Alle Flächen zusammen haben weniger, als die Typen mindestens haben sollen.",
    "floors_not_met": "Es wurde keine Einteilung gefunden, in der jeder Typ die Unter- und Obergrenzen einhält.",
    "truncated": "Eine Datei ist kürzer, als sie selbst angibt.",
    "archive_member": "Die Datei wurde aus einem Archiv gelesen.",
    "bad_argument": "Eine Angabe ist nicht brauchbar.",
    "bad_edge": "Ein Straßenstück hat Enden, eine Länge oder eine Zeit, die es nicht geben kann.",
    "bad_factor": "Ein Faktor für Fahrzeiten ist keine Zahl über 0.",
    "bad_geometry": "Eine Geometrie ist nicht brauchbar.",
    "bad_graphml": "Der GraphML-Datei fehlt, was ein Straßennetz braucht.",
    "bad_grid_cell": "Eine Rasterzelle hat keine gültige Lage oder Größe.",
    "bad_speed_table": "Die Tabelle der Geschwindigkeiten lässt sich nicht lesen.",
    "bad_standard_error": "Ein Standardfehler fehlt oder ist negativ.",
    "bad_wkb": "Eine Geometrie ist beschädigt.",
    "bands_without_roads": "Flächen gleicher Zeit sind verlangt, aber die Projektdatei nennt keine Straßen.",
    "certainty_limited": "Die Sicherheit einer Fläche wurde auf das begrenzt, was ihre wenigen Menschen tragen können.",
    "best_reached_once": "Nur ein Start erreichte die beste Lösung.",
    "cases_without_base": "Es gibt Fälle, wo die Bezugsgröße null ist.",
    "catchment_below_base": "Ein Einzugsgebiet fasst weniger Menschen als verlangt.",
    "cell_states": "Manche Zellen sagen, warum sie keine Zahl enthalten.",
    "clipped_extract": "Der Straßenauszug ist beschnitten: Straßen enden an seinem Rand.",
    "area_without_region": "Flächen gehören zu keiner Region; sie behalten ihre rohe Rate.",
    "base_not_reached": "Ein Fenster fasst alle Nachbarn und trotzdem zu wenige Menschen.",
    "collinear_covariates": "Eine erklärende Größe ergibt sich aus den anderen.",
    "count_variance": "Die Zahlen schwanken weniger, als der Zufall erwarten ließe.",
    "crs_operation": "Wie Koordinaten umgerechnet wurden.",
    "decimal": "Welches Dezimalzeichen eine Tabelle hat.",
    "degrees_as_metres": "Koordinaten sind Grade, obwohl ihr Bezugssystem Meter angibt.",
    "exchanged_roads": "Straßen liegen weit von allen anderen; Länge und Breite sind wohl vertauscht.",
    "degrees_not_metres": "Abstände wären in Grad gemessen statt in Metern.",
    "duplicate_neighbour": "Eine Fläche ist zweimal als Nachbarin genannt.",
    "duplicate_objects": "Die OpenStreetMap-Datei enthält Objekte mehrfach.",
    "empty_type": "Ein Typ hat keine Fläche.",
    "fewer_areas_than_needed": "Es gibt zu wenige Flächen für diese Kennzahl.",
    "fewer_areas_than_neighbours": "Es sind mehr Nachbarn verlangt, als es Flächen gibt.",
    "fewer_candidates_than_sites": "Es sind mehr neue Standorte verlangt, als zur Wahl stehen.",
    "graphml": "Was aus einer GraphML-Datei gelesen wurde.",
    "graphml_without_crs": "Die GraphML-Datei nennt kein Koordinatensystem; angenommen sind Grad.",
    "incomplete_answer": "Ein Server brach seine Antwort ab; die Datei ist nicht vollständig.",
    "index_mismatch": "Zwei Tabellen haben verschiedene Flächenschlüssel.",
    "input_changed": "Die Datei „{file}“ wurde während des Lesens geändert.",
    "invalid_geometry": "Eine Geometrie ist ungültig.",
    "invalid_polygons": "Polygone sind ungültig, zum Beispiel überschneidet sich ihre Linie.",
    "islands": "Flächen haben keine Nachbarn.",
    "isochrone_finer_than_grid": "Die Fläche gleicher Zeit ist feiner, als ihr Raster zeigen kann.",
    "join_report": "Wie viele Schlüssel zweier Tabellen zusammenpassen.",
    "key_kinds_differ": "Zwei Tabellen haben Schlüssel verschiedener Art.",
    "layer": "Welche Ebene einer Datei gelesen wurde.",
    "length_mismatch": "Zwei Listen sind verschieden lang.",
    "long_form": "Eine Tabelle in Langform wurde breit gemacht.",
    "merged_facilities": "Einrichtungen, die vielleicht doppelt kartiert waren, wurden zusammengelegt.",
    "missing_coordinate": "Einem Ort fehlen die Koordinaten.",
    "missing_entry": "Einer Tabelle fehlt ein nötiger Eintrag.",
    "no_draws": "Von „{column}“ gibt es in keiner Fläche eine Ziehung: Die Bezugsgröße ist überall 0 oder unbekannt.",
    "independent_draws": "Merkmale werden unabhängig voneinander gezogen; wo dieselben Menschen hinter mehreren stehen, sind Summen und Typen weniger sicher, als die Ziehungen zeigen.",
    "missing_covariates": "Flächen fehlt eine erklärende Größe; sie erhalten keine geschätzte Rate.",
    "missing_values": "Es fehlt ein Wert, wo keiner fehlen darf.",
    "near_edge": "Bei einem Teil der Flächen kann es jenseits des Datenrandes etwas Näheres geben.",
    "negative_variance": "Eine Varianz ist negativ.",
    "negative_weight": "Ein Gewicht ist negativ.",
    "no_areas": "Es gibt keine Flächen.",
    "moved_most": "Welche Flächen die Glättung am stärksten verschoben hat.",
    "no_trend": "Aus den Fällen lässt sich keine Entwicklung ablesen; die Jahre wurden zusammengezählt.",
    "no_finite_fit": "Zu den Fallzahlen passen keine endlichen Koeffizienten.",
    "no_base": "Einem Merkmal fehlt die Bezugsgröße.",
    "no_built_up_information": "Es ist nicht bekannt, welche Straßen innerorts liegen.",
    "no_facilities": "Es gibt keine Einrichtungen.",
    "no_height": "Für manche Wege ist keine Höhe bekannt.",
    "no_indicators": "Es gibt keine Merkmale.",
    "no_floors": "Es ist keine Mindestzahl angegeben.",
    "no_people": "Es gibt keine Menschen.",
    "no_surface": "Was als Fläche angegeben ist, hat keine.",
    "no_weight": "Alle Gewichte sind null.",
    "node_positions_differ": "Ein Knoten liegt an zwei Orten.",
    "not_a_network_file": "Die Datei enthält kein vorbereitetes Netz.",
    "not_graphml": "Die Datei ist kein GraphML.",
    "not_mapped": "Eine Art von Einrichtung ist im Kartenausschnitt nicht verzeichnet.",
    "not_proven": "Es ist nicht bewiesen, dass die Antwort die beste ist.",
    "not_scored": "Flächen haben keinen Indexwert, weil ein Wert fehlt.",
    "origin_without_facility": "Flächen erreichen keine Einrichtung.",
    "other_byte_order": "Das vorbereitete Netz stammt von einer Maschine anderer Bauart.",
    "other_version": "Das vorbereitete Netz stammt von einer anderen Programmversion.",
    "outside_raster": "Punkte liegen außerhalb des Rasters.",
    "own_neighbour": "Eine Fläche ist ihre eigene Nachbarin.",
    "people_hopeless": "Menschen erreichen bei keiner Wahl einen Standort.",
    "point_across_barrier": "Punkte wurden mit einer Straße jenseits eines Flusses, Ufers oder anderen Hindernisses verbunden.",
    "possible_doubles": "Einrichtungen sind vielleicht doppelt kartiert; das Angebot zählt dann doppelt.",
    "raster_no_data": "Das Raster hat an manchen Punkten keinen Wert.",
    "separator": "Welches Trennzeichen eine Tabelle hat.",
    "several_components": "Die Nachbarschaften zerfallen in Teile ohne Verbindung.",
    "several_ways": "Ein Straßenstück ist aus mehreren zusammengefasst; das erste zählt.",
    "sheet": "Welches Blatt einer Arbeitsmappe gelesen wurde.",
    "slopes": "Wie steil die Wege sind.",
    "small_counts_guarded": "Fallzahlen von wenigen Personen sind geschützt.",
    "speed_table_not_told": "Ein gespeichertes Netz nennt seine Geschwindigkeiten nicht.",
    "stale": "Was vorbereitet wurde, passt nicht mehr zu den Straßen.",
    "stray_roads": "Straßen haben einen Knoten bei 0/0 oder weit weg und wurden dort weggelassen.",
    "surface_without_cells": "Die Zeitfläche hat keine Zelle.",
    "text_columns": "Welche Spalten als Text gelesen wurden.",
    "too_few_sites": "Keine Wahl erreicht, was verlangt ist.",
    "too_large": "Die Eingabe ist größer als erlaubt.",
    "too_wide_surface": "Siedlungsflächen, die breiter oder höher als ein Grad sind, wurden weggelassen.",
    "transformation_failed": "Koordinaten ließen sich nicht umrechnen.",
    "turns_not_applied": "Abbiegeverbote konnten nicht angewandt werden.",
    "types_out_of_range": "Die Zahl der Typen ist nicht möglich.",
    "unknown_edition": "Diese Ausgabe gibt es nicht.",
    "unknown_encoding": "Diese Kodierung gibt es nicht.",
    "unknown_format": "In diesem Format lässt sich keine Tabelle schreiben.",
    "unknown_node": "Diesen Knoten gibt es nicht.",
    "unknown_type": "Diesen Typ gibt es nicht.",
    "unserved_counted_as": "Wer keinen Standort erreicht, zählt mit einer festgelegten Zeit.",
    "bad_node": "Ein Knoten hat eine Nummer oder eine Lage, die es nicht geben kann.",
    "not_a_graph": "Übergeben wurde etwas anderes als ein Straßennetz.",
    "not_edges": "Übergeben wurde etwas anderes als eine Tabelle von Straßenstücken.",
    "not_lines": "Straßenstücke haben keine Linie.",
    "not_on_the_globe": "Punkte liegen nicht auf der Erde; vielleicht sind Länge und Breite vertauscht.",
    "origin_without_pair": "Für Orte stehen keine Minuten in der Tabelle; sie gelten als nicht erreichbar.",
    "pair_without_way": "Zwischen manchen Orten gibt es keinen Weg innerhalb der Grenze.",
    "state_disagrees": "Eine Zahl und die Art ihrer Zelle passen nicht zusammen.",
    "ceiling_not_kept": "Ein Gebiet bleibt über der Höchstzahl ({area_list}).",
    "region_apart": "Ein Gebiet hängt nicht zusammen ({area_list}).",
    "regions_differ": "Es wurden {made} Gebiete gebildet statt {asked}.",
    "wishes_conflict": "Wünsche widersprechen einander.",
    "wishes_impossible": "Keine Einteilung erfüllt alle Wünsche und Grenzen.",
}
"""German sentences of codes without a longer template."""


def codes() -> list[str]:
    """Every code that a finding or an error may carry."""
    return sorted(_ENGLISH)


def meaning(code: str, language: Literal["de", "en"] = "en") -> str:
    """What a code means, in a sentence; facts stand in braces.

    Examples
    --------
    >>> meaning("no_roads")
    'An OpenStreetMap file has no usable road.'
    >>> meaning("islands", "de")
    'Flächen haben keine Nachbarn.'
    """
    if language == "en":
        return _ENGLISH[code]
    if code in _TROUBLES:
        return _TROUBLES[code].what
    return _FINDINGS.get(code) or _FURTHER[code]


def list_of_codes() -> str:
    """The documented list of codes, as Markdown."""
    rows = [f"| `{code}` | {meaning(code)} | {meaning(code, 'de')} |" for code in codes()]
    return "\n".join([_HEAD_OF_LIST, *rows]) + "\n"


_HEAD_OF_LIST = """\
# Codes of findings and errors

Every finding and every error carries a code, so that programs need not read sentences. This list is written by
list_of_codes() of `bindings/python/sozialraum/words/troubles.py`; a test keeps it so. What stands in braces is told by the finding itself.

| code | English | German |
|---|---|---|"""
