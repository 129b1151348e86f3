-- How much investment is stated for each province, by status, each statement counted once?
-- 各省的投资额（实际、目标、预测）是多少？
SELECT r.province, f.status, count(*) AS n_facts, sum(f.base_value) / 1e8 AS hundred_million_yuan
FROM fact_metric AS f
JOIN first_statement AS first ON first.metric_id = f.metric_id
JOIN dim_region AS r ON r.region_id = f.region_id
WHERE f.metric LIKE '%投资%' AND f.kind = 'level' AND f.base_unit = '元' AND r.province IS NOT NULL
GROUP BY r.province, f.status
ORDER BY hundred_million_yuan DESC, r.province, f.status;
