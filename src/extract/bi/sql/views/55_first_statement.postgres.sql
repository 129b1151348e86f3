-- The earliest document to state a fact with a value, by day and then by id. It is no column of fact_metric, since that
-- would rank all facts for every query. What a reprint repeats is never first: its relative times may have shifted. The day has ten characters, and an unknown one comes last.
CREATE OR REPLACE VIEW first_statement AS
SELECT substr(min(coalesce(CAST(d.published_on AS varchar), '9999-99-99') || f.metric_id), 11) AS metric_id
FROM metrics AS f JOIN documents AS d ON d.doc_id = f.doc_id
WHERE NOT f.is_duplicate
GROUP BY f.fact_key, f.value, f.unit;

COMMENT ON VIEW first_statement IS 'One row per fact and value: the metric_id of where it is stated first. Join it to fact_metric to count each fact once.';
COMMENT ON COLUMN first_statement.metric_id IS 'key of that row of fact_metric';
