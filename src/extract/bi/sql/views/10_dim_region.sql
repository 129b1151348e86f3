-- Roll up by the columns country, province, city and county, or by a prefix of path.
CREATE OR REPLACE VIEW dim_region AS
WITH RECURSIVE placed AS (
    SELECT r.region_id, '/' || r.region_id AS path, r.full_name AS label, 1 AS depth,
        CASE WHEN r.level = 'country' THEN r.name END AS country,
        CASE WHEN r.level = 'province' THEN r.name END AS province,
        CASE WHEN r.level = 'city' THEN r.name END AS city,
        CASE WHEN r.level = 'county' THEN r.name END AS county
    FROM regions AS r
    WHERE r.parent_id = '' OR r.parent_id NOT IN (SELECT region_id FROM regions)
    UNION ALL
    SELECT r.region_id, p.path || '/' || r.region_id, r.full_name, p.depth + 1,
        CASE WHEN r.level = 'country' THEN r.name ELSE p.country END,
        CASE WHEN r.level = 'province' THEN r.name ELSE p.province END,
        CASE WHEN r.level = 'city' THEN r.name ELSE p.city END,
        CASE WHEN r.level = 'county' THEN r.name ELSE p.county END
    FROM placed AS p JOIN regions AS r ON r.parent_id = p.region_id
)
SELECT r.region_id, nullif(r.code, '') AS code, r.name, r.full_name, r.level, nullif(r.parent_id, '') AS parent_id,
    p.path, p.depth, p.country, p.province, p.city, p.county
FROM regions AS r JOIN placed AS p ON p.region_id = r.region_id;

COMMENT ON VIEW dim_region IS 'One row per region that is mentioned, and per region that one of them lies in.';
COMMENT ON COLUMN dim_region.region_id IS 'key';
COMMENT ON COLUMN dim_region.code IS 'GB/T 2260 or ISO 3166-1 alpha-2; null where there is none';
COMMENT ON COLUMN dim_region.name IS 'its usual name';
COMMENT ON COLUMN dim_region.full_name IS 'its name with all that it lies in';
COMMENT ON COLUMN dim_region.level IS 'world, continent, country, province, city, county, town, zone or cluster';
COMMENT ON COLUMN dim_region.parent_id IS 'the region it lies in; null for none';
COMMENT ON COLUMN dim_region.path IS 'ids from the widest region down to this one, each after a slash';
COMMENT ON COLUMN dim_region.depth IS 'how many ids the path holds';
COMMENT ON COLUMN dim_region.country IS 'name of the country it is or lies in';
COMMENT ON COLUMN dim_region.province IS 'name of the province it is or lies in';
COMMENT ON COLUMN dim_region.city IS 'name of the prefecture-level city it is or lies in';
COMMENT ON COLUMN dim_region.county IS 'name of the county or district it is or lies in';
