"""Coverage per module, from gcovr's summary: coverage.py build/coverage/summary.json"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

KINDS = ("line", "branch")


def per_module(summary: Path) -> dict[str, dict[str, int]]:
    """Lines and branches, all and reached, of src/<module> and include/sozialraum/<module>."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for file in json.loads(summary.read_text())["files"]:
        module = Path(file["filename"]).parts[-2]
        for kind in KINDS:
            for what in ("total", "covered"):
                sums[module][f"{kind}_{what}"] += file[f"{kind}_{what}"]
    return sums


def main(summary: Path) -> None:
    print(f"{'module':12} {'lines':>7} {'reached':>8} {'branches':>9} {'reached':>8}")
    for module, sums in sorted(per_module(summary).items()):
        shares = [sums[f"{k}_covered"] / max(sums[f"{k}_total"], 1) for k in KINDS]
        print(
            f"{module:12} {sums['line_total']:7} {shares[0]:8.1%}"
            f" {sums['branch_total']:9} {shares[1]:8.1%}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
