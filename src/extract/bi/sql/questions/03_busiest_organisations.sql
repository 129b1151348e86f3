-- Which organisations is most said about in numbers, and in how many documents?
-- 哪些机构的指标最多？
SELECT o.name, o.type, r.province, count(DISTINCT f.fact_key) AS n_facts, count(DISTINCT f.doc_id) AS n_documents
FROM fact_metric AS f
JOIN dim_organisation AS o ON o.organisation_id = f.organisation_id
LEFT JOIN dim_region AS r ON r.region_id = o.region_id
WHERE NOT f.is_duplicate
GROUP BY o.organisation_id, o.name, o.type, r.province
ORDER BY n_facts DESC, o.name LIMIT 20;
