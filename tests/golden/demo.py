"""Are types, certainty and profiles of the demo projects the ones that are pinned?

    demo.py out             compare the results in out/<project> with tests/golden/demo/<project>
    demo.py out --write     pin the results in out/; the commit says why they changed

Of each level two files are pinned: areas.csv (type, certainty and second-nearest type of every
area) and types.csv, in which every figure of a type has a line of its own.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

PINNED = Path(__file__).parent / "demo"
PROJECTS = ("hessisch_oldendorf", "bayreuth_nord")
OF_AN_AREA = ("code", "typ", "typ_sicherheit", "typ_sicherheit_wort", "typ_zweitnaechster")
SHOWN = 12

Row = dict[str, str]
Lines = dict[tuple[str, ...], tuple[str, ...]]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def plain(cell: str) -> str:
    """A code as it is, without the formula that keeps its zeros in a spreadsheet."""
    return cell.removeprefix("=").strip('"')


def areas(level: Path) -> Lines:
    return {
        (plain(row["code"]),): tuple(row[name] for name in OF_AN_AREA[1:])
        for row in read(level / "areas.csv")
    }


def types(level: Path) -> Lines:
    rows = read(level / "types.csv")
    return {
        (row["typ"], what): (plain(cell),)
        for row in rows
        for what, cell in row.items()
        if what not in ("typ", "farbe")
    }


FILES = {
    "areas.csv": (OF_AN_AREA[:1], OF_AN_AREA[1:], areas),
    "types.csv": (("typ", "was"), ("wert",), types),
}


def pinned(path: Path, keys: int) -> Lines:
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    return {tuple(row[:keys]): tuple(row[keys:]) for row in rows}


def pin(path: Path, head: tuple[str, ...], lines: Lines) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(head)
        writer.writerows((*key, *value) for key, value in lines.items())


def differences(before: Lines, now: Lines, names: tuple[str, ...]) -> list[str]:
    """What a reader wants to know: how many lines, which columns, how far, the first of them."""
    if before == now:
        return []
    gone = [key for key in before if key not in now]
    new = [key for key in now if key not in before]
    changed = [key for key in now if key in before and now[key] != before[key]]
    told = [f"{len(changed)} of {len(now)} lines changed, {len(gone)} gone, {len(new)} new"]
    for i, name in enumerate(names):
        pairs = [(before[k][i], now[k][i]) for k in changed if before[k][i] != now[k][i]]
        if pairs:
            told.append(f"  {name}: {len(pairs)} changed{_how_far(pairs)}")
    for key in changed[:SHOWN]:
        told.append(f"    {' '.join(key)}: {'; '.join(before[key])}  ->  {'; '.join(now[key])}")
    told += [f"    gone: {' '.join(key)}" for key in gone[:SHOWN]]
    told += [f"    new: {' '.join(key)}" for key in new[:SHOWN]]
    if max(len(changed), len(gone), len(new)) > SHOWN:
        told.append("    …")
    return told


def _how_far(pairs: list[tuple[str, str]]) -> str:
    gaps = []
    for before, now in pairs:
        try:
            gaps.append(abs(float(now.replace(",", ".")) - float(before.replace(",", "."))))
        except ValueError:
            continue
    return f", by {max(gaps):g} at most" if gaps else ""


def levels(out: Path) -> list[tuple[str, Path]]:
    """Name and folder of every level of both projects."""
    found = [
        (str(file.parent.relative_to(out)), file.parent)
        for project in PROJECTS
        for file in sorted((out / project).glob("**/types.csv"))
        if "public" not in file.parts  # the same types, told in another way
    ]
    seen = {name.split("/")[0] for name, _ in found}
    missing = [project for project in PROJECTS if project not in seen]
    if missing:
        sys.exit(f"no results of {', '.join(missing)} in {out}: run ./dev demo first")
    return found


def check(out: Path) -> int:
    wrong = 0
    for name, level in levels(out):
        for file, (keys, names, read_lines) in FILES.items():
            told = differences(pinned(PINNED / name / file, len(keys)), read_lines(level), names)
            if told:
                wrong += 1
                print(f"{name}/{file}:", *told, sep="\n  ")
    if wrong:
        print(
            "\nMeant so? ./dev golden --write pins the new ones; the commit says why they changed."
        )
        return 1
    print("Types, certainty and profiles of the demo projects are the pinned ones.")
    return 0


def write(out: Path) -> int:
    for name, level in levels(out):
        for file, (keys, names, read_lines) in FILES.items():
            pin(PINNED / name / file, (*keys, *names), read_lines(level))
    print(f"pinned in {PINNED}")
    return 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if not arguments or set(arguments[1:]) - {"--write"}:
        sys.exit(__doc__)
    sys.exit((write if "--write" in arguments else check)(Path(arguments[0])))
