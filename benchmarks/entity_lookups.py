"""What resolving the names of 100 more texts costs on a memory of 10,000 texts and on one of 100,000.

The memory alone, filled with made-up names that are as unevenly known as those of the news; how names are
decided belongs in ``ingest.identity.entities``.
"""

import random
import sys
import time
from pathlib import Path

from benchmarks.report import Table
from ingest.entity_memory import EntityMemory
from ingest.entity_memory_file import open_entity_memory
from ingest.entity_resolution import entity_id_of, merge_id_of, plain_entity_id
from ingest.event_log import LogHead
from ingest.identity.entities.keeper import EntityKeeper
from ingest.identity.entities.memory import Decision, NameInText, TextNames

SMALL, LARGE = 10_000, 100_000
NAMES_A_TEXT = 12
NEW_SHARE = 0.15
"""Of the names of a text those that no text had before; in real news it falls with time."""
TEXTS = 100
_ONSETS = [
    "b",
    "br",
    "ch",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "y",
    "z",
]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "oa"]
_CODAS = ["l", "m", "n", "r", "s", "t", "k", "nd", "rt", "x"]


class _Names:
    """Made-up people and bodies: few in most texts, most in one."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311
        self._first = [self._word(2) for _ in range(400)]
        self._last = [self._word(3) for _ in range(20_000)]
        self._known: list[NameInText] = []

    def text(self, number: int) -> TextNames:
        """The next text."""
        names = {self._name() for _ in range(NAMES_A_TEXT)}
        return TextNames(f"text-{number}", tuple(sorted(names, key=lambda one: one.name)))

    def _name(self) -> NameInText:
        draw = self._random
        if not self._known or draw.random() < NEW_SHARE:
            last, kind = draw.choice(self._last), draw.choice(["person", "person", "organization"])
            lead = draw.choice(self._first) if kind == "person" else draw.choice(self._last)
            self._known.append(NameInText(f"{lead} {last}", kind))
            return self._known[-1]
        rank = int(len(self._known) ** draw.random()) - 1
        return self._known[rank]

    def _word(self, syllables: int) -> str:
        draw = self._random
        parts = (
            draw.choice(_ONSETS) + draw.choice(_VOWELS) + draw.choice(["", draw.choice(_CODAS)])
            for _ in range(draw.randint(1, syllables))
        )
        return "".join(parts).capitalize()


def measure(scratch: Path, _articles: int) -> Table:
    """Fill one memory, and resolve 100 texts when it is small and when it is large."""
    names = _Names(7)
    found: dict[int, float] = {}
    with open_entity_memory(scratch / "entities.sqlite") as (memory, _):
        for number in range(LARGE + 1):
            if number in (SMALL, LARGE):
                memory.commit(LogHead())
                found[number] = _resolved(memory, names, number)
            _fill(memory, names.text(number))
        size = (scratch / "entities.sqlite").stat().st_size / 2**20
    small, large = found[SMALL], found[LARGE]
    return Table(
        f"Names of {TEXTS} more texts, on {SMALL:,} and on {LARGE:,}",
        f"{NAMES_A_TEXT} made-up names a text, {NEW_SHARE:.0%} of them new; CPU of resolving, on a memory of {size:,.0f} MB.",
        [
            (
                f"on {LARGE:,} over on {SMALL:,}, CPU",
                f"{large / small:.2f} ×",
                f"{small / TEXTS * 1000:.1f} ms and {large / TEXTS * 1000:.1f} ms a text",
            )
        ],
    )


def _fill(memory: EntityMemory, text: TextNames) -> None:
    """What each name means is given: only the memory is to be large."""
    for name in text.names:
        entity_id = plain_entity_id(name.entity_type, name.name)
        memory.place(text, name, Decision(name.name, name.entity_type, entity_id, False, 1.0, ""))


def _resolved(memory: EntityMemory, names: _Names, number: int) -> float:
    """CPU seconds for texts that are taken back afterwards."""
    keeper = EntityKeeper(memory, entity_id_of(memory), merge_id_of)
    texts = [names.text(number * 1000 + more) for more in range(TEXTS)]
    for text in texts[: TEXTS // 4]:
        keeper.resolve(text)  # warms caches that a run fills once
    started = time.process_time()
    for text in texts[TEXTS // 4 :]:
        keeper.resolve(text)
    spent = (time.process_time() - started) * 4 / 3
    memory.roll_back()
    return spent


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(measure(Path(folder), 0).markdown())
