"""What a set to hand on hides, and that it says what it leaves out."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine import load_ruleset, screen
from engine.export import FILES
from engine.export.personal.accounts import mask_account
from engine.export.personal.called import mask_called
from engine.export.personal.reported import may_stay, without_words
from engine.pipeline import screen_files
from engine.verify import verify

FIRMS = pd.DataFrame(
    {
        "企业名称": ["云泉县远山投资咨询有限公司"],
        "住所": ["清渠镇团结路8号"],
        "经营范围": ["投资咨询"],
    }
)
ADS = pd.DataFrame(
    {
        "编号": ["A1", "A2", "A3"],
        "媒体类型": ["短视频", "公众号", "电视"],
        "账号": ["云泉小马哥", "云泉消费者协会", "云泉小马哥专栏"],
        "广告主": ["云泉小马哥", "", ""],
        "广告内容": [f"保本保息，年化18%，一万起投{n}" for n in "一二三"],
    }
)
TIPS = pd.DataFrame(
    {
        "工单编号": ["T1"],
        "被反映对象": ["黄家三兄弟"],
        "事发地址": ["清渠镇柳湾村三组"],
        "诉求内容": ["向老人集资，承诺保本付息"],
    }
)


def words(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8-sig")
    book = openpyxl.load_workbook(path)
    return "\n".join(str(c.value) for s in book for row in s.iter_rows() for c in row if c.value)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("云泉小马哥", "云****"),
        ("李秀某", "李**"),
        ("个人账号：李姐理财", "个人账号：李***"),
        ("云泉消费者协会", None),
        ("清渠镇人民政府", None),
        ("某某投资有限公司", None),
        ("云泉日报", None),
        ("微信朋友圈", None),
        ("抖音", None),
        ("云泉邻里群", None),
        ("", None),
    ],
)
def test_accounts_of_people(name: str, shown: str | None) -> None:
    assert mask_account(name) == (name if shown is None else shown)


def test_the_set_names_no_personal_account_and_says_what_it_lacks(tmp_path: Path) -> None:
    run = screen(FIRMS, adverts=ADS, tips=TIPS)
    run.write(tmp_path / "own")
    run.write(tmp_path / "handed", redact=True)
    assert "云泉小马哥" in words(tmp_path / "own" / "adverts.csv")
    for name in FILES:
        shown = words(tmp_path / "handed" / name).replace("云泉小马哥专栏", "")
        assert "云泉小马哥" not in shown, name
        assert "黄家三兄弟" not in shown, name
    assert "云****" in words(tmp_path / "handed" / "adverts.csv")
    assert "云泉消费者协会" in words(tmp_path / "handed" / "adverts.csv")
    book = openpyxl.load_workbook(tmp_path / "handed" / "leads.xlsx")
    for sheet in ("案头核查", "数据问题"):
        told = "\n".join(str(c.value) for row in book[sheet].iter_rows() for c in row)
        assert "没有列入 1 条未对应到企业的举报" in told, sheet
    assert "转交的这一套" not in words(tmp_path / "own" / "leads.xlsx")


def test_an_account_with_a_label_is_hidden_as_an_advertiser_too(tmp_path: Path) -> None:
    ads = ADS.head(1).assign(账号="昵称：云泉小马哥")
    screen(FIRMS, adverts=ads).write(tmp_path / "handed", redact=True)
    for name in FILES:
        assert "云泉小马哥" not in words(tmp_path / "handed" / name), name


def test_whoever_posted_it_and_kin_are_no_names_to_hand_on(tmp_path: Path) -> None:
    ads = pd.DataFrame(
        {
            "编号": ["B1", "B2"],
            "媒体类型": ["朋友圈", "短视频"],
            "发布人": ["马玉某", "云泉县聚鑫投资管理有限公司"],
            "广告内容": [
                "马玉某：保本保息年化18%，一万起投，存到王大姐那里，找李姐报名",
                "保本保息年化18%，一万起投，详询张姐",
            ],
        }
    )
    ads.to_csv(tmp_path / "ads.csv", index=False)
    run = screen(FIRMS, adverts=ads)
    run.write(tmp_path / "own")
    run.write(tmp_path / "handed", redact=True)
    for name in FILES:
        shown = words(tmp_path / "handed" / name)
        for person in ("马玉某", "王大姐", "李姐", "张姐"):
            assert person not in shown, (name, person)
    assert "马**：保本保息年化18%" in words(tmp_path / "handed" / "adverts.csv")
    assert "聚鑫投资" in words(tmp_path / "handed" / "adverts.csv")
    assert "张姐" in words(tmp_path / "own" / "adverts.csv")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("黄老板亲自签约", "黄**亲自签约"),
        ("家人们，宝哥带你发财", "家人们，宝*带你发财"),
        ("找吴哥139", "找吴*139"),
        ("跟着强哥干", "跟着强*干"),
        ("联系王经理", "联系王**"),
        ("找欧阳老师.", "找欧***."),
        ("王总经理说了", "王*经理说了"),
        ("课程咨询小何。", "课程咨询小*。"),
        ("老王家存了", "老*家存了"),
        ("各位叔叔阿姨、大哥大姐", None),
        ("语文老师、健康顾问、基金经理、支部书记", None),
        ("和老板商量黄金总价", None),
        ("罗总代理，项目总监", None),
        ("小康社会，老马识途，墨西哥", None),
        ("李师傅面馆、王大夫诊所", None),
        ("", None),
    ],
)
def test_what_people_are_called(text: str, shown: str | None) -> None:
    assert mask_called(text) == (text if shown is None else shown)


def test_nobody_is_called_by_a_nickname_in_a_set_to_hand_on(tmp_path: Path) -> None:
    ads = pd.DataFrame(
        {
            "编号": ["C1", "C2"],
            "媒体类型": ["短信", "微信群"],
            "广告主": ["", "宝哥"],
            "广告内容": [
                "【远山投资】保本保息，年化13.5%，一万起投，黄老板亲自签约",
                "家人们，宝哥带你发财，投1万每月返600，随时可退本金",
            ],
        }
    )
    ads.to_csv(tmp_path / "ads.csv", index=False)
    FIRMS.to_csv(tmp_path / "firms.csv", index=False)
    screen_files([tmp_path / "firms.csv"], [tmp_path / "ads.csv"]).write(
        tmp_path / "handed", redact=True
    )
    for name in FILES:
        shown = words(tmp_path / "handed" / name)
        for person in ("黄老板", "宝哥"):
            assert person not in shown, (name, person)
        if name in ("entities.csv", "leads.xlsx"):
            assert "云泉县远山投资咨询有限公司" in shown
    found = verify(
        tmp_path / "handed", [tmp_path / "firms.csv", tmp_path / "ads.csv"], load_ruleset(), 5
    )
    assert not found.wrong, found.lines


def test_what_is_starred_can_be_verified(tmp_path: Path) -> None:
    ads = pd.DataFrame(
        {
            "编号": ["B1"],
            "媒体类型": ["朋友圈"],
            "发布人": ["马玉某"],
            "广告内容": ["跟着李姐理财，保本保息年化18%，一万元起投，李姐带你赚钱，名额有限"],
        }
    )
    ads.to_csv(tmp_path / "ads.csv", index=False)
    screen_files([], [tmp_path / "ads.csv"]).write(tmp_path / "handed", redact=True)
    assert "李姐" not in words(tmp_path / "handed" / "evidence.csv")
    found = verify(tmp_path / "handed", [tmp_path / "ads.csv"], load_ruleset(), 5)
    assert not found.wrong, found.lines
    assert any("重新筛查" in line for line in found.lines)


@pytest.mark.parametrize(
    ("said", "stays"),
    [
        ("收钱", True),
        ("每年分红15%", True),
        ("互助社", True),
        ("年后高价回购", True),
        ("五万养老", False),  # a sum
        ("交了2000", False),
        ("已有七八户", False),
        ("我妈", False),
        ("拉邻居入社", False),
        ("在商城消费说全额返还", False),  # a sentence
    ],
)
def test_what_of_a_tip_may_be_handed_on(said: str, stays: bool) -> None:
    assert may_stay(said) is stays


def test_a_complaint_in_somebodys_own_words_is_not_handed_on(tmp_path: Path) -> None:
    said = "我妈交了五万养老床位费，说每年给六千，现在不给退"
    firms = FIRMS.assign(企业名称="云泉县远山养老服务有限公司", 经营范围="养老服务")
    tips = pd.DataFrame(
        {"编号": ["T1"], "被反映对象": firms["企业名称"], "事发地址": [""], "内容": [said]}
    )
    run = screen(firms, adverts=ADS, tips=tips)
    run.write(tmp_path / "own")
    run.write(tmp_path / "handed", redact=True)
    own, handed = (
        "\n".join(words(tmp_path / folder / name) for name in FILES) for folder in ("own", "handed")
    )
    for piece in ("五万养老", "每年给六千", "说每年给"):
        assert piece in own, piece
        assert piece not in handed, piece
    # What is left still says why.
    for piece in ("反映养老机构收了大额床位费", "折合年化12%", "不给退"):
        assert piece in handed, piece
    sheet = openpyxl.load_workbook(tmp_path / "handed" / "leads.xlsx")["线索清单"]
    assert "***" not in "".join(str(c.value) for c in sheet["F"])
    assert (
        "像的说法"
        not in "".join(str(c.value) for c in sheet["M"] if "举报" in str(c.value))
        .split("举报")[-1]
        .split("广告")[0]
    )


@pytest.mark.parametrize(
    ("reason", "left"),
    [
        ("举报T1：反映收钱（“收钱”“我妈交了五万”）", "举报T1：反映收钱（“收钱”）"),
        ("举报T1：反映收钱（“签的（“互助协议”），我妈交了五万”）", "举报T1：反映收钱"),
        ("举报：沿用：读来像收钱，最像的说法（“说每年给六千”）", "举报：沿用：读来像收钱"),
        ("广告G1：承诺返利（“投一万每年返一千”）", None),
        ("名称含“理财”（“理财”）|举报T1：反映收钱（“收钱”）", None),
    ],
)
def test_reasons_lose_only_the_words_of_tips(reason: str, left: str | None) -> None:
    assert without_words(reason) == (reason if left is None else left)


def test_words_that_an_advert_has_as_well_are_nobodys_own(tmp_path: Path) -> None:
    said = "投一万一年给九百"
    ads = ADS.head(1).assign(广告主=FIRMS["企业名称"][0], 广告内容=f"{said}，保本保息")
    tips = pd.DataFrame(
        {"编号": ["T1"], "被反映对象": FIRMS["企业名称"], "内容": [f"店里说{said}"]}
    )
    run = screen(FIRMS, adverts=ads, tips=tips)
    run.write(tmp_path, redact=True)
    shown = pd.read_csv(tmp_path / "evidence.csv", dtype=str).fillna("")
    adverts = shown[shown["rule_id"].str.startswith("AD-")]
    assert adverts["matched"].str.contains("一年给九百").any()
