{{ config(materialized='view') }}

with versions as (
    select * from {{ ref('int_article_versions_ordered') }}
    where {{ is_touched() }}
),

extractions as (
    select
        log_position,
        extractor,
        extractor_version
    from {{ ref('int_texts_extracted') }}
)

select
    versions.article_id,
    versions.version_id,
    previous.version_id as previous_version_id,
    versions.log_position,
    versions.text_position,
    previous.text_position as previous_text_position,
    versions.extraction_position,
    previous.extraction_position as previous_extraction_position,
    versions.is_withdrawal,
    -- What two extractors found differs by what they look for, and not by what was changed.
    coalesce(
        not versions.is_withdrawal
        and extractions.extractor = previous_extractions.extractor
        and extractions.extractor_version = previous_extractions.extractor_version,
        false
    ) as is_comparable,
    versions.valid_from
from versions
inner join versions as previous
    on
        versions.article_id = previous.article_id
        and versions.previous_text_position = previous.log_position
left join extractions on versions.extraction_position = extractions.log_position
left join extractions as previous_extractions
    on previous.extraction_position = previous_extractions.log_position
