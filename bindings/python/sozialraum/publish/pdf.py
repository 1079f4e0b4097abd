"""The paper as PDF: the print of the same page, by a browser that is there or by WeasyPrint."""

from __future__ import annotations

import importlib
import importlib.util
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from sozialraum.core import Finding, InvalidInput, Place, Severity
from sozialraum.core.files import write_whole

__all__ = ["pdf_printer", "write_pdf"]

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_DATE = re.compile(rb"/(CreationDate|ModDate) ?\(D:\d{14}[^)]*\)")
_NODE = re.compile(rb"\(node(\d{8})\)")
_PATIENCE = 300  # seconds


def pdf_printer() -> str:
    """What would print: ``"browser"`` (a tagged PDF), ``"weasyprint"`` or ``""`` (nothing)."""
    if _browser():
        return "browser"
    return "weasyprint" if importlib.util.find_spec("weasyprint") else ""


def _browser() -> str:
    return next(filter(None, map(shutil.which, _BROWSERS)), "")


def write_pdf(path: Path, page: Path) -> None:
    """Print a page that was written as HTML; the time of day is taken out.

    Headless Chromium makes a tagged PDF (not certified as PDF/UA); where there is none, WeasyPrint.

    Raises
    ------
    InvalidInput
        ``no_pdf_printer``, or ``pdf_failed`` if it does not print. No half-written file is left.
    """
    how = pdf_printer()
    if not how:
        raise _trouble("no_pdf_printer", "neither Chromium nor WeasyPrint is there to print", path)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "page.pdf"
        if how == "browser":
            _print(page, made, Path(folder))
        else:
            weasyprint = importlib.import_module("weasyprint")
            text = _halos_apart(page.read_text("utf-8"))
            weasyprint.HTML(string=text, base_url=str(page)).write_pdf(str(made))
        if not made.exists():
            raise _trouble("pdf_failed", "the browser printed nothing", path)
        write_whole(path, without_chance(made.read_bytes()))


_HALO = re.compile(
    r'(<text [^>]*?)( stroke="#ffffff" stroke-width="3") stroke-linejoin="round" '
    r'paint-order="stroke"([^>]*>[^<]*</text>)'
)


def _halos_apart(page: str) -> str:
    """WeasyPrint draws an outline above its letters: of such a text it gets outline and letters."""
    return _HALO.sub(r"\1\2\3\1\3", page)


def _print(page: Path, made: Path, folder: Path) -> None:
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    options += [f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={made}"]
    try:
        subprocess.run(
            [_browser(), *options, page.resolve().as_uri()],
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise _trouble("pdf_failed", f"the browser did not print ({error})", made) from error


def without_chance(pdf: bytes) -> bytes:
    """The same print without the time of day, and with its elements numbered from 1.

    Newer browsers go on counting elements where an earlier page stopped. Order and length stay, so
    that all addresses and sorted lists in the file hold.
    """
    numbers = {old: b"%08d" % new for new, old in enumerate(sorted(set(_NODE.findall(pdf))), 1)}
    pdf = _NODE.sub(lambda found: b"(node" + numbers[found[1]] + b")", pdf)
    return _DATE.sub(_no_time, pdf)


def _no_time(found: re.Match[bytes]) -> bytes:
    """The same length, so that all addresses in the file hold."""
    return re.sub(rb"\d", b"0", found[0])


def _trouble(code: str, message: str, path: Path) -> InvalidInput:
    hint = "install chromium, or print report.html by hand"
    return InvalidInput(Finding(code, message, Severity.WARNING, Place(file=str(path)), hint))
