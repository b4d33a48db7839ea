-- The day of the run whose band stands here, where that is not the run's own; "" where it is.
ALTER TABLE sighting ADD COLUMN carried TEXT NOT NULL DEFAULT '';
