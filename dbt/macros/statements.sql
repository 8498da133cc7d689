{# What a statement says, as far as two wordings of it can be compared. #}

{# Words that carry a statement's matter; figures stand for each other, so that a claim with another
   figure is still the same claim. #}
{% macro matter_of(text) -%}
    list_distinct(list_filter(
        string_split(
            regexp_replace({{ words_of(text) }}, '{{ figure_pattern() }}', '#', 'g'), ' '
        ),
        lambda word: not list_contains({{ light_words() }}, word)
    ))
{%- endmacro %}

{# Figures in digits and words, a scale with them: `2.4 million`, `8` for `eight`. `one` is none: it is a
   pronoun more often than a number. #}
{% macro figures_of(text) -%}
    list_sort(list_distinct(list_transform(
        regexp_extract_all({{ words_of(text) }}, '{{ figure_pattern() }}'),
        lambda figure: replace(regexp_replace(replace(
            coalesce({{ numbers_in_words() }}[split_part(figure, ' ', 1)], split_part(figure, ' ', 1))
            || coalesce(' ' || nullif(substr(figure, length(split_part(figure, ' ', 1)) + 2), ''), ''),
            ',', ''
        ), '[.]0+$', ''), 'bn', 'billion')
    )))
{%- endmacro %}

{% macro figure_pattern() -%}
    \b(?:[0-9][0-9.,]*|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|billions?)\b)(?: (?:dozen|hundred|thousand|million|billion|trillion|bn)\b)*
{%- endmacro %}

{% macro numbers_in_words() -%}
    map {'two': '2', 'three': '3', 'four': '4', 'five': '5', 'six': '6', 'seven': '7', 'eight': '8', 'nine': '9', 'ten': '10', 'eleven': '11', 'twelve': '12', 'thirteen': '13', 'fourteen': '14', 'fifteen': '15', 'sixteen': '16', 'seventeen': '17', 'eighteen': '18', 'nineteen': '19', 'twenty': '20', 'thirty': '30', 'forty': '40', 'fifty': '50', 'sixty': '60', 'seventy': '70', 'eighty': '80', 'ninety': '90'}
{%- endmacro %}

{% macro light_words() -%}
    ['a', 'an', 'the', 'this', 'that', 'these', 'those', 'its', 'it', 'he', 'she', 'they', 'his', 'her', 'their', 'we', 'i', 'you', 'our', 'there', 'who', 'which', 'and', 'or', 'but', 'as', 'of', 'in', 'on', 'at', 'to', 'for', 'from', 'by', 'with', 'into', 'over', 'is', 'are', 'was', 'were', 'be', 'been', 'being', 'has', 'have', 'had', 'do', 'does', 'did', 'will', 'would', 'shall', 'should', 'must', 'can', 'not', 'so', 'than', 'then', 'also', 'about', 'around', {{ hedges() }}]
{%- endmacro %}

{% macro hedges() -%}
    'may', 'might', 'could', 'possibly', 'perhaps', 'maybe', 'probably', 'likely', 'unlikely', 'apparently', 'allegedly', 'reportedly', 'supposedly', 'seemingly', 'presumably', 'suspected', 'alleged', 'believed', 'thought', 'seems', 'seem', 'seemed', 'appears', 'appear', 'appeared', 'unconfirmed', 'potentially'
{%- endmacro %}

{# How often something is said not to be. `words_of` parts "won't" before its t. #}
{% macro negation_count_of(text) -%}
    len(regexp_extract_all(
        {{ words_of(text) }},
        '\b(?:not|never|no|nobody|nothing|none|nor|neither|cannot)\b|n t\b'
    ))
{%- endmacro %}

{# How firmly it is said: higher is firmer. Only the order of two wordings of one claim means anything. #}
{% macro firmness_of(claims) -%}
    (
        if({{ claims }}.voice = 'own_voice', 1, 0)
        + case {{ claims }}.cue_stance when 'support' then 1 when 'doubt' then -1 else 0 end
        - if({{ claims }}.modality in ('possible', 'conditional', 'intended'), 1, 0)
        - len(list_intersect(
            string_split({{ words_of(claims ~ '.content_text') }}, ' '), [{{ hedges() }}]
        ))
    )
{%- endmacro %}

{# One occurrence of a statement: equal in every table that names it. #}
{% macro claim_id_of(version_id, claims) -%}
    {{ make_id('clm', [
        version_id,
        "if(" ~ claims ~ ".is_headline, 'title', 'body')",
        claims ~ '.content_spans',
        claims ~ '.speaker_spans',
        claims ~ '.cue_spans',
        claims ~ '.voice',
    ]) }}
{%- endmacro %}
