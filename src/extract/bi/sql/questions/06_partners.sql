-- Who works with whom most often?
-- 哪些机构合作最多？
SELECT a.name AS organisation, b.name AS partner, count(*) AS n_statements, max(f.published_on) AS last_stated
FROM fact_relation AS f
JOIN dim_organisation AS a ON a.organisation_id = f.subject_organisation_id
JOIN dim_organisation AS b ON b.organisation_id = f.object_organisation_id
WHERE f.predicate = 'cooperates_with' AND NOT f.is_duplicate
GROUP BY a.organisation_id, a.name, b.organisation_id, b.name
ORDER BY n_statements DESC, organisation, partner LIMIT 50;
