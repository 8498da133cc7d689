with registry as (
    select * from {{ ref('int_sources_described') }}
),

articles as (
    select
        source_id,
        first_observed_at,
        last_observed_at
    from {{ ref('articles') }}
    where source_id is not null
),

domains as (
    select
        source_id,
        min_by(source_domain, log_position) as domain
    from {{ ref('int_article_versions_recorded') }}
    where source_domain is not null
    group by source_id
),

outlets as (
    select
        source_id,
        count(*) as article_count,
        min(first_observed_at) as first_seen_at,
        max(last_observed_at) as last_seen_at
    from articles
    group by source_id
)

select
    ---------- ids
    outlets.source_id,

    ---------- text
    coalesce(registry.name, domains.domain, outlets.source_id) as name,
    coalesce(registry.domains[1], domains.domain) as domain,
    registry.country,
    coalesce(registry.source_type, 'unknown') as source_type,

    ---------- numerics
    outlets.article_count,

    ---------- booleans
    registry.source_id is not null as is_registered,

    ---------- timestamps
    outlets.first_seen_at,
    outlets.last_seen_at
from outlets
left join registry on outlets.source_id = registry.source_id
left join domains on outlets.source_id = domains.source_id
