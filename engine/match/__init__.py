"""Rules × texts → evidence."""

from engine.match.tables import RegistrationMatcher
from engine.match.texts import TextMatcher

__all__ = ["RegistrationMatcher", "TextMatcher"]
