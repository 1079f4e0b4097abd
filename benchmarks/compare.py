"""Runs the benchmarks and their peers and prints one table of ratios.

python benchmarks/compare.py --programs build/dev/benchmarks [--save] [--quick] [--only MODULE]
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "RESULTS.md"
QUICK = ["--benchmark_min_time=0.01", "--benchmark_filter=-Germany"]
BY_HAND = "<!-- From here on by hand: ./dev bench --save keeps it. -->"


def run_programs(folder: Path, only: str, quick: bool) -> tuple[list[dict[str, Any]], list[str]]:
    """All Google Benchmark programs; one entry a benchmark, and what went wrong."""
    results: list[dict[str, Any]] = []
    troubles: list[str] = []
    for program in sorted(folder.glob(f"{only}_bench" if only else "*_bench")):
        print(f"--- {program.name}", file=sys.stderr, flush=True)
        options = ["--benchmark_format=json", *(QUICK if quick else [])]
        done = subprocess.run([program, *options], capture_output=True, text=True)
        if done.returncode != 0:
            troubles.append(trouble_of(program, done))
            continue
        for entry in json.loads(done.stdout)["benchmarks"]:
            if entry.get("run_type") != "aggregate":
                results.append({"module": program.name.removesuffix("_bench"), **entry})
    return results, troubles


def run_peers(only: str) -> tuple[list[dict[str, Any]], list[str]]:
    """All peer scripts; what they report, and what went wrong."""
    records: list[dict[str, Any]] = []
    troubles: list[str] = []
    for script in sorted((HERE / "peers").glob(f"{only}_peer.py" if only else "*_peer.py")):
        print(f"--- {script.name}", file=sys.stderr, flush=True)
        done = subprocess.run([sys.executable, script], capture_output=True, text=True)
        for line in done.stdout.splitlines():
            if line.startswith("{"):
                records.append({"module": script.stem.removesuffix("_peer"), **json.loads(line)})
        if done.returncode != 0:
            troubles.append(trouble_of(script, done))
    return records, troubles


def trouble_of(program: Path, done: subprocess.CompletedProcess[str]) -> str:
    last = done.stderr.strip().splitlines()[-1:]
    return f"{program.name}: exit code {done.returncode} {' '.join(last)}"


def peer_table(records: list[dict[str, Any]]) -> list[str]:
    lines = [
        "| module | work | ours | peer | ratio (peer / ours) | peer is | same result |",
        "|---|---|--:|--:|--:|---|---|",
    ]
    for r in records:
        lines.append(
            f"| {r['module']} | {r['work']} | {duration(r['ours'])} | {duration(r['peer'])} "
            f"| {r['peer'] / r['ours']:.1f} | {r['peer_name']} | {'yes' if r['equal'] else 'NO'} |"
        )
    return lines


def program_table(results: list[dict[str, Any]]) -> list[str]:
    lines = ["| module | benchmark | time | processor time | rate |", "|---|---|--:|--:|--:|"]
    units = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
    for r in results:
        unit = units[r["time_unit"]]
        rate = f"{r['items_per_second']:.3g}/s" if "items_per_second" in r else ""
        lines.append(
            f"| {r['module']} | {r['name']} | {duration(r['real_time'] * unit)} "
            f"| {duration(r['cpu_time'] * unit)} | {rate} |"
        )
    return lines


def save(text: str) -> None:
    """The tables anew; what was written by hand below them stays."""
    by_hand = RESULTS.read_text(encoding="utf-8").partition(BY_HAND)[2]
    RESULTS.write_text(f"{text}\n{BY_HAND}{by_hand}", encoding="utf-8")


def duration(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def machine() -> str:
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True).stdout
    return (
        f"{model}, {os.cpu_count()} cores; {platform.system()} {platform.release()}; "
        f"{compiler.splitlines()[0]}; Python {platform.python_version()}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--programs", type=Path, required=True, help="folder of the *_bench programs"
    )
    parser.add_argument("--only", default="", help="one module")
    parser.add_argument(
        "--quick", action="store_true", help="short runs, none on six million nodes"
    )
    parser.add_argument("--save", action="store_true", help="renew the tables of RESULTS.md")
    options = parser.parse_args()

    if options.save and (options.only or options.quick):
        parser.error("--save writes the tables of all modules, from whole runs")

    records, troubles = run_peers(options.only)
    results, more = run_programs(options.programs, options.only, options.quick)
    text = "\n".join(
        [
            "# Results",
            "",
            f"{datetime.date.today()}, {machine()}, load {os.getloadavg()[2]:.1f}.",
            "Read ratios, not milliseconds.",
            "",
            "## Beside the peers",
            "",
            "Both sides are called from Python, same data, processor time; a ratio above 1 means",
            "ours is faster.",
            "",
            *peer_table(records),
            "",
            "## The C++ library",
            "",
            *program_table(results),
            "",
        ]
    )
    print(text)
    if options.save:
        save(text)
    for trouble in troubles + more:
        print(f"FAILED: {trouble}", file=sys.stderr)
    return 1 if troubles or more else 0


if __name__ == "__main__":
    sys.exit(main())
