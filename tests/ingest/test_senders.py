"""Who sent a text is its advertiser in a file of adverts, and nobody's business in one of tips."""

from pathlib import Path

import pytest

from engine.ingest import read
from engine.model.terms import RecordKind

HEADS = ("发布人", "昵称", "发送人", "发送者", "发件人")
WHO = "云泉县聚鑫投资咨询"


def written(folder: Path, *lines: str) -> Path:
    file = folder / "in.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("head", HEADS)
def test_of_an_advert_it_is_the_advertiser(tmp_path: Path, head: str) -> None:
    file = written(tmp_path, f"{head},来源,内容", f"{WHO},朋友圈,保本保息，年化18%")
    table = read([file], RecordKind.ADVERT).table
    assert table.column("advertiser").to_pylist() == [WHO]
    assert table.column("channel").to_pylist() == ["朋友圈"]


def test_a_named_advertiser_comes_first(tmp_path: Path) -> None:
    file = written(tmp_path, "昵称,来源渠道,广告主,内容", f"小王,短信,{WHO},保本保息")
    table = read([file], RecordKind.ADVERT).table
    assert table.column("advertiser").to_pylist() == [WHO]
    assert table.column("channel").to_pylist() == ["短信"]


@pytest.mark.parametrize("head", [*HEADS, "微信昵称"])
def test_of_a_tip_it_is_never_kept(tmp_path: Path, head: str) -> None:
    lines = f"{head},被举报单位,举报内容", "赵某某,甲公司,许诺高息", "赵某某,,"
    result = read([written(tmp_path, *lines)], RecordKind.TIP)
    assert "赵某某" not in str(result.table.to_pylist())
    assert "赵某某" not in str(result.rejected)
    assert result.table.num_rows == 1
