-- Where do sentences give different values for what should be one fact?
-- 哪些事实在不同句子中数值不一致？
SELECT c.subject, c.metric, c.period_from, c.period_to, c.value, c.unit, c.evidence, d.title, d.published_on
FROM contradictions AS c
JOIN dim_document AS d ON d.doc_id = c.doc_id
JOIN (
    -- Two values in one sentence are a change (from 71% to 86%).
    SELECT a.fact_key FROM contradictions AS a JOIN metrics AS m ON m.metric_id = a.metric_id
    GROUP BY a.fact_key HAVING min(m.sentence_id) < max(m.sentence_id)
) AS apart ON apart.fact_key = c.fact_key
ORDER BY c.subject, c.metric, c.fact_key, d.published_on, c.metric_id;
