{{
    config(
        materialized='incremental',
        incremental_strategy='replace_touched',
        unique_key='article_id',
    )
}}

with current_versions as (
    select * from {{ ref('int_article_versions_ordered') }}
    where is_current and pub_status = 'usable' and {{ is_touched() }}
),

mentions as (
    select * from {{ ref('int_mentions_extracted') }}
)

select
    ---------- ids
    {{ make_id('men', [
        'current_versions.version_id',
        "if(mentions.is_headline, 'title', 'body')",
        'mentions.start_char',
        'mentions.end_char',
    ]) }} as mention_id,
    current_versions.article_id,
    current_versions.version_id,
    mentions.entity_id,

    ---------- text
    mentions.mention_text,
    mentions.mention_type,
    mentions.entity_type,
    mentions.entity_name,
    mentions.descriptor,

    ---------- numerics
    mentions.start_char,
    mentions.end_char,
    mentions.confidence,

    ---------- booleans
    mentions.is_headline
from current_versions
inner join mentions on current_versions.extraction_position = mentions.log_position
