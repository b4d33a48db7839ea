"""People: in full only in the office's own workbook; those who report nowhere at all."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import load_ruleset, screen_files
from engine.cli import main as command
from engine.export import FILES
from engine.export.personal.mask import mask_number, mask_part, mask_person, mask_text
from engine.match.waive import Waiving
from engine.ruleset.schema import Waiver
from tests.command import saolou

from .case import HEAD

# Invented: a number of a series not in service, an area code that is none.
_PHONE, _IDENTITY, _NAME = "14012345678", "990101199003070018", "欧阳某乙"
_ID = "110101199003070018"
_FIRMS = (
    f"{HEAD}\n平罗县鑫盛通投资咨询有限公司,,投资咨询；理财咨询（电话{_PHONE}）,平罗县团结东路18号,{_NAME},{_PHONE}\n"
    f",,理财,平罗县,{_NAME},{_PHONE}\n多,一,列,的,行,{_NAME},{_PHONE}\n"
)
_ADS = f"广告编号,广告主,广告内容\nA1,,保本保息年化收益18%，联系{_PHONE}，证件{_ID}\n"
_TIPS = (
    "工单编号,反映人,反映人手机,家庭住址,来电群众,被举报单位,诉求内容\n"
    "T1,周告发,14099990001,云泉里九号,周告发,平罗县鑫盛通投资咨询有限公司,承诺保本高息拉人投资\n"
    "T2,周告发,14099990001,云泉里九号,周告发,平罗县鑫盛通投资咨询有限公司,\n"
    "T3,周告发,14099990001\n"
)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("private")
    for name, words in (("in.csv", _FIRMS), ("ads.csv", _ADS), ("tips.csv", _TIPS)):
        (folder / name).write_text(words, encoding="utf-8")
    result = screen_files([folder / "in.csv"], [folder / "ads.csv"], [folder / "tips.csv"])
    result.write(folder / "own")
    result.write(folder / "handed", redact=True)
    return folder


def _words(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8-sig")
    book = openpyxl.load_workbook(path)
    return "\n".join(str(c.value) for s in book for row in s.iter_rows() for c in row if c.value)


def test_masked_outside_the_workbook(run: Path) -> None:
    for name in FILES:
        shown = _words(run / "own" / name)
        if name == "leads.xlsx":
            assert _NAME in shown
            assert _PHONE in shown
        else:
            for secret in (_NAME, _PHONE, _ID):
                # What matched is the raw text by contract (raw[start:end] == matched).
                kept = f",{_PHONE},4," if name == "evidence.csv" else "\0"
                assert secret not in shown.replace(kept, ""), (name, secret)
    entities = pd.read_csv(run / "own" / "entities.csv", dtype=str, encoding="utf-8-sig")
    assert set(entities["legal_rep"].dropna()) == {"欧***"}
    assert "140****5678" in set(entities["phone"].dropna())
    assert len(pd.read_csv(run / "own" / "rejected.csv")) == 4


def test_redacted_set(run: Path) -> None:
    for name in FILES:
        shown = _words(run / "handed" / name)
        for secret in (_NAME, _PHONE, _ID, "T1（"):
            assert secret not in shown, (name, secret)
    assert '"redacted": true' in _words(run / "handed" / "run.json")
    assert '"who"' not in _words(run / "handed" / "run.json")
    assert set(pd.read_csv(run / "handed" / "rejected.csv")["raw"]) == {"{}"}


def test_reporters_never_appear(run: Path) -> None:
    for folder in ("own", "handed"):
        for name in FILES:
            shown = _words(run / folder / name)
            for secret in ("周告发", "14099990001", "云泉里九号"):
                assert secret not in shown, (folder, name, secret)


def test_names_of_files_sheets_and_tips_are_not_handed_on(run: Path, tmp_path: Path) -> None:
    (tmp_path / "周告发举报.csv").write_text(_TIPS.replace("T1,", "周告发-1,"), encoding="utf-8")
    result = screen_files([run / "in.csv"], tips=[tmp_path / "周告发举报.csv"])
    result.write(tmp_path / "handed", redact=True)
    for name in FILES:
        assert "周告发" not in _words(tmp_path / "handed" / name), name
    assert "举报线索1：" in _words(tmp_path / "handed" / "entities.csv")
    done = saolou(
        "verify", *map(str, (tmp_path / "handed", run / "in.csv", tmp_path / "周告发举报.csv"))
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("option", ["--tips", "--ads", "--licences", "--territory", ""])
@pytest.mark.parametrize("folder", [True, False])
def test_a_missing_header_quotes_nothing(
    worker, run: Path, tmp_path: Path, option: str, folder: bool
) -> None:  # type: ignore[no-untyped-def]
    given, out = tmp_path / "given", tmp_path / "out"
    given.mkdir()
    bare = given / "in.csv"
    bare.write_text(f"周告发,{_PHONE},电话({_PHONE}),云泉里九号\n" * 2, encoding="utf-8")
    what = [option, given if folder else bare] if option else [given if folder else bare]
    said = worker.run("screen", run / "in.csv", *what, "--out", out)
    shown = said["err"] + said["out"]
    if out.exists():
        shown += "".join(_words(out / name) for name in ("run.json", "leads.xlsx", "rejected.csv"))
    assert "共有 4 列" in shown
    for secret in ("周告发", f"({_PHONE}", "云泉里九号"):
        assert secret not in shown


def test_a_number_that_excel_has_turned_is_masked(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(
        "企业名称,联系电话\n云泉县某某店,1.4012345678E+10\n", encoding="utf-8"
    )
    (tmp_path / "tips.csv").write_text(
        "举报内容,被举报人电话\n高息揽储,1.4012345678E+10\n", encoding="utf-8"
    )
    result = screen_files([tmp_path / "in.csv"], tips=[tmp_path / "tips.csv"])
    result.write(tmp_path / "out")
    for name in FILES:
        assert "4012345678" not in _words(tmp_path / "out" / name), name
    assert "1.40…E+10" in _words(tmp_path / "out" / "run.json")


def test_our_own_error_quotes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], run: Path, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError(f"cannot read {_NAME} {_PHONE}")

    monkeypatch.setattr("engine.pipeline.Inputs.of", broken)
    monkeypatch.setattr(
        "sys.argv", ["saolou", "screen", str(run / "in.csv"), "--out", str(tmp_path / "out")]
    )
    with pytest.raises(SystemExit) as end:
        command.main()
    said = capsys.readouterr().err
    assert end.value.code == 4
    assert "ValueError" in said
    assert _NAME not in said
    assert _PHONE not in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话13800000000。", "电话138****0000。"),
        ("138-0000-0000", "138-****-0000"),
        ("１３８００００００００", "１３８****００００"),
        ("0952-6091234", "095*-***1234"),
        ("证件110101199003070018止", "证件110101***********8止"),
        ("11010119900307001X", "110101***********X"),
        ("发到zhang.san@example.com", "发到z********@example.com"),
        ("年化收益18%，投10000元", "年化收益18%，投10000元"),
        ("91640221MA0000000X", "91640221MA0000000X"),
        ("2024-01-01 12:00:00", "2024-01-01 12:00:00"),
        ("138 - 1234 - 5678", "138 - **** - 5678"),
        ("138  1234  5678", "138  ****  5678"),
        ("138·1234·5678", "138·****·5678"),
        ("138_1234–5678", "138_****–5678"),
        ("138\u200b1234\ufeff5678", "138\u200b****\ufeff5678"),
        ("1 3 8 1 2 3 4 5 6 7 8", "1 3 8 * * * * 5 6 7 8"),
        ("0952 - 612 3456", "095* - *** 3456"),
        ("110101 19900307 0018", "110101 ******** ***8"),
        ("１１０１０１－１９９００３０７－００１Ｘ", "１１０１０１－********－***Ｘ"),
        ("6222 0200 1234 5678 901", "6222 02** **** **** **1"),
        ("zhang＠qq.com", "z****＠qq.com"),
        ("2019 2020 2021 2022", "2019 2020 2021 2022"),
        ("电话一四零零一二三四五六七", "电话一四零****四五六七"),
        ("幺四〇-零幺二三-四五六七", "幺四〇-****-四五六七"),
        ("①④⓪①②③④⑤⑥⑦⑧", "①④⓪****⑤⑥⑦⑧"),
        ("1️⃣4️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "1️⃣4️⃣0️⃣*️⃣*️⃣*️⃣*️⃣5️⃣6️⃣7️⃣8️⃣"),
        ("140★1234★5678", "140★****★5678"),
        ("140（1234）5678", "140（****）5678"),
        ("140，1234，5678找我", "140，****，5678找我"),
        ("1#4#0#1#2#3#4#5#6#7#8", "1#4#0#*#*#*#*#5#6#7#8"),
        ("l4OOl234567", "l4O****4567"),
        ("零九五二-六零九一二三四", "零九五*-***一二三四"),
        ("九九零一零一 一九九零零三零七 零零一八", "九九零一零一 ******** ***八"),
        ("联系王二140-1234-5678", "联系王二140-****-5678"),
        ("电话幺四零洞洞拐勾两幺三五", "电话幺四零****两幺三五"),
        ("洞九五二六洞九幺两三四", "洞九五****幺两三四"),
        ("一四零零一二三四五六七勾选", "一四零****四五六七勾选"),
        ("洞庭两湖，勾三搭四，拐弯抹角", "洞庭两湖，勾三搭四，拐弯抹角"),
        ("二〇二四年一月，收益15%、18%、20%", "二〇二四年一月，收益15%、18%、20%"),
        ("会员费198/1980/2980元", "会员费198/1980/2980元"),
        ("一千三百八十万零五百", "一千三百八十万零五百"),
        ("一号楼1501、1602、1703、705室", "一号楼1501、1602、1703、705室"),
        ("1503，1504，203室", "1503，1504，203室"),
        ("年化13.5-15.8，18.8", "年化13.5-15.8，18.8"),
        ("", ""),
    ],
)
def test_texts(text: str, shown: str) -> None:
    assert mask_text(text) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13800000000", "138****0000"),
        ("13800000000/13900000001转801", "138****0000/139****0001转801"),
        ("(0952)6091234", "(0952)*****34"),
        ("138****5678", "138****5678"),
        ("一三八一二三四五六七八", "一三八******七八"),
        ("壹叁捌壹贰叁肆伍陆柒捌", "壹叁捌******柒捌"),
        ("①③⑧①②③④⑤⑥⑦⑧", "①③⑧******⑦⑧"),
        ("𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "𝟏𝟑𝟖******𝟕𝟖"),
        ("١٣٨١٢٣٤٥٦٧٨", "١٣٨******٧٨"),
        ("138（1234）5678", "138********78"),
        ("138/1234/5678", "138********78"),
        ("138,1234,5678", "138********78"),
        ("138、1234、5678", "138********78"),
        ("138*1234*5678", "138********78"),
        ("l38I2345678", "*38*2****78"),
        ("微信号zhangsan1990", "*************90"),
        ("张经理", "张**"),
        ("无", "无"),
        ("", ""),
    ],
)
def test_a_column_of_numbers_is_masked_in_whatever_writing(number: str, shown: str) -> None:
    assert mask_number(number) == shown


_SLIPPED = (
    "企业名称,统一社会信用代码,企业类型,登记状态,成立日期,注册资本,经营范围,住所,联系电话\n"
    "云泉县甲某投资咨询中心,{0},{0},{0},{0},{0},投资咨询；理财咨询,云泉县一号,{0}\n"
    "云泉县乙某投资咨询中心,{0},{0},{0},{0},{0},投资咨询；理财咨询,云泉县二号,{0}\n"
)
_SLIPPED_ADS = (
    "广告编号,广告主,广告内容,发布时间\n"
    "{0},云泉县甲某投资咨询中心,保本保息年化收益18%，联系{0},{0}\n"
    "{0},云泉县丙某投资咨询中心,保本保息年化收益18%，联系{0},{0}\n"
)
_SLIPPED_TIPS = "工单编号,被举报单位,诉求内容\n{0},云泉县乙某投资咨询中心,承诺保本高息拉人投资\n"


@pytest.mark.parametrize(
    ("number", "secret"),
    [
        (_PHONE, _PHONE),
        (_IDENTITY, _IDENTITY),
        ("140-1234-5678", "140-1234-5678"),
        (f"{_IDENTITY}01", _IDENTITY),
    ],
)
def test_a_number_in_whatever_column_is_masked(tmp_path: Path, number: str, secret: str) -> None:
    given = {"in": _SLIPPED, "ads": _SLIPPED_ADS, "tips": _SLIPPED_TIPS}
    for name, words in given.items():
        (tmp_path / f"{name}.csv").write_text(words.format(number), encoding="utf-8")
    files = [[tmp_path / f"{name}.csv"] for name in given]
    result = screen_files(*files)
    result.write(tmp_path / "own")
    result.write(tmp_path / "handed", redact=True)
    for folder in ("own", "handed"):
        for name in FILES:
            shown = _words(tmp_path / folder / name)
            if name == "leads.xlsx" and folder == "own":
                assert secret in shown
                continue
            if name == "evidence.csv" and folder == "own":  # what matched is the raw text
                shown = re.sub(r",[0-9]+,[0-9]+,[0-9-]+,", ",", shown)
            assert secret not in shown, (folder, name)
        tables = [
            pd.read_csv(tmp_path / folder / f"{name}.csv", dtype=str).fillna("")
            for name in ("entities", "adverts", "evidence")
        ]
        entities, adverts, evidence = tables
        assert len(set(entities["entity_id"])) == len(entities) >= 2
        assert set(evidence["entity_id"]) - {""} == set(entities["entity_id"])
        assert set(adverts["entity_id"]) - {""} <= set(entities["entity_id"])
        assert len(set(adverts["ad_id"])) == 2
        assert set(adverts["ad_id"]) < set(evidence["ad_id"])
        assert {x for a in entities["adverts"] for x in a.split("|")} - {""} <= set(
            adverts["ad_id"]
        )
        assert set(entities["reg_capital_wan"]) == {""}


def test_a_right_code_stays(tmp_path: Path) -> None:
    code, old = "92640221MA7Q867L29", "640221600012348"
    (tmp_path / "in.csv").write_text(
        f"企业名称,统一社会信用代码,经营范围\n甲投资咨询中心,{code},投资咨询\n乙投资咨询中心,{old},投资咨询\n",
        encoding="utf-8",
    )
    result = screen_files([tmp_path / "in.csv"])
    result.write(tmp_path / "handed", redact=True)
    entities = pd.read_csv(tmp_path / "handed" / "entities.csv", dtype=str)
    assert set(entities["uscc"]) == set(entities["entity_id"]) == {code, old}


def test_names_of_files_and_sheets(tmp_path: Path) -> None:
    """With a number in them they are masked everywhere but in the workbook; handed on, nothing of
    them stays, however short."""
    book = openpyxl.Workbook()
    sheets = [book.active, book.create_sheet(f"王五{_PHONE}")]
    sheets[0].title = "王五"
    for number, sheet in enumerate(sheets):
        sheet.append(["企业名称", "经营范围", "联系电话", "王五备注"])
        sheet.append([f"甲{number}投资咨询中心", "投资咨询", "1.4012345678E+10", "x"])
        sheet.append(["甲投资咨询中心", "投资咨询", "", ""])
        sheet.append(["", "投资咨询", "", ""])
    files = [tmp_path / f"{name}.xlsx" for name in (f"李四{_PHONE}", f"李四{_PHONE[:3]}00005678")]
    for file in files:
        book.save(file)
    result = screen_files(files)
    exceptions = [{"file": f"赵六{_PHONE}.yaml", "sha256": "0"}]
    result.run["options"] = {"redact": True, "exceptions": exceptions}
    result.write(tmp_path / "own")
    result.write(tmp_path / "handed", redact=True)
    for name in FILES:
        handed = _words(tmp_path / "handed" / name)
        for secret in (_PHONE, "王五", "李四", "赵六"):
            assert secret not in handed, (name, secret)
        if name != "leads.xlsx":
            assert _PHONE not in _words(tmp_path / "own" / name), name
    names = set(pd.read_csv(tmp_path / "own" / "entities.csv")["source_file"])
    assert names == {"李四140****5678.xlsx"}
    recorded = {source["file"] for source in result.run["inputs"]}
    assert len(recorded) == 2
    assert "李四140****5678.xlsx#2" in _words(tmp_path / "own" / "run.json")


def test_the_page_masks_what_matched(tmp_path: Path) -> None:
    own = _words(_demo(tmp_path) / "report.html")
    matched = re.findall(r'"matched":"([0-9*-]{8,})"', own)
    assert matched
    assert not [number for number in matched if "*" not in number]


def _demo(folder: Path) -> Path:
    done = saolou("demo", "--out", str(folder / "demo"))
    assert done.returncode == 0
    return folder / "demo"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张某", "张*"),
        ("欧阳某某", "欧***"),
        ("甲某、乙某", "甲*、乙*"),
        ("甲", "*"),
        ("云泉投资有限公司", "云泉投资有限公司"),
        ("云泉（集团）有限公司", "云泉（集团）有限公司"),
        ("云泉投资管理（有限合伙）", "云泉投资管理（有限合伙）"),
        ("云泉公司（委派代表：欧阳某某）", "云泉公司（委派代表：欧***）"),
        ("云泉中心（有限合伙）(委派代表 甲某)", "云泉中心（有限合伙）(委派代表 甲*)"),
        ("云泉公司委派代表欧阳某某", "云泉公司委派代表欧***"),
        ("云泉有限公司甲某某", "云泉有限公司甲**"),
        ("执行事务合伙人：甲某", "执行事务合伙人：甲*"),
        ("法人甲某", "法人甲*"),
        ("云泉公司.甲某某", "云泉公司.甲**"),
        ("甲某某。云泉公司", "甲**。云泉公司"),
        ("A.B.云泉公司", "A.B.云泉公司"),
        ("负责人", "负责人"),
        ("", ""),
    ],
)
def test_people(name: str, shown: str) -> None:
    assert mask_person(name) == shown
    table = pa.table({"legal_rep": [name]})
    assert mask_part(table, {"legal_rep": mask_person}).column(0).to_pylist() == [shown]  # type: ignore[union-attr]


def test_who_approved_an_exception_is_not_handed_on(tmp_path: Path) -> None:
    waiver = Waiver(
        id="E-1",
        rules=tuple(rule.id for rule in load_ruleset().rules),
        firm="平罗县鑫盛通投资咨询有限公司",
        reason="已核查",
        approver="欧阳批准",
        granted=dt.date(2026, 1, 1),
        expires=dt.date(2026, 12, 1),
    )
    (tmp_path / "in.csv").write_text(_FIRMS, encoding="utf-8")
    result = screen_files([tmp_path / "in.csv"], waiving=Waiving([waiver], dt.date(2026, 6, 1)))
    result.write(tmp_path / "own")
    result.write(tmp_path / "handed", redact=True)
    assert "欧阳批准" in _words(tmp_path / "own" / "evidence.csv")
    for name in FILES:
        assert "欧阳批准" not in _words(tmp_path / "handed" / name), name
    assert "批准：欧***" in _words(tmp_path / "handed" / "evidence.csv")


@given(
    st.text(alphabet="0123456789０１-x @.甲电话公司法人（）：·\u200b_–一零〇①★OlI、", max_size=60)
)
def test_masks_keep_the_length(text: str) -> None:
    for mask in (mask_text, mask_person, mask_number):
        assert len(mask(text)) == len(text)
        assert mask(mask(text)) == mask(text) or mask is not mask_text


def test_frames_in_memory_stay_whole(run: Path) -> None:
    again = screen_files([run / "in.csv"], ruleset=load_ruleset())
    assert _NAME in set(again.entities["legal_rep"])
