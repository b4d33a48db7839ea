"""`saolou explain` of adverts: what was dismissed is told with its cause."""

from pathlib import Path

import pytest

from tests.command import saolou

ADS = (
    "编号,广告主,广告内容\n"
    "A1,云泉消协,警惕“保本高息、年化18%”的集资骗局，不要轻信\n"
    "A2,云泉百货,今日特价，进店有礼\n"
    "A3,云泉百货,新到棉被，欢迎选购\n"
    "A4,,百岁养生讲座，到店领鸡蛋\n"
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    (folder / "ads.csv").write_text(ADS, encoding="utf-8")
    (folder / "a.csv").write_text("企业名称,经营范围\n云泉面馆,餐饮\n", encoding="utf-8")
    done = saolou(
        "screen",
        str(folder / "a.csv"),
        "--ads",
        str(folder / "ads.csv"),
        "--out",
        str(folder / "o"),
    )
    assert done.returncode == 0, done.stderr
    return folder / "o"


@pytest.mark.parametrize("wanted", ["A1", "云泉消协", "消协"])
def test_a_harmless_advert_is_told_with_its_dismissed_hits(out: Path, wanted: str) -> None:
    done = saolou("explain", str(out), wanted)
    assert done.returncode == 0, done.stderr
    assert "广告 A1  云泉消协" in done.stdout
    hits = [line for line in done.stdout.splitlines() if "已排除" in line]
    assert any("“保本”" in line and "（EXC-" in line for line in hits)
    assert "没有命中" not in done.stdout


def test_one_without_hits_says_so(out: Path) -> None:
    done = saolou("explain", str(out), "云泉百货")
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("广告 ")] == [
        "广告 A2  云泉百货",
        "广告 A3  云泉百货",
    ]
    assert done.stdout.count("没有命中任何规则") == 2


def test_points_without_a_band_are_explained(out: Path) -> None:
    done = saolou("explain", str(out), "A4")
    assert done.returncode == 0, done.stderr
    assert "等级：无" in done.stdout
    (why,) = [line for line in done.stdout.splitlines() if line.startswith("等级怎样定的：")]
    assert "够“低”的分数线" in why
    assert "单独说明不了问题" in why


def test_who_is_nowhere_is_told_so(out: Path) -> None:
    done = saolou("explain", str(out), "云泉影院")
    assert done.returncode == 2
    assert "没有找到“云泉影院”" in done.stderr


def test_a_clerk_reads_what_made_the_band_and_which_words(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "企业名称,经营范围\n云泉县某某咨询有限公司,投资咨询；商务咨询\n", encoding="utf-8"
    )
    rules = tmp_path / "规则"
    rules.mkdir()
    (rules / "overlay.yaml").write_text(
        "id: own\ntitle: 本县\nversion: 0.1.0\nbands: {limits: {中: 60}, reason: 人手少}\n",
        encoding="utf-8",
    )
    out = str(tmp_path / "o")
    screened = saolou("screen", str(tmp_path / "a.csv"), "--rules", str(rules), "--out", out)
    assert screened.returncode == 0, screened.stderr
    done = saolou("explain", out, "云泉县某某咨询有限公司")
    assert "总分 44，“低”从 1 分起，“中”要 60 分（本单位规则定的，自带的是 40 分）" in done.stdout
    assert "经营范围“投资咨询”〔REG-CTX-002〕" in done.stdout


def test_a_number_is_found_as_it_is_written_though_tables_mask_it(tmp_path: Path) -> None:
    (tmp_path / "ads.csv").write_text(
        "编号,广告主,广告内容,联系电话\n"
        "A1,,月息3分保本保息一万起投,14012345678\n"
        "A2,王姐 14112345678,投资入股年收益24%保本,\n"
        "A3,云泉百货,今日特价，进店有礼,0999-8123456\n",
        encoding="utf-8",
    )
    done = saolou("screen", "--ads", "ads.csv", "--out", "o", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for number, advert in (
        ("14012345678", "A1"),
        ("140 1234 5678", "A1"),
        ("14112345678", "A2"),
        ("0999-8123456", "A3"),
    ):
        done = saolou("explain", "o", number, cwd=tmp_path)
        assert (done.returncode, advert in done.stdout) == (0, True), done.stderr
    done = saolou("explain", "o", "14212345678", cwd=tmp_path)
    assert done.returncode == 2
    assert "没有找到“14212345678”" in done.stderr


def test_a_name_is_found_whatever_blanks_its_cell_has(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        '企业名称,经营范围\n"云泉县 聚鑫\n投资咨询有限公司",投资咨询\n', encoding="utf-8"
    )
    assert saolou("screen", "a.csv", "--out", "o", cwd=tmp_path).returncode == 0
    for wanted in ("云泉县聚鑫投资咨询有限公司", "聚鑫投资", "聚鑫 投资咨询"):
        done = saolou("explain", "o", wanted, cwd=tmp_path)
        assert (done.returncode, "去向：线索" in done.stdout) == (0, True), done.stderr


def test_the_points_of_an_advert_add_up(tmp_path: Path) -> None:
    (tmp_path / "ads.csv").write_text(
        "编号,广告主,广告内容\nB1,云泉投教,老师带你看股票，涨停板免费领，进群\n", encoding="utf-8"
    )
    (tmp_path / "a.csv").write_text("企业名称,经营范围\n云泉面馆,餐饮\n", encoding="utf-8")
    source, ads, out = (str(tmp_path / name) for name in ("a.csv", "ads.csv", "o"))
    assert saolou("screen", source, "--ads", ads, "--out", out).returncode == 0
    lines = saolou("explain", out, "B1").stdout.splitlines()
    words = [line.split() for line in lines]
    parts = [w[1] for w in words if w and w[0] in {"计分", "行业本身"}]
    total = next(w[1] for w in words if w and w[0] == "合计")
    assert sum(map(int, parts)) == int(total)
    assert any(line.startswith("  行业本身") for line in lines)
