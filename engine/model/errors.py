"""Errors that end a command with a message for the user.

Every message is one plain Chinese sentence or two: what is wrong, where, what to do.
"""

from __future__ import annotations


class SaolouError(Exception):
    """Base of all errors meant for the user; ``exit_code`` as in the command-line contract."""

    exit_code = 4


class WorkStopped(SaolouError):
    """A process of a large run died; what is finished lies in the work folder."""


class UsageError(SaolouError):
    """The command or its options do not make sense together."""

    exit_code = 2


class RuleError(SaolouError):
    """A rule file is wrong; the message starts with file:line:column."""

    exit_code = 2


class InputError(SaolouError):
    """An input file cannot be used at all."""

    exit_code = 3
