"""Run a whole project from one file: read, measure, adjust, type, report.

>>> from sozialraum import project
>>> result = project.run("project.yaml")            # doctest: +SKIP
>>> result.folder                                   # doctest: +SKIP
PosixPath('out/hessisch_oldendorf')

A project file names the levels (communes, grid cells, villages), their tables and polygons, the
facilities, the indicators with their catalogue and the wanted number of types; see
:mod:`sozialraum.project.schema` for every option. Results are written together or not at all.
"""

from __future__ import annotations

from sozialraum.project.adopt import Adopted, adopt
from sozialraum.project.load import LoadedProject, load_project
from sozialraum.project.new import NewProject, new
from sozialraum.project.run import RunResult, check, run, run_each

__all__ = [
    "Adopted",
    "LoadedProject",
    "NewProject",
    "RunResult",
    "adopt",
    "check",
    "load_project",
    "new",
    "run",
    "run_each",
]
