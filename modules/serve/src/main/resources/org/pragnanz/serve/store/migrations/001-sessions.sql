-- Plain enough for SQLite and PostgreSQL. Times are milliseconds since 1970, UTC.

-- The study that the answers belong to: one row. Its text makes the database whole without the survey's folder.
-- Whoever opens a session writes to the row first, and so waits for the others.
CREATE TABLE study (
  name TEXT NOT NULL PRIMARY KEY,
  json TEXT NOT NULL,
  closed BIGINT
);

CREATE TABLE session (
  number INTEGER NOT NULL PRIMARY KEY, -- the participant's number
  id TEXT NOT NULL UNIQUE,
  plan INTEGER NOT NULL,
  state TEXT NOT NULL,
  language TEXT NOT NULL,
  browser TEXT NOT NULL, -- JSON
  consent TEXT, -- version of the text that was agreed to or refused
  arrived BIGINT NOT NULL,
  consented BIGINT,
  seen BIGINT NOT NULL, -- the last sign of life
  ended BIGINT
);

CREATE INDEX session_plan ON session (plan);

-- The only table that says who somebody is. Nothing refers to it: it can be emptied once everybody is paid.
CREATE TABLE worker (
  session INTEGER NOT NULL PRIMARY KEY REFERENCES session (number),
  worker TEXT NOT NULL UNIQUE,
  recruitment_study TEXT NOT NULL,
  recruitment_session TEXT NOT NULL
);

CREATE TABLE answer (
  session INTEGER NOT NULL REFERENCES session (number),
  position INTEGER NOT NULL, -- in the session, practice first, from 0
  trial TEXT NOT NULL, -- its key in the study
  side TEXT NOT NULL,
  correct INTEGER NOT NULL,
  rt DOUBLE PRECISION NOT NULL, -- ms
  view_time DOUBLE PRECISION NOT NULL, -- ms
  confidence INTEGER,
  events TEXT NOT NULL, -- JSON
  received BIGINT NOT NULL,
  PRIMARY KEY (session, position)
);
