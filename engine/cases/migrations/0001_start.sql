-- Everything a season needs. Times are local, ISO 8601; days are YYYY-MM-DD; "" is unknown.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    as_of TEXT NOT NULL,
    rules_sha256 TEXT NOT NULL,
    inputs_sha256 TEXT NOT NULL,
    counts TEXT NOT NULL            -- JSON, as in run.json
);
CREATE TABLE entity (
    entity_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    uscc TEXT NOT NULL,
    address TEXT NOT NULL,
    territory TEXT NOT NULL,
    department TEXT NOT NULL,
    sector TEXT NOT NULL,
    legal_rep TEXT NOT NULL,
    phone TEXT NOT NULL,
    scope TEXT NOT NULL,
    first_run INTEGER NOT NULL REFERENCES run (id),
    last_run INTEGER NOT NULL REFERENCES run (id)
);
-- One row for every lead of every run: what was known then.
CREATE TABLE sighting (
    run_id INTEGER NOT NULL REFERENCES run (id),
    entity_id TEXT NOT NULL REFERENCES entity (entity_id),
    band TEXT NOT NULL,
    points INTEGER NOT NULL,
    source TEXT NOT NULL,           -- 排查, 广告监测, 举报反映
    elements TEXT NOT NULL,
    reasons TEXT NOT NULL,
    evidence TEXT NOT NULL,         -- JSON list of [rule, field, words, quote, reason, basis, element, advert]
    PRIMARY KEY (run_id, entity_id)
);
-- The state of a case; every change of it is in "change".
CREATE TABLE finding (
    entity_id TEXT NOT NULL REFERENCES entity (entity_id),
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    source TEXT NOT NULL,           -- file name, or "命令"
    at TEXT NOT NULL,
    PRIMARY KEY (entity_id, field)
);
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    source TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    field TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX change_entity ON change (entity_id, id);
-- What a decision of 排除 covered: the evidence known when it was made.
CREATE TABLE clearance (
    entity_id TEXT PRIMARY KEY REFERENCES entity (entity_id),
    decided TEXT NOT NULL,
    until TEXT NOT NULL,
    reason TEXT NOT NULL,
    signature TEXT NOT NULL         -- JSON list of evidence keys
);
