"""Names: which names of people, organisations and places, in many articles, scripts and cases, are one thing's.

``sounds`` and ``inflection`` bring spellings together, ``forms`` makes the normal form, ``blocking`` says what is compared
at all, ``features`` and ``scoring`` judge a pair, ``clustering`` makes groups, ``shortforms`` and ``bare`` say whom a
surname means, and ``resolution`` is all of it. Nothing here reads a database or the log.
"""

from ingest.identity.names.resolution import Judgement, Named, Resolution, resolve
from ingest.identity.names.scoring import METHOD, METHOD_VERSION

__all__ = ["METHOD", "METHOD_VERSION", "Judgement", "Named", "Resolution", "resolve"]
