"""Write requirements/hashes.txt: every pinned package of demo and tests with its files' hashes.

    python requirements/hashes.py       after a change of requirements/*.txt; pip asks the index

The file serves two ends: ./dev gives it to pip as constraints, so that what it downloads is
compared with what was pinned, and `pip install --require-hashes -r requirements/hashes.txt`
installs exactly that.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SETS = ("build", "runtime", "dev")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
MACHINES = ("x86_64", "aarch64")

Item = dict[str, Any]


def pip_report(*arguments: str) -> list[Item] | None:
    """What pip would install; None if it finds no way."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        done = subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
            + ["--report", report.name, *arguments],
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            return None
        found: list[Item] = json.loads(Path(report.name).read_text())["install"]
        return found


def found_in(report: list[Item]) -> dict[str, set[str]]:
    """Requirement and hashes of each file of a report."""
    hashes: dict[str, set[str]] = defaultdict(set)
    for item in report:
        about, file = item["metadata"], item["download_info"]
        name = re.sub(r"[-_.]+", "-", about["name"]).lower()
        digest = file["archive_info"]["hashes"]["sha256"]
        hashes[f"{name}=={about['version']}"].add(digest)
    return hashes


def platforms(machine: str) -> list[str]:
    tags = ["manylinux2014", *(f"manylinux_2_{minor}" for minor in range(17, 40))]
    return [word for tag in tags for word in ("--platform", f"{tag}_{machine}")]


def reports_of(names: list[str], python: str, machine: str) -> Iterator[list[Item]]:
    """All at once, or one by one if one of them has no wheel there, which is told."""
    where = ["--no-deps", "--only-binary=:all:", "--target", "/nowhere", *platforms(machine)]
    where += ["--python-version", python]
    together = pip_report(*where, *names)
    if together is not None:
        yield together
        return
    for name in names:
        alone = pip_report(*where, name)
        if alone is None:
            print(f"no file of {name} for Python {python} on {machine}")
        else:
            yield alone


def main() -> None:
    pins = ["-c", str(HERE / "constraints.txt")]
    wanted = [word for name in SETS for word in ("-r", str(HERE / f"{name}.txt"))]
    here = pip_report(*pins, *wanted)
    if here is None:
        sys.exit("hashes: pip finds no way to install the pinned packages")
    hashes = found_in(here)
    names = sorted(hashes)
    for python in PYTHONS:
        for machine in MACHINES:
            for report in reports_of(names, python, machine):
                for key, found in found_in(report).items():
                    hashes[key] |= found
    lines = [
        "# Written by hashes.py: the files of Linux wheels for Python 3.11 to 3.14. Do not edit."
    ]
    for name in names:
        lines.append(
            " \\\n".join([name, *(f"    --hash=sha256:{h}" for h in sorted(hashes[name]))])
        )
    (HERE / "hashes.txt").write_text("\n".join(lines) + "\n")
    print(f"{len(names)} packages, {sum(map(len, hashes.values()))} files")


if __name__ == "__main__":
    main()
