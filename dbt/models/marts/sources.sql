with registry as (
    select
        *,
        list_filter(domains, lambda name: not contains(name, '*'))[1] as main_domain
    from {{ ref('int_sources_described') }}
),

registered_domains as (
    select
        source_id,
        unnest(domains) as domain_pattern
    from registry
),

-- Every host below such a domain is an outlet of its own: `*.network.net`.
networks as (
    select
        source_id,
        substr(domain_pattern, 2) as domain_end
    from registered_domains
    where domain_pattern like '*.%'
),

articles as (
    select
        source_id,
        first_observed_at,
        last_observed_at
    from {{ ref('articles') }}
    where source_id is not null
),

stated as (
    select
        source_id,
        min_by(source_name, log_position) as name,
        min_by(source_domain, log_position) as domain
    from {{ ref('int_article_versions_recorded') }}
    where source_id is not null
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
),

known as (
    select
        outlets.*,
        registry.source_id is not null as is_registered,
        registry.name as registered_name,
        registry.country as registered_country,
        registry.source_type as registered_type,
        registry.parent as registered_parent,
        coalesce(registry.aliases, []) as aliases,
        stated.name as stated_name,
        coalesce(
            registry.main_domain,
            stated.domain
        ) as domain
    from outlets
    left join registry on outlets.source_id = registry.source_id
    left join stated on outlets.source_id = stated.source_id
),

parents as (
    select
        known.source_id,
        min(networks.source_id) as parent_source_id
    from known
    inner join networks on known.domain like '%' || networks.domain_end
    where not known.is_registered
    group by known.source_id
),

ended as (
    select
        known.*,
        coalesce(known.registered_parent, parents.parent_source_id) as parent_source_id,
        {{ country_of_domain('known.domain') }} as country_of_domain,
        coalesce({{ is_government_domain('known.domain') }}, false) as has_government_domain
    from known
    left join parents on known.source_id = parents.source_id
)

select
    ---------- ids
    source_id,
    parent_source_id,

    ---------- text
    coalesce(registered_name, stated_name, domain, source_id) as name,
    aliases,
    domain,
    coalesce(registered_country, country_of_domain) as country,
    case
        when registered_country is not null then 'registry'
        when country_of_domain is not null then 'domain'
        else 'none'
    end as country_method,
    case
        when is_registered then registered_type
        when has_government_domain then 'government'
        else 'unknown'
    end as source_type,
    case
        when is_registered then 'registry'
        when has_government_domain then 'domain'
        else 'none'
    end as source_type_method,

    ---------- numerics
    article_count,

    ---------- booleans
    is_registered,

    ---------- timestamps
    first_seen_at,
    last_seen_at
from ended
