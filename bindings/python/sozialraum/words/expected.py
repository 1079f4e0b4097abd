"""What is expected of an option in a project file? The German half of its checks."""

from __future__ import annotations

__all__ = [
    "ADD_UP_TO_PLACES",
    "BOUNDS_OF_METHOD",
    "COUNT_AND_QUOTIENT",
    "EACH_ID",
    "EACH_SAME",
    "FOUR_DEGREES",
    "HEADER_ROWS",
    "KEPT_OR_MADE",
    "KNOWN_CRS",
    "LONGEST_MINUTES",
    "METRIC_CRS",
    "MODES_ONCE",
    "NO_TRUTH",
    "NO_REGIONS_OF_UNITS",
    "ONE_GEOMETRY",
    "ONE_RULE",
    "PEOPLE_ON_A_GRID",
    "RISING_MINUTES",
    "SOMETHING_TO_TYPE",
    "SUFFIX_OR_FILE",
    "TOWARDS_ONLY_ADJUSTED",
    "WIDER_THAN_AMONG",
    "WISHES_OF_METHOD",
    "WITHIN_MINUTES",
    "id_once",
    "level_once",
]

WIDER_THAN_AMONG = "among.starts_with, das mit dem Anfang von wider.starts_with beginnt: Die Umgebung schließt die verglichenen Flächen ein"
KNOWN_CRS = "ein bekanntes Koordinatensystem, zum Beispiel EPSG:25832"
METRIC_CRS = "projiziertes Koordinatensystem nötig (Koordinaten in Metern, zum Beispiel EPSG:25832)"
FOUR_DEGREES = "vier Zahlen: West, Süd, Ost, Nord in Grad (West < Ost, Süd < Nord)"
HEADER_ROWS = "die Zeile mit den Spaltennamen, ab 1 gezählt (0: es gibt keine), oder die erste und die letzte, zum Beispiel [3, 4]"
RISING_MINUTES = "steigende Minuten größer als 0, zum Beispiel [15, 30]"
MODES_ONCE = "jedes Verkehrsmittel nur einmal"
WITHIN_MINUTES = "within_minutes gehört zu „question: max_coverage“"
LONGEST_MINUTES = "longest_minutes von mindestens within_minutes"
ONE_RULE = "genau eine Regel angeben: count, product, quotient, sum_of_shown oder largest_of_shown"
COUNT_AND_QUOTIENT = "count und quotient brauchen genau zwei Spalten"
SOMETHING_TO_TYPE = "mindestens ein Merkmal, das die Typen bildet (ohne „use: context“)"
NO_TRUTH = "eine Zahl oder ein Text; true und false sind keines von beiden"
ONE_GEOMETRY = (
    "eines angeben: grid (Rasterzellen), boundaries (Grenzen) oder, ohne die beiden, places (Orte)"
)
ADD_UP_TO_PLACES = "add_up braucht grid oder boundaries und dazu places, zu denen gezählt wird"
NO_REGIONS_OF_UNITS = (
    "„towards: region“ nur, wo jede Zeile der Tabelle eine Fläche ist (ohne add_up und floor)"
)
TOWARDS_ONLY_ADJUSTED = "„towards“ gehört zu „adjust: binomial“ oder „adjust: poisson“"
BOUNDS_OF_METHOD = "floors und ceilings gehören zu „method: kmeans“ oder „method: regions“"
KEPT_OR_MADE = "kept steht allein: Typen, die bleiben, werden nicht neu gebildet (ohne method, floors, ceilings, wishes, wishes_from, decisions)"
WISHES_OF_METHOD = "wishes, wishes_from und decisions gehören zu „method: kmeans“"
DAY = "ein Tag des Kalenders, zum Beispiel 2026-06-30"
PEOPLE_ON_A_GRID = (
    "people_from gehört zu einem grid: Menschen großer Quadrate auf die kleinen verteilt"
)
SUFFIX_OR_FILE = (
    "eines angeben: suffix (Ende der Spaltennamen des Jahres) oder file (eine Tabelle des Jahres)"
)
EACH_ID = "jeder Bericht eine eigene id aus kleinen Buchstaben, Ziffern und _"
EACH_SAME = "bei jedem Bericht dieselben Angaben"


def level_once(found: str) -> str:
    """Each level once."""
    return f"jede Ebene eine eigene id; „{found}“ steht mehrmals da"


def id_once(found: str) -> str:
    """Two kinds of facility have the same id."""
    return f"jede id nur einmal; „{found}“ kommt mehrfach vor"
