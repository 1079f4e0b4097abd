"""What each column of the table over the number of types tells, in a sentence."""

from __future__ import annotations

__all__ = ["sentences"]

_SENTENCES = {
    "silhouette": (
        "How much nearer areas are to their own type than to the next one, from -1 to 1; larger is better.",
        "Wie viel näher die Flächen dem eigenen Typ sind als dem nächsten, von -1 bis 1; größer ist besser.",
    ),
    "weighted_silhouette": (
        "The same with every person counting once instead of every area.",
        "Dasselbe, wobei jeder Mensch einmal zählt statt jede Fläche.",
    ),
    "squared_silhouette": (
        "The same by squared distances, which can be told exactly for any number of areas.",
        "Dasselbe mit quadrierten Abständen, die sich für beliebig viele Flächen genau angeben lassen.",
    ),
    "calinski_harabasz": (
        "How far types are apart for how wide they are, with a toll on more types; larger is better.",
        "Wie weit die Typen auseinanderliegen, gemessen an ihrer Breite, mit Abzug für mehr Typen; größer ist besser.",
    ),
    "davies_bouldin": (
        "How much each type overlaps with the one it resembles most, on average; smaller is better.",
        "Wie sehr jeder Typ im Mittel mit dem ähnlichsten anderen verschwimmt; kleiner ist besser.",
    ),
    "dunn": (
        "The least distance between types by the largest width of one; it hangs on two pairs of areas.",
        "Der kleinste Abstand zwischen Typen, gemessen am breitesten Typ; er hängt an zwei Paaren von Flächen.",
    ),
    "inertia": (
        "What is left of the differences inside the types; it falls with every further type.",
        "Was innerhalb der Typen an Unterschieden bleibt; es sinkt mit jedem weiteren Typ.",
    ),
    "explained": (
        "The share of all differences that lies between the types; it rises with every further type.",
        "Der Anteil aller Unterschiede, der zwischen den Typen liegt; er steigt mit jedem weiteren Typ.",
    ),
    "smallest_type": (
        "How many areas the smallest type has: a type of one or two is an exception, not a type.",
        "Wie viele Flächen der kleinste Typ hat: Ein Typ aus einer oder zwei ist eine Ausnahme, kein Typ.",
    ),
    "smallest_weight": (
        "How many people the least peopled type has: figures of a few people swing by chance.",
        "Wie viele Menschen der kleinste Typ hat: Zahlen von wenigen Menschen schwanken durch Zufall.",
    ),
    "share_of_best": (
        "How many of the starts reach the same best types; few mean that others are nearly as good.",
        "Wie viele der Starts dieselben besten Typen erreichen; wenige heißt, dass andere fast so gut sind.",
    ),
    "silhouette_areas": (
        "Of how many areas the silhouette was taken.",
        "Von wie vielen Flächen die Silhouette genommen wurde.",
    ),
    "gap": (
        "How much tighter the types are than those of tables that have none; larger is better.",
        "Wie viel enger die Typen sind als die von Tabellen, die keine haben; größer ist besser.",
    ),
    "gap_error": (
        "By how much the gap swings with the tables it is compared with.",
        "Wie sehr dieser Vorsprung mit den Vergleichstabellen schwankt.",
    ),
    "gap_chosen": (
        "True for the smallest number of types that the next one does not beat by more than its error.",
        "Wahr für die kleinste Zahl von Typen, die von der nächsten um nicht mehr als deren Fehler übertroffen wird.",
    ),
    "stability": (
        "How alike the types are to those of tables whose areas are drawn anew; above 0.75 they are stable.",
        "Wie ähnlich die Typen denen aus neu gezogenen Flächen sind; über 0,75 sind sie stabil.",
    ),
    "least_stable": (
        "The same for the type that comes again least.",
        "Dasselbe für den Typ, der am wenigsten wiederkehrt.",
    ),
}


def sentences(language: str = "de") -> dict[str, str]:
    """By column.

    Examples
    --------
    >>> sentences("en")["explained"]
    'The share of all differences that lies between the types; it rises with every further type.'
    """
    return {column: pair[language == "de"] for column, pair in _SENTENCES.items()}
