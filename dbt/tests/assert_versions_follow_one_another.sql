-- Guards `article_versions` and `articles`: at any moment one version stands, the last one is
-- current and is the one that `articles` shows. A failure means that the history of an article has
-- a hole, an overlap or two ends.
with versions as (
    select
        *,
        lead(valid_from) over in_order as next_from,
        row_number() over in_order as place
    from {{ ref('article_versions') }}
    where {{ is_checked() }}
    window in_order as (partition by article_id order by version)
)

select
    versions.version_id as row_key,
    concat_ws(
        ', ',
        if(versions.version != versions.place, 'numbers are not 1, 2, 3', null),
        if(versions.valid_to is distinct from versions.next_from, 'hole or overlap', null),
        if(versions.is_current != (versions.next_from is null), 'current is not the last', null),
        if(
            versions.is_current != (articles.current_version_id is not null),
            'articles shows another version',
            null
        )
    ) as detail
from versions
left join {{ ref('articles') }} as articles on versions.version_id = articles.current_version_id
where
    versions.version != versions.place
    or versions.valid_to is distinct from versions.next_from
    or versions.is_current != (versions.next_from is null)
    or versions.is_current != (articles.current_version_id is not null)
