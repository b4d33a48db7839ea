"""What a register notes behind a name instead of in a column of its own: 某公司（注销）."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.columns import whole

#: In all that is noted; most names hold it not, so that few are looked at.
_SIGN = "销"
_NOTE = r"[（(【\[]\s*(?:已经|已被|已|被)?(?P<status>(?:注销|吊销)[^（()）】\]]{0,8})[）)】\]]\s*$"


def status_of(names: pa.ChunkedArray, statuses: pa.ChunkedArray) -> pa.ChunkedArray:
    """``statuses`` of the firms; where none is given the one noted behind the name."""
    cells, told = whole(names), whole(statuses)
    some = pc.fill_null(pc.match_substring(cells, _SIGN), False)
    if not pc.any(some).as_py():
        return statuses
    at = pc.indices_nonzero(some)
    noted = pc.struct_field(pc.extract_regex(cells.take(at), _NOTE), "status")
    lacking = pc.equal(pc.fill_null(told.take(at), ""), "")
    new = pc.and_(pc.is_valid(noted), lacking)
    if not pc.any(new).as_py():
        return statuses
    mask = np.zeros(len(told), bool)
    mask[at.filter(new).to_numpy()] = True
    return pa.chunked_array([pc.replace_with_mask(told, pa.array(mask), noted.filter(new))])
