"""Facts between records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.link.affiliates import HUB, SAME_DOOR, Affiliate, Affiliates, room_key, room_keys
from engine.link.licences import LicenceFinding, LicenceIndex
from engine.link.origin import Home
from engine.link.texts.result import NOBODY, LinkResult

if TYPE_CHECKING:
    from engine.link.adverts.firm_index import FirmIndex

__all__ = [
    "HUB",
    "NOBODY",
    "SAME_DOOR",
    "Affiliate",
    "Affiliates",
    "FirmIndex",
    "Home",
    "LicenceFinding",
    "LicenceIndex",
    "LinkResult",
    "room_key",
    "room_keys",
]


if not TYPE_CHECKING:  # or any name would pass for one of this package

    def __getattr__(name: str) -> Any:
        # Loaded at first use: only adverts and tips ask it, and it is most of this room.
        if name == "FirmIndex":
            from engine.link.adverts.firm_index import FirmIndex

            return FirmIndex
        raise AttributeError(f"module 'engine.link' has no attribute {name!r}")
