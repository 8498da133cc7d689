with source as (
    select * from {{ source('raw', 'events') }}
    where event_type = 'ArticleCorrected' and payload is not null
),

parsed as (
    select
        *,
        from_json(payload, '{{ article_version_fields() }}') as fact
    from source
),

renamed as (
    select
        {{ article_version_columns() }}
    from parsed
)

select * from renamed
