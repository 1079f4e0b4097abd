"""From a project file to a folder of results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sozialraum.core import Finding
from sozialraum.project.folder import whole_folder
from sozialraum.project.level import LevelResult, run_level
from sozialraum.project.load import LoadedProject, load_project
from sozialraum.project.manifest import MANIFEST, input_hashes, manifest_text
from sozialraum.project.trouble import note
from sozialraum.project.ways import RoadNetworks, osm_filters

__all__ = ["RunResult", "check", "run"]


@dataclass(frozen=True)
class RunResult:
    """A finished run.

    Attributes
    ----------
    folder : Path
        Where ``report.html``, ``manifest.json`` and the files of each level are.
    levels : list of LevelResult
        Everything that was computed, as GeoPandas and pandas frames.
    """

    folder: Path
    levels: list[LevelResult]


def run(
    path: str | Path,
    *,
    out: str | Path | None = None,
    threads: int = 0,
    say: Callable[[str], None] | None = None,
) -> RunResult:
    """Run a project file and write its results.

    Parameters
    ----------
    path : str or Path
        The project file.
    out : str or Path, optional
        Folder for the results; ``out/<project>`` of the working directory unless given.
    threads : int
        0 = as many as the machine has. The results never depend on it.
    say : callable, optional
        Called with a short German line at each step.

    Returns
    -------
    RunResult

    Raises
    ------
    InvalidInput
        Whatever is wrong with the project file, its inputs or the output folder. Nothing is left
        half-written: the output folder is replaced as a whole or not at all.
    """
    tell = say or (lambda _: None)
    loaded = load_project(path)
    target = Path(out) if out is not None else Path("out") / loaded.project.project
    with whole_folder(target.absolute()) as folder:
        levels, findings, not_mapped = _compute(loaded, threads, tell)
        tell("Dateien schreiben")
        _write(loaded, levels, folder, findings=findings, not_mapped=not_mapped)
    return RunResult(target, levels)


def check(
    path: str | Path, *, threads: int = 0, say: Callable[[str], None] | None = None
) -> list[LevelResult]:
    """Run a project file without writing anything; raises what :func:`run` would raise."""
    levels, _, _ = _compute(load_project(path), threads, say or (lambda _: None))
    return levels


def _compute(
    loaded: LoadedProject, threads: int, say: Callable[[str], None]
) -> tuple[list[LevelResult], list[Finding], list[str]]:
    networks = RoadNetworks(loaded, threads)
    if networks.given:
        say("Straßennetz lesen")
        networks.graph("car")
    levels = [
        run_level(loaded, level, networks, threads=threads, say=say)
        for level in loaded.project.levels
    ]
    not_mapped = _not_mapped(loaded, networks)
    findings = list(networks.findings)
    findings += [
        note("not_mapped", f"no '{name}' is mapped in the road extract", facility=name)
        for name in not_mapped
    ]
    return levels, findings, not_mapped


def _not_mapped(loaded: LoadedProject, networks: RoadNetworks) -> list[str]:
    """Of the facilities the project asks about: those that the extract does not hold at all."""
    if not (networks.given and loaded.project.not_mapped):
        return []
    from sozialraum import osm

    return [
        name
        for name, wanted in loaded.project.not_mapped.items()
        if len(osm.read_facilities(networks.path(), osm_filters(dict(wanted)))) == 0
    ]


def _write(
    loaded: LoadedProject,
    levels: list[LevelResult],
    folder: Path,
    *,
    findings: list[Finding],
    not_mapped: list[str],
) -> None:
    from sozialraum.project.outputs import level_files, write_level
    from sozialraum.report import render
    from sozialraum.report.build import build_report

    files = [("manifest.json", "Eingaben, Fassungen, Einstellungen und Prüfsummen")]
    for result in levels:
        place = folder / result.level.id if len(levels) > 1 else folder
        place.mkdir(exist_ok=True)
        write_level(result, place)
        prefix = f"{result.level.id}/" if len(levels) > 1 else ""
        title = f" ({result.level.title})" if len(levels) > 1 else ""
        files += [(prefix + name, what + title) for name, what in level_files(result)]
    inputs = input_hashes(loaded)
    report = build_report(
        loaded, levels, inputs=inputs, files=files, findings=findings, not_mapped=not_mapped
    )
    (folder / "report.html").write_text(render(report), encoding="utf-8")
    text = manifest_text(loaded, levels, inputs=inputs, findings=findings, folder=folder)
    (folder / MANIFEST).write_text(text, encoding="utf-8")
