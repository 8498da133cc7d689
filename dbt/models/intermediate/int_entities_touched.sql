-- Every entity that any extraction of any version of a touched article names: more than those whose
-- figures change, and found without knowing which of them counted before.
with texts as (
    select text_hash from {{ ref('int_article_versions_recorded') }}
    where {{ is_touched() }}
),

extractions as (
    select log_position from {{ ref('int_texts_extracted') }}
    where text_hash in (select texts.text_hash from texts)
)

select distinct entity_id
from {{ ref('int_mentions_extracted') }}
where
    entity_id is not null
    and log_position in (select extractions.log_position from extractions)
