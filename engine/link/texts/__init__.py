"""Which firm of a register a running text means, or is published by."""
