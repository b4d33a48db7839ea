"""Facts between records."""

from engine.link.adverts import NOBODY, FirmIndex, LinkResult
from engine.link.affiliates import Affiliate, Affiliates
from engine.link.licences import LicenceFinding, LicenceIndex

__all__ = [
    "NOBODY",
    "Affiliate",
    "Affiliates",
    "FirmIndex",
    "LicenceFinding",
    "LicenceIndex",
    "LinkResult",
]
