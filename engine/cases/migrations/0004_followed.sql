-- Tips that could be placed with no firm: as a run told them, without their text.
CREATE TABLE tip (
    key TEXT PRIMARY KEY,
    told TEXT NOT NULL,                     -- JSON, one of Screening.loose_tips
    first_run INTEGER NOT NULL REFERENCES run (id),
    last_run INTEGER NOT NULL REFERENCES run (id),
    closed TEXT NOT NULL DEFAULT ''         -- what became of it; "" while somebody has to look
);
-- What is asked at the door, and the adverts of a lead: a run over fewer files does not tell them.
ALTER TABLE sighting ADD COLUMN checks TEXT NOT NULL DEFAULT '';
ALTER TABLE sighting ADD COLUMN adverts TEXT NOT NULL DEFAULT '[]';     -- JSON list of objects
-- What says the same as the evidence that counts: it is nothing new when it counts in its stead.
ALTER TABLE sighting ADD COLUMN besides TEXT NOT NULL DEFAULT '[]';     -- JSON list of keys
ALTER TABLE entity ADD COLUMN responsible TEXT NOT NULL DEFAULT '';
ALTER TABLE entity ADD COLUMN responsible_phone TEXT NOT NULL DEFAULT '';
-- Names and addresses that a firm had in earlier runs.
CREATE TABLE former (
    entity_id TEXT NOT NULL REFERENCES entity (entity_id),
    field TEXT NOT NULL,                    -- name, address
    value TEXT NOT NULL,
    until TEXT NOT NULL,                    -- day of the last run that had it
    PRIMARY KEY (entity_id, field, value)
);
