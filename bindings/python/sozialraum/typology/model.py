"""A typology that stays: frozen, kept in a file, and asked about later years."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core import unknown_name
from sozialraum.core.door import (
    frame_of,
    require_number,
    require_path,
    require_text,
    table_of,
)
from sozialraum.core.finding import arguments_called, invalid_argument, label_text, shown
from sozialraum.core.points import PlaceNames
from sozialraum.core.result import Result
from sozialraum.typology.clustering import Clustering, numbers_of
from sozialraum.typology.letters import new_names
from sozialraum.typology.mixture import Mixture, MixtureMembership, membership_of
from sozialraum.typology.points import points_of
from sozialraum.typology.typed_numbers import (
    Bend,
    FrozenIndicator,
    columns_of,
    fields_of,
    frozen_indicators,
    typed,
)

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding

_NO_TYPE = 2**32 - 1


@dataclass(frozen=True, repr=False)
class Assignment(Result):
    """The types of a year, or of new areas, by a typology that stayed.

    Attributes
    ----------
    types : pandas.Series of str
        After what was before is heard.
    membership : MixtureMembership
        Probabilities; its ``types`` are the most probable ones.
    kept : pandas.Series of bool
        Another type is more probable, but not by enough.
    outside : pandas.Series of bool
        Unlike all types.
    findings : list of Finding
        ``outside_model``, ``type_kept``, ``nothing_known``.
    """

    types: pd.Series
    membership: MixtureMembership
    kept: pd.Series
    outside: pd.Series
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, repr=False)
class FrozenTypes(Result):
    """Everything that a later year needs to be typed in the same way.

    Attributes
    ----------
    indicators : tuple of FrozenIndicator
        Transformations and goalposts.
    family, shares, means, covariances
        The types as clouds of typed numbers, as in :class:`Mixture`.
    names, rules : dict of str to str
        Letter -> what people call it, and how it is told in a sentence.
    inputs : str
        Hash of the table it was made from.
    note : str
        Edition, date, who set it.
    """

    indicators: tuple[FrozenIndicator, ...]
    family: str
    shares: pd.Series
    means: pd.DataFrame
    covariances: dict[str, pd.DataFrame]
    names: dict[str, str]
    rules: dict[str, str]
    inputs: str = ""
    note: str = ""

    def assign(
        self,
        frame: pd.DataFrame,
        *,
        standard_errors: pd.DataFrame | None = None,
        before: pd.Series | None = None,
        probable_before: pd.Series | None = None,
        margin: float = 0.2,
        inside: float = 0.99,
    ) -> Assignment:
        """Which of these types is each area of?

        Parameters
        ----------
        frame : pandas.DataFrame
            Areas x the indicators of the model, *raw*, in the units of the year of the fit; a
            missing value is left out of the question.
        standard_errors : pandas.DataFrame, optional
            Of the raw values, from the fitted rate.
        before : pandas.Series, optional
            Type of the year before. An area leaves it only if another is more probable by more than
            ``margin``, or was so the year before too.
        probable_before : pandas.Series, optional
            Most probable type of the year before (``membership.types`` of its assignment).
        margin : float
        inside : float
            An area further from its type than this share of its members is ``outside``.
        """
        import pandas as pd

        frame = columns_of(frame, self.indicators)
        ids = [one.id for one in self.indicators]
        errors = None
        if standard_errors is not None:
            given = table_of(standard_errors, "standard_errors", infinite=True)
            told = pd.DataFrame(given.values, index=given.index, columns=given.titles)
            errors = np.ascontiguousarray(told.reindex(index=frame.index, columns=ids).to_numpy())
        found = _core.assign(
            _fields(self),
            points_of(frame, None),
            errors,
            self._numbers(before, frame, "before"),
            self._numbers(probable_before, frame, "probable_before"),
            require_number(margin, "margin"),
            require_number(inside, "inside"),
        )
        letters = [str(name) for name in self.shares.index]

        def per_area(values: Any, name: str) -> pd.Series:
            return pd.Series(values, index=frame.index, name=name)

        return Assignment(
            types=per_area([letters[i] for i in found["types"]], "type"),
            membership=membership_of(frame, found["membership"], letters),
            kept=per_area(found["kept"].astype(bool), "kept"),
            outside=per_area(found["outside"].astype(bool), "outside"),
            findings=found["findings"],
        )

    def renamed(self, names: Mapping[str, str]) -> FrozenTypes:
        """The same with other letters."""
        new = new_names(names, self.shares.index)
        return replace(
            self,
            shares=self.shares.rename(index=new),
            means=self.means.rename(index=new),
            covariances={new[letter]: matrix for letter, matrix in self.covariances.items()},
            names={new[letter]: text for letter, text in self.names.items()},
            rules={new[letter]: text for letter, text in self.rules.items()},
        )

    def typed(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Raw numbers as the model types them; missing ones stay missing.

        Parameters
        ----------
        frame : pandas.DataFrame
            Areas x the indicators of the model.
        """
        return typed(frame, indicators=self.indicators)

    def save(self, path: str | Path) -> None:
        """Write the model file: versioned, with checksums, the old file or the whole new one."""
        _core.save_types(str(require_path(path, "path")), _fields(self))

    def _numbers(
        self, types: object, frame: pd.DataFrame, argument: str
    ) -> npt.NDArray[np.uint32] | None:
        import pandas as pd

        if types is None:
            return None
        if not isinstance(types, pd.Series):
            raise invalid_argument(argument, f"is {shown(types)}; a Series of types is needed")
        PlaceNames(types.index, argument)
        number = {str(name): i for i, name in enumerate(self.shares.index)}
        found = []
        for kind in types.reindex(frame.index):
            if isinstance(kind, str) and kind not in number:
                raise unknown_name("type", kind, list(number))
            found.append(number[kind] if isinstance(kind, str) else _NO_TYPE)
        return np.asarray(found, dtype=np.uint32)


