"""The invented delivery of 24 villages: a spreadsheet as offices write them, and where they lie.

    python examples/deliveries/make_wiesental.py [folder]

Nothing in it is real: names, places and numbers come from this file and a fixed seed. It has what
real ones have: a title, two lines of names, official signs, a row of totals, notes below.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

from sozialraum.core.files import write_whole
from sozialraum.publish.sheets import HEAD, TITLE, Sheet, write_sheets

HERE = Path(__file__).parent / "wiesental"
EAST, NORTH = 540_000.0, 5_780_000.0  # UTM 32, about 11 km around
NAMES = (
    "Wiesental-Markt Ahornau Birkenrode Buchhagen Dornfeld Eichwinkel Erlengrund Eschental "
    "Farnbach Fliederau Ginsterhof Haselried Heidekamp Holunderfeld Kiefernberg Kleefeld "
    "Lindenau Mooshausen Rohrbeck Schilfwerder Tannrode Ulmental Weidenau Wiesenbrück"
).split()
HEADS = (
    ("Ort", ""),
    ("Einwohner", "insgesamt"),
    ("Einwohner", "unter 18"),
    ("Einwohner", "ab 65"),
    ("Wohnungen", "insgesamt"),
    ("Wohnungen", "leer"),
    ("Kinder unter 6", "insgesamt"),
    ("Kinder unter 6", "in der Kita"),
    ("Minuten zur Grundschule", "mit dem Rad"),
)


def random_of(number: int, what: int) -> float:
    """A number from 0 to 1 that is always the same."""
    value = math.sin(number * 12.9898 + what * 78.233) * 43758.5453
    return value - math.floor(value)


def village(number: int) -> list[float]:
    """People, children, older people, dwellings, vacant, small children, in day care, minutes."""
    r = [random_of(number + 1, what) for what in range(8)]
    people = 2400 if number == 0 else round(140 + 900 * r[0] ** 2)
    young = number % 3 == 1  # villages with a building area, villages without
    children = round(people * ((0.19 if young else 0.13) + 0.04 * r[1]))
    older = round(people * ((0.17 if young else 0.26) + 0.05 * r[2]))
    dwellings = round(people / (2.35 if young else 2.0) + 6 * r[3])
    vacant = round(dwellings * ((0.02 if young else 0.06) + 0.04 * r[4]))
    small = round(children * (0.34 + 0.06 * r[5]))
    cared = round(small * (0.55 + 0.3 * r[6]))
    minutes = 4 if number == 0 else round((6 if young else 14) + 16 * r[7])
    return [people, children, older, dwellings, vacant, small, cared, minutes]


def place(number: int) -> tuple[float, float]:
    """On a spiral around the market."""
    angle, far = 2.4 * number, 1150 * math.sqrt(number)
    return EAST + far * math.cos(angle), NORTH + far * math.sin(angle)


def rows() -> list[list[str | float]]:
    table: list[list[str | float]] = [[n, *village(i)] for i, n in enumerate(NAMES)]
    table[5][7] = "."  # secret
    table[9][5] = "-"  # exactly none
    table[14][8] = "..."  # comes later
    table[17][5] = "/"  # not reliable
    table[20][7] = "x"  # there is no day nursery
    return table


def totals(table: list[list[str | float]]) -> list[str | float]:
    """Of all, also of what is secret in its own row."""
    sums = [sum(village(i)[k] for i in range(len(NAMES))) for k in range(7)]
    return ["Insgesamt", *sums, "x"]


def sheet() -> Sheet:
    table = rows()
    head = [
        ["Gemeinde Wiesental (erfunden): Bestand nach Orten am 31.12.2024"],
        ["Alle Namen und Zahlen dieser Tabelle sind erfunden."],
        [""],
        [group for group, _ in HEADS],
        [part for _, part in HEADS],
    ]
    notes = [
        [""],
        ["-  nichts vorhanden   .  geheim   ...  kommt später   /  nicht zuverlässig   x  sinnlos"],
        ["Quelle: erfundenes Melderegister der erfundenen Gemeinde Wiesental"],
    ]
    styles = {(0, 0): TITLE} | {(y, x): HEAD for y in (3, 4) for x in range(len(HEADS))}
    return Sheet(
        "Bestand",
        [*head, *table, totals(table), *notes],
        styles=styles,
        merges=("B4:D4", "E4:F4", "G4:H4"),
        widths=(24, *([14] * 8)),
        frozen=(5, 1),
    )


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_sheets(folder / "bestand_2024.xlsx", [sheet()])
    lines = ["name;ost;nord"]
    lines += [
        f"{n};{x:.0f};{y:.0f}" for n, (x, y) in zip(NAMES, map(place, range(24)), strict=True)
    ]
    write_whole(folder / "orte.csv", "\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
