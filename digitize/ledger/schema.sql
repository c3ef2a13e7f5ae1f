-- Times are ISO 8601 in UTC. Keys are SHA-256 in hex. One row of `file` is one content, however often it came.
CREATE TABLE IF NOT EXISTS file (
    sha256 TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    dossier TEXT NOT NULL,
    kind TEXT NOT NULL,
    pages INTEGER NOT NULL,
    folder TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
    fault TEXT,
    code TEXT,
    read_key TEXT,
    deliver_key TEXT,
    pdfa INTEGER NOT NULL DEFAULT 0,
    changed TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS page (
    sha256 TEXT NOT NULL,
    page INTEGER NOT NULL,
    read_key TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'failed')),
    attempts INTEGER NOT NULL,
    fault TEXT,
    code TEXT,
    data TEXT,
    reading BLOB,
    PRIMARY KEY (sha256, page)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS artifact (
    path TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    of TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS artifact_of ON artifact (of);

CREATE TABLE IF NOT EXISTS sighting (
    name TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('taken', 'duplicate', 'skipped', 'failed')),
    sha256 TEXT,
    code TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS event (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    data TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER IF NOT EXISTS event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
CREATE TRIGGER IF NOT EXISTS event_remains BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
