-- Who stands first, in what, and among whom?
-- 谁在哪些指标上位居第一？
SELECT f.subject, f.metric, f.comparator, f.period_from, f.period_to, f.evidence, d.title
FROM fact_metric AS f
JOIN first_statement AS first ON first.metric_id = f.metric_id
JOIN dim_document AS d ON d.doc_id = f.doc_id
WHERE f.kind = 'rank' AND f.value = 1
ORDER BY f.subject, f.metric, f.metric_id;
