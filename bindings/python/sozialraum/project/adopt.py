"""Adopt wishes when a round is over: under a new hash, with a trail of who, when and why."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sozialraum.core import InvalidInput, unknown_name
from sozialraum.core.result import unsaid
from sozialraum.level.decisions import Decision, Moved, decided_wishes, types_hash
from sozialraum.level.made import make_types, typed_areas
from sozialraum.level.result import LevelResult
from sozialraum.level.trouble import trouble
from sozialraum.level.wishes import open_wishes, prices, with_keys
from sozialraum.project.levels import run_level
from sozialraum.project.load import LoadedProject, load_project
from sozialraum.project.roads import read_roads
from sozialraum.project.run import policy_of
from sozialraum.project.schema import Level
from sozialraum.project.trail import decisions_of, write_decision

__all__ = ["Adopted", "adopt"]


@dataclass(frozen=True)
class Adopted:
    """What was decided and where it is written down.

    Attributes
    ----------
    decision : Decision
    file : Path
        The trail.
    names : dict of str to str
        Names of the areas by their keys.
    """

    decision: Decision
    file: Path
    names: dict[str, str]


@unsaid()
def adopt(
    path: str | Path,
    wishes: Sequence[str],
    *,
    role: str,
    date: str,
    reason: str,
    level: str = "",
    threads: int = 0,
    say: Callable[[str], None] | None = None,
) -> Adopted:
    """Adopt wishes: from now on the types of the project keep them.

    All that is adopted in a round is adopted at once, when the round is over: prices were told of
    one draft, and those of several wishes are not the sum. The report is not touched; run the
    project again.

    Parameters
    ----------
    path : str or Path
        The project file.
    wishes : sequence of str
        Their ids.
    role : str
        Who decided: a body or a role, not the name of a person.
    date : str
        The day of the decision, such as 2026-07-03; after the end of the round.
    reason : str
        Why.
    level : str
        Id of the level; needed only where several have decisions.
    threads, say
        As for :func:`run`.

    Raises
    ------
    InvalidInput
        ``no_decisions`` (the project file names no trail), ``round_open``, ``round_decided``,
        ``decision_incomplete``, ``unknown_wish``, ``wishes_against`` (names the rules that stand
        against them), ``trail_changed``. Nothing is written then.
    """
    loaded, tell = load_project(path), say or (lambda _: None)
    asked = _level_of(loaded, level)
    decided = decisions_of(loaded, asked)
    _require_round_over(loaded, asked, decided, role=role, date=date, reason=reason)
    least = policy_of(loaded).rules("internal").least_count
    roads = read_roads(loaded, threads=threads, say=tell)
    result = run_level(loaded, asked, roads, least_count=least, say=tell)
    decision = _decision(
        loaded, result, decided, wishes, role=role, date=date, reason=reason, threads=threads
    )
    names = {str(code): str(name) for code, name in result.areas["name"].items()}
    return Adopted(decision, write_decision(loaded, asked, decision, names), names)


def _level_of(loaded: LoadedProject, level: str) -> Level:
    known = {one.id: one for one in loaded.project.levels if one.types.decisions is not None}
    if level and level not in known:
        raise unknown_name("level", level, list(known) or [o.id for o in loaded.project.levels])
    if len(known) != 1 and not level:
        raise trouble(
            "no_decisions" if not known else "which_level",
            f"{len(known)} levels of the project file name a trail of decisions",
            file=str(loaded.path),
            hint="name one under 'types: decisions'" if not known else "say which: level",
            levels=", ".join(known),
        )
    return known[level] if level else next(iter(known.values()))


def _require_round_over(
    loaded: LoadedProject,
    level: Level,
    decided: Sequence[Decision],
    *,
    role: str,
    date: str,
    reason: str,
) -> None:
    asked = level.types.decisions
    assert asked is not None
    for option, text in (("role", role), ("date", date), ("reason", reason)):
        if not text.strip() or (option == "date" and not _is_day(text)):
            raise trouble(
                "decision_incomplete",
                f"'{option}' is '{text}'",
                hint="say who decided, when (such as 2026-07-03) and why",
                option=option,
                found=text,
            )
    if date <= asked.ends:
        raise trouble(
            "round_open",
            f"the round '{asked.round}' lasts until {asked.ends}; {date} is not after it",
            file=str(loaded.path),
            hint="adopt when the round is over",
            round=asked.round,
            ends=asked.ends,
            found=date,
        )
    if any(one.round == asked.round for one in decided):
        raise trouble(
            "round_decided",
            f"the round '{asked.round}' is decided already",
            file=asked.file,
            hint="begin a new round: another name and end under 'decisions'",
            round=asked.round,
        )


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _decision(
    loaded: LoadedProject,
    result: LevelResult,
    decided: Sequence[Decision],
    wishes: Sequence[str],
    *,
    role: str,
    date: str,
    reason: str,
    threads: int,
) -> Decision:
    from sozialraum import typology

    level, names, seed = result.level, result.areas["name"], loaded.project.seed
    asked = level.types.decisions  # type: ignore[attr-defined]
    open_ones = {one.id: one for one in open_wishes(level, decided)}
    for one in wishes or [""]:
        if one not in open_ones:
            raise unknown_name("wish", one, list(open_ones))
    chosen = [with_keys(level, open_ones[one], names) for one in dict.fromkeys(wishes)]
    hard = [typology.Wish(w.id, w.kind, w.area, w.other) for w in chosen]
    typed = typed_areas(level, result.measures, result.areas["population"])
    ways = {"seed": seed, "threads": threads}
    before = make_types(
        level, result.table, result.areas, typed, decided=decided_wishes(decided), **ways
    )
    together = prices(level, typed, before, hard, decided, **ways).together
    fresh = Decision(
        round=asked.round,
        wishes=chosen,
        role=role,
        date=date,
        reason=reason,
        percent=float(together["percent"]),
        proven=bool(together["proven"]),
        types_before=types_hash(result.typing.letters),
        types_after="",
    )
    if together["rules"]:
        raise _against(together["rules"])
    after = make_types(
        level, result.table, result.areas, typed, decided=decided_wishes([*decided, fresh]), **ways
    ).clustering.types
    old = result.typing.letters
    new = typology.same_names(old, after.loc[old.index], people=typed.people)
    moved = [
        Moved(str(code), str(old[code]), str(new[code]))
        for code in old.index
        if old[code] != new[code]
    ]
    moved.sort(key=lambda one: one.area)
    return replace(fresh, moved=moved, types_after=types_hash(after))


def _against(rules: Sequence[str]) -> InvalidInput:
    return trouble(
        "wishes_against",
        f"the wishes cannot be kept; against them stands: {', '.join(rules)}",
        hint="leave one of them out, or lower the floors",
        rules=", ".join(rules),
    )
