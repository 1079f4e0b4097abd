"""Texts to copy into a paper of one's own: DOCX, with headings as headings and lists as lists.

Written here for the reasons of :mod:`sozialraum.publish.xlsx`: same texts, same bytes.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Sequence
from typing import Literal
from xml.sax.saxutils import escape

from sozialraum.core.files import write_whole

__all__ = ["Block", "write_docx"]

Block = tuple[Literal["title", "heading", "text", "bullet", "small"], str]
"""What a paragraph is, and its text."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STYLES = {"title": "Title", "heading": "Heading1", "bullet": "ListBullet", "small": "Small"}


def write_docx(path: str | os.PathLike[str], blocks: Sequence[Block]) -> None:
    """Write paragraphs as DOCX.

    Parameters
    ----------
    path : str or path-like
    blocks : sequence of (kind, text)
        ``title``, ``heading``, ``text``, ``bullet`` or ``small``, in order.

    Raises
    ------
    InvalidInput
        ``cannot_write``. No half-written file is left.
    """
    body = "".join(_paragraph(kind, text) for kind, text in blocks)
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" '
        'w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    entries = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations("officeDocument", "word/document.xml"),
        "word/document.xml": f'{_XML}<w:document xmlns:w="{_WORD}"><w:body>{body}{page}</w:body>'
        "</w:document>",
        "word/_rels/document.xml.rels": _relations("styles", "styles.xml"),
        "word/styles.xml": _styles(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in entries.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode())
    write_whole(path, packed.getvalue())


def _paragraph(kind: str, text: str) -> str:
    style = _STYLES.get(kind)
    told = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    shown = ("\u2022 " if kind == "bullet" else "") + _NOT_XML.sub("\ufffd", text)
    return f'<w:p>{told}<w:r><w:t xml:space="preserve">{escape(shown)}</w:t></w:r></w:p>'


def _styles() -> str:
    def style(name: str, label: str, size: int, *, bold: bool = False, indent: int = 0) -> str:
        heavy = "<w:b/>" if bold else ""
        moved = f'<w:ind w:left="{indent}" w:hanging="{indent}"/>' if indent else ""
        level = '<w:outlineLvl w:val="0"/>' if name == "Heading1" else ""
        return (
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{label}"/>'
            f'<w:pPr><w:spacing w:before="60" w:after="60"/>{moved}{level}</w:pPr>'
            f'<w:rPr>{heavy}<w:sz w:val="{size}"/></w:rPr></w:style>'
        )

    return (
        f'{_XML}<w:styles xmlns:w="{_WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/>'
        '<w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "</w:style>"
        + style("Title", "Title", 36, bold=True)
        + style("Heading1", "heading 1", 26, bold=True)
        + style("ListBullet", "List Bullet", 22, indent=284)
        + style("Small", "Small", 18)
        + "</w:styles>"
    )


_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>'
)


def _relations(kind: str, target: str) -> str:
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )
