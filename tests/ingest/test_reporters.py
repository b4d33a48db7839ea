"""Who reported goes out of the short columns of a tip; whom he tells of stays."""

import pyarrow as pa
import pytest

from engine.ingest.reporters import without_reporters


def left(text: str, column: str) -> str:
    return without_reporters(pa.chunked_array([pa.array([text])]), column).to_pylist()[0] or ""


@pytest.mark.parametrize(
    "subject",
    [
        "举报人反映云泉县聚福楼餐饮店",
        "举报人称福寿堂养生馆",
        "来访者心理咨询有限公司",
        "知情者信息咨询有限公司",
        "回访云泉县福寿堂养生馆",
        "被举报人王某",
        "举报人的邻居开的粮油店",
    ],
)
def test_whom_a_tip_is_about_stays(subject: str) -> None:
    assert left(subject, "subject") == subject


@pytest.mark.parametrize(
    ("subject", "stays"),
    [
        ("福寿堂养生馆（举报人：赵某某 13900001234）", "福寿堂养生馆"),
        ("福寿堂养生馆，举报人赵某", "福寿堂养生馆"),
        ("投诉人王某反映的福寿堂养生馆", "福寿堂养生馆"),
        ("举报人：赵某 被举报人：福寿堂养生馆", "福寿堂养生馆"),
        ("周某某（举报人）说的福寿堂养生馆", "福寿堂养生馆"),
    ],
)
def test_who_reported_goes(subject: str, stays: str) -> None:
    found = left(subject, "subject")
    assert stays in found
    assert not any(name in found for name in ("赵某", "王某", "周某", "1390"))


@pytest.mark.parametrize(
    ("where", "stays"),
    [
        ("举报人赵某家", ""),
        ("团结路3号，举报人赵某家", "团结路3号"),
        ("举报人反映团结路3号", "团结路3号"),
    ],
)
def test_the_home_of_who_reported_is_no_place(where: str, stays: str) -> None:
    found = left(where, "subject_address")
    assert "赵某" not in found
    assert stays in found
