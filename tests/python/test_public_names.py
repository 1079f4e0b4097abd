"""Public names of a stage win over the files of its folder."""

import subprocess
import sys
import types
from pathlib import Path

import pytest
import sozialraum

FACE = Path(__file__).resolve().parents[2] / "bindings/python/sozialraum"
STAGES = sorted(
    name
    for name in sozialraum._STAGES
    if (FACE / name).is_dir() and name not in {"project", "report", "plot"}
)
FILES = [p for name in STAGES for p in sorted((FACE / name).glob("*.py"))]


@pytest.mark.parametrize("stage", STAGES)
def test_public_names_are_things_not_files(stage: str) -> None:
    """`typology.kmeans` is the function, though a file of its folder has the same name."""
    module = getattr(sozialraum, stage)
    assert sorted(set(module.__all__)) == sorted(module.__all__)
    files = [n for n in module.__all__ if isinstance(getattr(module, n), types.ModuleType)]
    assert not files


def test_public_names_are_things_whatever_is_imported_first() -> None:
    """Importing each file alone first, in a fresh interpreter, leaves the functions in place."""
    code = "\n".join(
        [
            "import importlib, sys, types, sozialraum",
            *(
                f"importlib.import_module('sozialraum.{p.parent.name}.{p.stem}')"
                for p in reversed(FILES)
                if p.stem != "__init__"
            ),
            f"for stage in {STAGES}:",
            "    module = getattr(sozialraum, stage)",
            "    for name in module.__all__:",
            "        assert not isinstance(getattr(module, name), types.ModuleType), (stage, name)",
        ]
    )
    subprocess.run([sys.executable, "-c", code], check=True)
