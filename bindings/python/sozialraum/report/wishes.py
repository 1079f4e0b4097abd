"""What do local people ask of the types, and what would it cost? The rows of the annex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum.report.model import WishRow
from sozialraum.words.numbers import certainty_words, german_date, integer
from sozialraum.words.wishes import asked_by, decided_by, moved_text, price_text, wish_sentence

if TYPE_CHECKING:
    from sozialraum.level.asked import AskedWish
    from sozialraum.level.decisions import Decision
    from sozialraum.level.result import LevelResult
    from sozialraum.level.wishes import PricedWish

__all__ = ["wish_rows"]


def wish_rows(result: LevelResult) -> list[WishRow]:
    """Every wish, and all together."""
    found = result.typing.wishes
    if found is None:
        return []
    decided = [
        _decided(result, decision, wish) for decision in found.decisions for wish in decision.wishes
    ]
    rows = [*found.wishes, *([] if found.together is None else [found.together])]
    return [*decided, *(_row(result, one) for one in rows)]


def _decided(result: LevelResult, decision: Decision, wish: AskedWish) -> WishRow:
    """What was decided; price and moves are of all that was decided together."""
    names, several = result.name_of, len(decision.wishes) > 1
    price = price_text(decision.percent, 0.0, decision.percent, proven=decision.proven, against=())
    return WishRow(
        wish=wish_sentence(wish.kind, names[wish.area], names[wish.other]),
        asked_by=decided_by(
            decision.role, german_date(decision.date), decision.round, decision.reason
        ),
        price=f"{price}, alle dieser Runde zusammen" if several else price,
        moved=moved_text([names[one.area] for one in decision.moved]),
        smallest="–",
        before="",
    )


def _row(result: LevelResult, one: PricedWish) -> WishRow:
    names, asked = result.name_of, one.asked
    return WishRow(
        wish="alle Wünsche zusammen"
        if asked is None
        else wish_sentence(asked.kind, names[one.area], names[one.other]),
        asked_by=""
        if asked is None
        else asked_by(asked.role, german_date(asked.date), asked.reason),
        price=price_text(
            one.percent, one.lowest, one.highest, proven=one.proven, against=one.rules
        ),
        moved=moved_text([names[code] for code in one.moved]),
        smallest=integer(one.smallest_type) if one.smallest_type else "–",
        before="" if asked is None else certainty_words(one.certainty),
    )
