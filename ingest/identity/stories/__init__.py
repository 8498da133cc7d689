"""Stories: which articles tell of the same happening, decided one by one as they arrive.

``features`` reads an article, ``weighting`` says how rare what it says is, ``scoring`` compares two
articles, ``parting`` and ``look_alikes`` two groups of them, ``assignment`` decides. Nothing here reads
a file of articles, a database or the log.
"""

METHOD = "story_links"
METHOD_VERSION = "3"
"""Another one where features, weights or thresholds change; decisions that were made stay as they are."""
