with statements as (
    select * from {{ ref('int_source_statements_recorded') }}
)

select
    ---------- ids
    statement_id,
    source_id,

    ---------- text
    topic,
    statement,
    stated_by,
    stated_at_precision,
    reference,
    retrieved_from,
    withdrawn_by,
    withdrawn_reason,

    ---------- numerics
    log_position,

    ---------- booleans
    not is_withdrawn and row_number() over (
        partition by source_id, topic, stated_by, is_withdrawn
        order by stated_at desc, log_position desc
    ) = 1 as is_latest,

    ---------- timestamps
    stated_at,
    recorded_at,
    withdrawn_at
from statements
