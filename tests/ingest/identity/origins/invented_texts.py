"""Texts of made-up sentences, each unlike every other: long ones without writing them down."""

import random

_SUBJECTS = [
    "harbour",
    "council",
    "ferry",
    "bridge",
    "mill",
    "orchard",
    "tram",
    "lighthouse",
    "bakery",
    "choir",
]
_VERBS = [
    "rejected",
    "postponed",
    "welcomed",
    "repaired",
    "sold",
    "flooded",
    "opened",
    "measured",
    "counted",
    "painted",
]
_OBJECTS = [
    "accounts",
    "timetable",
    "roof",
    "contract",
    "turbines",
    "archive",
    "windows",
    "benches",
    "barrels",
    "maps",
]
_PLACES = [
    "Wenlow",
    "Karsk",
    "Tamsin",
    "Ardel",
    "Vessen",
    "Orlo",
    "Pellan",
    "Quist",
    "Marne",
    "Dunholt",
]


def sentences(seed: int, count: int) -> list[str]:
    """The same ones for the same seed; about 14 words each."""
    dice = random.Random(seed)
    return [
        f"The {dice.choice(_SUBJECTS)} in {dice.choice(_PLACES)} {dice.choice(_VERBS)} "
        f"{dice.randrange(2, 9999)} {dice.choice(_OBJECTS)} after {dice.choice(_SUBJECTS)} "
        f"number {dice.randrange(2, 9999)} {dice.choice(_VERBS)} its {dice.choice(_OBJECTS)}."
        for _ in range(count)
    ]


def text(seed: int, count: int = 30) -> str:
    """A text of so many sentences."""
    return " ".join(sentences(seed, count))
