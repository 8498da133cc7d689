{{
    config(
        materialized='incremental',
        incremental_strategy='replace_touched',
        unique_key='article_id',
    )
}}

with versions as (
    select * from {{ ref('int_article_versions_ordered') }}
    where {{ is_touched() }}
),

comparisons as (
    select * from {{ ref('int_article_versions_compared') }}
    where {{ is_touched() }}
),

texts as (
    select * from {{ ref('int_article_versions_recorded') }}
    where {{ is_touched() }}
)

select
    ---------- ids
    versions.version_id,
    versions.article_id,

    ---------- text
    comparisons.revision_kind,
    versions.pub_status,
    texts.title,
    texts.body_text,
    texts.body_hash,
    texts.blob_hash,
    texts.parser_version,
    versions.reason,
    versions.recorded_by,

    ---------- numerics
    versions.version,
    comparisons.changed_claim_count,
    versions.log_position,

    ---------- booleans
    versions.is_current,
    comparisons.is_substantive,

    ---------- timestamps
    versions.valid_from,
    versions.valid_to,
    versions.recorded_at
from versions
inner join comparisons on versions.version_id = comparisons.version_id
inner join texts on versions.text_position = texts.log_position
