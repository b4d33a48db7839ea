"""Addresses, buildings, territories."""

from engine.place.address import parse_address, split_addresses
from engine.place.addresses import Addresses
from engine.place.model import Place
from engine.place.stops import Stop, in_order, stops
from engine.place.territory import (
    ALIKE,
    UNREAD_HOUSES,
    UNREAD_WORDS,
    WITHOUT_FIRMS,
    Assignment,
    Territories,
)
from engine.place.told_door import one_door
from engine.place.told_place import told_place
from engine.place.told_spot import told_spot, told_where
from engine.place.whereabouts import Door
from engine.place.writing import plain

__all__ = [
    "ALIKE",
    "UNREAD_HOUSES",
    "UNREAD_WORDS",
    "WITHOUT_FIRMS",
    "Addresses",
    "Assignment",
    "Door",
    "Place",
    "Stop",
    "Territories",
    "in_order",
    "one_door",
    "parse_address",
    "plain",
    "split_addresses",
    "stops",
    "told_place",
    "told_spot",
    "told_where",
]
