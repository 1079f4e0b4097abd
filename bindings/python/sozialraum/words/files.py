"""What is in the files that a run writes?"""

from __future__ import annotations

__all__ = ["FILES", "MANIFEST", "PAPER", "SHEETS"]

MANIFEST = "Eingaben, Fassungen, Einstellungen und Prüfsummen"

PAPER = {
    "text.docx": "Textbaustein für eigene Vorlagen: Sätze, Fragen, Typen und Quellen der ersten Seite",
    "report.pdf": "der Bericht, gedruckt (getaggt, nicht als PDF/UA zertifiziert)",
}
"""Files beside the report -> what they hold."""

FILES = {
    "areas.gpkg": "alle Flächen mit Typ und Werten für QGIS; die Typen sind eingefärbt",
    "areas.csv": "dieselben Angaben als Tabelle (Semikolon, Dezimalkomma), öffnet sich in Excel",
    "areas.xlsx": "dieselben Angaben als Arbeitsmappe mit Erklärung der Spalten und Quellen",
    "areas.parquet": "dieselben Angaben für Programme",
    "types.model": "die Typen zum Behalten: nächstes Jahr unter „types: kept: model“ anzugeben",
    "types.csv": "die Typen: Größe, Beispiel, Profil",
    "columns.csv": "was jede Spalte bedeutet",
    "map.png": "die Karte als Bild",
    "ways.csv": "alle Wege: je Fläche, Einrichtung und Verkehrsmittel die Minuten",
    "beyond.csv": "welche Flächen jenseits einer Zeitgrenze liegen, mit Einwohnern und Minuten",
    "siting.csv": "die Antworten auf die Standortfragen",
}
"""Name of a file of a level -> what it holds."""

SHEETS = {
    "data": "Daten",
    "columns": "Spalten",
    "types": "Typen",
    "sources": "Quellen",
    "ways": "Wege",
    "notes": "Hinweise",
}
"""Names of the sheets of a workbook."""
