{{ config(tags=['after_checks']) }}

select
    ---------- ids
    failure_id,

    ---------- text
    check_name,
    table_name,
    row_key,
    detail,
    severity,

    ---------- numerics
    log_position
from {{ ref('int_checks_failed') }}
