{{ config(materialized='view') }}

select *
from {{ ref('stg_events__sources_described') }}
qualify row_number() over (partition by source_id order by stream_version desc) = 1
