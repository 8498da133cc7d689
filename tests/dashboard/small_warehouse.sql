-- The public tables that the dashboard reads, with the columns that the dbt marts give them.
create table publication (
    log_hash varchar, code_version varchar, extractor_version varchar, log_position bigint, built_at timestamptz
);
create table sources (
    source_id varchar, parent_source_id varchar, name varchar, aliases varchar[], domain varchar,
    country varchar, country_method varchar, source_type varchar, source_type_method varchar,
    article_count bigint, is_registered boolean, first_seen_at timestamptz, last_seen_at timestamptz
);
create table source_statements (
    statement_id varchar, source_id varchar, topic varchar, statement varchar, stated_by varchar,
    stated_at_precision varchar, reference varchar, is_latest boolean, stated_at timestamptz,
    withdrawn_at timestamptz
);
create table labels (
    label_id varchar, entity_id varchar, source_id varchar, example_mention_id varchar,
    example_article_id varchar, label varchar, normalized_label varchar, label_kind varchar,
    mention_count bigint, claim_count bigint, quoted_count bigint, article_count bigint,
    start_char bigint, end_char bigint, is_quoted boolean, is_headline boolean,
    first_seen_at timestamptz, last_seen_at timestamptz
);
create table stories (
    story_id varchar, title varchar, article_count bigint, source_count bigint,
    started_at timestamptz, ended_at timestamptz, first_observed_at timestamptz
);
create table origin_groups (
    origin_group_id varchar, origin_article_id varchar, article_id varchar,
    copied_from_article_id varchar, reason varchar, similarity double
);
create table articles (
    article_id varchar, source_id varchar, current_version_id varchar, story_id varchar, origin_group_id varchar,
    retrieved_from varchar, url varchar, canonical_url varchar, title varchar, author varchar, language varchar,
    published_at_precision varchar, published_at_method varchar, source_method varchar, wire_credits varchar[], pub_status varchar,
    body_text varchar, body_hash varchar, word_count bigint, version_count bigint, log_position bigint,
    is_origin boolean, published_at timestamptz, modified_at timestamptz, first_observed_at timestamptz,
    last_observed_at timestamptz
);
create table article_versions (
    version_id varchar, article_id varchar, revision_kind varchar, pub_status varchar, title varchar,
    body_text varchar, reason varchar, recorded_by varchar, version bigint, changed_claim_count bigint,
    log_position bigint, is_substantive boolean, valid_from timestamptz, valid_to timestamptz,
    recorded_at timestamptz
);
create table claim_changes (
    claim_change_id varchar, article_id varchar, from_version_id varchar, to_version_id varchar, claim_id varchar,
    previous_claim_id varchar, change varchar, content_text varchar, previous_content_text varchar,
    content_spans struct(start_char bigint, end_char bigint)[],
    previous_content_spans struct(start_char bigint, end_char bigint)[],
    speaker_text varchar, previous_speaker_text varchar, cue_text varchar, previous_cue_text varchar,
    voice varchar, previous_voice varchar, figures varchar[], previous_figures varchar[], similarity double,
    log_position bigint, is_headline boolean, previous_is_headline boolean, changed_at timestamptz
);
create table entities (
    entity_id varchar, wikidata_id varchar, name varchar, entity_type varchar, aliases varchar[],
    mention_count bigint, article_count bigint, source_count bigint, first_seen_at timestamptz
);
create table mentions (
    mention_id varchar, article_id varchar, entity_id varchar, mention_text varchar, mention_type varchar
);
create table claims (
    claim_id varchar, proposition_id varchar, article_id varchar, version_id varchar, source_id varchar,
    speaker_entity_id varchar, speaker_text varchar, cue_text varchar, content_text varchar,
    speaker_spans struct(start_char bigint, end_char bigint)[],
    cue_spans struct(start_char bigint, end_char bigint)[],
    content_spans struct(start_char bigint, end_char bigint)[],
    addressee_spans struct(start_char bigint, end_char bigint)[],
    speaker_kind varchar, addressee_text varchar, addressee_entity_id varchar, outer_claim_id varchar,
    voice varchar, quote_type varchar, cue_stance varchar, modality varchar, extractor varchar,
    extractor_version varchar, confidence double, is_negated boolean, is_headline boolean
);
create table claim_entities (claim_id varchar, entity_id varchar, article_id varchar, role varchar);
create table quarantine (
    quarantine_id varchar, retrieved_from varchar, reason_code varchar, detail varchar, quarantined_at timestamptz
);
create table quality_failures (
    failure_id varchar, check_name varchar, table_name varchar, row_key varchar, detail varchar,
    severity varchar, log_position bigint
);
