"""csv, tsv and delimited txt: encodings, quotes, whole rows, pieces of large files."""
