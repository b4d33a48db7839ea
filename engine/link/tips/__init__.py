"""Which firms of a register a tip accuses, and which only stand in its story."""
