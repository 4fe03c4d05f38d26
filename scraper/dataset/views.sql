-- What is derived from the tables. Missing is null, never zero; exact and approximate numbers are never added together.

-- The government whose report takes an agency's figures in: that of its division, or of the division above when it is
-- a government itself. Where divisions are not known, the nearest 人民政府 of the same portal whose name begins its name.
CREATE TABLE agencies AS
WITH known AS (
    SELECT agency_id, arg_max(agency, year) AS agency, arg_max(kind, year) AS kind, arg_max(level, year) AS level,
        arg_max(division_code, year) AS division_code, arg_max(province, year) AS province, arg_max(city, year) AS city,
        arg_max(county, year) AS county, arg_max(town, year) AS town, arg_max(portal, year) AS portal,
        min(year) AS first_year, max(year) AS last_year, count(*)::INTEGER AS reports
    FROM reports WHERE agency_id IS NOT NULL AND year IS NOT NULL GROUP BY agency_id
), governments AS (
    SELECT agency_id, agency, portal, division_code, level,
        CASE WHEN ends_with(agency, '人民政府') THEN left(agency, -4) END AS place
    FROM known WHERE kind = 'government' AND level IN ('province', 'city', 'county')
), above AS (
    SELECT agency_id, kind, agency, portal, CASE
        WHEN kind = 'government' AND level = 'county' THEN left(division_code, 4) || '00'
        WHEN kind = 'government' AND level = 'city' THEN left(division_code, 2) || '0000'
        WHEN kind = 'government' AND level = 'province' THEN NULL
        ELSE division_code END AS code
    FROM known
), candidates AS (
    SELECT a.agency_id, g.agency_id AS superior_id, 100 AS nearness
    FROM above AS a JOIN governments AS g ON g.division_code = a.code AND g.agency_id <> a.agency_id
    UNION ALL
    SELECT a.agency_id, g.agency_id, length(g.place)
    FROM above AS a JOIN governments AS g
        ON g.portal = a.portal AND starts_with(a.agency, g.place) AND g.agency_id <> a.agency_id
    WHERE a.code IS NULL AND g.place <> ''
)
SELECT k.agency_id, k.agency, k.kind, k.level, k.division_code, k.province, k.city, k.county, k.town, k.portal,
    s.superior_id, k.first_year, k.last_year, k.reports
FROM known AS k
LEFT JOIN (
    SELECT agency_id, arg_max(superior_id, (nearness, superior_id)) AS superior_id FROM candidates GROUP BY agency_id
) AS s USING (agency_id)
ORDER BY k.agency_id;

-- A report is missing where the agency reported before; what it did before its first report nobody here knows.
CREATE VIEW coverage AS
WITH span AS (SELECT min(year) AS first, max(year) AS last FROM reports WHERE chosen),
years AS (SELECT unnest(generate_series(first, last))::INTEGER AS year FROM span WHERE first IS NOT NULL),
held AS (
    SELECT agency_id, year, min(id) FILTER (chosen) AS report_id, count(*)::INTEGER AS reports
    FROM reports WHERE agency_id IS NOT NULL AND year IS NOT NULL GROUP BY ALL
)
SELECT a.agency_id, a.agency, y.year,
    CASE WHEN h.reports > 0 THEN 'reported' WHEN y.year > a.first_year THEN 'missing' ELSE 'unknown' END AS status,
    h.report_id, coalesce(h.reports, 0)::INTEGER AS reports
FROM agencies AS a CROSS JOIN years AS y LEFT JOIN held AS h USING (agency_id, year)
ORDER BY a.agency_id, y.year;

-- One number an agency, year and indicator. A table goes before prose; a report that states different numbers on the
-- same footing gives none. Changes, shares and audiences without an indicator of their own (other.*) are left out.
CREATE TABLE panel AS
WITH stated AS (
    SELECT f.report_id, f.indicator, f.dimension, f.channel, f.cumulative,
        CASE WHEN i.kind = 'money' THEN f.unit END AS unit, f.value, f.precision, f.basis, f.index,
        CASE WHEN f.precision <> 'exact' THEN 'rough' WHEN f.basis = 'table' THEN 'table' ELSE 'prose' END AS footing
    FROM figures AS f JOIN indicators AS i ON i.key = f.indicator
    WHERE f.value IS NOT NULL AND NOT starts_with(f.indicator, 'other.')
), grouped AS (
    SELECT report_id, indicator, dimension, channel, cumulative, unit, count(*)::INTEGER AS statements,
        min(value) FILTER (footing = 'table') AS table_low, max(value) FILTER (footing = 'table') AS table_high,
        min(index) FILTER (footing = 'table') AS table_figure,
        min(value) FILTER (footing = 'prose') AS prose_low, max(value) FILTER (footing = 'prose') AS prose_high,
        min(index) FILTER (footing = 'prose') AS prose_figure, min(basis) FILTER (footing = 'prose') AS prose_basis,
        min(value) FILTER (footing = 'rough') AS rough_low, max(value) FILTER (footing = 'rough') AS rough_high,
        min(index) FILTER (footing = 'rough') AS rough_figure, min(basis) FILTER (footing = 'rough') AS rough_basis,
        min(precision) FILTER (footing = 'rough') AS rough_precision
    FROM stated GROUP BY ALL
), best AS (
    SELECT *, CASE WHEN table_low IS NOT NULL THEN 'table' WHEN prose_low IS NOT NULL THEN 'prose' ELSE 'rough' END
        AS footing
    FROM grouped
), taken AS (
    SELECT *,
        CASE footing WHEN 'table' THEN table_low = table_high WHEN 'prose' THEN prose_low = prose_high
            ELSE rough_low = rough_high END AS agreed
    FROM best
)
SELECT r.agency_id, r.agency, r.year, t.report_id, t.indicator, t.dimension, t.channel, t.cumulative, t.unit,
    CASE WHEN agreed THEN CASE footing WHEN 'table' THEN table_low WHEN 'prose' THEN prose_low END END AS exact,
    CASE WHEN agreed AND footing = 'rough' THEN rough_low END AS approximate,
    CASE WHEN agreed AND footing = 'rough' THEN rough_precision END AS precision,
    CASE footing WHEN 'table' THEN 'table' WHEN 'prose' THEN prose_basis ELSE rough_basis END AS basis,
    t.statements, NOT agreed AS conflicting,
    CASE WHEN agreed THEN CASE footing WHEN 'table' THEN table_figure WHEN 'prose' THEN prose_figure
        ELSE rough_figure END END AS figure
