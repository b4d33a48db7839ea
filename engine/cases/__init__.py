"""The office's memory: what was found at the door, kept from one sweep to the next."""

from engine.cases.findings import Finding, read_findings
from engine.cases.imported import Conflict, ImportReport
from engine.cases.remember import remember
from engine.cases.standing_in import firms_of
from engine.cases.store import CaseStore
from engine.cases.storing import keep

__all__ = [
    "CaseStore",
    "Conflict",
    "Finding",
    "ImportReport",
    "firms_of",
    "keep",
    "read_findings",
    "remember",
]
