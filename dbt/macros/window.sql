{# The window of the log that this run adds, and what a run replaces in the tables that grow. #}

{% macro from_position() -%}
    {{ 0 if flags.FULL_REFRESH else var('from_position') | int }}
{%- endmacro %}

{# An increment on top of nothing would build tables that look whole and are not. #}
{% macro refuse_increment_on_nothing() -%}
    {%- if execute and model.config.materialized == 'incremental'
        and from_position() | int > 0 and not is_incremental() -%}
        {{ exceptions.raise_compiler_error(
            model.name ~ ' has no earlier rows to add to: run with from_position 0 or --full-refresh'
        ) }}
    {%- endif -%}
{%- endmacro %}

{% macro is_in_window(column='log_position') -%}
    {{- refuse_increment_on_nothing() -}}
    {{ column }} > {{ from_position() }} and {{ column }} <= {{ var('to_position') | int }}
{%- endmacro %}

{# Articles that got an event in the window, or whose text got an extraction in it. #}
{% macro is_touched(column='article_id') -%}
    {{- refuse_increment_on_nothing() -}}
    {{ column }} in (select touched.article_id from {{ ref('int_articles_touched') }} as touched)
{%- endmacro %}

{# For tables that keep one row per fact of the log: a run that was killed is simply run again. #}
{% macro get_incremental_replace_window_sql(arg_dict) -%}
    delete from {{ arg_dict.target_relation }} where log_position > {{ from_position() }};
    {{ insert_new_rows(arg_dict) }}
{%- endmacro %}

{# For tables derived from whole articles or entities. Deleting by what was touched, not by what is
   inserted (dbt's delete+insert), also removes rows of which nothing is left. #}
{% macro get_incremental_replace_touched_sql(arg_dict) -%}
    {%- set key = arg_dict.unique_key -%}
    delete from {{ arg_dict.target_relation }}
    where {{ key }} in (select touched.{{ key }} from {{ ref(working_set_of(key)) }} as touched);
    {{ insert_new_rows(arg_dict) }}
{%- endmacro %}

{% macro insert_new_rows(arg_dict) -%}
    {%- set columns = arg_dict.dest_columns | map(attribute='quoted') | join(', ') -%}
    insert into {{ arg_dict.target_relation }} ({{ columns }})
    select {{ columns }} from {{ arg_dict.temp_relation }}
{%- endmacro %}

{# What a test looks at: rows that this run wrote; every row when the window is the whole log. #}
{% macro is_checked(column='article_id') -%}
    {%- set key = (column or '').split('.')[-1] -%}
    {%- set working_set = ref(working_set_of(key)) if key else none -%}
    {%- if key and from_position() | int > 0 -%}
        {{ column }} in (select touched.{{ key }} from {{ working_set }} as touched)
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{# The same for versions with their text. By position, which grows with the table: DuckDB then skips
   the texts of older rows, which a join on version_id would read. #}
{% macro is_checked_version() -%}
    {%- set versions = ref('int_article_versions_ordered') -%}
    {%- if from_position() | int > 0 -%}
        log_position in (
            select checked.log_position from {{ versions }} as checked
            where checked.is_current and {{ is_checked('checked.article_id') }}
        )
    {%- else -%}
        is_current
    {%- endif -%}
{%- endmacro %}

{% macro working_set_of(key) -%}
    {{ {
        'article_id': 'int_articles_touched',
        'entity_id': 'int_entities_touched',
        'story_id': 'int_stories_touched',
    }[key] }}
{%- endmacro %}
