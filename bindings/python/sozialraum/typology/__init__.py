"""Which areas are alike? Types of areas, how good they are, and how sure each area's type is.

Every function takes a frame of areas x indicators whose index holds the area codes as text and
whose numbers are comparable with one another (usually z values): distance is plain Euclidean
distance. Missing values are refused and the areas named; nothing is imputed. Types carry the
letters A, B, C, ... by a stated rule: by falling population (or number of areas), ties by the
smallest area code.
"""

from __future__ import annotations

from sozialraum.typology.aggregate_to_floor import FloorUnits, aggregate_to_floor
from sozialraum.typology.bootstrap_stability import bootstrap_stability
from sozialraum.typology.bounded_kmeans import BoundedClustering, bounded_kmeans
from sozialraum.typology.certainty import Certainty, certainty
from sozialraum.typology.change_causes import ChangeCauses, change_causes
from sozialraum.typology.choose_k import choose_k, sentences_of_k
from sozialraum.typology.clustergram import Clustergram, clustergram
from sozialraum.typology.clustering import Clustering
from sozialraum.typology.clustgeo import clustgeo, clustgeo_alphas
from sozialraum.typology.constraints import (
    Conflict,
    WishedClustering,
    WishPrices,
    conflicts_of,
    kmeans_with_wishes,
    prices_of_wishes,
)
from sozialraum.typology.dimension_weights import dimension_weights
from sozialraum.typology.drawn import typed_draws
from sozialraum.typology.exact_regions import ExactRegions, exact_regions
from sozialraum.typology.explain import Condition, Explanation, Rule, explain
from sozialraum.typology.fuzzy_cmeans import FuzzyTypes, fuzzy_cmeans
from sozialraum.typology.gap_statistic import gap_statistic
from sozialraum.typology.gower import gower
from sozialraum.typology.influence import DropOne, drop_one, smallest_change
from sozialraum.typology.kmeans import kmeans
from sozialraum.typology.kmedoids import (
    MedoidClustering,
    Medoids,
    kmedoids,
    kmedoids_of_distances,
)
from sozialraum.typology.letters import letter, letters
from sozialraum.typology.linkage import linkage
from sozialraum.typology.max_p import MaxP, max_p
from sozialraum.typology.membership import Membership, membership, second_best
from sozialraum.typology.missing import missing_doubts
from sozialraum.typology.mixture import Mixture, MixtureMembership, mixture
from sozialraum.typology.model import Assignment, FrozenTypes, freeze, load_types
from sozialraum.typology.naming import NamePart, name_parts
from sozialraum.typology.nested_types import NestedTypes, nested_types
from sozialraum.typology.optimal_kmeans import OptimalClustering, optimal_kmeans
from sozialraum.typology.outliers import OutlierClustering, kmeans_with_outliers
from sozialraum.typology.peers import peers
from sozialraum.typology.profile import TypeProfiles, profile
from sozialraum.typology.recipe import Recipe
from sozialraum.typology.region_search import azp
from sozialraum.typology.region_shape import RegionShape, region_shape
from sozialraum.typology.regions import Regions, regions
from sozialraum.typology.representative import Examples, examples
from sozialraum.typology.rule_types import Cut, RuleTypes, rule_types
from sozialraum.typology.stability import Stability, stability
from sozialraum.typology.transitions import Transitions, same_names, transitions
from sozialraum.typology.typed_numbers import (
    FrozenIndicator,
    frozen_indicators,
    typed,
    typed_errors,
    untyped,
)
from sozialraum.typology.validity import (
    Silhouette,
    calinski_harabasz,
    davies_bouldin,
    silhouette,
    squared_silhouette,
)
from sozialraum.typology.ward import Hierarchy, ward
from sozialraum.typology.wishes import Wish

__all__ = [
    "Assignment",
    "BoundedClustering",
    "Certainty",
    "ChangeCauses",
    "Clustergram",
    "Clustering",
    "Condition",
    "Conflict",
    "Cut",
    "DropOne",
    "ExactRegions",
    "Examples",
    "Explanation",
    "FloorUnits",
    "FrozenIndicator",
    "FrozenTypes",
    "FuzzyTypes",
    "Hierarchy",
    "MaxP",
    "MedoidClustering",
    "Medoids",
    "Membership",
    "Mixture",
    "MixtureMembership",
    "NamePart",
    "NestedTypes",
    "OptimalClustering",
    "OutlierClustering",
    "Recipe",
    "RegionShape",
    "Regions",
    "Rule",
    "RuleTypes",
    "Silhouette",
    "Stability",
    "Transitions",
    "TypeProfiles",
    "Wish",
    "WishPrices",
    "WishedClustering",
    "aggregate_to_floor",
    "azp",
    "bootstrap_stability",
    "bounded_kmeans",
    "calinski_harabasz",
    "certainty",
    "change_causes",
    "choose_k",
    "clustergram",
    "clustgeo",
    "clustgeo_alphas",
    "conflicts_of",
    "davies_bouldin",
    "dimension_weights",
    "drop_one",
    "exact_regions",
    "examples",
    "explain",
    "freeze",
    "frozen_indicators",
    "fuzzy_cmeans",
    "gap_statistic",
    "gower",
    "kmeans",
    "kmeans_with_outliers",
    "kmeans_with_wishes",
    "kmedoids",
    "kmedoids_of_distances",
    "letter",
    "letters",
    "linkage",
    "load_types",
    "max_p",
    "membership",
    "missing_doubts",
    "mixture",
    "name_parts",
    "nested_types",
    "optimal_kmeans",
    "peers",
    "prices_of_wishes",
    "profile",
    "region_shape",
    "regions",
    "rule_types",
    "same_names",
    "second_best",
    "sentences_of_k",
    "silhouette",
    "smallest_change",
    "squared_silhouette",
    "stability",
    "transitions",
    "typed",
    "typed_draws",
    "typed_errors",
    "untyped",
    "ward",
]
