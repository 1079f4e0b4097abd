"""Fill the template and seal the page with a content policy."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from typing import TYPE_CHECKING

from sozialraum.report.model import Report
from sozialraum.report.svg import bar

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["render"]


def render(report: Report) -> str:
    """The report as HTML text.

    Parameters
    ----------
    report : Report
        Finished German texts; everything in it is escaped, only the SVG fields go in as they are.

    Returns
    -------
    str
        One document that loads nothing: styles, script and pictures are inside.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    folder = _folder()
    style, script = _text(folder / "report.css"), _text(folder / "report.js")
    environment = Environment(
        loader=FunctionLoader(lambda name: _text(folder / name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["bar"] = lambda z: Markup(bar(z))
    environment.filters["svg"] = Markup
    return environment.get_template("report.html.j2").render(
        report=report,
        style=Markup(style),
        script=Markup(script),
        policy=_policy(style, script),
    )


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256-" + base64.b64encode(digest).decode()


def _folder() -> Traversable:
    return resources.files("sozialraum") / "report" / "template"


def _text(file: Traversable) -> str:
    return file.read_text(encoding="utf-8")
