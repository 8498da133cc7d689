{# What the end of a domain says of its owner, by rule and with that method named; the registry knows better. #}

{# The country of a country-code domain, and of the domains that only one country gives out. Not of the
   codes that are sold to everybody for what they look like, nor of those of no country (eu, su). #}
{% macro country_of_domain(domain) -%}
    case
        when regexp_matches({{ domain }}, '\.(gov|mil)$') then 'US'
        when regexp_matches({{ domain }}, '\.uk$') then 'GB'
        when regexp_matches(
            {{ domain }},
            '\.(ac|ag|ai|am|as|bz|cc|cd|cf|co|cx|dj|eu|fm|ga|gd|gg|gl|gq|gs|im|io|je|la|li|ly|me|ml|mn'
            || '|ms|mu|nu|pw|sc|sh|st|su|tf|tk|tm|to|tv|vc|vg|vu|ws)$'
        ) then null
        else upper(nullif(regexp_extract({{ domain }}, '\.([a-z]{2})$', 1), ''))
    end
{%- endmacro %}

{# Governments and bodies of several, by domains that nobody else gets. #}
{% macro is_government_domain(domain) -%}
    regexp_matches(
        {{ domain }},
        '(^|\.)(gov|mil|govt|gouv|gob|gub)(\.[a-z]{2})?$|\.go\.[a-z]{2}$|(^|\.)europa\.eu$|\.int$'
    )
{%- endmacro %}
