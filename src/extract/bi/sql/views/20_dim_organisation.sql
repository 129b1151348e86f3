CREATE OR REPLACE VIEW dim_organisation AS
SELECT organisation_id, name, type, nullif(region_id, '') AS region_id, n_mentions, n_documents, first_seen, last_seen
FROM organisations;

COMMENT ON VIEW dim_organisation IS 'One row per organisation, linked over the whole corpus.';
COMMENT ON COLUMN dim_organisation.organisation_id IS 'key';
COMMENT ON COLUMN dim_organisation.name IS 'the fullest form found';
COMMENT ON COLUMN dim_organisation.type IS 'company, government, university, research, association, hospital, media, finance, international or other';
COMMENT ON COLUMN dim_organisation.region_id IS 'where it belongs (dim_region); null if unknown';
COMMENT ON COLUMN dim_organisation.n_mentions IS 'mentions in the corpus, but for those that reprints repeat';
COMMENT ON COLUMN dim_organisation.n_documents IS 'documents with such a mention';
COMMENT ON COLUMN dim_organisation.first_seen IS 'earliest day of publication of those documents';
COMMENT ON COLUMN dim_organisation.last_seen IS 'latest day of publication of those documents';
