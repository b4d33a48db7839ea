"""Facts between records."""

from engine.link.adverts import NOBODY, FirmIndex, LinkResult
from engine.link.affiliates import HUB, SAME_DOOR, Affiliate, Affiliates, room_key
from engine.link.licences import LicenceFinding, LicenceIndex
from engine.link.origin import Home

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
]
