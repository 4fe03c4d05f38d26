-- The tables of the data set, from the JSON Lines of an output folder. $names are file paths,
-- $longest the bytes of the longest record: DuckDB's buffers are twice that, a thread.

CREATE TABLE raw_reports AS
SELECT
    r.*,
    CASE WHEN agency.name IS NOT NULL THEN
        substr(sha256(agency.name || '/' || coalesce(agency.division.code, source.portal, '')), 1, 16)
    END AS agency_id
FROM read_json($reports, format = 'newline_delimited', maximum_object_size = $longest, columns = {
    schema_version: 'VARCHAR', id: 'VARCHAR', title: 'VARCHAR', year: 'INTEGER', published: 'VARCHAR', form: 'VARCHAR',
    text: 'VARCHAR',
    source: 'STRUCT(url VARCHAR, final_url VARCHAR, portal VARCHAR, retrieved_at VARCHAR, media_type VARCHAR,
        encoding VARCHAR, sha256 VARCHAR, archive STRUCT(file VARCHAR, "offset" BIGINT))',
    agency: 'STRUCT(name VARCHAR, kind VARCHAR, level VARCHAR, division STRUCT(code VARCHAR, province VARCHAR,
        city VARCHAR, county VARCHAR, town VARCHAR))',
    period: 'STRUCT(start VARCHAR, "end" VARCHAR)',
    extractor: 'STRUCT(name VARCHAR, version VARCHAR)'
}) AS r;

CREATE TABLE texts AS SELECT id AS report_id, text FROM raw_reports;

CREATE TABLE figures AS
SELECT * FROM read_json($figures, format = 'newline_delimited', columns = {
    report_id: 'VARCHAR', url: 'VARCHAR', portal: 'VARCHAR', agency: 'VARCHAR', level: 'VARCHAR', kind: 'VARCHAR',
    year: 'INTEGER', form: 'VARCHAR', index: 'INTEGER', indicator: 'VARCHAR', dimension: 'VARCHAR', label: 'VARCHAR',
    value: 'DOUBLE', unit: 'VARCHAR', precision: 'VARCHAR', basis: 'VARCHAR', channel: 'VARCHAR',
    cumulative: 'BOOLEAN', part_of: 'INTEGER', section: 'VARCHAR', quote: 'VARCHAR', start: 'INTEGER',
    "end": 'INTEGER', mark: 'VARCHAR', confidence: 'DOUBLE'
});

CREATE TABLE findings AS
SELECT report_id, url, agency, year, rule, severity, message, expected ->> '$' AS expected, actual ->> '$' AS actual,
    figures, quote, quotes
FROM read_json($findings, format = 'newline_delimited', columns = {
    report_id: 'VARCHAR', url: 'VARCHAR', agency: 'VARCHAR', year: 'INTEGER', rule: 'VARCHAR', severity: 'VARCHAR',
    message: 'VARCHAR', expected: 'JSON', actual: 'JSON', figures: 'INTEGER[]', quote: 'VARCHAR', quotes: 'VARCHAR[]'
});

-- Where an agency has several reports for a year (two portals, a corrected copy), panels take the last one published.
CREATE TABLE reports AS
SELECT
    id, agency_id, agency.name AS agency, agency.kind AS kind, agency.level AS level,
    agency.division.code AS division_code, agency.division.province AS province, agency.division.city AS city,
    agency.division.county AS county, agency.division.town AS town, year, title, form, published,
    period.start AS period_start, period."end" AS period_end, source.url AS url, source.final_url AS final_url,
    source.portal AS portal, source.retrieved_at AS retrieved_at, source.media_type AS media_type,
    source.encoding AS encoding, source.sha256 AS sha256, source.archive.file AS archive_file,
    source.archive."offset" AS archive_offset, sha256(text) AS text_sha256,
    coalesce(f.n, 0)::INTEGER AS figures, coalesce(d.n, 0)::INTEGER AS findings,
    agency_id IS NOT NULL AND year IS NOT NULL
        AND row_number() OVER (PARTITION BY agency_id, year ORDER BY published DESC NULLS LAST, id) = 1 AS chosen,
    schema_version, extractor.version AS extractor_version
FROM raw_reports
LEFT JOIN (SELECT report_id, count(*) AS n FROM figures GROUP BY ALL) AS f ON f.report_id = id
LEFT JOIN (SELECT report_id, count(*) AS n FROM findings GROUP BY ALL) AS d ON d.report_id = id
ORDER BY id;

DROP TABLE raw_reports;
