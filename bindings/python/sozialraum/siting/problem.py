"""People, candidates and minutes between them, checked and in the order the core takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import siting as _siting
from sozialraum.core.door import (
    column_of,
    frame_of,
    list_items,
    require_count,
    require_number,
    require_progress,
)
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.core.points import PlaceNames
from sozialraum.siting.siting import Siting

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.siting.siting import Progress


@dataclass(frozen=True)
class Table:
    """The sparse table of a task, and the names of its rows and candidates."""

    people: pd.Series
    begin: list[int]
    candidate: list[int]
    minutes: Any
    candidates: PlaceNames

    def numbers(self, candidates: Sequence[Any], argument: str) -> list[int]:
        listed = labels_listed(candidates, argument)
        return [int(row) for row in self.candidates.known_rows(listed, "candidate", argument)]

    def room(self, capacity: pd.Series | Mapping[Any, float]) -> list[float]:
        """People by candidate; infinite where nothing is said."""
        if not hasattr(capacity, "items"):
            hint = 'say {"A": 100}, or give a Series'
            raise invalid_argument(
                "capacity", f"is {shown(capacity)}; people by candidate are needed", hint
            )
        given = [(code, require_number(room, "capacity")) for code, room in capacity.items()]
        rooms = np.full(len(self.candidates.texts), np.inf)
        rooms[self.numbers([code for code, _ in given], "capacity")] = [room for _, room in given]
        return rooms.tolist()

    def task(
        self,
        solutions: int,
        within: float | None,
        passes: int,
        threads: int,
        progress: Progress | None,
    ) -> _siting.SitingTask:
        task = _siting.SitingTask(
            np.asarray(self.people, dtype=float),
            self.begin,
            self.candidate,
            self.minutes,
            self.candidates.texts,
        )
        task.solutions = require_count(solutions, "solutions")
        task.within = np.inf if within is None else require_number(within, "within")
        task.passes = require_count(passes, "passes", most=2**63 - 1)
        require_progress(progress)
        task.threads = require_count(threads, "threads")
        task.progress = progress
        return task

    def answer(self, found: dict[str, Any], existing: Sequence[int]) -> Siting:
        import pandas as pd

        best = found["solutions"][0][1] if found["solutions"] else 0.0
        names = self.candidates.labels
        rows = [
            {
                "sites": tuple(names(sites).tolist()),
                "new": tuple(names([s for s in sites if s not in existing]).tolist()),
                "objective": objective,
                "worse_by": abs(objective - best) / abs(best) if best else 0.0,
            }
            for sites, objective in found["solutions"]
        ]
        return Siting(
            solutions=pd.DataFrame(
                rows,
                columns=["sites", "new", "objective", "worse_by"],
                index=pd.RangeIndex(1, len(rows) + 1, name="rank"),
            ),
            places=pd.DataFrame(
                {"site": names(found["site"]), "minutes": found["minutes"]},
                index=self.people.index,
            ),
            people_of_site=pd.Series(
                found["people_of_site"], index=self.candidates.index, name="people"
            ),
            bound=found["bound"],
            gap=found["gap"],
            proven=found["proven"],
            complete=found["complete"],
            people_served=found["people_served"],
            people_unserved=found["people_unserved"],
            people_hopeless=found["people_hopeless"],
            findings=found["findings"],
        )


def problem_of(people: object, minutes: object, candidates: Sequence[str] | None) -> Table:
    """Rows in the order of the people; what is not finite is no way."""
    import pandas as pd

    given = column_of(people, "people", infinite=True)
    people = given.answer(given.values)
    minutes = frame_of(minutes, "minutes")
    if {"origin", "facility", "minutes"} <= set(minutes.columns):
        pairs = minutes[["origin", "facility", "minutes"]]
    else:
        pairs = pd.DataFrame(
            {
                "origin": np.repeat(minutes.index.to_numpy(), minutes.shape[1]),
                "facility": np.tile(minutes.columns.to_numpy(), minutes.shape[0]),
                "minutes": minutes.to_numpy().ravel(),
            }
        )
    names = _candidates(pairs["facility"], candidates)
    row = PlaceNames(people.index, "people").rows(pairs["origin"])
    column = names.rows(pairs["facility"])
    require_known(row, pairs["origin"], "origin", "people")
    require_known(column, pairs["facility"], "facility", "candidates")
    times = _minutes(pairs["minutes"])
    order = np.argsort(row, kind="stable")
    order = order[np.isfinite(times[order])]
    begin = np.concatenate([[0], np.cumsum(np.bincount(row[order], minlength=len(people)))])
    return Table(people, begin.tolist(), column[order].tolist(), times[order], names)


def _minutes(values: pd.Series) -> Any:
    try:
        return values.to_numpy(dtype=float)
    except (TypeError, ValueError):
        raise invalid_argument(
            "minutes",
            f"is {shown(values.iloc[0])}; numbers are needed",
            "NaN where there is no way",
        ) from None


def _candidates(listed: pd.Series, candidates: Sequence[Any] | None) -> PlaceNames:
    """The candidates as given, or those of the table by their texts."""
    import pandas as pd

    argument = "minutes" if candidates is None else "candidates"
    if candidates is None:
        labels = pd.Index(listed.unique())
        labels = labels.take(np.argsort([str(label) for label in labels], kind="stable"))
    else:
        labels = pd.Index(labels_listed(candidates, argument))
    if labels.empty:
        raise invalid_argument(
            argument, f"is {shown(list(labels))}; at least one candidate site is needed"
        )
    return PlaceNames(labels, argument)


def labels_listed(labels: Any, argument: str) -> Any:
    """A list of candidates; raises :class:`InvalidInput` for a text, a table or a single one."""
    if list_items(labels) is None or getattr(labels, "ndim", 1) > 1:
        raise invalid_argument(
            argument, f"is {shown(labels)}; a list of candidates is needed", 'say ["A", "B"]'
        )
    return labels


def require_known(found: Any, names: pd.Series, column: str, table: str) -> None:
    missing = [str(name) for name in names[found < 0].unique()]
    if not missing:
        return
    raise invalid_argument(
        "minutes",
        f"column {column} names '{missing[0]}', which is not among the {table}",
        f"leave these rows out, or add them to {table}",
        code="unknown_" + column,
        column=column,
        areas=tuple(missing),
    )
