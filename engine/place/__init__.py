"""Addresses, buildings, territories."""

from engine.place.address import parse_address, split_addresses
from engine.place.addresses import Addresses
from engine.place.model import Place
from engine.place.territory import Assignment, Territories

__all__ = ["Addresses", "Assignment", "Place", "Territories", "parse_address", "split_addresses"]