@arguments_called({"values": "frame"})
def freeze(
    found: Mixture | Clustering,
    frame: pd.DataFrame,
    *,
    bends: Mapping[str, Bend] | None = None,
    weights: Mapping[str, float] | None = None,
    names: Mapping[str, str] | None = None,
    rules: Mapping[str, str] | None = None,
    note: str = "",
    indicators: Sequence[FrozenIndicator] | None = None,
) -> FrozenTypes:
    """Freeze types, so that later years are typed in the same way.

    Parameters
    ----------
    found : Mixture or Clustering
        Made of ``typed(frame, bends=bends, weights=weights)``. The types of a Clustering become
        clouds of the same size and share, round, as wide as areas lie from their centres on
        average: the nearest centre is the most probable type.
    frame : pandas.DataFrame
        Areas x indicators, raw.
    bends, weights : mapping, optional
        As in :func:`typed`.
    names, rules : mapping, optional
        Letter -> what people call the type, and how it is told in a sentence.
    note : str
        Edition, date, who set it.
    indicators : sequence of FrozenIndicator, optional
        How the numbers were made, if ``frame`` holds them ready typed; then ``bends`` and
        ``weights`` are not asked.

    Raises
    ------
    InvalidInput
        ``bad_model`` if the types were not made of these numbers.
    """
    import pandas as pd

    if not isinstance(found, Mixture | Clustering):
        raise invalid_argument("found", f"is {shown(found)}; a Mixture or a Clustering is needed")
    frame = frame_of(frame, "frame")
    if indicators is None:
        told = frozen_indicators(frame, bends=bends, weights=weights)
        values = typed(frame, indicators=told).to_numpy()
    else:
        fields_of(indicators)
        told, values = tuple(indicators), table_of(frame, "frame").values
    means = found.means if isinstance(found, Mixture) else found.centres
    columns = [label_text(column) for column in means.columns]
    if columns != [one.id for one in told]:
        raise invalid_argument("frame", "has other indicators than the types", code="bad_model")
    letters = [str(name) for name in means.index]
    size = len(columns)
    if isinstance(found, Mixture):
        family = found.family
        shares = found.shares.to_numpy(dtype=float)
        matrices = np.stack([found.covariances[name].to_numpy(dtype=float) for name in letters])
    else:
        family = "spherical"
        points = pd.DataFrame(values, index=frame.index, columns=frame.columns)
        _require_made_of(found, points)
        numbers, _ = numbers_of(points, found)
        shares, flat = _core.clouds_of(
            points_of(points, None), numbers, found.centres.to_numpy(dtype=float)
        )
        matrices = flat.reshape(len(letters), size, size)
    frozen = FrozenTypes(
        indicators=told,
        family=family,
        shares=pd.Series(shares, index=means.index, name="share"),
        means=means,
        covariances={
            name: pd.DataFrame(matrix, index=means.columns, columns=means.columns)
            for name, matrix in zip(letters, matrices, strict=True)
        },
        names=_texts(names, "names", letters),
        rules=_texts(rules, "rules", letters),
        inputs=_hash(frame),
        note=require_text(note, "note"),
    )
    _core.require_frozen(_fields(frozen))
    return frozen


