{{ config(materialized='view') }}

with latest as (
    select *
    from {{ ref('stg_events__entities_linked') }}
    where log_position <= {{ var('to_position') | int }}
    qualify row_number() over (partition by entity_id order by log_position desc) = 1
)

-- Of two that are one by now, the item that was said last.
select
    coalesce(mergers.entity_id, latest.entity_id) as entity_id,
    max_by(latest.wikidata_id, latest.log_position) as wikidata_id
from latest
left join {{ ref('int_entities_merged') }} as mergers
    on latest.entity_id = mergers.merged_entity_id
where latest.wikidata_id is not null
group by all
