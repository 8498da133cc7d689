{# Every test of ours gives `row_key` and `detail`, so that failures can be shown as they are. #}
{% test unique_key(model, columns, touched='article_id') -%}

{% set row_key = "concat_ws('|', " ~ columns | join(', ') ~ ")" %}

select
    {{ row_key }} as row_key,
    'stands ' || count(*) || ' times' as detail
from {{ model }}
where {{ is_checked(touched) }}
group by all
having count(*) > 1

{% endtest %}
