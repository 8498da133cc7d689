-- Guards `articles`: one article of each group is the origin, and the same body is in one group,
-- unless a person decided otherwise. A failure means that a copy arrived and its group was not
-- built again.
select
    origin_group_id as row_key,
    count(*) filter (where is_origin) || ' origins' as detail
from {{ ref('articles') }}
group by origin_group_id
having count(*) filter (where is_origin) != 1
union all
select
    body_hash as row_key,
    count(distinct origin_group_id) || ' groups' as detail
from {{ ref('articles') }}
where
    article_id not in (
        select judged.article_id from {{ ref('int_origins_judged') }} as judged
        where judged.revoked_position is null
    )
group by body_hash
having count(distinct origin_group_id) != 1
