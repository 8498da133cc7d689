{{ config(materialized='view') }}

with events as (
    select * from {{ ref('stg_events__source_statements') }}
),

withdrawals as (
    select
        statement_id,
        reason as withdrawn_reason,
        decided_by as withdrawn_by,
        occurred_at as withdrawn_at
    from events
    where is_withdrawal
)

select
    statements.statement_id,
    statements.source_id,
    statements.topic,
    statements.statement,
    statements.stated_by,
    statements.stated_at_precision,
    statements.reference,
    statements.retrieved_from,
    withdrawals.withdrawn_by,
    withdrawals.withdrawn_reason,
    statements.log_position,
    withdrawals.statement_id is not null as is_withdrawn,
    statements.stated_at,
    statements.occurred_at as recorded_at,
    withdrawals.withdrawn_at
from events as statements
left join withdrawals on statements.statement_id = withdrawals.statement_id
where not statements.is_withdrawal
