-- Times are Unix milliseconds.

CREATE TABLE sessions (
    id         INTEGER PRIMARY KEY,
    title      TEXT    NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER             -- NULL until the summary or until it is dropped
) STRICT;

CREATE INDEX sessions_unfinished ON sessions (started_at) WHERE ended_at IS NULL;

CREATE TABLE session_questions (
    session_id  INTEGER NOT NULL REFERENCES sessions (id),
    position    INTEGER NOT NULL,  -- from 0
    question_id TEXT    NOT NULL,
    retry       INTEGER NOT NULL,  -- 1: asked once more because it failed earlier in the session
    state       TEXT    NOT NULL CHECK (state IN ('waiting', 'graded', 'skipped')),
    PRIMARY KEY (session_id, position)
) STRICT, WITHOUT ROWID;

-- One row for each answer graded, and one for each grade taken back. Rows are
-- never changed: what holds now is what no later row undoes.
CREATE TABLE attempts (
    id          INTEGER PRIMARY KEY,
    question_id TEXT    NOT NULL,
    session_id  INTEGER REFERENCES sessions (id),
    position    INTEGER,           -- in the session
    at          INTEGER NOT NULL,
    undoes      INTEGER UNIQUE REFERENCES attempts (id),
    answer      TEXT    NOT NULL,
    ticks       TEXT    NOT NULL,  -- a letter for each key point: x ticked, - not
    coverage    REAL    NOT NULL,  -- 0 to 1
    rating      INTEGER NOT NULL,  -- 1 again to 4 easy; 0 in a reversal
    elapsed_ms  INTEGER NOT NULL,  -- time spent on the answer
    model       TEXT    NOT NULL,  -- memory model that gave the state
    stability   REAL    NOT NULL,  -- days; 0: never attempted
    difficulty  REAL    NOT NULL
) STRICT;

CREATE INDEX attempts_by_question ON attempts (question_id, id);
CREATE INDEX attempts_by_session ON attempts (session_id, id) WHERE session_id IS NOT NULL;

CREATE TRIGGER attempts_are_not_changed BEFORE UPDATE ON attempts
BEGIN SELECT RAISE (ABORT, 'attempts are append-only'); END;

CREATE TRIGGER attempts_are_not_deleted BEFORE DELETE ON attempts
BEGIN SELECT RAISE (ABORT, 'attempts are append-only'); END;

-- What the attempts of a question led to, so that nothing has to be replayed.
CREATE TABLE memory (
    question_id TEXT    PRIMARY KEY,
    attempt_id  INTEGER NOT NULL REFERENCES attempts (id),
    at          INTEGER NOT NULL,
    stability   REAL    NOT NULL,
    difficulty  REAL    NOT NULL,
    attempts    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
    session_id  INTEGER NOT NULL REFERENCES sessions (id),
    question_id TEXT    NOT NULL,
    answer      TEXT    NOT NULL,
    elapsed_ms  INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (session_id, question_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
    question_id TEXT    PRIMARY KEY,
    text        TEXT    NOT NULL,
    at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE bookmarks (
    question_id TEXT    PRIMARY KEY,
    at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
