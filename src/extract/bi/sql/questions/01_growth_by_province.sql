-- Where did industry grow fastest, year on year, and over which period?
-- 各地工业增加值与工业投资同比增速如何？
SELECT r.province, f.subject, f.metric, f.value AS growth_percent, f.period_from, f.period_to, d.title AS stated_by
FROM fact_metric AS f
JOIN first_statement AS first ON first.metric_id = f.metric_id
JOIN dim_region AS r ON r.region_id = f.region_id
JOIN dim_document AS d ON d.doc_id = f.doc_id
WHERE (f.metric LIKE '%工业增加值%' OR f.metric LIKE '%工业投资%')
    AND f.kind = 'growth' AND coalesce(f.basis, 'yoy') = 'yoy' AND f.status = 'actual' AND f.unit = '%'
ORDER BY f.value DESC, r.province, f.metric_id;
