"""What stands on pictures about types: axes, keys and how to read them."""

from __future__ import annotations

from typing import Any

from sozialraum.words.numbers import number

__all__ = ["WORDS", "share"]

WORDS: dict[str, dict[str, Any]] = {
    "de": {
        "k": "Zahl der Typen",
        "place": "Lage auf der Achse der größten Unterschiede",
        "clustergram": "Wie sich Typen teilen",
        "clustergram_note": "Linien: Flächen, die vom einen zum anderen Typ gehören, so breit wie ihre Zahl. "
        "Die Achse trägt {share} aller Unterschiede.",
        "clustergram_people": "Linien: Menschen, die vom einen zum anderen Typ gehören, so breit wie ihre Zahl. "
        "Die Achse trägt {share} aller Unterschiede.",
        "silhouette": "Wie gut Flächen in ihren Typ passen",
        "width": "Silhouette: unter 0 liegt ein anderer Typ näher",
        "mean": "Mittel {mean}",
        "profiles": "Wie die Typen sind",
        "z": "Standardabweichungen vom Mittel aller Flächen",
        "profiles_note": "Punkt: Mittel des Typs. Strich: so weit streuen die Flächen im Typ "
        "(eine Standardabweichung nach beiden Seiten).",
        "membership": "Zu welchen Typen Flächen gehören",
        "share": "Anteil",
        "probability": "Wahrscheinlichkeit",
        "degree": "Grad der Ähnlichkeit (keine Wahrscheinlichkeit)",
        "least_sure": "die {count} unsichersten von {all}",
        "transitions": "Wer seinen Typ behielt",
        "transitions_note": "{stay} der {areas} Flächen sind vom selben Typ wie zuvor. "
        "Ein anderer Typ ist noch keine andere Lage: Zahlen von wenigen Menschen schwanken.",
        "before": "vorher",
        "after": "nachher",
        "number_of_types": "Wie viele Typen?",
        "columns": {
            "silhouette": "Silhouette",
            "weighted_silhouette": "Silhouette nach Menschen",
            "calinski_harabasz": "Calinski-Harabasz",
            "davies_bouldin": "Davies-Bouldin",
            "dunn": "Dunn",
            "gap": "Vorsprung vor Zufall (Gap)",
            "explained": "Unterschiede zwischen den Typen",
            "smallest_type": "Flächen im kleinsten Typ",
            "smallest_weight": "Menschen im kleinsten Typ",
            "share_of_best": "Starts mit demselben Ergebnis",
            "stability": "Stabilität",
            "least_stable": "Stabilität des unsichersten Typs",
        },
        "alphas": "Ähnlich oder beisammen?",
        "alpha": "Gewicht der Nähe (alpha)",
        "kept": "Anteil der Unterschiede zwischen den Typen",
        "by_values": "nach den Merkmalen",
        "by_places": "nach der Lage",
    },
    "en": {
        "k": "Number of types",
        "place": "Place along the axis of the largest differences",
        "clustergram": "How types divide",
        "clustergram_note": "Lines: areas that go over from one type to the other, as wide as they are many. "
        "The axis carries {share} of all differences.",
        "clustergram_people": "Lines: people who go over from one type to the other, as wide as they are many. "
        "The axis carries {share} of all differences.",
        "silhouette": "How well areas sit in their type",
        "width": "Silhouette: below 0 another type is nearer",
        "mean": "mean {mean}",
        "profiles": "What the types are like",
        "z": "Standard deviations from the mean of all areas",
        "profiles_note": "Dot: mean of the type. Line: how far areas scatter inside it "
        "(one standard deviation to both sides).",
        "membership": "To which types areas belong",
        "share": "Share",
        "probability": "Probability",
        "degree": "Degree of likeness (no probability)",
        "least_sure": "the {count} least sure of {all}",
        "transitions": "Who kept the type",
        "transitions_note": "{stay} of {areas} areas are of the same type as before. "
        "Another type is not yet another situation: counts of few people swing.",
        "before": "before",
        "after": "after",
        "number_of_types": "How many types?",
        "columns": {
            "silhouette": "Silhouette",
            "weighted_silhouette": "Silhouette by people",
            "calinski_harabasz": "Calinski-Harabasz",
            "davies_bouldin": "Davies-Bouldin",
            "dunn": "Dunn",
            "gap": "Gap statistic",
            "explained": "Differences between types",
            "smallest_type": "Areas of the smallest type",
            "smallest_weight": "People of the smallest type",
            "share_of_best": "Starts with the same result",
            "stability": "Stability",
            "least_stable": "Stability of the least sure type",
        },
        "alphas": "Alike or together?",
        "alpha": "Weight of nearness (alpha)",
        "kept": "Share of differences between the types",
        "by_values": "by indicators",
        "by_places": "by places",
    },
}
"""By language, then by what is said."""


def share(value: float, language: str) -> str:
    """A share in whole percent.

    Examples
    --------
    >>> share(0.357, "de"), share(0.357, "en")
    ('36 %', '36 %')
    """
    return f"{number(100.0 * value, 0)} %" if language == "de" else f"{100.0 * value:.0f} %"
