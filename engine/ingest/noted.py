"""What a register notes behind a name instead of in a column of its own: 某公司（注销）."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.columns import whole

#: In all that is noted; most names hold it not, so that few are looked at.
_SIGN = "销"
#: A note tells a state, with a day or a cause beside it; 注销登记代理 and 吊销执照恢复 are trades.
_NOTE = (
    r"[（(【\[]\s*(?:已经|已被|已|被)?"
    r"(?P<status>(?:注销|吊销)(?:[,，、;；:：./\s-]*(?:未|已|并|且|日|于|[0-9０-９]|年|月|注销|吊销|营业执照|执照|企业|"
    r"登记|状态|完毕|完成|成功|公告|简易|歇业|停业|户|中)){0,10})[）)】\]]\s*$"
)


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
