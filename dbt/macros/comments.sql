{# Descriptions become comments when a table is created; to say them again with every increment took a
   tenth of its CPU. Who changes a description builds with --full-refresh, as for any change here. #}
{% macro duckdb__persist_docs(relation, model, for_relation, for_columns) -%}
    {%- if not is_incremental() -%}
        {{ default__persist_docs(relation, model, for_relation, for_columns) }}
    {%- endif -%}
{%- endmacro %}
