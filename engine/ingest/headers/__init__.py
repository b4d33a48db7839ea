"""Which rows are a header, and which canonical column each header names."""
