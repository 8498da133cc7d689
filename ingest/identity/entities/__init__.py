"""Entities: which name in a text means whom, decided text by text as they arrive.

``keys`` says what is looked up, ``scoring`` compares a name with an entity, ``vetoes`` forbids, ``context`` tells
namesakes apart by their company, ``short`` says whom a bare surname means, ``keeper`` decides. How names are alike
belongs in ``ingest.identity.names``. Nothing here reads a file, a database or the log.
"""

METHOD = "name-logistic-online"
METHOD_VERSION = "2"
"""Another one where features, weights or thresholds change; decisions that were made stay as they are."""
