-- How far is each target from the latest actual value of the same metric and subject?
-- 目标与最近实际值相差多少？
WITH ranked AS (
    SELECT f.subject, f.metric_key, f.base_unit, f.base_value, f.period_to,
        row_number() OVER (PARTITION BY f.subject, f.metric_key, f.base_unit ORDER BY f.period_to DESC, f.metric_id) AS place
    FROM fact_metric AS f
    WHERE f.status = 'actual' AND f.kind = 'level' AND f.period_to IS NOT NULL AND f.base_value > 0
)
SELECT t.subject, t.metric, a.base_value AS latest, a.period_to AS latest_on, t.base_value AS target,
    t.period_to AS due, t.base_unit AS unit, round(CAST(100 * (t.base_value / a.base_value - 1) AS numeric), 1) AS gap_percent
FROM fact_metric AS t
JOIN first_statement AS first ON first.metric_id = t.metric_id
JOIN ranked AS a ON a.place = 1 AND a.subject = t.subject AND a.metric_key = t.metric_key AND a.base_unit = t.base_unit
WHERE t.status = 'target' AND t.kind = 'level' AND t.period_to > a.period_to
ORDER BY gap_percent DESC, t.subject, t.metric_id;
