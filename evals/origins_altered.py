"""Copies made by rule from real articles, in the ways in which newsrooms change wire copy."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ingest.identity.origins import Text

ALTERED = 300
"""Articles of which copies are made; as many others stand beside them."""

MADE = "copy-"
"""Before the identifier of a copy."""

Change = Callable[[random.Random, list[str]], list[str]]

WAYS: dict[str, Change] = {
    "cut to a third": lambda _, parts: parts[: max(1, len(parts) // 3)],
    "sentences in another order": lambda dice, parts: dice.sample(parts, len(parts)),
    "another lead, the last third cut": lambda _, parts: parts[3 : max(4, 2 * len(parts) // 3)],
    "cut to a third, another lead, another order": lambda dice, parts: dice.sample(
        parts[3:], min(len(parts[3:]), max(1, len(parts) // 3))
    ),
}


def altered_copies(texts: Sequence[Text]) -> Iterator[tuple[str, list[Text], list[Text]]]:
    """Of each way of changing: its name, articles, and the copies made of the first half of them.

    Without outlets, so that nothing but the words can tell.
    """
    dice = random.Random(4)  # noqa: S311
    long = [text for text in texts if 250 <= len(text.text.split()) <= 1500]
    drawn = [replace(text, outlet=None) for text in dice.sample(long, 2 * ALTERED)]
    for name, change in WAYS.items():
        copies = []
        for one, other in zip(drawn[:ALTERED], drawn[ALTERED:], strict=True):
            lead = _sentences(other.text)[:2] if "another lead" in name else []
            words = ". ".join([*lead, *change(dice, _sentences(one.text))])
            copies.append(Text(MADE + one.text_id, words))
        yield name, drawn, copies


def _sentences(text: str) -> list[str]:
    return text.replace("\n", " ").split(". ")
