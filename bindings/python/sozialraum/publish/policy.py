"""What may be told of few people? One file of rules for paper, workbook, layers and pictures."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sozialraum.core.door import require_choice

__all__ = ["Edition", "EditionRules", "Policy", "load_policy"]

Edition = Literal["internal", "public"]
"""For whom a file is."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class EditionRules(_Strict):
    """The rules of one edition; what they mean stands beside them in the default file."""

    floor_people: Annotated[int, Field(ge=0, le=100_000)]
    least_count: Annotated[int, Field(ge=1, le=1000)]
    small_counts: Literal["estimate", "hide"]
    tell_nobody: bool
    tell_everybody: bool
    weights: Literal["numbers", "words"]


class Editions(_Strict):
    """The rules of both editions."""

    internal: EditionRules
    public: EditionRules


class Policy(_Strict):
    """A policy file."""

    policy: str
    title: str
    editions: Editions

    def rules(self, edition: Edition) -> EditionRules:
        """The rules of an edition; any other word than these two is refused."""
        require_choice(edition, "edition", ["internal", "public"])
        return self.editions.public if edition == "public" else self.editions.internal


def load_policy(path: str | Path | None = None) -> Policy:
    """Read and check a policy file; the default one unless given.

    Raises
    ------
    InvalidInput
        As :func:`sozialraum.project.load_project`: a typo is told with its line and the nearest
        right name.
    """
    from sozialraum.core import yaml_file

    if path is not None:
        return yaml_file.read(path, Policy)[0]
    default = resources.files("sozialraum") / "publish" / "policies" / "default.yaml"
    with resources.as_file(default) as file:
        return yaml_file.read(file, Policy)[0]
