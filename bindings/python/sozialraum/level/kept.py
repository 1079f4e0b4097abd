"""Which of the types that stay is each area of this year, and what changed since?"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sozialraum.core import Finding, InvalidInput
from sozialraum.level.asked import AskedLevel
from sozialraum.level.made import MadeTypes, TypedAreas, column_weights
from sozialraum.level.measures import Measures
from sozialraum.level.numbers import spread_of, standard_errors, values_of
from sozialraum.level.trouble import trouble

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.typology import Assignment, ChangeCauses, FrozenTypes, Transitions

__all__ = ["Changes", "KeptTypes", "changes_since", "frozen_types", "typed_again"]


_DRAWS = 1000


@dataclass(frozen=True)
class KeptTypes:
    """The types of an earlier report.

    Attributes
    ----------
    model : FrozenTypes
    before : pandas.Series or None
        Type of each area then.
    margin : float
        An area leaves its type only if another is more probable by more than this.
    """

    model: FrozenTypes
    before: pd.Series | None = None
    margin: float = 0.2


@dataclass(frozen=True)
class Changes:
    """What changed since the earlier report.

    Attributes
    ----------
    transitions : Transitions
        From the types then to those of this report, where an area keeps its type unless another is
        clearly more probable.
    causes : ChangeCauses
        Of the most probable types: how many changes chance alone would make, and what is left.
    kept : list of str
        Areas that keep their type though another is a little more probable.
    anew : float
        How alike types made anew from this year's numbers are (adjusted Rand index): 1 = the same.
    """

    transitions: Transitions
    causes: ChangeCauses
    kept: list[str]
    anew: float
    findings: list[Finding] = field(default_factory=list)

    def renamed(self, new: dict[str, str]) -> Changes:
        """The same with other letters."""
        old = self.transitions

        def both(table: pd.DataFrame) -> pd.DataFrame:
            return table.rename(index=new, columns=new)

        return replace(
            self,
            transitions=replace(
                old,
                areas=both(old.areas),
                share=both(old.share),
                lower=both(old.lower),
                upper=both(old.upper),
                changed=old.changed.replace(new),
            ),
        )


def frozen_types(level: AskedLevel, typed: TypedAreas, made: MadeTypes) -> FrozenTypes | None:
    """The types of this report, for the reports of later years."""
    from sozialraum import typology

    try:
        return typology.freeze(
            made.clustering, typed.points, indicators=typed.indicators, note=level.title
        )
    except InvalidInput as error:
        if error.finding.code != "all_on_centres":
            raise
        return None  # nothing says how far an area may lie from its type


def typed_again(
    level: AskedLevel, measures: Measures, population: pd.Series, kept: KeptTypes
) -> tuple[TypedAreas, MadeTypes, Assignment]:
    """The areas of this year by the types that stay.

    Raises
    ------
    InvalidInput
        ``other_number_of_types``; ``unknown_name`` for an indicator of the model that is not typed
        any more.
    """
    from sozialraum import typology

    model, codes = kept.model, [str(code) for code in population.index]
    if len(model.shares) != level.types.count:
        raise trouble(
            "other_number_of_types",
            f"the model holds {len(model.shares)} types, {level.types.count} are asked for",
            file=level.table.file,
            hint="say in 'count' how many types stay",
            found=str(len(model.shares)),
            types=str(level.types.count),
        )
    values = values_of(measures, codes)
    values = values.mask(measures.filled.loc[codes, measures.typed].astype(bool))
    errors = standard_errors(measures, codes, measures.typed)
    before = None if kept.before is None else kept.before[kept.before.isin(model.shares.index)]
    found = model.assign(values, standard_errors=errors, before=before, margin=kept.margin)
    points = model.typed(values)
    people = population.astype(float)
    sizes = found.types.value_counts().reindex(model.means.index, fill_value=0)
    return (
        TypedAreas(
            indicators=model.indicators,
            z=points / column_weights(model.indicators).pow(0.5),
            points=points.fillna(0.0),
            spread=spread_of(measures, codes, model.indicators),
            raw=None,
            people=people,
            weights=people if level.types.population_weights else None,
        ),
        MadeTypes(
            typology.Clustering(
                types=found.types,
                centres=model.means,
                sizes=sizes,
                weights=sizes.astype(float),
                inertia=float("nan"),
                rule="as in the earlier report",
            ),
            None,
            typology.Recipe("kmeans"),
        ),
        found,
    )


def changes_since(
    kept: KeptTypes,
    typed: TypedAreas,
    made: MadeTypes,
    found: Assignment,
    *,
    seed: int,
    threads: int,
) -> Changes | None:
    """What changed since the earlier report; nothing where its types are not given.

    What chance alone would change is asked of the most probable types, since a type that is kept
    by the margin hides small changes.
    """
    from sozialraum import typology
    from sozialraum.core.result import unsaid

    if kept.before is None:
        return None
    letters = found.types
    both = [code for code in letters.index if code in kept.before.index]
    before = kept.before.loc[both].astype(str)
    known = before.isin(kept.model.shares.index)
    before = before[known]
    if before.empty:
        return None
    order = [str(letter) for letter in kept.model.shares.index]
    probable = found.membership.types.loc[before.index]
    nearest = replace(made.clustering, types=found.membership.types)
    again = typology.certainty(
        typed.points,
        nearest,
        typed.spread * 2**0.5,
        starts=0,
        weight_shape=math.inf,
        draws=_DRAWS,
        seed=seed,
        threads=threads,
    )
    with unsaid():  # told as findings of the level
        moves = typology.transitions(before, letters.loc[before.index], order=order)
        causes = typology.change_causes(
            before, probable, noise=1 - again.assignment.loc[before.index], seed=seed
        )
        anew = typology.kmeans(
            typed.points, len(order), weights=typed.weights, seed=seed, threads=threads
        )
        alike = typology.transitions(letters, anew.types).adjusted_rand
    return Changes(
        transitions=moves,
        causes=causes,
        kept=[str(code) for code in found.kept.index[found.kept]],
        anew=float(alike),
        findings=list(causes.findings),
    )
