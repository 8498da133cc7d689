{{
    config(
        materialized='incremental',
        incremental_strategy='replace_touched',
        unique_key='entity_id',
    )
}}

with touched as (
    select * from {{ ref('int_entities_touched') }}
),

mentions as (
    select * from {{ ref('mentions') }}
    where entity_id in (select touched.entity_id from touched)
),

articles as (
    select
        article_id,
        source_id,
        first_observed_at
    from {{ ref('articles') }}
),

-- The full name that most mentions have, a surname alone only where a person has no other; of
-- equals the longest, then the first by code point.
name_counts as (
    select
        entity_id,
        entity_name,
        entity_type = 'person' and entity_name not like '% %' as is_bare,
        count(*) as mention_count
    from mentions
    group by entity_id, entity_name, is_bare
),

names as (
    select
        entity_id,
        min_by(entity_name, (is_bare, -mention_count, -length(entity_name), entity_name)) as name
    from name_counts
    group by entity_id
),

-- A small model takes a city for a body now and then: a gazetteer knows better, else the crowd.
type_counts as (
    select
        entity_id,
        coalesce(known_type, entity_type) as entity_type,
        count(*) as mention_count
    from mentions
    group by all
),

types as (
    select
        entity_id,
        min_by(entity_type, (-mention_count, entity_type)) as entity_type
    from type_counts
    group by entity_id
),

other_names as (
    select
        mentions.entity_id,
        list_sort(list(distinct mentions.mention_text)) as aliases
    from mentions
    inner join names on mentions.entity_id = names.entity_id
    where mentions.mention_type = 'name' and mentions.mention_text != names.name
    group by mentions.entity_id
),

figures as (
    select
        mentions.entity_id,
        count(*) as mention_count,
        count(distinct mentions.article_id) as article_count,
        count(distinct articles.source_id) as source_count,
        min(articles.first_observed_at) as first_seen_at
    from mentions
    inner join articles on mentions.article_id = articles.article_id
    group by mentions.entity_id
)

select
    ---------- ids
    figures.entity_id,
    linked.wikidata_id,

    ---------- text
    names.name,
    types.entity_type,
    coalesce(other_names.aliases, []) as aliases,

    ---------- numerics
    figures.mention_count,
    figures.article_count,
    figures.source_count,

    ---------- timestamps
    figures.first_seen_at
from figures
inner join names on figures.entity_id = names.entity_id
inner join types on figures.entity_id = types.entity_id
left join other_names on figures.entity_id = other_names.entity_id
left join {{ ref('int_entities_linked') }} as linked on figures.entity_id = linked.entity_id
