"""What adverts were read as, kept on disk between runs, and read back without running anything.

The folder of an unfinished run may have been given to us by anybody, and a pickle can name any
function to call. So only the plain records that the reading of texts is made of are taken.
"""

from __future__ import annotations

import dataclasses
import io
import pickle
import sys
from enum import Enum
from typing import Any

from engine.match.found import TextsFound

#: Where those records are defined.
_MODULES = frozenset({"engine.match.found", "engine.model.evidence", "engine.model.terms"})


class _Records(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        found = getattr(sys.modules[module], name, None) if module in _MODULES else None
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name} is no record of a text that was read")
        if not dataclasses.is_dataclass(found) and not issubclass(found, Enum | tuple):
            raise pickle.UnpicklingError(f"{module}.{name} is more than a record")
        return found


def packed(found: TextsFound) -> bytes:
    """``found`` as it is kept."""
    return pickle.dumps(found)


def unpacked(kept: bytes) -> TextsFound | None:
    """What ``packed`` made ``kept`` of; None when it made it not, or the file was cut off."""
    try:
        found = _Records(io.BytesIO(kept)).load()
    except Exception:  # a foreign pickle may raise anything, and is read again then
        return None
    return found if isinstance(found, TextsFound) else None
