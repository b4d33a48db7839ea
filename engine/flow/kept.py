"""What adverts were read as, kept on disk between runs, and read back without running anything.

The folder of an unfinished run may have been given to us by anybody, and a pickle can call any
function and change any class. So it is JSON, which pydantic checks field by field.
"""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter, ValidationError

from engine.match.found import TextsFound


def packed(found: TextsFound) -> bytes:
    """``found`` as it is kept."""
    return _adapter().dump_json(found)


def unpacked(kept: bytes) -> TextsFound | None:
    """What ``packed`` made ``kept`` of; None when it made it not, or the file was cut off."""
    try:
        return _adapter().validate_json(kept, strict=True)
    except ValidationError:
        return None


@cache
def _adapter() -> TypeAdapter[TextsFound]:
    return TypeAdapter(TextsFound)  # made by the few runs that need it
