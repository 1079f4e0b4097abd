"""What of a level may leave in an edition? The one place where values are held back.

Everything that is written about a level is written of what comes out of here. So a number that is
held back is in no table, on no map, in no sentence and in no picture: it is not there.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from sozialraum.core import AreaTable, CellState, Finding
from sozialraum.level.beyond import summarise_ways
from sozialraum.level.labels import type_parts
from sozialraum.level.trouble import note, trouble

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.level.bands import LandBands
    from sozialraum.level.comparison import Comparison
    from sozialraum.level.measures import Measures
    from sozialraum.level.result import LevelResult
    from sozialraum.level.typing import Typing
    from sozialraum.publish.policy import EditionRules

__all__ = ["release"]

_COUNTED = ("share", "percentage", "rate", "count", "ratio")
_OPEN = ("rate", "count", "ratio")  # the count is no part of its base
_MOST_PARTS = 4
_NEARLY_ALL = 0.9


def release(result: LevelResult, rules: EditionRules) -> LevelResult:
    """A level without what may not be told in an edition.

    Areas below the floor are taken out of everything: their people, types, values and the sums
    they are in. Where counts are hidden, cells that are secret, and those that would give them
    back, lose value, interval and weight; the comparison values of an indicator go where nothing
    else helps. The types stay as they were found among all areas.

    Raises
    ------
    InvalidInput
        ``all_below_floor``: no area shown is left.
    """
    hide = rules.small_counts == "hide"
    told = _told_areas(result, rules, hide=hide)
    if not hide and len(told) == len(result.areas):
        words = replace(result.measures, weight_words=rules.weights == "words")
        return replace(
            result, floor=rules.floor_people, least_count=rules.least_count, measures=words
        )
    areas = result.areas.loc[told]
    withheld = result.areas.drop(index=told)
    shown = withheld[withheld["shown"].astype(bool)]
    measures, secret_totals = result.measures, set[str]()
    if hide:
        hidden, secret_totals = _hidden_cells(result, told, rules)
        measures = _without_cells(result.measures, hidden, told)
    if rules.weights == "words":
        measures = replace(measures, weight_words=True)
    comparison = _comparison(result.comparison, measures, told, secret_totals, hide=hide)
    changed = bool(len(withheld))
    return replace(
        result,
        table=_rows(result.table, told),
        areas=areas,
        remarks={code: texts for code, texts in result.remarks.items() if code in set(told)},
        withheld=shown[["name", "geometry"]],
        floor=rules.floor_people,
        least_count=rules.least_count,
        measures=measures,
        comparison=comparison,
        typing=_typing(result, told, measures, hide=hide),
        mode_summaries=summarise_ways(areas, result.ways) if changed else result.mode_summaries,
        siting=[a for a in result.siting if not hide or not (changed or a.options.people)],
        bands=[_bands(bands, areas) for bands in result.bands] if changed else result.bands,
        findings=_findings(result, set(told), len(shown), rules, hide=hide),
    )


# ------------------------------------------------------------ the areas


def _told_areas(result: LevelResult, rules: EditionRules, *, hide: bool) -> list[str]:
    """Areas of at least so many people; a single one below would follow from the sum of all."""
    import pandas as pd

    from sozialraum import disclosure

    people = result.areas["population"].astype(float)
    small = people < rules.floor_people
    if hide:
        small = disclosure.suppress(
            people,
            pd.Series(np.inf, index=people.index),
            total=result.areas["shown"].astype(str),
            secret=small,
            least_count=rules.least_count,
            tell_nobody=True,
        ).hidden
    told = [str(code) for code in people.index[~small]]
    if not result.areas.loc[told, "shown"].any():
        raise trouble(
            "all_below_floor",
            f"no area has {rules.floor_people} people, the least that is told",
            file=result.level.table.file,
            hint="put areas together, or lower 'floor_people' in the policy",
            floor=str(rules.floor_people),
            areas_word=result.level.areas,
        )
    return told


def _rows(table: AreaTable, told: list[str]) -> AreaTable:
    kept = [code for code in told if code in table.data.index]
    return AreaTable(
        table.data.loc[kept], table.states.loc[kept], table.texts.loc[kept], table.findings
    )


# ------------------------------------------------------------ the cells


def _hidden_cells(
    result: LevelResult, told: list[str], rules: EditionRules
) -> tuple[pd.DataFrame, set[str]]:
    """Areas x indicators that are not told, and indicators whose totals are not either.

    An indicator that follows from others (three shares that add up to one) is hidden where one of
    them is; that may ask for another cell of its total, and so on until nothing more is needed.
    """
    import pandas as pd

    from sozialraum import disclosure

    codes = [str(code) for code in result.areas.index]
    counted = [name for name in result.measures.uses if _is_counted(result.measures, name)]
    linked = _linked(result, counted)
    total = result.areas["shown"].astype(str)
    hidden = pd.DataFrame(False, index=codes, columns=list(result.measures.uses))
    hidden.loc[~hidden.index.isin(told)] = True
    secret_totals: set[str] = set()
    before = -1
    while int(hidden.to_numpy().sum()) > before:
        before = int(hidden.to_numpy().sum())
        for name in counted:
            count, base = _counts(result.measures, name, codes)
            safe = disclosure.suppress(
                count,
                base,
                total=total,
                secret=hidden[name],
                least_count=rules.least_count,
                tell_nobody=rules.tell_nobody,
                tell_everybody=rules.tell_everybody,
            )
            hidden[name] |= safe.hidden
            if safe.secret_totals:
                secret_totals.add(name)
        some = hidden[linked].any(axis=1)
        for name in linked:
            hidden[name] |= some
    if secret_totals & set(linked):  # the total of one follows from those of the others
        secret_totals |= set(linked)
    return hidden, secret_totals


def _is_counted(measures: Measures, name: str) -> bool:
    """Does the indicator count persons, or what belongs to them?"""
    if measures.definitions[name].counted == "facilities":
        return False
    kind, count = measures.definitions[name].kind, measures.count[name]
    there = bool(count.notna().any() and (kind == "count" or measures.base[name].notna().any()))
    return kind in _COUNTED and there and not bool((count < 0).any())


def _counts(measures: Measures, name: str, codes: list[str]) -> tuple[pd.Series, pd.Series]:
    """Count and base; what may be more than its base has none."""
    count, base = measures.count.loc[codes, name], measures.base.loc[codes, name]
    kind = measures.definitions[name].kind
    if kind in _OPEN:
        base = base.mask(base.notna() | (kind == "count"), np.inf)
    known = count.notna() & base.notna()
    return count.where(known), base.where(known, np.inf).clip(lower=count.fillna(0.0))


def _linked(result: LevelResult, counted: list[str]) -> list[str]:
    """Indicators whose count follows from others' counts and from what all know, the bases.

    By the columns they are made of, and by the numbers: up to four groups of the same base that add
    up to it, or two or three to another, give or take one person, in nearly all areas.
    """
    return sorted({*_linked_by_columns(result, counted), *_linked_by_sums(result, counted)})


def _linked_by_columns(result: LevelResult, counted: list[str]) -> list[str]:
    definitions = result.measures.definitions
    columns: dict[str, int] = {}
    for name in counted:
        for column in (*definitions[name].numerator, *definitions[name].denominator):
            columns.setdefault(str(column), len(columns))

    def row(parts: tuple[str, ...]) -> np.ndarray:
        cells = np.zeros(len(columns))
        for part in parts:
            cells[columns[str(part)]] += 1.0
        return cells

    own = [row(tuple(definitions[name].numerator)) for name in counted]
    known = [row(tuple(definitions[name].denominator)) for name in counted]
    whole = _rank([*own, *known])
    return [
        name
        for place, name in enumerate(counted)
        if _rank([*own[:place], *own[place + 1 :], *known]) == whole
    ]


def _rank(rows: list[np.ndarray]) -> int:
    return int(np.linalg.matrix_rank(np.array(rows))) if rows else 0


def _linked_by_sums(result: LevelResult, counted: list[str]) -> set[str]:
    codes = list(result.areas.index)
    count = {name: result.measures.count.loc[codes, name].to_numpy(float) for name in counted}
    base = {name: result.measures.base.loc[codes, name].to_numpy(float) for name in counted}
    linked: set[str] = set()
    for members in _of_one_base(counted, base):
        for size in range(1, _MOST_PARTS + 1):
            for parts in combinations(members, size):
                total = np.sum([count[name] for name in parts], axis=0)
                if _adds_up(total, base[parts[0]]):
                    linked |= set(parts)
                for whole in members if size < _MOST_PARTS else ():
                    if whole not in parts and _adds_up(total, count[whole]):
                        linked |= {*parts, whole}
    return linked


def _of_one_base(counted: list[str], base: dict[str, np.ndarray]) -> list[list[str]]:
    """Indicators that are counted among the same persons."""
    groups: list[list[str]] = []
    for name in counted:
        same = (g for g in groups if np.array_equal(base[g[0]], base[name], equal_nan=True))
        group = next(same, None)
        if group is None:
            groups.append([name])
        else:
            group.append(name)
    return groups


def _adds_up(total: np.ndarray, whole: np.ndarray) -> bool:
    known = np.isfinite(total) & np.isfinite(whole)
    if not known.any():
        return False
    return float((np.abs(total - whole)[known] <= 1.5).mean()) >= _NEARLY_ALL


def _without_cells(measures: Measures, hidden: pd.DataFrame, told: list[str]) -> Measures:
    """The measures of the areas told, without the hidden cells."""

    codes = [code for code in measures.value.index if code in set(told)]
    mask = hidden.loc[codes]

    def blank(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.loc[codes].mask(mask)

    return replace(
        measures,
        value=blank(measures.value),
        raw=blank(measures.raw),
        lower=blank(measures.lower),
        upper=blank(measures.upper),
        weight=blank(measures.weight),
        pulled_to=blank(measures.pulled_to),
        count=blank(measures.count),
        count_variance=measures.count_variance.loc[codes].mask(mask, 0.0),
        base=measures.base.loc[codes],
        states=measures.states.loc[codes].mask(mask, int(CellState.SUPPRESSED)).astype(np.uint8),
        guarded=mask,
        filled=measures.filled.loc[codes] | mask,
        priors={name: (mean, float("nan")) for name, (mean, _) in measures.priors.items()},
        findings=[],
    )


# ------------------------------------------------------------ sums, types, findings


def _comparison(
    comparison: Comparison,
    measures: Measures,
    told: list[str],
    secret_totals: set[str],
    *,
    hide: bool,
) -> Comparison:
    """Sums stay those of all areas, unless they are secret; the mean area is one of those told."""
    import pandas as pd

    from sozialraum import indicator

    if not hide:
        return comparison
    values = measures.value.loc[[code for code in told if code in measures.value.index]]
    means = {str(name): indicator.mean_of_areas(values[name]) for name in values.columns}
    gone = comparison.shown.index.isin(secret_totals)
    return replace(
        comparison,
        shown=comparison.shown.mask(gone),
        region=comparison.region.mask(gone),
        mean_area=pd.Series(means),
        others=_others(comparison.others, measures, gone),
    )


def _others(others: pd.DataFrame, measures: Measures, gone: np.ndarray) -> pd.DataFrame:
    """What all other areas have: beside a sum it would give a hidden cell back."""
    kept = others.loc[[code for code in others.index if code in measures.guarded.index]]
    kept = kept.mask(measures.guarded.loc[kept.index, kept.columns].astype(bool))
    return kept.mask(np.broadcast_to(gone, kept.shape))


def _typing(result: LevelResult, told: list[str], measures: Measures, *, hide: bool) -> Typing:
    """The types of the areas told; their names stay those that all areas gave them."""
    typing = result.typing
    letters = typing.letters.loc[told]
    known = set(told)
    z = typing.z.loc[told]
    if hide:
        z = z.mask(~measures.value.loc[told, z.columns].notna())
    z_means = z.fillna(0.0).groupby(letters).mean().sort_index() if hide else typing.z_means
    return replace(
        typing,
        letters=letters,
        z=z,
        z_means=z_means.loc[sorted(letters.unique())],
        certainty=typing.certainty.loc[told],
        assignment=typing.assignment.loc[told],
        refit=typing.refit.loc[told],
        choices=typing.choices.loc[told],
        search=typing.search.loc[told],
        strictest=typing.strictest.loc[told],
        reasons=typing.reasons.of_some(told, values_told=not hide),
        wishes=None if hide or len(told) < len(typing.letters) else typing.wishes,
        changes=None if hide or len(told) < len(typing.letters) else typing.changes,
        second=typing.second.loc[told],
        representative=_representatives(typing, letters, result.areas["population"]),
        peers={code: [p for p in typing.peers.get(code, []) if p in known] for code in told},
        phrases=type_parts(result),
    )


def _representatives(typing: Typing, letters: pd.Series, people: pd.Series) -> dict[str, str]:
    """The example of each type, or of those told the one nearest to the middle of the type."""
    found = {}
    for letter in sorted(letters.unique()):
        members = letters.index[letters == letter]
        example = typing.representative[letter]
        if example not in members:
            away = typing.z.loc[members].fillna(0.0) - typing.z_means.loc[letter]
            distance = (away**2 * typing.column_weights).sum(axis=1)
            example = min(members, key=lambda code: (distance[code], -people[code], code))
        found[str(letter)] = str(example)
    return found


def _bands(bands: LandBands, areas: pd.DataFrame) -> LandBands:
    """The same land with the people of the areas told."""
    shown = areas[areas["shown"].astype(bool)]
    way = next(way for way in bands.facility.modes if way.mode == bands.mode)
    minutes = way.minutes["first"].reindex(shown.index)
    within = [minutes <= limit for limit in bands.options.minutes]
    return replace(
        bands,
        people=[float(shown["population"][rows].sum()) for rows in within],
        areas=[int(rows.sum()) for rows in within],
    )


def _findings(
    result: LevelResult, told: set[str], withheld: int, rules: EditionRules, *, hide: bool
) -> list[Finding]:
    """Where counts are hidden, what was found about single areas stays inside, too."""
    kept = [f for f in result.findings if not hide or not f.areas]
    if not withheld:
        return kept
    told_of = note(
        "areas_not_told",
        f"{withheld} areas are not told, so that nothing is said about few people",
        count=str(withheld),
        floor=str(rules.floor_people),
        areas_word=result.level.areas,
    )
    return [told_of, *kept]
