-- The person's own stories. A version is never changed: a story is its latest.

CREATE TABLE stories (
    id       INTEGER PRIMARY KEY,
    archived INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE story_versions (
    id         INTEGER PRIMARY KEY,
    story_id   INTEGER NOT NULL REFERENCES stories (id),
    at         INTEGER NOT NULL,
    title      TEXT    NOT NULL,
    situation  TEXT    NOT NULL,
    task       TEXT    NOT NULL,
    action     TEXT    NOT NULL,
    result     TEXT    NOT NULL,
    learnt     TEXT    NOT NULL,
    principles TEXT    NOT NULL       -- a semicolon between
) STRICT;

CREATE INDEX story_versions_by_story ON story_versions (story_id, id);

-- Which story answered the question of an attempt.
CREATE TABLE story_uses (
    attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id),
    story_id   INTEGER NOT NULL REFERENCES stories (id)
) STRICT;

-- Text that is being written and is not yet kept where it belongs.
CREATE TABLE texts (
    kind TEXT    PRIMARY KEY,
    text TEXT    NOT NULL,
    at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
