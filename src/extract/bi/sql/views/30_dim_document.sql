CREATE OR REPLACE VIEW dim_document AS
SELECT d.doc_id, d.source, coalesce(nullif(d.title, ''), d.source) AS title, nullif(d.publisher, '') AS publisher,
    d.published_on, nullif(d.published_on_basis, '') AS published_on_basis, d.media_type, d.n_chars, d.run_id,
    nullif(d.duplicate_of, '') AS duplicate_of
FROM documents AS d;

COMMENT ON VIEW dim_document IS 'One row per source file that could be read.';
COMMENT ON COLUMN dim_document.doc_id IS 'key';
COMMENT ON COLUMN dim_document.source IS 'path below the input folder';
COMMENT ON COLUMN dim_document.title IS 'its title, or the path where it has none';
COMMENT ON COLUMN dim_document.publisher IS 'who published it; null if unknown';
COMMENT ON COLUMN dim_document.published_on IS 'the day relative times were resolved against (dim_date); null if unknown';
COMMENT ON COLUMN dim_document.published_on_basis IS 'what told that day: manifest, filename, text or file_time; null for nothing';
COMMENT ON COLUMN dim_document.media_type IS 'MIME type of the source file';
COMMENT ON COLUMN dim_document.n_chars IS 'characters of its text';
COMMENT ON COLUMN dim_document.run_id IS 'the run that extracted it as it stands';
COMMENT ON COLUMN dim_document.duplicate_of IS 'the document that this one reprints; null for none';
