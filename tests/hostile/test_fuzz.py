"""Anything at all, into every reader and through the whole pipeline: a result or a message."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine import load_ruleset, screen
from engine.ingest import read
from engine.model.errors import InputError
from engine.model.ingested import Ingested
from engine.model.terms import RecordKind
from engine.text.disguise import DisguiseFinder
from engine.text.fold import fold
from engine.text.rates.find import find_rates

from .case import TABLE

_RULES = load_ruleset()
_few = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_words = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "投资理财基金，,\"'\n\r\t;|、。（）%0123456789年月息返万元保本\u200b\u202e\x00\x1b=+-@"
        ),
        st.characters(),
    ),
    max_size=40,
)
_files = st.one_of(
    st.binary(max_size=400),
    _words.map(lambda words: (TABLE + words).encode("utf-8", "surrogatepass")),
    st.builds(
        lambda words, codec: (TABLE + words).encode(codec, "replace"),
        _words,
        st.sampled_from(["gb18030", "utf-16", "utf-16-be", "utf-8-sig"]),
    ),
    st.builds(
        lambda at, junk: TABLE.encode()[:at] + junk + TABLE.encode()[at:],
        st.integers(0, len(TABLE.encode())),
        st.binary(max_size=8),
    ),
)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".xls", ".jsonl", ".json", ".parquet"])
@_few
@given(data=_files)
@example(data=b"\xff\xfe")
@example(data=b"PK\x05\x06" + b"\x00" * 18)
@example(data=b"[" * 5000)
def test_readers(data: bytes, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"in{suffix}"
    path.write_bytes(data)
    try:
        found = read([path], RecordKind.REGISTRATION)
    except InputError as refusal:
        said = str(refusal)
    else:
        said = path.name
        _adds_up(found)
    assert path.name in said


def _adds_up(found: Ingested) -> None:
    assert found.rows_in == found.table.num_rows + len(found.rejected)
    for row in found.rejected:
        assert row.cause
        json.loads(row.raw)


@settings(_few, max_examples=30)
@given(
    firms=st.lists(st.tuples(_words, _words, _words), max_size=4),
    ads=st.lists(st.tuples(_words, _words), max_size=3),
)
def test_whole_pipeline(firms, ads) -> None:  # type: ignore[no-untyped-def]
    run = screen(
        pd.DataFrame(firms, columns=["企业名称", "经营范围", "住所"], dtype=object),
        adverts=pd.DataFrame(ads, columns=["广告内容", "广告主"], dtype=object),
        ruleset=_RULES,
    )
    for rows in run.run["rows"].values():
        assert rows["in"] == rows["screened"] + rows["merged_duplicates"] + rows["rejected"]
    texts = {
        (str(source), field): value
        for frame, names in ((firms, ("name", "scope", "address")), (ads, ("text", "advertiser")))
        for source, row in enumerate(frame, 1)
        for field, value in zip(names, row, strict=True)
    }
    assert texts or run.evidence.empty
    for hit in run.evidence.itertuples():
        assert len(hit.matched) == hit.end - hit.start


@_few
@given(_words)
def test_texts(text: str) -> None:
    """Offsets hold, whatever the text."""
    assert len(fold(text)) == len(text)
    for rate in find_rates(text):
        assert 0 <= rate.start < rate.end <= len(text)
        assert rate.raw == text[rate.start : rate.end]
    for word in _FINDER.find(text):
        assert 0 <= word.start < word.end <= len(text)


_FINDER = DisguiseFinder(["投资理财", "保本保息", "高息"])
