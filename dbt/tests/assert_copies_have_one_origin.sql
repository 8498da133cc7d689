-- Guards `articles`: of articles with exactly the same body, one is the origin. A failure means
-- that a copy arrived and its group was not built again.
select
    origin_group_id as row_key,
    count(*) filter (where is_origin) || ' origins, ' || count(distinct body_hash) || ' texts'
        as detail
from {{ ref('articles') }}
group by origin_group_id
having count(*) filter (where is_origin) != 1 or count(distinct body_hash) != 1
