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
from sozialraum.typology.choose_k import choose_k, sentences_of_k
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
from sozialraum.typology.exact_regions import ExactRegions, exact_regions
from sozialraum.typology.gap_statistic import gap_statistic
from sozialraum.typology.gower import gower
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
from sozialraum.typology.naming import NamePart, name_parts
from sozialraum.typology.optimal_kmeans import OptimalClustering, optimal_kmeans
from sozialraum.typology.outliers import OutlierClustering, kmeans_with_outliers
from sozialraum.typology.peers import peers
from sozialraum.typology.profile import TypeProfiles, profile
from sozialraum.typology.region_search import azp
from sozialraum.typology.regions import Regions, regions
from sozialraum.typology.representative import Examples, examples
from sozialraum.typology.validity import Silhouette, calinski_harabasz, davies_bouldin, silhouette
from sozialraum.typology.ward import Hierarchy, ward
from sozialraum.typology.wishes import Wish

__all__ = [
    "ExactRegions",
    "clustgeo",
    "clustgeo_alphas",
    "exact_regions",
    "OutlierClustering",
    "kmeans_with_outliers",
    "MedoidClustering",
    "Medoids",
    "bootstrap_stability",
    "gap_statistic",
    "gower",
    "kmedoids",
    "kmedoids_of_distances",
    "linkage",
    "sentences_of_k",
    "Conflict",
    "MaxP",
    "Wish",
    "WishPrices",
    "WishedClustering",
    "azp",
    "conflicts_of",
    "kmeans_with_wishes",
    "max_p",
    "prices_of_wishes",
    "BoundedClustering",
    "Certainty",
    "Clustering",
    "Examples",
    "FloorUnits",
    "Hierarchy",
    "Membership",
    "Mixture",
    "MixtureMembership",
    "NamePart",
    "Regions",
    "OptimalClustering",
    "Silhouette",
    "TypeProfiles",
    "aggregate_to_floor",
    "bounded_kmeans",
    "calinski_harabasz",
    "certainty",
    "choose_k",
    "davies_bouldin",
    "dimension_weights",
    "examples",
    "kmeans",
    "letter",
    "letters",
    "membership",
    "missing_doubts",
    "mixture",
    "name_parts",
    "optimal_kmeans",
    "peers",
    "profile",
    "regions",
    "second_best",
    "silhouette",
    "ward",
]
