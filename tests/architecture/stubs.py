"""Type stubs of the compiled modules: made by pybind11-stubgen, checked for age.

python tests/architecture/stubs.py           exit code 1 if a stub is out of date
python tests/architecture/stubs.py --write   make them anew
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "bindings/python/sozialraum"
EXTENSIONS = ("_core", "_gis", "_osm")


def built_extensions() -> list[str]:
    """The extension modules this build has; gis and osm may be left out."""
    return [
        name for name in EXTENSIONS if importlib.util.find_spec(f"sozialraum.{name}") is not None
    ]


def generate(extension: str, folder: Path) -> dict[str, str]:
    """Fresh stubs of one extension: path below the package, and text."""
    subprocess.run(
        [sys.executable, "-m", "pybind11_stubgen", f"sozialraum.{extension}", "-o", str(folder)],
        check=True,
        capture_output=True,
    )
    made = folder / "sozialraum"
    return {
        str(p.relative_to(made)): for_all_pythons(p.read_text())
        for p in sorted(made.rglob("*.pyi"))
    }


def for_all_pythons(text: str) -> str:
    """From 3.12 on buffers have a class of their own; the oldest Python allowed has none."""
    if "collections.abc.Buffer" not in text:
        return text
    text = text.replace("collections.abc.Buffer", "typing_extensions.Buffer")
    return text.replace("import typing\n", "import typing\nimport typing_extensions\n", 1)


def outdated(write: bool = False) -> list[str]:
    """The stub files that differ from what the extensions offer now."""
    wrong: list[str] = []
    for extension in built_extensions():
        with tempfile.TemporaryDirectory() as folder:
            fresh = generate(extension, Path(folder))
        kept = [*PACKAGE.glob(f"{extension}.pyi"), *PACKAGE.glob(f"{extension}/*.pyi")]
        present = {str(path.relative_to(PACKAGE)): path.read_text() for path in kept}
        wrong += sorted(
            name for name in fresh.keys() | present.keys() if fresh.get(name) != present.get(name)
        )
        if write:
            shutil.rmtree(PACKAGE / extension, ignore_errors=True)
            (PACKAGE / f"{extension}.pyi").unlink(missing_ok=True)
            for name, text in fresh.items():
                (PACKAGE / name).parent.mkdir(exist_ok=True)
                (PACKAGE / name).write_text(text)
    return wrong


def main() -> int:
    write = "--write" in sys.argv[1:]
    wrong = outdated(write)
    for name in wrong:
        print(f"{'written' if write else 'out of date'}: {name}")
    return 1 if wrong and not write else 0


if __name__ == "__main__":
    sys.exit(main())
