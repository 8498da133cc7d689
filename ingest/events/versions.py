"""The schema version of each event type; upcasters of older ones are in ``ingest.event_store.upcasting``."""

SCHEMA_VERSIONS: dict[str, int] = {
    "SourceDescribed": 2,
    "SourceStatementRecorded": 1,
    "SourceStatementWithdrawn": 1,
    "ArticleObserved": 2,
    "ArticleRevised": 2,
    "ArticleCorrected": 2,
    "ArticleWithdrawn": 1,
    "ArticleQuarantined": 1,
    "ArticleExtracted": 3,
    "ExtractorPromoted": 1,
    "NamesResolved": 1,
    "EntitiesMerged": 1,
    "EntitiesSplit": 1,
    "EntityDecisionRevoked": 1,
    "EntityLinked": 1,
    "ArticleAssignedToStory": 1,
    "StoriesMerged": 1,
    "TextsCompared": 1,
    "SnapshotPublished": 2,
    "PayloadErased": 1,
    "ErasureOverruled": 1,
}
"""The newest schema version of each event type; older ones are upcast on read."""
