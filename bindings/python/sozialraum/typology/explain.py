"""Which few questions would have led to these types?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from sozialraum._core import typology as _core
from sozialraum.core.door import (
    frame_of,
    require_choice,
    require_count,
    require_label,
    require_text,
)
from sozialraum.core.finding import arguments_called, label_text
from sozialraum.core.result import Result
from sozialraum.typology.clustering import numbers_of
from sozialraum.typology.letters import new_names
from sozialraum.typology.points import points_of
from sozialraum.words.types import why_sentences

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding
    from sozialraum.typology.clustering import Clustering


@dataclass(frozen=True)
class Condition:
    """One answer on the way to a type."""

    indicator: str
    above: bool
    limit: float


@dataclass(frozen=True)
class Rule:
    """The answers that lead to one end of the tree, and how often they hold."""

    conditions: tuple[Condition, ...]
    type: str
    areas: int
    right: float


@dataclass(frozen=True, repr=False)
class Explanation(Result):
    """Few questions that tell most types, and how often they agree.

    Attributes
    ----------
    agreement : float
        Share of areas (of people, with weights) whose type the rules say.
    of_type : pandas.Series
        The same per type.
    types : pandas.Series
        The type the rules say, per area.
    rules : dict of int to Rule
        One for every end of the tree.
    ends : pandas.Series of int
        Per area, the end that its answers lead to.
    findings : list of Finding
        ``rules_explain_little`` below 0.7: then the rules are no reason to give.
    """

    agreement: float
    of_type: pd.Series
    types: pd.Series
    rules: dict[int, Rule]
    ends: pd.Series
    _found: pd.Series
    findings: list[Finding] = field(default_factory=list)

    def renamed(self, names: Mapping[str, str]) -> Explanation:
        """The same with other names of the types."""
        new = new_names(names, self.of_type.index)
        return replace(
            self,
            of_type=self.of_type.rename(index=new),
            types=self.types.map(new),
            rules={n: replace(rule, type=new[rule.type]) for n, rule in self.rules.items()},
            _found=self._found.map(new),
        )

    def rule(self, area: str) -> Rule:
        """The answers of an area, and the type they lead to."""
        return self.rules[int(self.ends[require_label(area, "area", "area", self.ends.index)])]

    def why(self, area: str, *, name: str = "", language: Literal["de", "en"] = "en") -> str:
        """Why this type? Two sentences for a reader: the rule, and how often it holds.

        Where the rules say another type than the area has, the first sentence says so.

        Parameters
        ----------
        area : str
        name : str
            What the area is called; its code otherwise.
        language : {"de", "en"}
        """
        require_choice(language, "language", ["de", "en"])
        require_text(name, "name")
        rule = self.rule(area)
        conditions = [(one.indicator, one.above, one.limit) for one in rule.conditions]
        return why_sentences(
            name or label_text(area),
            str(self._found[area]),
            rule.type,
            conditions,
            rule.right,
            language,
        )


@arguments_called({"values": "frame"})
def explain(
    frame: pd.DataFrame,
    types: pd.Series | Clustering,
    *,
    depth: int = 3,
    least_areas: int = 5,
    weights: pd.Series | None = None,
) -> Explanation:
    """Explain types found otherwise by few yes-no questions about single indicators.

    A tree grown by the largest fall of the Gini impurity (Breiman et al. 1984). Its rules hold only
    as often as ``agreement`` says.

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators, best in the units of the reader.
    types : Series or Clustering
    depth : int
        At most so many questions to a type; three is what a reader can keep in mind.
    least_areas : int
        No rule for fewer areas than these.
    weights : pandas.Series, optional
        People per area.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"minutes": [1.0, 2, 3, 7, 8, 9]}, index=list("abcdef"))
    >>> found = explain(frame, pd.Series(list("AAABBB"), list("abcdef")), least_areas=1)
    >>> found.agreement, found.why("e")
    (1.0, 'e is of type B: minutes is above 5. This rule is right for 100 of 100 areas.')
    """
    import pandas as pd

    frame = frame_of(frame, "frame")
    numbers, names = numbers_of(frame, types)
    found = _core.explain_types(
        points_of(frame, weights),
        numbers,
        len(names),
        require_count(depth, "depth", least=1, most=10),
        require_count(least_areas, "least_areas", least=1),
    )
    titles = [label_text(column) for column in frame.columns]
    letters = [str(name) for name in names]
    return Explanation(
        agreement=found["agreement"],
        of_type=pd.Series(found["of_type"], index=pd.Index(letters, name="type")),
        types=pd.Series([letters[i] for i in found["types"]], index=frame.index, name="type"),
        rules=_rules(found["nodes"], titles, letters),
        ends=pd.Series(found["ends"].astype(int), index=frame.index, name="end"),
        _found=pd.Series([letters[i] for i in numbers], index=frame.index, name="type"),
        findings=found["findings"],
    )


_Node = tuple[bool, int, float, int, int, int, int, float]


def _rules(nodes: list[_Node], titles: list[str], letters: list[str]) -> dict[int, Rule]:
    """Every end of the tree with the answers that lead there."""
    rules: dict[int, Rule] = {}

    def walk(number: int, conditions: tuple[Condition, ...]) -> None:
        question, column, limit, yes, no, kind, areas, right = nodes[number]
        if not question:
            rules[number] = Rule(conditions, letters[kind], areas, right)
            return
        walk(yes, (*conditions, Condition(titles[column], False, limit)))
        walk(no, (*conditions, Condition(titles[column], True, limit)))

    walk(0, ())
    return rules
