{{ config(tags=['after_checks']) }}

with source as (
    select * from {{ source('raw', 'check_results') }}
),

renamed as (
    select
        ---------- ids
        row_key,

        ---------- text
        check_name,
        table_name,
        severity,
        detail,

        ---------- numerics
        log_position,

        ---------- booleans
        passed as is_passed
    from source
)

select * from renamed
