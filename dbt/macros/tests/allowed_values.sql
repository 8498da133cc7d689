{% test allowed_values(model, columns, touched='article_id') -%}

{% for column, values in columns.items() %}

select
    {{ column }} as row_key,
    '{{ column }} stands in ' || count(*) || ' rows' as detail
from {{ model }}
where
    {{ column }} not in ('{{ values | join("', '") }}')
    and {{ is_checked(touched) }}
group by all

{{ 'union all' if not loop.last }}
{% endfor %}

{% endtest %}
