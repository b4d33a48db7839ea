-- What a firm was to a run: the entity has what is true now. Of the runs of earlier versions that is known
-- of the last one alone.
ALTER TABLE sighting ADD COLUMN sector TEXT NOT NULL DEFAULT '未记录';
ALTER TABLE sighting ADD COLUMN score TEXT NOT NULL DEFAULT '未记录';    -- the index, 0–100
UPDATE sighting SET sector = (SELECT e.sector FROM entity e WHERE e.entity_id = sighting.entity_id)
    WHERE run_id = (SELECT e.last_run FROM entity e WHERE e.entity_id = sighting.entity_id);
-- Of a tip that counts for a firm: its number in the office's own list, how many people and what sums it
-- tells of. Earlier versions did not keep it.
ALTER TABLE heard ADD COLUMN number TEXT NOT NULL DEFAULT '未记录';
ALTER TABLE heard ADD COLUMN persons TEXT NOT NULL DEFAULT '未记录';
ALTER TABLE heard ADD COLUMN amount TEXT NOT NULL DEFAULT '未记录';
-- What was written down about an advert, a tip placed with no firm, or a fault of the files.
CREATE TABLE note (
    key TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    said TEXT NOT NULL,
    day TEXT NOT NULL
);
