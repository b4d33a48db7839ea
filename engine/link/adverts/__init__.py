"""Which firm of a register published a text, or is the one that it names."""
