-- What is done, aimed at and expected in each five-year plan?
-- 各五年规划期的实际、目标与预测各有多少？
SELECT d.five_year_plan, min(d.year) AS first_year, max(d.year) AS last_year, f.status, count(*) AS n_facts,
    count(DISTINCT f.metric_key) AS n_metrics
FROM fact_metric AS f
JOIN first_statement AS first ON first.metric_id = f.metric_id
JOIN dim_date AS d ON d.day = f.period_to
WHERE d.five_year_plan IS NOT NULL
GROUP BY d.five_year_plan, f.status
ORDER BY d.five_year_plan, f.status;
