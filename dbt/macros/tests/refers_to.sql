{# Keys as `column: table`, or `column: table.key` where the key has another name there. #}
{% test refers_to(model, keys, touched='article_id') -%}

{% for column, target in keys.items() %}
{% set table, _, key = target.partition('.') %}

select
    {{ column }} as row_key,
    '{{ column }} is not in {{ table }}' as detail
from {{ model }}
where
    {{ column }} is not null
    and {{ is_checked(touched) }}
    and {{ column }} not in (select target.{{ key or column }} from {{ ref(table) }} as target)

{{ 'union all' if not loop.last }}
{% endfor %}

{% endtest %}
