CREATE OR REPLACE VIEW fact_relation AS
SELECT r.relation_id, r.doc_id, d.published_on, r.predicate,
    r.subject, r.subject_kind,
    CASE WHEN r.subject_kind = 'org' THEN nullif(r.subject_id, '') END AS subject_organisation_id,
    CASE WHEN r.subject_kind = 'region' THEN nullif(r.subject_id, '') END AS subject_region_id,
    r.object, r.object_kind,
    CASE WHEN r.object_kind = 'org' THEN nullif(r.object_id, '') END AS object_organisation_id,
    CASE WHEN r.object_kind = 'region' THEN nullif(r.object_id, '') END AS object_region_id,
    nullif(r.detail, '') AS detail, s.text AS sentence, r.start AS text_start, r."end" AS text_end, r.confidence,
    r.is_duplicate
FROM relations AS r
JOIN documents AS d ON d.doc_id = r.doc_id
LEFT JOIN sentences AS s ON s.sentence_id = r.sentence_id;

COMMENT ON VIEW fact_relation IS 'One row per link between two named things.';
COMMENT ON COLUMN fact_relation.relation_id IS 'key';
COMMENT ON COLUMN fact_relation.doc_id IS 'the document that states it (dim_document)';
COMMENT ON COLUMN fact_relation.published_on IS 'day of publication (dim_date); null if unknown';
COMMENT ON COLUMN fact_relation.predicate IS 'located_in, cooperates_with, subsidiary_of, invests_in, founded_by, publishes, holds_post or alias';
COMMENT ON COLUMN fact_relation.subject IS 'the first end, as the document names it';
COMMENT ON COLUMN fact_relation.subject_kind IS 'org, region or person';
COMMENT ON COLUMN fact_relation.subject_organisation_id IS 'the first end if it is an organisation (dim_organisation)';
COMMENT ON COLUMN fact_relation.subject_region_id IS 'the first end if it is a region (dim_region)';
COMMENT ON COLUMN fact_relation.object IS 'the second end, as the document names it';
COMMENT ON COLUMN fact_relation.object_kind IS 'org, region or document';
COMMENT ON COLUMN fact_relation.object_organisation_id IS 'the second end if it is an organisation (dim_organisation)';
COMMENT ON COLUMN fact_relation.object_region_id IS 'the second end if it is a region (dim_region)';
COMMENT ON COLUMN fact_relation.detail IS 'the post for holds_post; else null';
COMMENT ON COLUMN fact_relation.sentence IS 'the sentence that states it';
COMMENT ON COLUMN fact_relation.text_start IS 'offset of the evidence in the text';
COMMENT ON COLUMN fact_relation.text_end IS 'offset after the evidence';
COMMENT ON COLUMN fact_relation.confidence IS '0 to 1';
COMMENT ON COLUMN fact_relation.is_duplicate IS 'whether a reprint repeats it; leave these rows out of counts';
