"""May a type be called after an indicator? What no generated name rests on."""

from __future__ import annotations

from typing import Literal, cast

from sozialraum._core import indicator as _core
from sozialraum.core.door import require_text
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.indicator.definition import Definition

NameUse = Literal["never", "more_only", "both"]
NameTheme = Literal["nationality", "migration", "benefits", "single_parent", "absence"]


def name_use(definition: Definition) -> NameUse:
    """Which of its two directions may a generated name say of an indicator?

    Never after nationality, migration, benefits and unemployment, single parents or days away from
    school, wherever the definition speaks of it, and never after what says ``in_names=False``: a
    flag that was forgotten lets nothing through, and none can be set to let such a theme in. Of a
    share of persons only "more" is said: a village is not called after the people it lacks.
    Everything else in both directions. The profile of a type shows every indicator nevertheless.

    Parameters
    ----------
    definition : Definition

    Returns
    -------
    {"never", "more_only", "both"}

    Examples
    --------
    >>> from sozialraum.indicator import Definition
    >>> name_use(Definition("a", "Anteil Alleinerziehender", kind="value", numerator=("x",)))
    'never'
    >>> name_use(Definition("b", "Minuten zur Schule", kind="value", numerator=("y",)))
    'both'
    """
    if not isinstance(definition, Definition):
        raise invalid_argument("definition", f"is {shown(definition)}; a Definition is needed")
    d = definition
    texts = [d.id, d.note, *d.numerator, *d.denominator, *d.minus, d.numerator_de, d.numerator_en]
    texts += [d.denominator_de, d.denominator_en, d.caveat_de, d.caveat_en]
    found = _core.name_use([d.name_de, d.name_en], "|".join(texts), d.kind, d.unit, d.in_names)
    return cast("NameUse", found)


def name_theme(text: str) -> NameTheme | None:
    """Does a text speak of what no place is called after? The theme, or None.

    Examples
    --------
    >>> name_theme("q_SGB2_quote"), name_theme("Mieten")
    ('benefits', None)
    """
    return cast("NameTheme | None", _core.name_theme(require_text(text, "text")))
