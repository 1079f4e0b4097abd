"""A whole project of twelve made-up villages, small enough to be written for every test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EAST, NORTH, SIDE = 517000.0, 5780000.0, 1000.0

PROJECT = """\
project: zwoelf_doerfer
title: Zwölf Dörfer
subtitle: Ein erfundener Landstrich
seed: 7
levels:
  - id: doerfer
    title: Die Dörfer
    area: Dorf
    areas: Dörfer
    region: alle Dörfer
    shown: alle Dörfer
    table:
      file: villages.csv
      key: ags
      key_kind: ags
      text_columns: [name]
      missing_codes: {-1: no_value, -9: suppressed}
    name: name
    population: people
    boundaries: {file: villages.geojson, key: ags}
    crs: EPSG:25832
    show: {focus: "03252007"}
    catalogue: catalogue.yaml
    indicators:
      - {id: young, adjust: binomial, more: mehr Kinder, less: weniger Kinder}
      - {id: old, adjust: binomial, more: mehr Ältere, less: weniger Ältere}
      - {id: shop, more: weite Wege, less: kurze Wege}
    types: {count: 2, compare: [2, 3], starts: 20, draws: 60, why: Zum Üben.}
"""

CATALOGUE = """\
title: Drei Merkmale
dimensions:
  people: {name_de: Menschen, name_en: People}
  ways: {name_de: Wege, name_en: Ways}
indicators:
  - {id: young, name_de: Anteil Kinder, name_en: Children, dimension: people, numerator: young,
     denominator: people, unit: "%", direction: neutral, source: erfunden, date: "2022", licence:
     CC0}
  - {id: old, name_de: Anteil Ältere, name_en: Old, dimension: people, numerator: old,
     denominator: people, unit: "%", direction: neutral, source: erfunden, date: "2022", licence:
     CC0}
  - {id: shop, name_de: Minuten zum Laden, name_en: Minutes to a shop, dimension: ways, value: shop,
     unit: min, direction: burden, source: erfunden, date: "2022", licence: CC0}
"""

# name, people, young, old, minutes to the shop: six villages with children, six with older people
VILLAGES = [
    ("Ahorn", 300, 75, 40, 4.0),
    ("Birke", 280, 70, 45, 5.0),
    ("Eiche", 320, 82, 50, 3.5),
    ("Erle", 40, 9, 5, 4.5),
    ("Esche", 350, 85, 48, 5.5),
    ("Fichte", 310, 80, 44, 4.2),
    ("Ginster", 90, 10, 30, 12.0),
    ("Hasel", 120, 11, 42, 13.0),
    ("Kiefer", 60, 2, 20, 14.0),
    ("Linde", 110, 10, 38, 11.0),
    ("Tanne", 95, 8, 33, 12.5),
    ("Weide", 70, 6, 25, 15.0),
]


def code(number: int) -> str:
    return f"03252{number + 1:03d}"


def table() -> str:
    rows = [
        f"{code(i)},{name},{people},{young},{old},{shop}"
        for i, (name, people, young, old, shop) in enumerate(VILLAGES)
    ]
    return "ags,name,people,young,old,shop\n" + "\n".join(rows) + "\n"


def square(number: int) -> list[list[float]]:
    west, south = EAST + SIDE * (number % 4), NORTH + SIDE * (number // 4)
    corners = [(0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE), (0, 0)]
    return [[west + x, south + y] for x, y in corners]


def boundaries() -> dict[str, object]:
    features = [
        {
            "type": "Feature",
            "properties": {"ags": code(i)},
            "geometry": {"type": "Polygon", "coordinates": [square(i)]},
        }
        for i in range(len(VILLAGES))
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    return {"type": "FeatureCollection", "crs": crs, "features": features}


def write(folder: Path) -> Path:
    """Write the project into a folder; returns the project file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "villages.csv").write_text(table(), encoding="utf-8")
    (folder / "villages.geojson").write_text(json.dumps(boundaries()), encoding="utf-8")
    (folder / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    (folder / "project.yaml").write_text(PROJECT, encoding="utf-8")
    return folder / "project.yaml"


def replace(file: Path, old: str, new: str) -> None:
    """Change a file; the old text must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def environment() -> dict[str, str]:
    path = os.pathsep.join([str(ROOT / "bindings/python"), os.environ.get("PYTHONPATH", "")])
    return {**os.environ, "PYTHONPATH": path}


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "sozialraum", *map(str, arguments)]


def sozialraum(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the real command line."""
    return subprocess.run(
        command(*arguments),
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
