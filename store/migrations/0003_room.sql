-- The interview room: what is worked on beside the words of an answer, mock
-- loops, and the real interviews.

ALTER TABLE attempts ADD COLUMN marks TEXT NOT NULL DEFAULT '';            -- lines of the exhibit pointed at, a space between
ALTER TABLE attempts ADD COLUMN thought_ms INTEGER NOT NULL DEFAULT 0;     -- of elapsed_ms, before the first word
ALTER TABLE drafts ADD COLUMN marks TEXT NOT NULL DEFAULT '';
ALTER TABLE drafts ADD COLUMN thought_ms INTEGER NOT NULL DEFAULT 0;

CREATE TABLE loops (
    id         INTEGER PRIMARY KEY,
    seed       INTEGER NOT NULL,
    level      TEXT    NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER,                     -- when its scorecard was kept, or it was abandoned
    abandoned  INTEGER NOT NULL DEFAULT 0,
    verdict    TEXT    NOT NULL DEFAULT '', -- of the person: inclined, not inclined
    note       TEXT    NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX loops_unfinished ON loops (started_at) WHERE ended_at IS NULL;

CREATE TABLE rounds (
    loop_id    INTEGER NOT NULL REFERENCES loops (id),
    position   INTEGER NOT NULL,            -- from 0
    stage      TEXT    NOT NULL,
    opening    TEXT    NOT NULL,            -- what the interviewer says first
    minutes    INTEGER NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('waiting', 'running', 'over', 'abandoned')),
    elapsed_ms INTEGER NOT NULL DEFAULT 0,
    asked      TEXT    NOT NULL DEFAULT '', -- by the candidate, at its end
    PRIMARY KEY (loop_id, position)
) STRICT, WITHOUT ROWID;

-- What the interviewer asks in a round, in order, and what was answered.
CREATE TABLE turns (
    loop_id     INTEGER NOT NULL REFERENCES loops (id),
    round       INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    question_id TEXT    NOT NULL,
    step        INTEGER NOT NULL,           -- 0: the question; n: its n-th follow-up
    ask         TEXT    NOT NULL,           -- as worded then
    minutes     INTEGER NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('waiting', 'answered', 'passed')),
    answer      TEXT    NOT NULL DEFAULT '',
    marks       TEXT    NOT NULL DEFAULT '',
    thought_ms  INTEGER NOT NULL DEFAULT 0,
    elapsed_ms  INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (loop_id, round, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX turns_by_question ON turns (question_id);

-- A session that grades the answers of a loop.
ALTER TABLE sessions ADD COLUMN loop_id INTEGER REFERENCES loops (id);

-- Real interviews, as remembered after them.
CREATE TABLE interviews (
    id    INTEGER PRIMARY KEY,
    day   INTEGER NOT NULL,                 -- since 1970
    stage TEXT    NOT NULL,
    went  INTEGER NOT NULL,                 -- 1 badly to 4 well
    note  TEXT    NOT NULL,
    at    INTEGER NOT NULL                  -- 0 while it is being written down
) STRICT;

CREATE TABLE interview_questions (
    interview_id INTEGER NOT NULL REFERENCES interviews (id),
    position     INTEGER NOT NULL,
    domain       TEXT    NOT NULL,          -- '' where none fits
    question_id  TEXT    NOT NULL,          -- of the bank, or ''
    text         TEXT    NOT NULL,          -- as asked
    depth        INTEGER NOT NULL,          -- follow-ups answered
    went         INTEGER NOT NULL,
    PRIMARY KEY (interview_id, position)
) STRICT, WITHOUT ROWID;
