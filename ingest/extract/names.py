"""Which names of one article mean the same: surname and full name, acronym and what it stands for.

Values only; within one article. Joining across articles belongs in dbt.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ingest.extract.gazetteer import FULL_NAMES
from ingest.extract.words import word_set

_ACRONYM = re.compile(r"\(\s*(?:the\s+)?([A-Z][A-Za-z&-]{0,7}[A-Z])\s*[),;]")
_WORD = re.compile(r"[^\W\d_][\w’'.&-]*")
_SMALL = word_set("of for the and on in to de la du des against with at by")
_HONORIFIC = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Lord|Lady|Sen|Rep|Gov|Gen|Col|Maj|Capt|Lt|Sgt|Adm|Rev|Fr"
    r"|Pope|Saint|St|President|Senator|Governor|Secretary|Minister|Chancellor|Premier|King|Queen|Prince"
    r"|Princess|Judge|Justice|General|Colonel|Mayor)\b\.?\s+)+(?=\S)"
)
_PARTICLES = word_set("de da del della di dos du la le van von der den bin al el ter")
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\.?$")

Named = tuple[str, str]  # name as written, entity type


def acronyms(text: str) -> dict[str, str]:
    """Acronym -> full name, where the text introduces it: `European Union (EU)`."""
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(text):
        words = list(_WORD.finditer(text, max(0, match.start() - 100), match.start()))
        if not words or text[words[-1].end() : match.start()].strip():
            continue
        start = _expansion(text, words, match.group(1))
        if start is not None:
            full = " ".join(text[start : words[-1].end()].split())
            found.setdefault(match.group(1), re.sub(r"^(?:the|a|an)\s", "", full, flags=re.I))
    return found


def _expansion(text: str, words: Sequence[re.Match[str]], acronym: str) -> int | None:
    """Where the full name begins: its capitals spell the acronym, the last letter first."""
    letters = [letter.lower() for letter in acronym if letter.isalpha()]
    for word in reversed(words):
        initials = [part[0].lower() for part in re.split(r"[-’']", word.group()) if part]
        for initial in reversed(initials):
            if letters and initial == letters[-1]:
                letters.pop()
        if not letters:
            return word.start()
        if word.group().lower() not in _SMALL and not word.group()[0].isupper():
            return None
        if "\n" in text[word.start() : words[-1].end()]:
            return None
    return None


def bare_name(name: str) -> str:
    """Without honorifics and suffixes, which tell two mentions of one person apart for no reason."""
    return _SUFFIX.sub("", _HONORIFIC.sub("", name)) or name


def fullest_names(mentions: Iterable[Named], expansions: dict[str, str]) -> dict[Named, Named]:
    """Each (name, type) of an article -> its fullest name there, and the type most mentions have."""
    counts = Counter(mentions)
    full = _full_names(counts)
    joined = {named: _join(named, full, expansions) for named in counts}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    for named, count in counts.items():
        key = joined[named].casefold()
        # A full name tells more of its type than a surname, which may be a place or a company too.
        weight = 1 if " " not in named[0] else 8 if named[1] == "person" else 3
        votes[key][named[1]] += count * weight
        shown[key][joined[named]] += count * (1 if joined[named].isupper() else 100)
    return {
        named: (
            shown[key := name.casefold()].most_common(1)[0][0],
            votes[key].most_common(1)[0][0],
        )
        for named, name in joined.items()
    }


def _full_names(counts: Counter[Named]) -> dict[str, set[str]]:
    """Last and first word -> the full names of people that end or begin with it."""
    full: dict[str, set[str]] = defaultdict(set)
    by_ends: dict[tuple[str, str], str] = {}
    for name, entity_type in counts:
        words = bare_name(name).split()
        if entity_type == "person" and len(words) > 1:
            ends = (words[0].casefold(), words[-1].casefold())
            by_ends[ends] = max(by_ends.get(ends, ""), " ".join(words), key=len)
    for (first, last), name in by_ends.items():
        full[last].add(name)
        full["first " + first].add(name)
        full[f"{first} {last}"].add(name)
    return full


def _join(named: Named, full: dict[str, set[str]], expansions: dict[str, str]) -> str:
    name, entity_type = named
    if name in expansions or name.casefold() in FULL_NAMES:
        return expansions.get(name) or FULL_NAMES[name.casefold()]
    bare = bare_name(name)
    words = bare.casefold().split()
    if words[0] in _PARTICLES and entity_type != "organization":
        words = words[-1:]  # "de Blasio" is a surname
    if len(words) > 1:
        same = full.get(f"{words[0]} {words[-1]}", ()) if entity_type == "person" else ()
    elif len(words) == 1 and entity_type in ("person", "organization", "place", "other"):
        same = full.get(words[0], ())
        if not same and entity_type == "person":
            same = full.get("first " + words[0], ())
    else:
        same = ()
    # Two people of one surname: the bare surname stays unjoined, a wrong person is worse than none.
    return next(iter(same)) if len(same) == 1 else (bare if entity_type == "person" else name)
