"""Sentences that belong to the page and not to the story: prompts, credits, notices.

A second net only: removing boilerplate from articles belongs in ``ingest.articles``.
"""

import re

_BOILERPLATE = re.compile(
    r"\b(?:click (?:here|below|on)|read (?:more|the full|also)|sign up|subscribe|newsletter|follow (?:us|me)"
    r"|all rights reserved|copyright|contributed to this|this (?:story|article|report|post) (?:has been|was)"
    r"|comments? (?:section|below|are)|share this|advertisement|terms of (?:use|service)|cookies?"
    r"|privacy policy|download (?:our|the) app|photo(?:graph)? (?:by|credit)|editing by|reporting by"
    r"|contact (?:us|the author)|e-?mail (?:us|the author)|support our|donate)\b|©|https?://|www\.",
    re.I,
)
_LISTING = re.compile(r"\s*(?:[-*•·▪►>|]|\d{1,2}[.)]\s)")
_SPEAKS_TO_READER = re.compile(r"(?:if you|you can|please|let us|let's|let’s)\b", re.I)


def is_boilerplate(sentence: str) -> bool:
    """Whether this is a prompt, credit, notice or bare link."""
    return _BOILERPLATE.search(sentence) is not None


def is_no_statement(sentence: str) -> bool:
    """Whether this is boilerplate, an item of a list, or addressed to the reader."""
    return (
        _LISTING.match(sentence) is not None
        or _SPEAKS_TO_READER.match(sentence) is not None
        or is_boilerplate(sentence)
    )
