-- Preparing beside the questions.

CREATE TABLE service_results (
    id        INTEGER PRIMARY KEY,
    service   TEXT    NOT NULL,
    direction INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    correct   INTEGER NOT NULL
) STRICT;

-- Tips ticked by hand.
CREATE TABLE tip_ticks (
    tip TEXT    PRIMARY KEY,
    at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Own questions for the interviewer.
CREATE TABLE asks (
    id   INTEGER PRIMARY KEY,
    text TEXT    NOT NULL
) STRICT;

-- Which question is for whom: ask is the id of the guide's, or own-N.
CREATE TABLE ask_marks (
    ask      TEXT NOT NULL,
    audience TEXT NOT NULL,
    PRIMARY KEY (ask, audience)
) STRICT, WITHOUT ROWID;

CREATE TABLE news (
    id       INTEGER PRIMARY KEY,
    day      TEXT    NOT NULL,  -- such as 2026-11-23
    source   TEXT    NOT NULL,
    text     TEXT    NOT NULL,
    bring_up TEXT    NOT NULL,
    at       INTEGER NOT NULL
) STRICT;
