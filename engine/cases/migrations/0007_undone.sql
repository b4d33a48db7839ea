-- What a decision of 排除 was before a batch touched the case, for whoever takes that batch back: the log has
-- its measure and day alone. Of a case that had none, "decided" is "".
CREATE TABLE clearance_before (
    batch INTEGER NOT NULL,
    entity_id TEXT NOT NULL REFERENCES entity (entity_id),
    decided TEXT NOT NULL,
    until TEXT NOT NULL,
    reason TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (batch, entity_id)
);
