-- Where do statements give different values for what should be one fact?
-- 哪些事实在不同表述中数值不一致？
SELECT c.subject, c.metric, c.period_from, c.period_to, c.value, c.unit, c.evidence, d.title, d.published_on
FROM contradictions AS c JOIN dim_document AS d ON d.doc_id = c.doc_id
ORDER BY c.subject, c.metric, c.fact_key, d.published_on, c.metric_id;
