{# A var as a string of SQL, null when it is not given. #}
{% macro literal(value) -%}
    {% if value is none %}cast(null as varchar){% else %}'{{ value | string | replace("'", "''") }}'{% endif %}
{%- endmacro %}
