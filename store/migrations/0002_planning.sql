-- What planning and the dashboard need, kept up to date as attempts arrive so
-- that the log is not read for it; Rebuild makes all of it anew from the log.

-- The key points of a question as they were when attempts at it were graded.
CREATE TABLE rubrics (
    id     INTEGER PRIMARY KEY,
    points TEXT    NOT NULL UNIQUE        -- their keys in order, a space between
) STRICT;

ALTER TABLE attempts ADD COLUMN confidence INTEGER NOT NULL DEFAULT 0; -- before the reveal: 1 guessing, 2 fairly, 3 sure; 0 not said
ALTER TABLE attempts ADD COLUMN cram INTEGER NOT NULL DEFAULT 0;       -- 1: the memory state was left alone
ALTER TABLE attempts ADD COLUMN rubric_id INTEGER REFERENCES rubrics (id);
ALTER TABLE attempts ADD COLUMN day INTEGER;                           -- local day since 1970, turning at 04:00; NULL in rows from before
ALTER TABLE attempts ADD COLUMN days INTEGER;                          -- since the attempt before, as the memory model had it

ALTER TABLE sessions ADD COLUMN cram INTEGER NOT NULL DEFAULT 0;

ALTER TABLE memory ADD COLUMN lapses INTEGER NOT NULL DEFAULT 0;
ALTER TABLE memory ADD COLUMN first_recalled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE memory ADD COLUMN last_rating INTEGER NOT NULL DEFAULT 0;
ALTER TABLE memory ADD COLUMN confidence INTEGER NOT NULL DEFAULT 0;   -- of the last attempt
ALTER TABLE memory ADD COLUMN spent_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE memory ADD COLUMN score REAL NOT NULL DEFAULT 0;           -- of the person's strength, see plan.Record
ALTER TABLE memory ADD COLUMN information REAL NOT NULL DEFAULT 0;
ALTER TABLE memory ADD COLUMN calls TEXT NOT NULL DEFAULT '';          -- attempts and recalls by confidence: n/r n/r n/r
ALTER TABLE memory ADD COLUMN points TEXT NOT NULL DEFAULT '';         -- key hits misses recent, a semicolon between

CREATE TABLE days (
    day      INTEGER PRIMARY KEY,
    attempts INTEGER NOT NULL,
    recalled INTEGER NOT NULL,
    spent_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE calibration (
    step      INTEGER PRIMARY KEY,        -- tenth of the predicted chance, 0 to 9
    n         INTEGER NOT NULL,
    predicted REAL    NOT NULL,           -- sum
    recalled  INTEGER NOT NULL
) STRICT;

-- Questions that are not to be asked for now.
CREATE TABLE holds (
    question_id TEXT    PRIMARY KEY,
    until       INTEGER,                  -- day from which it is asked again; NULL: suspended
    at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
