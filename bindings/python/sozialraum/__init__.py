"""sozialraum: social-space types of rural areas, with a stated certainty.

One folder a stage of the data's way: ``gis`` and ``osm`` read files, ``indicator`` makes shares,
``smallarea`` steadies small numbers, ``network`` and ``reach`` measure minutes, ``access`` says
what they are worth, ``isochrone`` draws their land, ``siting`` asks where one more facility helps,
``equity`` how even it is, ``composite`` builds indices, ``typology`` finds types, ``spatial`` knows
the neighbours; ``project`` runs all.
:class:`Network` (from ``roads``) keeps the roads of one mode and answers every question about ways.
"""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sozialraum.core import FindingWarning
    from sozialraum.roads import Network
    from sozialraum.typology.estimators import (
        FuzzyCMeans,
        KMeans,
        KMedoids,
        Mixture,
        Regionalizer,
        Typology,
        Ward,
    )

__version__ = "0.1.0"

_STAGES = (
    "access",
    "composite",
    "core",
    "disclosure",
    "equity",
    "gis",
    "indicator",
    "isochrone",
    "network",
    "osm",
    "plot",
    "project",
    "reach",
    "report",
    "roads",
    "siting",
    "smallarea",
    "spatial",
    "typology",
)

# Of scikit-learn's kind, which must be there: from sozialraum.typology.estimators.
_ESTIMATORS = (
    "FuzzyCMeans",
    "KMeans",
    "KMedoids",
    "Mixture",
    "Regionalizer",
    "Typology",
    "Ward",
)

__all__ = [
    "FindingWarning",
    "FuzzyCMeans",
    "KMeans",
    "KMedoids",
    "Mixture",
    "Network",
    "Regionalizer",
    "Typology",
    "Ward",
    "__version__",
    *_STAGES,
]


def __getattr__(name: str) -> ModuleType | type:
    """Load a stage when it is first asked for: ``import sozialraum`` stays fast."""
    if name in _STAGES:
        return importlib.import_module(f"sozialraum.{name}")
    if name == "Network":
        from sozialraum.roads import Network

        return Network
    if name == "FindingWarning":
        from sozialraum.core import FindingWarning

        return FindingWarning
    if name in _ESTIMATORS:
        kind: type = getattr(importlib.import_module("sozialraum.typology.estimators"), name)
        return kind
    raise AttributeError(f"module 'sozialraum' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
