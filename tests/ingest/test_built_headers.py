"""Headers that offices put together themselves, whatever table of spellings there is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.ingest import NothingRead, read
from engine.ingest.headers.names import exact, label, likelier
from engine.model.errors import InputError
from engine.model.terms import ATTENTION, RecordKind

REG, AD, TIP, LIC = (
    RecordKind.REGISTRATION,
    RecordKind.ADVERT,
    RecordKind.TIP,
    RecordKind.LICENCE,
)


@pytest.mark.parametrize(
    ("kind", "column", "headers"),
    [
        (
            LIC,
            "valid_to",
            "许可证有效期 许可期限 证件到期日 有效期限 有效期（至） 有效期至 至 批准期限 有效期限至 牌照有效期止"
            " 许可证到期日期 批准文号有效期 经营许可证有效期限 有效截止日期 失效日期 证书的有效期",
        ),
        (LIC, "valid_from", "有效期（起） 许可证有效期自 颁证日期 首次发证日期 自 有效期起始日期"),
        (LIC, "name", "持牌机构名称 机构 被许可单位 持证单位名称"),
        (
            TIP,
            "subject",
            "反映对象 线索主体 反映单位 被反映单位名称 举报的对象 涉嫌企业 涉事主体名称 被诉单位 排查对象",
        ),
        (
            TIP,
            "text",
            "反映问题 基本情况 诉求 信访事项 反映主要内容 问题简述 反映的问题 线索详情 事由 来访内容 举报事项",
        ),
        (
            TIP,
            "subject_address",
            "所在地 经营地址 被举报单位所在地 门牌地址 具体位置 涉及地点 涉及地址 案发地点 案发地 事发地 涉案地址 发生地"
            " 举报地点 反映地点 问题发生地 涉及场所 被举报人地址 事件发生地点 活动地点 违法行为发生地",
        ),
        (TIP, "region", "涉及区域 事发区域"),
        (
            REG,
            "legal_rep",
            "经营者/负责人 经营者（负责人） 经营者（负责人）姓名 法定代表人/负责人/经营者 法定代表人、负责人 负责人姓名"
            " 法人/负责人 法定代表人或负责人 法定代表人/执行事务合伙人",
        ),
        (REG, "grid", "责任区 所属责任区 所属网格 辖区"),
        (REG, "name", "纳税人名称 户名 商户名称 店名 字号 入驻企业 承租单位名称 执照名称 招牌"),
        (
            REG,
            "address",
            "门牌地址 注册住所 坐落 楼宇名称 楼层 房号 楼栋 单元 门牌号 室号 所在楼层",
        ),
        (REG, "business_address", "实际经营地点 经营场地 现经营地址 实际办公地址 生产经营场所地址"),
        (REG, "scope", "主要业务 业态 主要经营项目"),
        (AD, "advertiser", "发布主体 投放单位 广告商 微信昵称 推广企业名称"),
        (AD, "media_name", "帐号 抖音账号 发布账号名称"),
        (AD, "text", "宣传内容 群聊记录 帖子文字 线索描述 线索内容"),
    ],
)
def test_known_without_a_table(kind: RecordKind, column: str, headers: str) -> None:
    wrong = {}
    for header in headers.split():
        (one,) = label([header], kind)
        if one.canonical != column:
            wrong[header] = one.canonical
    assert not wrong


@pytest.mark.parametrize(
    ("kind", "headers"),
    [
        (LIC, "经营期限 发证机构名称 批准机构 备案机构名称 有效"),
        (TIP, "举报单位 反映人 举报人 处理情况 办理情况 核查情况 巡查单位 检查机构"),
        (TIP, "举报人地址 反映人地址 联系地址 来电地址 举报地址 信访地址 发现地点 投诉人地点"),
        (REG, "楼层数 项目 内容 员工数 户数 登记机关名称 单元数"),
        (REG, "经营者/负责人电话 负责人签字 安全负责人 投资人/股东 法人代表证件号 网格员 责任人"),
    ],
)
def test_other_things_are_not_taken(kind: RecordKind, headers: str) -> None:
    wrong = ["name", "subject", "text", "valid_to", "valid_from", "address", "scope"]
    wrong += ["subject_address", "legal_rep", "grid"]
    found = {h: hit[0] for h in headers.split() if (hit := exact(h, kind))}
    assert not {h: c for h, c in found.items() if c in wrong}


def test_two_lines_tell_from_when_to_when() -> None:
    labels = label(["", "自", "至"], LIC, ["机构名称", "许可证有效期", "许可证有效期"])
    assert [one.canonical for one in labels][1:] == ["valid_from", "valid_to"]


def test_a_ledger_under_a_parent_gives_no_names() -> None:
    labels = label(["编码", "名称"], REG, ["企业", "企业"])
    assert [one.canonical for one in labels] == [None, "name"]


def test_headers_of_tips_are_named_beside_known_ones() -> None:
    labels = label(["受理日期", "举报人", "举报人电话", "反映对象", "主要内容", "承办人"], TIP)
    assert [one.text for one in labels][2] == "举报人电话"
    assert labels[2].private
    assert labels[5].text == "承办人"
    # What stands under no header may be a person.
    assert label(["张三", "李四", "主要内容"], TIP)[0].text == "第1列"


def test_refusals_name_the_headers_and_the_option(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text("编号,时间,反映对象,承办人\n1,2026-6-1,某商行,甲\n", encoding="utf-8")
    with pytest.raises(InputError, match="反映对象、承办人"):
        read([path], TIP)
    path.write_text("编号,受理时间,反映对象,反映问题\n1,2026-6-1,某商行,收钱\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"--tips .*台账\.csv"):
        read([path], REG)
    with pytest.raises(InputError, match=r"--tips .*台账\.csv"):
        read([path], LIC)


def test_in_a_folder_too(tmp_path: Path) -> None:
    (tmp_path / "群聊.txt").write_text("某某 9:12\n每月返利\n", encoding="utf-8")
    (tmp_path / "监测.jsonl").write_text(
        json.dumps({"编号": "1", "账号": "甲", "正文": "每月返利", "发布时间": "2026-1-1"}),
        encoding="utf-8",
    )
    with pytest.raises(NothingRead) as refused:
        read([tmp_path], REG)
    said = "\n".join(note for source in refused.value.sources for note in source.notes)
    assert "改用 --ads 监测.jsonl" in said
    assert "第一行写“广告内容”" in said


def test_a_licence_list_among_registers_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "名录.csv"
    path.write_text("机构名称,许可证编号,有效期至,发证机关\n甲典当行,1,2028-1-1,某局\n", "utf-8")
    (note,) = [n for n in read([path], REG).sources[0].notes if n.startswith(ATTENTION)]
    assert "--licences 名录.csv" in note
    head = ["企业名称", "统一社会信用代码", "企业类型", "登记状态", "住所", "经营范围"]
    assert likelier(head, REG) is None


def test_missing_columns_are_told_of(tmp_path: Path) -> None:
    firms, lists = tmp_path / "a.csv", tmp_path / "b.csv"
    firms.write_text("企业名称,经营范围,几楼\n甲商行,日用品,3\n", encoding="utf-8")
    lists.write_text("机构名称,许可证编号\n甲典当行,1\n", encoding="utf-8")
    assert "没有认出地址列" in read([firms], REG).sources[0].notes[0]
    assert "几楼" in read([firms], REG).sources[0].unmapped
    assert "没有认出有效期列" in read([lists], LIC).sources[0].notes[0]


def test_tips_without_numbers_are_called_by_their_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("登记表,\n反映对象,反映问题\n甲,收钱\n乙,返利\n", encoding="utf-8")
    assert read([path], TIP).table.column("tip_id").to_pylist() == ["第3行", "第4行"]
