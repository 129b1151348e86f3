CREATE OR REPLACE VIEW dim_metric AS
WITH written AS (
    SELECT metric_key, metric, dimension, base_unit, count(*) AS n
    FROM metrics GROUP BY metric_key, metric, dimension, base_unit
),
usual AS (
    SELECT metric_key, metric, dimension, base_unit,
        row_number() OVER (PARTITION BY metric_key ORDER BY n DESC, metric, dimension, base_unit) AS place
    FROM written
),
counts AS (
    SELECT metric_key, count(*) FILTER (WHERE NOT is_duplicate) AS n_facts,
        count(DISTINCT doc_id) FILTER (WHERE NOT is_duplicate) AS n_documents,
        min(period_from) AS first_period, max(period_to) AS last_period
    FROM metrics GROUP BY metric_key
)
SELECT u.metric_key, u.metric AS name, nullif(u.dimension, '') AS dimension, nullif(u.base_unit, '') AS base_unit,
    c.n_facts, c.n_documents, c.first_period, c.last_period
FROM usual AS u JOIN counts AS c ON c.metric_key = u.metric_key
WHERE u.place = 1;

COMMENT ON VIEW dim_metric IS 'One row per metric, under the key that makes documents comparable.';
COMMENT ON COLUMN dim_metric.metric_key IS 'key: normalised name of the metric';
COMMENT ON COLUMN dim_metric.name IS 'the name most documents write';
COMMENT ON COLUMN dim_metric.dimension IS 'what it is mostly measured in: money, energy, length, count, percent; null if unknown';
COMMENT ON COLUMN dim_metric.base_unit IS 'unit that its values can mostly be compared in; null if unknown';
COMMENT ON COLUMN dim_metric.n_facts IS 'facts in the corpus, but for those that reprints repeat';
COMMENT ON COLUMN dim_metric.n_documents IS 'documents with such a fact';
COMMENT ON COLUMN dim_metric.first_period IS 'first day that a fact holds for';
COMMENT ON COLUMN dim_metric.last_period IS 'last day that a fact holds for';
