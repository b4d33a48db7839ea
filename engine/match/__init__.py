"""Rules × texts → evidence."""

from engine.match.tables import RegistrationMatcher, TextMatcher

__all__ = ["RegistrationMatcher", "TextMatcher"]
