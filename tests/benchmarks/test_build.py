"""The inputs of the benchmarks are what they say: as many rows, none twice, the same bytes again."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from stdnum.cn import uscc

from benchmarks import build, invent, vary

HEADER = ["公司名称", "信用代码", "经营范围", "住所", "所在省份"]
ROWS = [
    ["云泉宏源商贸有限公司", "91640221MA7Q867L29", "百货销售", "云泉县团结东路18号", "宁夏"],
    ["云泉县韩记面馆", "92640221MA793FT29Y", "餐饮\n外卖", "云泉县柳湾村三组", "宁夏"],
    ["云泉县码坏了牛肉面馆", "9.26402E+17", "餐饮服务", "", "宁夏"],
]


def write(file: Path, header: list[str], rows: list[list[str]]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return file


def read(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    # The first row came twice: the built register must not hold it twice.
    return write(tmp_path / "source.csv", HEADER, [*ROWS, ROWS[0]])


@pytest.mark.parametrize("total", [1, 3, 7, 100])
def test_register_has_the_rows_asked_for_and_none_twice(
    source: Path, tmp_path: Path, total: int
) -> None:
    header, *rows = read(build.register(source, total, tmp_path / "out.csv"))
    assert header == ["企业名称", "统一社会信用代码", "经营范围", "注册地址", "所在省份"]
    assert len(rows) == total
    assert len(set(map(tuple, rows))) == total


def test_the_source_comes_first_and_copies_keep_what_is_judged(
    source: Path, tmp_path: Path
) -> None:
    _, *rows = read(build.register(source, 30, tmp_path / "out.csv"))
    assert sorted(rows[:3]) == sorted(ROWS)
    assert {row[2] for row in rows[3:]} == {row[2] for row in ROWS}
    assert {row[4] for row in rows} == {"宁夏"}
    assert "云泉宏源商贸3号有限公司" in {row[0] for row in rows}
    assert "云泉县团结东路24号" in {row[3] for row in rows}


@pytest.mark.parametrize("given", [True, False])
def test_same_seed_same_bytes_another_seed_others(tmp_path: Path, given: bool) -> None:
    many = [[f"云泉{n}面馆", "", "餐饮", "", "宁夏"] for n in range(30)]
    source = write(tmp_path / "source.csv", HEADER, many) if given else None

    def built(seed: int) -> bytes:
        return build.register(source, 50, tmp_path / "out.csv", seed).read_bytes()

    assert built(1) == built(1)
    assert built(1) != built(2)


def test_invented_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "INVENTED", 200)
    header, *rows = read(build.register(None, 500, tmp_path / "out.csv"))
    assert header == invent.HEADER
    assert len(set(map(tuple, rows))) == 500
    codes = {row[1] for row in rows}
    assert len(codes) == 500
    assert all(uscc.calc_check_digit(code[:17]) == code[17] for code in codes)
    assert all(row[0] and row[5] and row[6] for row in rows)


def test_adverts_are_all_different(tmp_path: Path) -> None:
    texts = ["存一万返八百，详询13000000000", "店庆满100减20", "店庆满100减20", ""]
    source = write(tmp_path / "sms.csv", ["category", "text"], [["a", text] for text in texts])
    header, *rows = read(build.adverts(source, 400, tmp_path / "out.csv"))
    assert header == ["编号", "广告内容"]
    assert len({row[1] for row in rows}) == len(rows) == 400
    assert {row[1] for row in rows[:2]} == set(texts[:2])
    assert all("电话" in row[1] for row in rows[2:] if "店庆" in row[1])


def test_invented_adverts(tmp_path: Path) -> None:
    count = len(invent.adverts()) + 100
    _, *rows = read(build.adverts(None, count, tmp_path / "out.csv"))
    assert len({row[1] for row in rows}) == count


def test_sample_is_spread_over_the_file(tmp_path: Path) -> None:
    file = write(tmp_path / "all.csv", ["企业名称", "经营范围"], [[str(n), ""] for n in range(100)])
    _, *rows = read(build.sample(file, 10, tmp_path / "some.csv"))
    assert [row[0] for row in rows] == [str(n) for n in range(0, 100, 10)]
    assert build.sample(file, 100, tmp_path / "more.csv") == file


def test_a_file_without_scope_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "names.csv", ["企业名称"], [["云泉面馆"]])
    with pytest.raises(SystemExit, match="经营范围"):
        build.register(file, 5, tmp_path / "out.csv")


@pytest.mark.parametrize("serial", [0, 1, 31, 1_099_999])
def test_no_register_can_have_issued_a_varied_code(serial: int) -> None:
    made = vary.code("91640221MA7Q867L29", serial)
    assert made[:8] == "91640221"
    assert uscc.calc_check_digit(made[:17]) == made[17]
    weighed = sum(
        int(c, 36) * w for c, w in zip(made[8:16], (3, 7, 9, 10, 5, 8, 4, 2), strict=True)
    )
    check = 10 if made[16] == "X" else int(made[16])
    assert (weighed + check) % 11 != 0


@pytest.mark.parametrize(
    ("name", "varied"),
    [
        ("云泉宏源商贸有限责任公司", "云泉宏源商贸7号有限责任公司"),
        ("云泉县韩记面馆", "云泉县韩记面7号馆"),
        ("云泉商贸（集团）", "云泉商贸7号（集团）"),
        ("某某有限公司云泉分公司", "某某有限公司云泉7号分公司"),
        ("有限公司", "有限公司7号"),
        ("甲", "甲7号"),
    ],
)
def test_number_goes_before_the_form_of_the_firm(name: str, varied: str) -> None:
    assert vary.name(name, 7) == varied


def test_years_and_decimals_of_an_advert_stay() -> None:
    text = "2021年存100元月息1.25%，电话0952-12345678"
    assert vary.advert(text, 0, 3) == "2021年存103元月息1.25%，电话0952-15400000000"