def load_types(path: str | Path) -> FrozenTypes:
    """Read a model file that :meth:`FrozenTypes.save` wrote, of this or an earlier version.

    Raises
    ------
    InvalidInput
        ``not_a_model_file``, ``other_version``, ``truncated``, ``damaged``, ``cannot_read``.
    """
    import pandas as pd

    fields = _core.load_types(str(require_path(path, "path")))
    letters = fields["letters"]
    index = pd.Index(letters, name="type")
    ids = [one[0] for one in fields["indicators"]]
    matrices = fields["covariances"].reshape(len(letters), len(ids), len(ids))
    return FrozenTypes(
        indicators=tuple(FrozenIndicator(*one) for one in fields["indicators"]),
        family=fields["family"],
        shares=pd.Series(fields["shares"], index=index, name="share"),
        means=pd.DataFrame(fields["means"], index=index, columns=ids),
        covariances={
            name: pd.DataFrame(matrix, index=ids, columns=ids)
            for name, matrix in zip(letters, matrices, strict=True)
        },
        names=dict(zip(letters, fields["names"], strict=True)),
        rules=dict(zip(letters, fields["rules"], strict=True)),
        inputs=fields["inputs"],
        note=fields["note"],
    )


def _fields(types: FrozenTypes) -> dict[str, Any]:
    letters = [str(name) for name in types.shares.index]
    return {
        "indicators": fields_of(types.indicators),
        "family": types.family,
        "shares": types.shares.to_numpy(dtype=float),
        "means": types.means.to_numpy(dtype=float),
        "covariances": np.stack([types.covariances[n].to_numpy(dtype=float) for n in letters]),
        "letters": letters,
        "names": [types.names.get(name, "") for name in letters],
        "rules": [types.rules.get(name, "") for name in letters],
        "inputs": types.inputs,
        "note": types.note,
    }


def _texts(given: object, argument: str, letters: list[str]) -> dict[str, str]:
    if given is None:
        return dict.fromkeys(letters, "")
    if not isinstance(given, Mapping):
        raise invalid_argument(argument, f"is {shown(given)}; letters and texts")
    for name in given:
        if name not in letters:
            raise unknown_name("type", label_text(name), letters)
    return {name: require_text(given.get(name, ""), argument) for name in letters}


def _require_made_of(found: Clustering, points: pd.DataFrame) -> None:
    """The centres must be means of these numbers; by people or by areas, none is far outside."""
    lowest, highest = points.min().to_numpy(), points.max().to_numpy()
    centres = found.centres.to_numpy(dtype=float)
    if not points.index.equals(found.types.index) and set(points.index) != set(found.types.index):
        raise invalid_argument("frame", "has other areas than the types", code="bad_model")
    if (centres < lowest - 1e-9).any() or (centres > highest + 1e-9).any():
        raise invalid_argument(
            "frame",
            "was not what the types were made of: a centre lies outside of its numbers",
            "give bends and weights as in typed()",
            code="bad_model",
        )


def _hash(frame: pd.DataFrame) -> str:
    """Of areas, indicators and numbers in the order of the codes."""
    ordered = frame.sort_index()
    digest = hashlib.sha256()
    digest.update("\x1f".join(str(code) for code in ordered.index).encode("utf-8", "replace"))
    digest.update("\x1f".join(str(name) for name in ordered.columns).encode("utf-8", "replace"))
    digest.update(np.ascontiguousarray(ordered.to_numpy(dtype="<f8")).tobytes())
    return f"sha256:{digest.hexdigest()}"
