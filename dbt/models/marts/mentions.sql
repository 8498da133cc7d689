{{
    config(
        materialized='incremental',
        incremental_strategy='replace_touched',
        unique_key='article_id',
    )
}}

with settled as (
    select * from {{ ref('int_mentions_settled') }}
    where {{ is_touched() }}
),

mentions as (
    select * from {{ ref('int_mentions_extracted') }}
)

select
    ---------- ids
    {{ make_id('men', [
        'settled.version_id',
        "if(mentions.is_headline, 'title', 'body')",
        'mentions.start_char',
        'mentions.end_char',
    ]) }} as mention_id,
    settled.article_id,
    settled.version_id,
    settled.entity_id,

    ---------- text
    mentions.mention_text,
    mentions.mention_type,
    mentions.entity_type,
    settled.known_type,
    mentions.entity_name,
    mentions.descriptor,

    ---------- numerics
    mentions.start_char,
    mentions.end_char,
    mentions.confidence,

    ---------- booleans
    mentions.is_headline
from settled
inner join mentions
    on
        settled.log_position = mentions.log_position
        and settled.mention_index = mentions.mention_index
