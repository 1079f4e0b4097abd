"""What do local people wish? The rows of a form, as they come back from the villages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from sozialraum.level.trouble import trouble
from sozialraum.project.load import LoadedProject
from sozialraum.project.schema import Level, TypeWish
from sozialraum.project.where import require_file
from sozialraum.words.wishes import EXPECTED, FORM, KINDS, MUST

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["with_wishes"]


def with_wishes(loaded: LoadedProject, level: Level) -> Level:
    """The level with the wishes of its form beside those of the project file.

    Raises
    ------
    InvalidInput
        ``unknown_column`` (the form has all columns of ``words.wishes.FORM``), ``wish_unreadable``
        (with row and column), ``wish_twice`` (in the form and in the project file).
    """
    name = level.types.wishes_from
    if name is None:
        return level
    wishes = [*level.types.wishes, *_wishes_of(require_file(loaded, name), name)]
    seen: set[str] = set()
    for wish in wishes:
        if wish.id in seen:
            raise trouble(
                "wish_twice",
                f"two wishes are called '{wish.id}'",
                file=name,
                column=FORM["id"],
                hint="give each wish a number of its own",
                found=wish.id,
            )
        seen.add(wish.id)
    return level.model_copy(
        update={"types": level.types.model_copy(update={"wishes": wishes, "wishes_from": None})}
    )


def _wishes_of(path: Any, name: str) -> list[TypeWish]:
    from sozialraum import gis

    texts = gis.read_table(path, key=FORM["id"], text_columns=list(FORM.values())[1:]).texts
    rows = enumerate(texts.iterrows(), start=2)
    return [_wish(str(wish), row, name, number) for number, (wish, row) in rows]


def _wish(wish: str, row: pd.Series, file: str, number: int) -> TypeWish:
    cells = {
        option: "" if column not in row or row[column] != row[column] else str(row[column]).strip()
        for option, column in FORM.items()
    }
    cells["id"] = wish
    kind, must = KINDS.get(cells["kind"].casefold()), MUST.get(cells.pop("hard").casefold())
    cost = cells.pop("cost").replace(",", ".")

    def refuse(option: str, found: str, expected: str) -> Any:
        return trouble(
            "wish_unreadable",
            f"row {number}: '{found}' in '{FORM[option]}' cannot be read",
            file=file,
            column=FORM[option],
            row=number,
            found=found,
            expected=expected,
        )

    if kind is None:
        raise refuse("kind", cells["kind"], EXPECTED["kind"])
    if must is None:
        raise refuse("hard", str(row[FORM["hard"]]), EXPECTED["hard"])
    try:
        return TypeWish.model_validate(
            {**cells, "kind": kind, "hard": must, "cost": float(cost or 0)}
        )
    except ValidationError as error:
        option = str(error.errors()[0]["loc"][0])
        raise refuse(
            option, cells.get(option, cost), EXPECTED.get(option, EXPECTED["text"])
        ) from error
    except ValueError as error:
        raise refuse("cost", cost, EXPECTED["cost"]) from error
