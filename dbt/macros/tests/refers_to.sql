{# Keys as `column: table`, or `column: table.key` where the key has another name there. #}
{% test refers_to(model, keys, touched='article_id') -%}

{% for column, target in keys.items() %}
{% set table, _, key = target.partition('.') %}

select
    {{ column }} as row_key,
    '{{ column }} is not in {{ table }}' as detail
from {{ model }} as referring
where
    {{ column }} is not null
    and {{ is_checked(touched) }}
    and not exists (
        select 1 from {{ ref(table) }} as target
        where target.{{ key or column }} = referring.{{ column }}
    )

{{ 'union all' if not loop.last }}
{% endfor %}

{% endtest %}
