"""Which names are compared at all: those that share a key of a word's sound, an acronym or a known place.

Values only: text in, keys out, so that a database or a cache can hold them.
"""

from collections.abc import Iterator

from ingest.identity.names.forms import NameForm
from ingest.identity.names.gazetteer import place_code


def block_keys(form: NameForm) -> Iterator[str]:
    """Keys of a name; two names without a common key are not compared."""
    for word in form.words:
        if len(word.plain) > 1:
            yield f"s:{_wide(word.skeleton)}" if len(word.skeleton) > 2 else f"p:{word.stem[:4]}"
    if form.acronym:
        yield f"a:{form.acronym}"
    for initials in form.initials:
        if len(initials) > 1:
            yield f"a:{initials}"
    code = place_code(form)
    if code is not None:
        yield f"c:{code}"


def _wide(skeleton: str) -> str:
    """The first three consonants: endings and most differences of spelling come later."""
    return skeleton[:3]
