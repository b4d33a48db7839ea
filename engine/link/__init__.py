"""Facts between records."""

from engine.link.adverts import NOBODY, FirmIndex, LinkResult
from engine.link.licences import LicenceFinding, LicenceIndex

__all__ = ["NOBODY", "FirmIndex", "LicenceFinding", "LicenceIndex", "LinkResult"]
