"""What `sozialraum run` takes on real cells, and how soon a browser shows the report.

python benchmarks/main_job.py [demo|cells|state|shown ...]

    demo    examples/projects/hessisch_oldendorf as it stands, two editions
    cells   the 2,324 inhabited cells of the Weserbergland, all of them shown
    state   the 30,441 inhabited cells of Lower Saxony, the 806 that begin with 03456 shown
    shown   the same, all of them shown

Each in a process of its own: processor time, time on the clock, peak memory. `certainty` is the
processor time of the repeated typing within it, by a second run. The first opening is that of
headless Chromium, until the page is loaded.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "examples/projects/hessisch_oldendorf/villages.yaml"
INDICATORS = ("unter18", "ab65", "auslaendisch", "haushalte", "leerstand", "dichte")
FILES = {
    "cells": "zensus2011_1km_weserbergland.csv",
    "state": "zensus2011_1km_niedersachsen_inhabited.csv",
    "shown": "zensus2011_1km_niedersachsen_inhabited.csv",
}
SHOWN = {"cells": "0", "state": "03456", "shown": "0"}

PROJECT = """\
project: {name}
title: Zellen
publisher: Messung
seed: 1
levels:
  - id: zellen
    title: Die bewohnten Quadratkilometer
    area: Zelle
    areas: Zellen
    region: Region
    shown: gezeigte Zellen
    table:
      file: {table}
      text_columns: [ags_vg250s]
      decimal: "."
      missing_codes: {{-1: no_value, -9: suppressed}}
    grid: {{east: x_mp_1km, north: y_mp_1km, size: 1000, crs: EPSG:3035}}
    population: Einwohner
    crs: EPSG:25832
    show: {{column: ags_vg250s, starts_with: "{shown}"}}
    derive:
      haushalte_zahl: {{quotient: [Einwohner, HHGroesse_D], rounded: true}}
      flaeche_km2: {{quotient: [Einwohner, Einwohner]}}
    catalogue: {catalogue}
    indicators:
{indicators}
    types: {{method: kmeans, count: 5, compare: [3, 4, 5, 6, 7, 8], starts: 50}}
"""

# Run in the place of the command: the seconds that the repeated typing took, and all of them.
TIMED = """\
import sys, time
from sozialraum import typology
import sozialraum.cli
spent = [0.0]
def timed(inner):
    def run(*args, **options):
        start = time.process_time()
        try:
            return inner(*args, **options)
        finally:
            spent[0] += time.process_time() - start
    return run
typology.certainty, typology.stability = timed(typology.certainty), timed(typology.stability)
start = time.process_time()
try:
    sozialraum.cli.main(sys.argv[1:])
except SystemExit:
    pass
print("SHARE", spent[0], time.process_time() - start)
"""


def project_file(task: str, folder: Path) -> Path:
    if task == "demo":
        return ROOT / "examples/projects/hessisch_oldendorf/project.yaml"
    lines = "\n".join(
        f"      - {{id: {name}, more: mehr davon, less: weniger davon, why: Messung"
        + ("" if name in ("haushalte", "dichte") else ", adjust: binomial")
        + "}"
        for name in INDICATORS
    )
    catalogue = folder / "catalogue.yaml"
    shutil.copy(CATALOGUE, catalogue)
    path = folder / "project.yaml"
    path.write_text(
        PROJECT.format(
            name=task,
            table=ROOT / "data/zensus_grid" / FILES[task],
            shown=SHOWN[task],
            catalogue=catalogue,
            indicators=lines,
        ),
        encoding="utf-8",
    )
    return path


def run(arguments: list[str]) -> tuple[float, float, float, str]:
    """Processor seconds, seconds on the clock, MiB at the peak, what it printed."""
    clock = time.perf_counter()
    with tempfile.TemporaryFile("w+") as output:
        child = subprocess.Popen(arguments, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - clock
        output.seek(0)
        printed = output.read()
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(printed)
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, printed


def first_opening(report: Path) -> float | None:
    """Seconds of the clock until Chromium has loaded it, less those of an empty page."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        return None
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    empty = run([browser, *options, "about:blank"])[1]
    return run([browser, *options, report.as_uri()])[1] - empty


def measure(task: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project, out = project_file(task, folder), folder / "out"
        command = ["run", str(project), "--quiet", "--out", str(out)]
        processor, wall, mib, _ = run([sys.executable, "-m", "sozialraum", *command])
        size = (out / "report.html").stat().st_size / 2**20
        whole = sum(path.stat().st_size for path in out.rglob("*.html")) / 2**20
        opening = first_opening(out / "report.html")
        shutil.rmtree(out)
        printed = run([sys.executable, "-c", TIMED, *command])[3].split("SHARE")[-1].split()
        share = float(printed[0]) / float(printed[1])
    opened = "no browser" if opening is None else f"{max(opening, 0.0):.1f} s"
    print(
        f"| {task} | {processor:.1f} s | {wall:.1f} s | {mib:,.0f} | {100 * share:.0f} % "
        f"| {size:.1f} of {whole:.1f} | {opened} |",
        flush=True,
    )


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(f"load {os.getloadavg()[0]:.1f}\n")
    print("| run | processor | clock | MiB | certainty | report.html of all pages, MiB | opening |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for task in sys.argv[1:] or ["demo", "cells", "state", "shown"]:
        measure(task)


if __name__ == "__main__":
    main()
