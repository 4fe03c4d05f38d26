"""The tables, as they grew. `user_version` of a file is the number of these already applied.

Never edit one that was released: append.
"""

MIGRATIONS = (
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        started_at TEXT NOT NULL,
        finished_at TEXT,             -- null: still running, or killed
        outcome TEXT,                 -- finished, interrupted
        summary TEXT                  -- JSON: one object a portal
    );
    CREATE TABLE reports (
        id TEXT PRIMARY KEY,          -- 16 hex of the SHA-256 of the canonical URL
        url TEXT NOT NULL,
        portal TEXT,
        sha256 TEXT NOT NULL,         -- of the bytes the stored record was read from
        content TEXT NOT NULL,        -- digest of text and figures: what was published
        reading TEXT NOT NULL,        -- digest of the whole record but where and when it was fetched
        year INTEGER,
        figures INTEGER NOT NULL,     -- how many
        etag TEXT,
        last_modified TEXT,
        fetched_at TEXT NOT NULL,     -- when the stored record was fetched
        checked_at TEXT NOT NULL,     -- when the page was last seen
        record BLOB NOT NULL          -- zlib-compressed JSON, as reports.jsonl prints it
    ) WITHOUT ROWID;
    CREATE TABLE failures (
        run INTEGER NOT NULL REFERENCES runs (id),
        portal TEXT NOT NULL,
        url TEXT NOT NULL,
        rule TEXT NOT NULL,
        reason TEXT NOT NULL
    );
    CREATE INDEX failures_by_run ON failures (run);
    """,
    # The archive came, and with it runs that ask only for what is due, and revisions.
    """
    ALTER TABLE reports DROP COLUMN etag;
    ALTER TABLE reports DROP COLUMN last_modified;
    CREATE TABLE pages (
        url TEXT PRIMARY KEY,         -- as requested
        status INTEGER NOT NULL,
        etag TEXT,
        last_modified TEXT,
        digest TEXT NOT NULL,         -- of the body as sent: sha1:…, as the archive has it
        file TEXT NOT NULL,           -- where the body lies in the archive
        offset INTEGER NOT NULL,
        record TEXT NOT NULL,         -- urn:uuid:… of that record
        fetched_at TEXT NOT NULL,     -- when that body was fetched
        checked_at TEXT NOT NULL      -- when the host last said that it is still the same
    ) WITHOUT ROWID;
    CREATE TABLE visits (
        id TEXT PRIMARY KEY,          -- of the report a link leads to
        url TEXT NOT NULL,
        portal TEXT NOT NULL,
        hints TEXT NOT NULL,          -- JSON: what is known of the page beforehand
        year INTEGER,
        outcome TEXT NOT NULL,        -- report, or the rule of the failure
        failures INTEGER NOT NULL,    -- in a row
        version TEXT NOT NULL,        -- of the gongkai that read it
        checked_at TEXT NOT NULL,
        due_at TEXT NOT NULL,
        withdrawn_at TEXT
    ) WITHOUT ROWID;
    CREATE INDEX visits_by_portal ON visits (portal, due_at);
    CREATE TABLE revisions (
        number INTEGER PRIMARY KEY,
        report TEXT NOT NULL,
        found_at TEXT NOT NULL,
        change TEXT NOT NULL,
        line TEXT NOT NULL,           -- as revisions.jsonl prints it
        UNIQUE (report, found_at, change)
    );
    CREATE TABLE hosts (
        host TEXT PRIMARY KEY,
        held_until TEXT NOT NULL      -- it asked to be left alone till then
    ) WITHOUT ROWID;
    CREATE TABLE portals (
        name TEXT PRIMARY KEY,
        finished_at TEXT NOT NULL     -- when a run last came to its end
    ) WITHOUT ROWID;
    CREATE TABLE facts (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID;
    """,
    # One report at several addresses is known by what it says.
    """
    CREATE INDEX reports_by_content ON reports (portal, content);
    """,
    # Which agencies and years are there is told after each run.
    """
    ALTER TABLE reports ADD COLUMN agency TEXT;
    """,
)
