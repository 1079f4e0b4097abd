"""What goes into a paper of one's own? The sentences of page 1, the types, the sources, as texts."""

from __future__ import annotations

from typing import Literal

from sozialraum.report.model import Report

__all__ = ["text_block"]

_Kind = Literal["title", "heading", "text", "bullet", "small"]


def text_block(report: Report) -> list[tuple[_Kind, str]]:
    """Kind and text of every paragraph, as :func:`sozialraum.publish.write_docx` takes them."""
    front, cover = report.front, report.cover
    blocks: list[tuple[_Kind, str]] = [("title", cover.title), ("small", cover.edition)]
    blocks.append(("text", front.dates))
    blocks.append(("heading", "Was die Daten sagen"))
    blocks += [("bullet", f"{s.text} ({s.certainty}; {s.basis})") for s in front.statements]
    blocks.append(("heading", "Worüber zu reden ist"))
    blocks += [("bullet", text) for text in front.questions]
    blocks.append(("heading", "Die Typen"))
    for card in front.types:
        people = f", {card.shown_population} Menschen" if card.shown_population else ""
        blocks.append(
            (
                "bullet",
                f"Typ {card.letter} „{card.name}“ ({card.decided}): {card.shown_areas}{people}",
            )
        )
    blocks += [("text", front.limits), ("heading", "Quellen und Lizenzen")]
    blocks += [("small", text) for text in cover.licences]
    return blocks
