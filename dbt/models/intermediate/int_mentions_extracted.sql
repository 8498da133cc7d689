{{ config(materialized='incremental', incremental_strategy='replace_window') }}

with extractions as (
    select * from {{ ref('stg_events__articles_extracted') }}
    where {{ is_in_window() }}
),

mentions as (
    select
        log_position,
        unnest(mentions) as mention,
        unnest(range(len(mentions))) as mention_index
    from extractions
),

named as (
    select
        *,
        regexp_replace(trim(nfc_normalize(mention.entity_name)), '\s+', ' ', 'g') as entity_name
    from mentions
)

select
    log_position,
    mention_index,
    {{ make_id('nam', ['mention.entity_type', 'mention.entity_name']) }} as name_id,
    case
        when entity_name != ''
            then {{ make_id('ent', ['mention.entity_type', 'lower(entity_name)']) }}
    end as plain_entity_id,
    mention.section = 'title' as is_headline,
    mention.start as start_char,
    mention.end as end_char,
    mention.text as mention_text,
    mention.mention_type,
    mention.entity_type,
    nullif(entity_name, '') as entity_name,
    mention.descriptor,
    mention.confidence
from named
