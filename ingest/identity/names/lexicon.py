"""Word lists of names: titles, particles, legal forms, short forms of first names. Data and its reading only."""

from functools import cache
from pathlib import Path

from ingest.identity.names.sounds import ascii_word

_HERE = Path(__file__).parent


@cache
def listed(kind: str) -> frozenset[str]:
    """The words of one kind as they are listed."""
    found: set[str] = set()
    for line in (_HERE / "words.tsv").read_text("utf-8").splitlines():
        name, _, row = line.partition("\t")
        if name == kind:
            found |= set(row.split())
    return frozenset(found)


@cache
def words(kind: str) -> frozenset[str]:
    """The same in plain letters: title, suffix, particle, legal, small."""
    return frozenset(ascii_word(word) for word in listed(kind))


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for line in (_HERE / "nicknames.tsv").read_text("utf-8").splitlines():
        group = line.split()
        for word in group:
            groups.setdefault(word, set()).update(group[:1] if word != group[0] else group)
    return {word: frozenset(group) for word, group in groups.items()}


def same_first_name(left: str, right: str) -> bool:
    """Bill and William, Vladimir and Volodymyr: the same listed first name."""
    forms = _short_forms()
    return not forms.get(left, frozenset()).isdisjoint(forms.get(right, frozenset()))
