-- What a later run, of which the firm was no lead, looked at again and judged otherwise: JSON list of
-- numbers of items in "evidence".
ALTER TABLE sighting ADD COLUMN fallen TEXT NOT NULL DEFAULT '[]';
