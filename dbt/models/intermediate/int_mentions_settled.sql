with current_versions as (
    select * from {{ ref('int_article_versions_ordered') }}
    where is_current and pub_status = 'usable' and {{ is_touched() }}
),

texts as (
    select
        log_position,
        text_hash
    from {{ ref('int_texts_extracted') }}
    where
        log_position in (
            select current_versions.extraction_position from current_versions
        )
),

mentions as (
    select
        texts.text_hash,
        mentions.log_position,
        mentions.mention_index,
        mentions.name_id,
        mentions.plain_entity_id
    from {{ ref('int_mentions_extracted') }} as mentions
    inner join texts on mentions.log_position = texts.log_position
),

resolved as (
    select
        text_hash,
        name_id,
        entity_id,
        known_type
    from {{ ref('int_names_resolved') }}
    where text_hash in (select texts.text_hash from texts)
    qualify row_number() over (partition by text_hash, name_id order by log_position) = 1
),

moved as (
    select * from {{ ref('int_names_moved') }}
    where is_last
),

-- What a person decided goes before what the model did; where nobody has, the same name and type is
-- the same entity, as it was before names were resolved.
decided as (
    select
        mentions.log_position,
        mentions.mention_index,
        coalesce(moved.entity_id, resolved.entity_id) as entity_id,
        mentions.plain_entity_id,
        resolved.known_type
    from mentions
    left join resolved
        on mentions.text_hash = resolved.text_hash and mentions.name_id = resolved.name_id
    left join moved
        on mentions.text_hash = moved.text_hash and mentions.name_id = moved.name_id
)

select
    current_versions.article_id,
    current_versions.version_id,
    decided.log_position,
    decided.mention_index,
    coalesce(mergers.entity_id, decided.entity_id, decided.plain_entity_id) as entity_id,
    decided.known_type
from current_versions
inner join decided on current_versions.extraction_position = decided.log_position
left join {{ ref('int_entities_merged') }} as mergers
    on decided.entity_id = mergers.merged_entity_id
