-- Every entity that any name of any version of a touched article means or meant, by any id that it
-- ever went by: more than those whose figures change, and found without knowing which of them
-- counted before.
with texts as (
    select text_hash from {{ ref('int_article_versions_recorded') }}
    where {{ is_touched() }}
),

extractions as (
    select log_position from {{ ref('int_texts_extracted') }}
    where text_hash in (select texts.text_hash from texts)
),

relinked as (
    select
        entity_id,
        merged_entity_id
    from {{ ref('int_entity_merges_decided') }}
    where {{ is_in_window('changed_position') }}
),

named as (
    select plain_entity_id as entity_id
    from {{ ref('int_mentions_extracted') }}
    where log_position in (select extractions.log_position from extractions)
    union
    select entity_id from {{ ref('int_names_resolved') }}
    where text_hash in (select texts.text_hash from texts)
    union
    select entity_id from {{ ref('int_names_moved') }}
    where text_hash in (select texts.text_hash from texts)
    union
    select entity_id from relinked
    union
    select merged_entity_id as entity_id from relinked
    union
    select entity_id from {{ ref('stg_events__entities_linked') }}
    where {{ is_in_window() }}
)

select entity_id from named
where entity_id is not null
union
select entity_id from {{ ref('int_entities_merged') }}
where merged_entity_id in (select named.entity_id from named)
