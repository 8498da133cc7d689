{{ config(tags=['after_checks']) }}

select
    ---------- ids
    {{ literal(var('log_hash')) }} as log_hash,

    ---------- text
    {{ literal(var('code_version')) }} as code_version,
    {{ literal(var('extractor')) }} as extractor,
    {{ literal(var('extractor_version')) }} as extractor_version,

    ---------- numerics
    cast({{ var('to_position') | int }} as bigint) as log_position,
    (select count(*) from {{ ref('sources') }}) as source_count,
    (select count(*) from {{ ref('articles') }}) as article_count,
    (select count(*) from {{ ref('article_versions') }}) as article_version_count,
    (select count(*) from {{ ref('entities') }}) as entity_count,
    (select count(*) from {{ ref('mentions') }}) as mention_count,
    (select count(*) from {{ ref('claims') }}) as claim_count,
    (select count(*) from {{ ref('claim_entities') }}) as claim_entity_count,
    (select count(*) from {{ ref('claim_changes') }}) as claim_change_count,
    (select count(*) from {{ ref('stories') }}) as story_count,
    (select count(*) from {{ ref('origin_groups') }}) as origin_group_count,
    (select count(*) from {{ ref('quarantine') }}) as quarantine_count,
    (select count(*) from {{ ref('quality_failures') }}) as quality_failure_count,

    ---------- timestamps
    cast({{ literal(var('built_at')) }} as timestamptz) as built_at
