"""One module a sheet; each writes itself from a `View`."""
