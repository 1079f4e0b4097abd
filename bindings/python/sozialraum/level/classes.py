"""Into which fifth of the areas shown does a value fall? What maps colour by, and what is told of a
value that may not be told as a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum.level.labels import decimals_of
from sozialraum.words.colours import CLASS_COLOURS
from sozialraum.words.numbers import number

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from sozialraum.level.result import LevelResult

__all__ = ["class_limits", "classes_of", "limit_words", "protected_classes"]


def class_limits(result: LevelResult, name: str) -> np.ndarray | None:
    """The limits between fifths of the areas shown, as rounded as they are told; None if all are
    alike.
    """
    import numpy as np

    codes, measures = list(result.order), result.measures
    value = measures.value.loc[codes, name].where(~measures.filled.loc[codes, name].astype(bool))
    if value.nunique() < 2:
        return None
    inner = np.quantile(value.dropna(), [0.2, 0.4, 0.6, 0.8])
    return np.unique(np.round(inner, decimals_of(result, name)))


def class_words(result: LevelResult, name: str, values: pd.Series) -> dict[str, str]:
    """The class of each value in words, for what may not be told as a number."""
    import numpy as np

    limits = class_limits(result, name)
    known = values.dropna()
    if limits is None:
        return {str(code): "" for code in known.index}
    texts = limit_words(result, name, limits)
    classes = np.searchsorted(limits, known.to_numpy(dtype=float), side="right")
    return {str(code): texts[number] for code, number in zip(known.index, classes, strict=True)}


def protected_classes(result: LevelResult, name: str, codes: list[str]) -> dict[str, str]:
    """What is told of protected counts: a class, no number."""
    measures = result.measures
    guarded = measures.guarded[name].loc[codes].astype(bool)
    return class_words(result, name, measures.value.loc[guarded.index[guarded], name])


def classes_of(limits: np.ndarray, values: pd.Series) -> np.ndarray:
    """Number of the class from 0; -1 = no value. A value on a limit is in the upper class."""
    import numpy as np

    numbers = values.to_numpy(dtype=float)
    found = np.searchsorted(limits, np.nan_to_num(numbers), side="right")
    return np.where(np.isnan(numbers), -1, found)


def limit_words(result: LevelResult, name: str, limits: np.ndarray) -> list[str]:
    """The classes in words; of fewer limits fewer classes."""
    digits = decimals_of(result, name)
    texts = [number(float(limit), digits) for limit in limits]
    middle = [f"{low} bis unter {high}" for low, high in zip(texts, texts[1:], strict=False)]
    return [f"unter {texts[0]}", *middle, f"ab {texts[-1]}"][: len(CLASS_COLOURS)]
