{# Keys from business identity, and what counts as the same words. #}

{# `prefix_` and 20 hex digits (80 bits) of what identifies the row. #}
{% macro make_id(prefix, parts) -%}
    '{{ prefix }}_' || left(sha256(concat_ws('|', {{ parts | join(', ') }})), 20)
{%- endmacro %}

{# The words of a text: neither case, spacing nor the style of quotation marks and dashes tells two
   texts apart; figures with their points, signs of currency and per cent do. Neither pattern matches
   a lone space: replacing those as well took twice the time. #}
{% macro words_of(text) -%}
    trim(regexp_replace(
        regexp_replace(
            lower(nfc_normalize({{ text }})), '[^\p{L}\p{M}\p{N}\p{Sc}%., ]+', ' ', 'g'
        ),
        '[.,]+ [., ]*| [., ]+', ' ', 'g'
    ), ' .,')
{%- endmacro %}

{# [[start, end], ...] as a list of named pairs. #}
{% macro as_spans(spans) -%}
    list_transform({{ spans }}, lambda pair: {'start_char': pair[1], 'end_char': pair[2]})
{%- endmacro %}

{# What a span with code-point offsets covers. #}
{% macro text_at(text, start_char, end_char) -%}
    substr({{ text }}, {{ start_char }} + 1, {{ end_char }} - {{ start_char }})
{%- endmacro %}

{# The pieces of a discontinuous span, one space between them. Nearly all have one piece, which is
   read without a lambda in a quarter of the time. #}
{% macro text_of_spans(text, spans) -%}
    case
        when len({{ spans }}) = 1
            then {{ text_at(text, spans ~ '[1].start_char', spans ~ '[1].end_char') }}
        else array_to_string(
            list_transform(
                {{ spans }}, lambda span: {{ text_at(text, 'span.start_char', 'span.end_char') }}
            ),
            ' '
        )
    end
{%- endmacro %}

{# A line that says that the text was corrected, in the ways newsrooms say it. #}
{% macro has_correction_notice(text) -%}
    regexp_matches(
        {{ text }},
        '(?im)^\W*(correction|corrected|clarification)\b'
        || '|\bcorrects? (the )?(spelling|name|title|headline|date|day|year|figure|number|to)\b'
        || '|\b(article|story|report|post|piece|headline) (has been|was) (corrected|amended)\b'
        || '|\bearlier version of this (article|story|report|post|piece|headline)\b'
    )
{%- endmacro %}
