"""Names of firms: their parts, how people write them, and whether two are one firm's."""
