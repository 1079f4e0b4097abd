"""Runs the cells of a notebook, and asks of every notebook what all of them keep.

The cells are executed by the few lines below: a kernel with its protocol (nbclient, ipykernel, zmq)
would be some thirty packages for what ``exec`` does.
"""

import ast
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import matplotlib
import pytest

ROOT = Path(__file__).resolve().parents[2]


def cells(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["cells"]
    return found


def run(source: str, names: dict[str, Any], title: str) -> None:
    """As a notebook does: the value of a last expression is shown."""
    tree = ast.parse(source)
    shown = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, title, "exec"), names)
    if shown is not None:
        value = eval(compile(ast.Expression(shown.value), title, "eval"), names)
        forms = [getattr(value, f"_repr_{form}_", None) for form in ("html", "png")]
        assert any(form() for form in forms if form is not None) or repr(value)


def run_all(path: Path, folder: Path) -> SimpleNamespace:
    """Every name the notebook leaves behind; it writes into a folder of its own."""
    (folder / "data").symlink_to(ROOT / "data")
    names: dict[str, Any] = {"__name__": "__main__"}
    matplotlib.use("agg")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for cell in cells(path):
            if cell["cell_type"] == "code":
                run("".join(cell["source"]), names, path.name)
    return SimpleNamespace(**{k: v for k, v in names.items() if not k.startswith("_")})


def require_kept_and_told(path: Path) -> None:
    """No output is kept in the file, and every step says how to read it."""
    kept = cells(path)
    code = [cell for cell in kept if cell["cell_type"] == "code"]
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code)
    assert path.stat().st_size < 40_000
    kinds = [cell["cell_type"] for cell in kept]
    assert kinds[0] == "markdown"
    words = [len("".join(c["source"]).split()) for c in kept if c["cell_type"] == "markdown"]
    assert len(words) >= 10 and sum(words) > 500
    in_a_row = max(len(run) for run in " ".join(kinds).replace("markdown", "|").split("|"))
    assert in_a_row <= len(" code code ")  # never more than two cells without a word
