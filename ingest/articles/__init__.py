"""Text and metadata of articles: ``parse`` makes a parsed article of what a reader found.

Pure: no file, no network, no clock decides what comes out. Reading bytes from somewhere belongs in
``ingest.readers``; what happens to an article in the log belongs in the use cases.
"""

from ingest.articles.parsing import parse

__all__ = ["parse"]
