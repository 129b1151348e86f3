-- Every day from the first to the last that a document or fact refers to, so that BI tools find no gaps.
CREATE OR REPLACE VIEW dim_date AS
WITH bounds AS (
    SELECT min(first_day) AS first_day, max(last_day) AS last_day
    FROM (
        SELECT min(published_on) AS first_day, max(published_on) AS last_day FROM documents
        UNION ALL SELECT min(period_from), max(period_to) FROM metrics
    ) AS ends
),
days AS (SELECT CAST(unnest(generate_series(first_day, last_day, INTERVAL 1 DAY)) AS date) AS day FROM bounds)
SELECT day,
    CAST(extract(year FROM day) AS integer) AS year,
    CAST(extract(quarter FROM day) AS integer) AS quarter,
    CAST(extract(month FROM day) AS integer) AS month,
    CAST(extract(day FROM day) AS integer) AS day_of_month,
    CAST(extract(isodow FROM day) AS integer) AS weekday,
    CAST(CASE WHEN extract(month FROM day) <= 6 THEN 1 ELSE 2 END AS integer) AS half,
    CAST(extract(year FROM day) AS varchar) || '-' || lpad(CAST(extract(month FROM day) AS varchar), 2, '0') AS year_month,
    CAST(CASE WHEN extract(year FROM day) >= 1981 THEN floor((extract(year FROM day) - 1981) / 5) + 6 END AS integer) AS five_year_plan
FROM days;

COMMENT ON VIEW dim_date IS 'One row per day, without gaps.';
COMMENT ON COLUMN dim_date.day IS 'key: the day';
COMMENT ON COLUMN dim_date.year IS 'calendar year';
COMMENT ON COLUMN dim_date.quarter IS '1 to 4';
COMMENT ON COLUMN dim_date.month IS '1 to 12';
COMMENT ON COLUMN dim_date.day_of_month IS '1 to 31';
COMMENT ON COLUMN dim_date.weekday IS '1 for Monday to 7 for Sunday';
COMMENT ON COLUMN dim_date.half IS '1 or 2';
COMMENT ON COLUMN dim_date.year_month IS 'year and month, such as 2025-03';
COMMENT ON COLUMN dim_date.five_year_plan IS 'number of the Chinese five-year plan the day lies in, from the 6th (1981 to 1985) on; null before';
