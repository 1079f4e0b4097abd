"""From a project file to a folder of results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sozialraum.core import Finding
from sozialraum.core.files import write_whole
from sozialraum.core.result import unsaid
from sozialraum.level.result import LevelResult
from sozialraum.level.trouble import note, trouble
from sozialraum.level.vocabulary import with_letters_of_their_own
from sozialraum.level.ways import Roads
from sozialraum.project import outputs
from sozialraum.project.each import papers_of
from sozialraum.project.editions import levels_of_edition
from sozialraum.project.folder import whole_folder
from sozialraum.project.inputs import Inputs
from sozialraum.project.levels import run_level
from sozialraum.project.load import LoadedProject, load_project
from sozialraum.project.manifest import MANIFEST, manifest_text
from sozialraum.project.points import osm_filters
from sozialraum.project.roads import read_roads, roads_options
from sozialraum.project.sources import cover_of, licence_lines
from sozialraum.project.where import require_file
from sozialraum.publish.gate import Edition, Imprint
from sozialraum.publish.policy import Policy
from sozialraum.words import files as words
from sozialraum.words import steps

__all__ = ["RunResult", "check", "policy_of", "run", "run_each"]


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


@unsaid()  # the report and the manifest tell all findings
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
    loaded = load_project(path)
    if loaded.project.each:
        raise trouble(
            "several_papers",
            "this project file makes several papers",
            file=str(path),
            hint="call run_each",
        )
    return _run(loaded, _target(loaded, out), threads, say or (lambda _: None))


@unsaid()
def run_each(
    path: str | Path,
    *,
    out: str | Path | None = None,
    threads: int = 0,
    say: Callable[[str], None] | None = None,
) -> dict[str, RunResult]:
    """Run a project file that says ``each``: one paper for every commune of a list.

    In every text of the file, ``{name}`` is replaced by what the entry of the paper says of it. A
    project file without ``each`` makes one paper, under its own name.

    Parameters
    ----------
    path, out, threads, say
        As for :func:`run`; each paper is in a folder of its own in ``out``, called after its id.

    Returns
    -------
    dict of str to RunResult
        By the id of the paper, in the order of the file.

    Raises
    ------
    InvalidInput
        As :func:`run`. Papers that were finished before stay.
    """
    loaded, tell = load_project(path), say or (lambda _: None)
    if not loaded.project.each:
        return {loaded.project.project: _run(loaded, _target(loaded, out), threads, tell)}
    results = {}
    for name, paper in papers_of(loaded).items():
        tell(steps.paper(paper.project.title))
        results[name] = _run(paper, _target(loaded, out) / name, threads, tell)
    return results


def _target(loaded: LoadedProject, out: str | Path | None) -> Path:
    return Path(out) if out is not None else Path("out") / loaded.project.project


def _run(
    loaded: LoadedProject, target: Path, threads: int, tell: Callable[[str], None]
) -> RunResult:
    policy = policy_of(loaded)
    with whole_folder(target.absolute()) as folder:
        inputs = Inputs(loaded)
        levels, findings, not_mapped = _compute(loaded, policy, threads, tell)
        inputs.require_unchanged()
        tell(steps.write)
        _write(loaded, levels, folder, inputs, policy, findings=findings, not_mapped=not_mapped)
    return RunResult(target, levels)


@unsaid()
def check(
    path: str | Path, *, threads: int = 0, say: Callable[[str], None] | None = None
) -> list[LevelResult]:
    """Run a project file without writing anything; raises what :func:`run` would raise."""
    loaded, tell = load_project(path), say or (lambda _: None)
    papers = list(papers_of(loaded).values()) or [loaded]
    policies = [policy_of(paper) for paper in papers]
    return [
        result
        for paper, policy in zip(papers, policies, strict=True)
        for result in _compute(paper, policy, threads, tell)[0]
    ]


def policy_of(loaded: LoadedProject) -> Policy:
    """The rules for small numbers, checked before anything is computed."""
    from sozialraum import publish

    named = loaded.project.policy
    return publish.load_policy(require_file(loaded, named) if named else None)


def _compute(
    loaded: LoadedProject, policy: Policy, threads: int, say: Callable[[str], None]
) -> tuple[list[LevelResult], list[Finding], list[str]]:
    roads = read_roads(loaded, threads=threads, say=say)
    # What all editions are computed from keeps to the lowest limit; each holds back more itself.
    least_count = min(policy.rules(edition).least_count for edition in loaded.project.editions)
    levels = with_letters_of_their_own(
        [
            run_level(loaded, level, roads, least_count=least_count, say=say)
            for level in loaded.project.levels
        ]
    )
    not_mapped = _not_mapped(loaded)
    findings = _findings(roads)
    findings += [
        note("not_mapped", f"no '{name}' is mapped in the road extract", facility=name)
        for name in not_mapped
    ]
    return levels, findings, not_mapped


def _findings(roads: Roads) -> list[Finding]:
    return [finding for network in roads.networks.values() for finding in network.graph.findings]


def _not_mapped(loaded: LoadedProject) -> list[str]:
    """Of the facilities the project asks about: those that the extract does not hold at all."""
    roads = roads_options(loaded)
    if roads is None or not loaded.project.not_mapped:
        return []
    from sozialraum import osm

    path = require_file(loaded, roads.file)
    return [
        name
        for name, wanted in loaded.project.not_mapped.items()
        if len(osm.read_facilities(path, osm_filters(dict(wanted)))) == 0
    ]


def _write(
    loaded: LoadedProject,
    levels: list[LevelResult],
    folder: Path,
    inputs: Inputs,
    policy: Policy,
    *,
    findings: list[Finding],
    not_mapped: list[str],
) -> None:
    from sozialraum import publish

    project = loaded.project
    editions = list(dict.fromkeys(project.editions))
    for edition in reversed(editions):  # the first holds the others: its manifest knows them
        rules = policy.rules(edition)
        told, results, notes = levels_of_edition(loaded, levels, rules)
        released = [publish.release(result, rules) for result in results]
        place = folder if edition == editions[0] else folder / edition
        place.mkdir(exist_ok=True)
        found = [*findings, *notes]
        _write_edition(
            told, released, place, inputs, edition, findings=found, not_mapped=not_mapped
        )


def _write_edition(
    loaded: LoadedProject,
    levels: list[LevelResult],
    folder: Path,
    inputs: Inputs,
    edition: Edition,
    *,
    findings: list[Finding],
    not_mapped: list[str],
) -> None:
    from sozialraum import publish
    from sozialraum.report import build_report, render, render_pages, text_block

    files = [("manifest.json", words.MANIFEST), ("text.docx", words.PAPER["text.docx"])]
    if loaded.project.pdf:
        files.append(("report.pdf", words.PAPER["report.pdf"]))
    for level, result in zip(loaded.project.levels, levels, strict=True):
        imprint = Imprint(edition, tuple(licence_lines(loaded, [level], [result])))
        place = folder / result.level.id if len(levels) > 1 else folder
        place.mkdir(exist_ok=True)
        outputs.write_level(result, place, imprint)
        prefix = f"{result.level.id}/" if len(levels) > 1 else ""
        title = f" ({result.level.title})" if len(levels) > 1 else ""
        files += [
            (prefix + name, what + title) for name, what in outputs.level_files(result, imprint)
        ]
    cover = cover_of(
        loaded,
        levels,
        inputs=inputs.hashes,
        files=files,
        not_mapped=not_mapped,
        edition=edition,
    )
    report = build_report(cover, levels, findings=findings)
    publish.write_html(folder / "report.html", render(report))
    for name, page in render_pages(report):
        publish.write_html(folder / name, page)
    publish.write_docx(folder / "text.docx", text_block(report))
    if loaded.project.pdf:
        publish.write_pdf(folder / "report.pdf", folder / "report.html")
    text = manifest_text(
        loaded,
        levels,
        inputs=inputs.hashes,
        findings=findings,
        folder=folder,
        edition=edition,
    )
    write_whole(folder / MANIFEST, text)
