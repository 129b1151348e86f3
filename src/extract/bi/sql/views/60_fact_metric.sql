-- Signed values fall below zero for a decrease, so that they can be averaged and drawn as they stand.
CREATE OR REPLACE VIEW fact_metric AS
SELECT f.metric_id, f.doc_id, f.metric_key, nullif(f.region_id, '') AS region_id,
    nullif(f.organisation_id, '') AS organisation_id, d.published_on, f.period_from, f.period_to,
    f.subject, nullif(f.subject_kind, '') AS subject_kind, f.metric, f.kind, nullif(f.basis, '') AS basis, f.status,
    nullif(f.comparator, '') AS comparator,
    CASE WHEN f.direction = 'down' THEN -f.value ELSE f.value END AS value,
    CASE WHEN f.direction = 'down' THEN -f.value_high ELSE f.value_high END AS value_high, nullif(f.unit, '') AS unit,
    CASE WHEN f.direction = 'down' THEN -f.base_value ELSE f.base_value END AS base_value,
    nullif(f.base_unit, '') AS base_unit, nullif(f.dimension, '') AS dimension, nullif(f.bound, '') AS bound,
    q.text AS as_written, f.evidence, f.start AS text_start, f."end" AS text_end, f.confidence, f.fact_key,
    f.is_duplicate
FROM metrics AS f
JOIN documents AS d ON d.doc_id = f.doc_id
JOIN quantities AS q ON q.quantity_id = f.quantity_id;

COMMENT ON VIEW fact_metric IS 'One row per numeric statement; join first_statement to count each fact once.';
COMMENT ON COLUMN fact_metric.metric_id IS 'key';
COMMENT ON COLUMN fact_metric.doc_id IS 'the document that states it (dim_document)';
COMMENT ON COLUMN fact_metric.metric_key IS 'what is measured (dim_metric)';
COMMENT ON COLUMN fact_metric.region_id IS 'the region it is about (dim_region); null if untold';
COMMENT ON COLUMN fact_metric.organisation_id IS 'the organisation it is about (dim_organisation); null for none';
COMMENT ON COLUMN fact_metric.published_on IS 'day of publication (dim_date); null if unknown';
COMMENT ON COLUMN fact_metric.period_from IS 'first day the value holds for; null if untold';
COMMENT ON COLUMN fact_metric.period_to IS 'last day the value holds for (dim_date); null if untold';
COMMENT ON COLUMN fact_metric.subject IS 'whom or what it is about, as the document names it';
COMMENT ON COLUMN fact_metric.subject_kind IS 'region, org or other; null if untold';
COMMENT ON COLUMN fact_metric.metric IS 'what is measured, as written';
COMMENT ON COLUMN fact_metric.kind IS 'level, growth, share, difference, rank or multiple';
COMMENT ON COLUMN fact_metric.basis IS 'what growth is measured against: yoy, mom or other; null if unknown';
COMMENT ON COLUMN fact_metric.status IS 'actual, target or forecast';
COMMENT ON COLUMN fact_metric.comparator IS 'whom or what it is compared or ranked against; null for none';
COMMENT ON COLUMN fact_metric.value IS 'plain number in unit, below zero for a decrease; lower end of a range';
COMMENT ON COLUMN fact_metric.value_high IS 'upper end of a range; else null';
COMMENT ON COLUMN fact_metric.unit IS 'as written; null for none';
COMMENT ON COLUMN fact_metric.base_value IS 'value in base_unit; null for an unknown unit';
COMMENT ON COLUMN fact_metric.base_unit IS 'unit that all values of the dimension can be compared in; null for none';
COMMENT ON COLUMN fact_metric.dimension IS 'money, energy, length, count, percent; null for an unknown unit';
COMMENT ON COLUMN fact_metric.bound IS 'over, under, about or upto; null for an exact value';
COMMENT ON COLUMN fact_metric.as_written IS 'the quantity as it stands in the text';
COMMENT ON COLUMN fact_metric.evidence IS 'the clause that states it';
COMMENT ON COLUMN fact_metric.text_start IS 'offset of the quantity in the text';
COMMENT ON COLUMN fact_metric.text_end IS 'offset after the quantity';
COMMENT ON COLUMN fact_metric.confidence IS '0 to 1';
COMMENT ON COLUMN fact_metric.fact_key IS 'the same for the same statement in any document';
COMMENT ON COLUMN fact_metric.is_duplicate IS 'whether a reprint repeats it; leave these rows out of counts';
