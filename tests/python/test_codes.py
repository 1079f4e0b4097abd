"""Every code of a finding or an error has a sentence in English and one in German."""

import ast
import re
from pathlib import Path

from sozialraum.words import troubles

ROOT = Path(__file__).resolve().parents[2]
FACE = ROOT / "bindings/python/sozialraum"

MAKERS = re.compile(r"(Finding|trouble|note|warning)$")
CPP_MAKERS = re.compile(
    r"\b(?:file_trouble|file_note|misfit|about_columns|geometry_trouble|bad_code|without_partner|warn)"
    r'\((?:layer, |table, )?\s*"([a-z0-9_]+)"'
)
CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")


def codes_of_python() -> set[str]:
    found: set[str] = set()
    for path in FACE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            func = node.func
            name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
            told = [k.value for k in node.keywords if k.arg == "code"]
            told += node.args[:1] if MAKERS.search(name) else []
            values = [t.value for t in told if isinstance(t, ast.Constant)]
            found |= {v for v in values if isinstance(v, str) and CODE.fullmatch(v)}
    return found


def codes_of_cpp() -> set[str]:
    found: set[str] = set()
    for path in [*(ROOT / "src").rglob("*.cpp"), *(ROOT / "bindings/python/src").rglob("*.cpp")]:
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'\.code = "([a-z0-9_]+)"', text))
        found |= set(CPP_MAKERS.findall(text))
    return found


def test_every_code_is_in_the_list() -> None:
    used = codes_of_python() | codes_of_cpp()
    assert len(used) > 90  # the search finds them
    assert not sorted(used - set(troubles.codes()))


def test_every_code_has_both_languages() -> None:
    for code in troubles.codes():
        english, german = troubles.meaning(code), troubles.meaning(code, "de")
        assert english.endswith(".") and german.endswith((".", "?", ")")), code
        assert english != german, code


def test_every_german_template_is_of_a_listed_code() -> None:
    templates = {*troubles._TROUBLES, *troubles._FINDINGS, *troubles._FURTHER, *troubles._SILENT}
    assert not sorted(templates - set(troubles.codes()))


def test_the_document_is_the_list() -> None:
    text = (ROOT / "docs/codes.md").read_text(encoding="utf-8")
    assert text == troubles.list_of_codes()
