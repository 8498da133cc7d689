"""Arrow in, Arrow out: extraction as a function over batches that any runner can map.

Processes of our own (``ingest.extraction``), Ray or Dask call the same function with the same
columns. Recording what comes out belongs to the caller.
"""

from functools import cache

import pyarrow as pa

from ingest.events import canonical_json
from ingest.extract import DEFAULT_EXTRACTOR, ExtractionInput, Extractor, extractor_named

TEXT_SCHEMA = pa.schema(
    [
        pa.field("text_hash", pa.string(), nullable=False),
        pa.field("title", pa.string()),
        pa.field("body_text", pa.string(), nullable=False),
    ]
)
RESULT_SCHEMA = pa.schema(
    [
        pa.field("text_hash", pa.string(), nullable=False),
        pa.field("payload", pa.string(), nullable=False),  # ArticleExtracted as JSON
    ]
)


@cache
def _loaded(name: str) -> Extractor:
    """One extractor a process: its model is loaded with the first batch."""
    return extractor_named(name)


def extract_batch(batch: pa.RecordBatch, extractor: str = DEFAULT_EXTRACTOR) -> pa.RecordBatch:
    """The texts of a batch -> one ``ArticleExtracted`` payload each, in the same order."""
    texts = (
        ExtractionInput(text_hash, title or "", body_text)
        for text_hash, title, body_text in zip(
            *(batch.column(name).to_pylist() for name in TEXT_SCHEMA.names), strict=True
        )
    )
    found = list(_loaded(extractor).extract(texts))
    columns = [
        pa.array([result.text_hash for result in found], pa.string()),
        pa.array([canonical_json(result).decode() for result in found], pa.string()),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=RESULT_SCHEMA)
