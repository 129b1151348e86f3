-- What does each publisher bring that is no reprint, month by month?
-- 各发布单位每月贡献多少文档与指标（转载除外）？
SELECT coalesce(d.publisher, '(unknown)') AS publisher, t.year_month, count(DISTINCT d.doc_id) AS n_documents,
    count(f.metric_id) AS n_facts
FROM dim_document AS d
JOIN dim_date AS t ON t.day = d.published_on
LEFT JOIN fact_metric AS f ON f.doc_id = d.doc_id AND NOT f.is_duplicate
WHERE d.duplicate_of IS NULL
GROUP BY d.publisher, t.year_month
ORDER BY t.year_month, n_facts DESC, publisher;
