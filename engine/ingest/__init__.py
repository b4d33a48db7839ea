"""Files → canonical tables: encodings, headers, one reader a format; bad rows go aside."""

from engine.ingest.files import passed_over
from engine.ingest.limits import USUAL, Limits
from engine.ingest.merge import identity_keys, merge_duplicates
from engine.ingest.reader import NothingRead, from_frame, read
from engine.ingest.streaming import LARGE, stream, worth_streaming
from engine.ingest.values import Capital, parse_capital, parse_date

__all__ = [
    "LARGE",
    "USUAL",
    "Capital",
    "Limits",
    "NothingRead",
    "from_frame",
    "identity_keys",
    "merge_duplicates",
    "parse_capital",
    "parse_date",
    "passed_over",
    "read",
    "stream",
    "worth_streaming",
]
