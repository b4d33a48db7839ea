"""A register that notes behind a name what became of the firm."""

import pyarrow as pa
import pytest

from engine.ingest.noted import status_of


@pytest.mark.parametrize(
    ("name", "given", "status"),
    [
        ("云泉县丁丰信息咨询有限公司（注销）", None, "注销"),
        ("云泉县丁丰信息咨询有限公司(已吊销)", "", "吊销"),
        ("云泉县丁丰信息咨询有限公司【吊销，未注销】 ", None, "吊销，未注销"),
        ("云泉县丁丰信息咨询有限公司（注销）", "存续", "存续"),
        ("云泉县丁丰营销策划有限公司", None, None),
        ("云泉县（注销）代办服务部", None, None),
        ("云泉县红柳登记代理部（注销登记代理）", None, None),
        ("云泉县红柳财税服务部（注销代办）", None, None),
        ("云泉县红柳财税服务部（吊销恢复、注销）", None, None),
        ("云泉县丁丰商行（注销登记）", None, "注销登记"),
        ("云泉县丁丰商行（已注销2021.5.6）", None, "注销2021.5.6"),
        ("云泉县丁丰商行（2019年吊销）", None, None),
        ("云泉县丁丰商行（吊销营业执照，已注销）", "", "吊销营业执照，已注销"),
        (None, None, None),
    ],
)
def test_what_is_noted_behind_a_name_is_its_status(
    name: str | None, given: str | None, status: str | None
) -> None:
    names = pa.chunked_array([[name]], pa.string())
    statuses = pa.chunked_array([[given]], pa.string())
    assert status_of(names, statuses).to_pylist() == [status]
