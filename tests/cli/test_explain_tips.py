"""`saolou explain` of a tip: its hits, or where it is listed."""

from pathlib import Path

import pytest

from tests.command import saolou

FIRMS = "企业名称,经营范围\n云泉县远山养老服务有限公司,养老服务\n云泉面馆,餐饮\n"
TIPS = (
    "编号,被反映对象,内容\n"
    "T1,云泉县远山养老服务有限公司,收了五万养老床位费，说每年给六千，现在不给退\n"
    "T2,黄家三兄弟,向老人集资，承诺保本付息\n"
    "T3,云泉面馆,面里有头发\n"
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("举报")
    (folder / "a.csv").write_text(FIRMS, encoding="utf-8")
    (folder / "t.csv").write_text(TIPS, encoding="utf-8")
    done = saolou(
        *("screen", str(folder / "a.csv"), "--tips", str(folder / "t.csv")),
        *("--out", str(folder / "o")),
    )
    assert done.returncode == 0, done.stderr
    return folder / "o"


def test_one_of_a_firm_is_told_with_its_hits(out: Path) -> None:
    done = saolou("explain", str(out), "T1")
    assert done.returncode == 0, done.stderr
    assert "举报 T1  对应企业：云泉县远山养老服务有限公司" in done.stdout
    assert "〔TIP-017，T1〕" in done.stdout
    assert "原话“" in done.stdout


def test_one_of_no_firm_is_told_with_its_hits_and_where_it_is_listed(out: Path) -> None:
    done = saolou("explain", str(out), "T2")
    assert done.returncode == 0, done.stderr
    assert "举报 T2  没有对应到哪家企业" in done.stdout
    assert "“集资”〔TIP-001，T2〕" in done.stdout
    assert "“案头核查”第" in done.stdout


def test_one_without_hits_is_told_where_it_is_listed(out: Path) -> None:
    done = saolou("explain", str(out), "T3")
    assert done.returncode == 0, done.stderr
    assert "“数据问题”第" in done.stdout
    assert "TIP-" not in done.stdout


def test_one_that_nobody_knows_is_not_found(out: Path) -> None:
    done = saolou("explain", str(out), "T9")
    assert done.returncode == 2
    assert "举报的编号里，都没有找到“T9”" in done.stderr