FROM taken AS t JOIN reports AS r ON r.id = t.report_id AND r.chosen
ORDER BY r.agency_id, r.year, t.indicator, t.dimension NULLS FIRST, t.channel NULLS FIRST, t.cumulative,
    t.unit NULLS FIRST;

-- What a report's panel row says of one indicator as a whole: all applicants, all channels, this year alone.
CREATE VIEW annual AS
SELECT agency_id, year, indicator, coalesce(dimension, 'total') AS dimension, report_id,
    CASE WHEN bool_or(channel IS NULL) THEN max(exact) FILTER (channel IS NULL)
        WHEN count(*) = 1 THEN max(exact) END AS exact,
    CASE WHEN bool_or(channel IS NULL) THEN max(approximate) FILTER (channel IS NULL)
        WHEN count(*) = 1 THEN max(approximate) END AS approximate
FROM panel AS p JOIN indicators AS i ON i.key = p.indicator
WHERE NOT p.cumulative AND (p.unit IS NULL OR p.unit = i.unit)
GROUP BY ALL;

CREATE VIEW request_balance AS
WITH cells AS (
    SELECT report_id, agency, year, coalesce(dimension, 'total') AS dimension,
        max(exact) FILTER (indicator = 'requests.received') AS received,
        max(exact) FILTER (indicator = 'requests.carried_in') AS carried_in,
        max(exact) FILTER (indicator = 'requests.processed_total') AS processed_total,
        max(exact) FILTER (indicator = 'requests.carried_out') AS carried_out
    FROM panel WHERE channel IS NULL AND NOT cumulative AND indicator IN
        ('requests.received', 'requests.carried_in', 'requests.processed_total', 'requests.carried_out')
    GROUP BY ALL
)
SELECT *, received + carried_in - processed_total - carried_out AS difference FROM cells ORDER BY report_id, dimension;

CREATE VIEW breakdowns AS
SELECT p.report_id, p.agency, p.year, t.index AS total, t.indicator AS total_indicator, t.label AS total_label,
    t.value AS total_value, p.index AS part, p.indicator AS part_indicator, p.label AS part_label, p.dimension,
    p.value AS part_value, CASE WHEN t.value > 0 THEN p.value / t.value END AS share
FROM figures AS p JOIN figures AS t ON t.report_id = p.report_id AND t.index = p.part_of
ORDER BY p.report_id, p.index;

CREATE TABLE aggregates AS
WITH members AS (
    SELECT m.superior_id, m.agency_id, c.year, c.status, c.report_id
    FROM agencies AS m JOIN coverage AS c USING (agency_id)
    WHERE m.superior_id IS NOT NULL AND c.status <> 'unknown'
), counts AS (
    SELECT superior_id, year, count(*)::INTEGER AS members,
        count(*) FILTER (status = 'reported')::INTEGER AS reporting,
        count(*) FILTER (status = 'missing')::INTEGER AS missing
    FROM members GROUP BY ALL
), sums AS (
    SELECT m.superior_id, m.year, v.indicator, v.dimension,
        count(v.exact)::INTEGER AS stated_exact, count(v.approximate)::INTEGER AS stated_approximate,
        sum(v.exact) AS sum_exact, sum(v.approximate) AS sum_approximate
    FROM members AS m JOIN annual AS v ON v.agency_id = m.agency_id AND v.year = m.year
    JOIN indicators AS i ON i.key = v.indicator AND i.kind = 'volume'
    GROUP BY ALL
), beside AS (
    SELECT s.superior_id, a.agency AS superior, s.year, s.indicator, s.dimension, c.members, c.reporting, c.missing,
        s.stated_exact, s.stated_approximate, s.sum_exact, s.sum_approximate,
        o.exact AS own_exact, o.approximate AS own_approximate,
        CASE WHEN s.stated_exact = c.members THEN o.exact - s.sum_exact END AS difference, r.id AS own_report_id
    FROM sums AS s
    JOIN counts AS c ON c.superior_id = s.superior_id AND c.year = s.year
    JOIN agencies AS a ON a.agency_id = s.superior_id
    LEFT JOIN annual AS o ON o.agency_id = s.superior_id AND o.year = s.year
        AND o.indicator = s.indicator AND o.dimension = s.dimension
    LEFT JOIN reports AS r ON r.agency_id = s.superior_id AND r.year = s.year AND r.chosen
)
-- That the own figure is larger shows nothing: which bodies there are is known from their reports alone.
SELECT *, CASE WHEN own_exact < sum_exact THEN 'aggregate.exceeded' END AS rule
FROM beside ORDER BY superior_id, year, indicator, dimension;
