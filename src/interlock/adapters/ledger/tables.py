"""The tables of a ledger, in the form that this version knows."""

from __future__ import annotations

FORM = 6

TABLES = """
CREATE TABLE ledger (
  birth TEXT NOT NULL, life TEXT NOT NULL, commits INTEGER NOT NULL, place TEXT NOT NULL, lost INTEGER NOT NULL
);

CREATE TABLE fact (env TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (env, name)) WITHOUT ROWID;
CREATE TABLE number (
  env TEXT NOT NULL, name TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (env, name)
) WITHOUT ROWID;
CREATE TABLE told (env TEXT NOT NULL, key TEXT NOT NULL, about TEXT NOT NULL, PRIMARY KEY (env, key)) WITHOUT ROWID;

CREATE TABLE lease (
  env TEXT NOT NULL, record TEXT NOT NULL, epoch INTEGER NOT NULL, token TEXT NOT NULL, holder TEXT NOT NULL,
  since TEXT NOT NULL, until TEXT NOT NULL, PRIMARY KEY (env, record)
) WITHOUT ROWID;

CREATE TABLE cursor (
  env TEXT NOT NULL, record TEXT NOT NULL, side TEXT NOT NULL,
  since TEXT, polled_at TEXT, scanned_at TEXT, generation INTEGER NOT NULL, offset_s REAL, unsure_s REAL NOT NULL,
  PRIMARY KEY (env, record, side)
) WITHOUT ROWID;

CREATE TABLE seen (
  n INTEGER PRIMARY KEY,
  env TEXT NOT NULL, record TEXT NOT NULL, side TEXT NOT NULL, id TEXT NOT NULL,
  body BLOB NOT NULL, digest TEXT NOT NULL, settled TEXT, seen_at TEXT NOT NULL,
  version TEXT, created_at TEXT, updated_at TEXT,
  archived INTEGER NOT NULL, gone INTEGER NOT NULL, key TEXT, in_scope INTEGER NOT NULL,
  first_scan INTEGER NOT NULL, wanted INTEGER NOT NULL, generation INTEGER NOT NULL DEFAULT 0,
  UNIQUE (env, record, side, id)
);
CREATE INDEX seen_unsettled ON seen (env, record, n) WHERE settled IS NULL OR settled != digest;
CREATE INDEX seen_key ON seen (env, record, side, key) WHERE key IS NOT NULL;

CREATE TABLE link (
  env TEXT NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL, left_id TEXT NOT NULL, right_id TEXT NOT NULL,
  state TEXT NOT NULL, made_at TEXT NOT NULL, base TEXT NOT NULL, rules TEXT NOT NULL,
  PRIMARY KEY (env, id),
  UNIQUE (env, record, left_id), UNIQUE (env, record, right_id)
);

CREATE TABLE intent (
  n INTEGER PRIMARY KEY,
  env TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL, act TEXT NOT NULL, record TEXT NOT NULL, side TEXT NOT NULL,
  source_id TEXT NOT NULL, target_id TEXT NOT NULL, at TEXT NOT NULL, note TEXT NOT NULL, content BLOB NOT NULL,
  UNIQUE (env, id)
);
CREATE UNIQUE INDEX intent_open ON intent (env, record, side, source_id, target_id) WHERE state IN ('open', 'held');

CREATE TABLE sheet (
  env TEXT NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL, side TEXT NOT NULL, at TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (env, id)
);

CREATE TABLE attempt (
  env TEXT NOT NULL, record TEXT NOT NULL, side TEXT NOT NULL, source_id TEXT NOT NULL, wish TEXT NOT NULL,
  count INTEGER NOT NULL, first_at TEXT NOT NULL, not_before TEXT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (env, record, side, source_id)
) WITHOUT ROWID;

CREATE TABLE held (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  env TEXT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL, side TEXT NOT NULL, item_id TEXT NOT NULL,
  pair TEXT NOT NULL, reason TEXT NOT NULL, since TEXT NOT NULL, link TEXT NOT NULL, assignee TEXT NOT NULL,
  place TEXT NOT NULL, left_value TEXT NOT NULL, right_value TEXT NOT NULL, sensitive INTEGER NOT NULL,
  attempts INTEGER NOT NULL, waits_record TEXT NOT NULL, waits_for TEXT NOT NULL, waits_side TEXT, about TEXT NOT NULL,
  decision TEXT, decided_by TEXT NOT NULL,
  UNIQUE (env, record, side, item_id, pair, kind)
);
CREATE INDEX held_waiting ON held (env, waits_record, waits_side, waits_for) WHERE waits_for != '';

CREATE TABLE history (
  env TEXT NOT NULL, n INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL, link TEXT NOT NULL,
  side TEXT, item_id TEXT NOT NULL, pair TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, lost TEXT NOT NULL,
  reason TEXT NOT NULL, place TEXT NOT NULL, sensitive INTEGER NOT NULL, salt BLOB, digest BLOB, chain BLOB NOT NULL,
  PRIMARY KEY (env, n)
);
CREATE TABLE head (
  env TEXT PRIMARY KEY, n INTEGER NOT NULL, chain BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX history_item ON history (env, item_id);
CREATE INDEX history_link ON history (env, link);

CREATE TABLE deleted (
  env TEXT NOT NULL, record TEXT NOT NULL, side TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (env, record, side, id)
) WITHOUT ROWID;

CREATE TABLE hint (
  env TEXT NOT NULL, side TEXT NOT NULL, resource TEXT NOT NULL, item_id TEXT NOT NULL, number INTEGER NOT NULL,
  at TEXT NOT NULL, event TEXT NOT NULL,
  PRIMARY KEY (env, side, resource, item_id)
) WITHOUT ROWID;
CREATE INDEX hint_number ON hint (env, number);

CREATE TABLE heard (
  env TEXT NOT NULL, side TEXT NOT NULL, event TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (env, side, event)
) WITHOUT ROWID;
CREATE INDEX heard_at ON heard (env, at);

CREATE TABLE notice (
  env TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, message TEXT NOT NULL, receiver TEXT NOT NULL,
  since TEXT NOT NULL, at TEXT NOT NULL, told_at TEXT, due INTEGER NOT NULL, ended INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (env, kind, subject)
) WITHOUT ROWID;
"""
