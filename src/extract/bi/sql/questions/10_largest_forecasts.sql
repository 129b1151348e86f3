-- Which amounts of money are forecast or aimed at, the largest first, and for when?
-- 金额最大的预测与目标有哪些？
SELECT f.subject, f.metric, f.status, f.base_value / 1e8 AS hundred_million_yuan, t.year, f.as_written, d.title
FROM fact_metric AS f
JOIN first_statement AS first ON first.metric_id = f.metric_id
JOIN dim_document AS d ON d.doc_id = f.doc_id
LEFT JOIN dim_date AS t ON t.day = f.period_to
WHERE f.status <> 'actual' AND f.kind = 'level' AND f.base_unit = '元'
ORDER BY f.base_value DESC, f.metric_id LIMIT 30;
