"""Readers: one module per format, each from bytes to documents or to a reason why not.

``dispatch`` finds the reader by what the bytes say. Readers know no log, no parser and no extractor;
finding text and metadata inside a page belongs in ``ingest.articles``.
"""
