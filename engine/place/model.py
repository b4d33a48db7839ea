"""The parts of an address."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """Parts of one address; ``""`` for what is not named."""

    province: str = ""
    city: str = ""
    county: str = ""
    town: str = ""
    village: str = ""
    road: str = ""
    building: str = ""
    floor: str = ""
    room: str = ""
