"""Are the fits of the foreign programs still those kept in tests/golden/smallarea/oracle.csv?

python tests/oracle/compare.py NEW KEPT      exit code 1 and the rows that differ, if not
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path


def fits(path: str) -> dict[tuple[str, ...], float]:
    """The value of each row by its other columns; the first line names the programs."""
    lines = Path(path).read_text().splitlines()[1:]
    return {tuple(cells[:-1]): float(cells[-1]) for cells in list(csv.reader(lines))[1:]}


def main(new: str, kept: str) -> int:
    """Print what differs by more than what an optimiser leaves open."""
    found, wanted = fits(new), fits(kept)
    wrong = [
        f"{', '.join(key)}: {found.get(key)} now, {wanted.get(key)} kept"
        for key in sorted(found.keys() | wanted.keys())
        if key not in found
        or key not in wanted
        or abs(found[key] - wanted[key]) > 1e-6 * abs(wanted[key])
    ]
    print("\n".join(wrong) or f"{len(found)} values as kept")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
