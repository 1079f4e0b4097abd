"""Fill the template and seal the page with a content policy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from sozialraum.report.model import Report
from sozialraum.report.svg import bar
from sozialraum.words.bidi import isolated

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from jinja2 import Environment

__all__ = ["render", "render_pages"]


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
    return _filled("report.html.j2", report=report)


def render_pages(report: Report) -> Iterator[tuple[str, str]]:
    """Name and HTML text of the files that hold the pages of many areas, one after the other."""
    for level in report.levels:
        for file in level.page_files:
            rows = [page.row for page in file.pages]
            yield (
                file.name,
                _filled("pages.html.j2", report=report, level=level, file=file, rows=rows),
            )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FunctionLoader(lambda name: _text(_folder() / name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shut_in,
    )
    environment.filters["bar"] = lambda z: Markup(bar(z))
    environment.filters["svg"] = Markup
    return environment


def _shut_in(value: object) -> object:
    """Texts of files stay within their place; what is markup already goes in as it is."""
    return isolated(value) if type(value) is str else value


def _filled(template: str, **parts: object) -> str:
    from markupsafe import Markup

    report = parts["report"]
    assert isinstance(report, Report)
    style = _text(_folder() / "report.css") + _running_heads(report.cover.title)
    script = _text(_folder() / "report.js")
    return (
        _environment()
        .get_template(template)
        .render(style=Markup(style), script=Markup(script), policy=_policy(style, script), **parts)
    )


def _running_heads(title: str) -> str:
    """The head of every printed page: the title; the annex says that it is one."""
    named = "".join(f"\\{ord(letter):06x}" for letter in title)  # no letter can end the text
    look = "font:8pt sans-serif;color:#5a5a55"
    return (
        f'@media print{{@page{{@top-left{{content:"{named}";{look}}}}}'
        f"@page :first{{@top-left{{content:none}}}}"
        f'@page annex{{@top-right{{content:"Anhang";{look}}}}}#anhang{{page:annex}}}}'
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
