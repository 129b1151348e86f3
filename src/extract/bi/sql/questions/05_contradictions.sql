-- Where do documents give different values for what should be one fact?
-- 哪些事实在不同文档中数值不一致？
SELECT f.subject, f.metric, f.period_from, f.period_to, f.value, f.unit, d.title, d.published_on
FROM fact_metric AS f
JOIN dim_document AS d ON d.doc_id = f.doc_id
JOIN (
    SELECT fact_key FROM fact_metric
    WHERE subject <> '' AND period_to IS NOT NULL
    GROUP BY fact_key HAVING min(doc_id) < max(doc_id) AND min(value) < max(value)
) AS several ON several.fact_key = f.fact_key
ORDER BY f.subject, f.metric, f.fact_key, d.published_on, f.metric_id;
