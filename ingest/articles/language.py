"""Which language a text is in, as ISO 639-1.

The first characters decide: 400 of them take 0.1 ms.
A language that a page or a record states is believed only where the text is too short to tell.
"""

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE_CHARACTERS = 400
_ENOUGH_CHARACTERS = 60
_CONFIDENCE = 0.5
_CODE = re.compile(r"[a-zA-Z]{2}(?=$|[-_])")


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """The model, read (0.5 s) when the first text asks for it."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def identify(text: str, stated: str | None = None) -> str | None:
    """The language of ``text``, or ``stated`` where the text is too short to tell, or None."""
    sample = text[:SAMPLE_CHARACTERS]
    letters = sum(map(str.isalpha, sample[: 2 * _ENOUGH_CHARACTERS]))
    if letters < _ENOUGH_CHARACTERS // 2:
        return code(stated)
    language, confidence = _identifier().classify(sample)
    if confidence < _CONFIDENCE or (letters < _ENOUGH_CHARACTERS and stated):
        return code(stated)
    return str(language)


def code(stated: str | None) -> str | None:
    """``en`` of ``en-GB``, ``en_US`` or ``EN``; None for anything else."""
    match = _CODE.match(stated.strip()) if stated else None
    return match.group().lower() if match else None
