"""Files → canonical tables: encodings, headers, one reader a format; bad rows go aside."""

from engine.ingest.delimited.blocks import Block, ReadBlock, read_block
from engine.ingest.delimited.streaming import LARGE, stream, worth_streaming
from engine.ingest.files import Given
from engine.ingest.limits import USUAL, Limits
from engine.ingest.merge import (
    Suspects,
    identity_keys,
    merge_duplicates,
    mixed,
    namesakes,
    repeated_places,
    several_sheets,
    suspicions,
)
from engine.ingest.reader import NothingRead, from_frame, read
from engine.ingest.sorting import Sorted, sort_out
from engine.ingest.tally import Tally, cities, days
from engine.ingest.values import Capital, parse_capital, parse_date
from engine.ingest.whereabouts import with_addresses

__all__ = [
    "LARGE",
    "USUAL",
    "Block",
    "Capital",
    "Given",
    "Limits",
    "NothingRead",
    "ReadBlock",
    "Sorted",
    "Suspects",
    "Tally",
    "cities",
    "days",
    "from_frame",
    "identity_keys",
    "merge_duplicates",
    "mixed",
    "namesakes",
    "parse_capital",
    "parse_date",
    "read",
    "read_block",
    "repeated_places",
    "several_sheets",
    "sort_out",
    "stream",
    "suspicions",
    "with_addresses",
    "worth_streaming",
]
