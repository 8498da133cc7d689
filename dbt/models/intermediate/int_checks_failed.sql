{{ config(materialized='view', tags=['after_checks']) }}

select distinct
    {{ make_id('fail', [
        'check_name', 'table_name', "coalesce(row_key, '')", "coalesce(detail, '')",
    ]) }} as failure_id,
    check_name,
    table_name,
    row_key,
    detail,
    severity,
    log_position
from {{ ref('stg_checks__results') }}
where not is_passed
