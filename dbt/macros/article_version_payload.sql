{# The payload that ArticleObserved, ArticleRevised and ArticleCorrected share; the last has a reason, too. #}

{% macro article_version_fields() -%}
    {
        "article_id": "VARCHAR", "version_id": "VARCHAR", "text_hash": "VARCHAR",
        "blob_hash": "VARCHAR", "media_type": "VARCHAR", "retrieved_from": "VARCHAR",
        "reader": "VARCHAR", "parser_version": "VARCHAR", "ref": "VARCHAR", "url": "VARCHAR",
        "canonical_url": "VARCHAR", "title": "VARCHAR", "title_method": "VARCHAR",
        "author": "VARCHAR", "author_method": "VARCHAR", "dateline": "VARCHAR",
        "language": "VARCHAR", "published_at": "VARCHAR", "published_at_precision": "VARCHAR",
        "published_at_method": "VARCHAR", "published_at_zone": "VARCHAR",
        "published_at_zone_method": "VARCHAR", "published_on": "VARCHAR",
        "published_from": "VARCHAR", "published_to": "VARCHAR", "modified_at": "VARCHAR",
        "modified_at_precision": "VARCHAR", "modified_at_method": "VARCHAR",
        "modified_at_zone": "VARCHAR", "modified_at_zone_method": "VARCHAR",
        "body_text": "VARCHAR", "body_hash": "VARCHAR", "word_count": "BIGINT",
        "source_id": "VARCHAR", "source_name": "VARCHAR", "source_domain": "VARCHAR",
        "source_method": "VARCHAR", "wire_credits": ["VARCHAR"], "observed_at": "VARCHAR",
        "reason": "VARCHAR"
    }
{%- endmacro %}

{% macro article_version_columns() -%}
        ---------- ids
        fact.article_id,
        fact.version_id,
        fact.text_hash,
        fact.body_hash,
        fact.blob_hash,
        fact.source_id,

        ---------- text
        fact.retrieved_from,
        fact.media_type,
        fact.reader,
        fact.parser_version,
        fact.ref,
        fact.url,
        fact.canonical_url,
        fact.title,
        fact.title_method,
        fact.author,
        fact.author_method,
        fact.dateline,
        fact.language,
        fact.published_at_precision,
        fact.published_at_method,
        fact.published_at_zone,
        fact.published_at_zone_method,
        fact.modified_at_precision,
        fact.modified_at_method,
        fact.modified_at_zone,
        fact.modified_at_zone_method,
        fact.body_text,
        fact.source_name,
        fact.source_domain,
        fact.source_method,
        fact.wire_credits,
        fact.reason,
        actor as recorded_by,

        ---------- numerics
        log_position,
        stream_version,
        fact.word_count,

        ---------- dates
        cast(fact.published_on as date) as published_on,

        ---------- timestamps
        cast(fact.published_at as timestamptz) as published_at,
        cast(fact.published_from as timestamptz) as published_from,
        cast(fact.published_to as timestamptz) as published_to,
        cast(fact.modified_at as timestamptz) as modified_at,
        cast(fact.observed_at as timestamptz) as observed_at,
        occurred_at,
        recorded_at
{%- endmacro %}
