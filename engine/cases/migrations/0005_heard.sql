-- What adverts and tips said of a firm: the same words of another day, or other words, are something new.
CREATE TABLE heard (
    entity_id TEXT NOT NULL REFERENCES entity (entity_id),
    content TEXT NOT NULL,                  -- tells one text from another, and nothing of what it says
    day TEXT NOT NULL,                      -- when it was published or received
    told TEXT NOT NULL,                     -- 广告 with its number; 举报, without
    run_id INTEGER NOT NULL REFERENCES run (id),    -- the first that had it
    PRIMARY KEY (entity_id, content, day)
);
-- Of runs before this, nobody knows what was said.
ALTER TABLE run ADD COLUMN hears INTEGER NOT NULL DEFAULT 0;
-- The last run that was known to who wrote it down.
ALTER TABLE finding ADD COLUMN after_run INTEGER NOT NULL DEFAULT 0;
ALTER TABLE change ADD COLUMN after_run INTEGER NOT NULL DEFAULT 0;
UPDATE finding SET after_run = (SELECT coalesce(max(id), 0) FROM run WHERE run.at < finding.at);
UPDATE change SET after_run = (SELECT coalesce(max(id), 0) FROM run WHERE run.at < change.at);
-- What the register holds of the firm (存续, 注销).
ALTER TABLE entity ADD COLUMN status TEXT NOT NULL DEFAULT '';
