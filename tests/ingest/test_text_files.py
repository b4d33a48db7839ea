"""csv, tsv, txt: encodings, delimiters, headers, broken rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.ingest import NothingRead, read
from engine.model.errors import InputError
from engine.model.fields import COLUMNS, PROVENANCE
from engine.model.terms import HEADER_ONLY, RecordKind

REG = RecordKind.REGISTRATION
HEAD = "企业名称,统一社会信用代码,注册资本,经营范围,住所"
ROWS = [
    '平安里农业有限公司,91640221MA75XXXX1A,50万,"种植；养殖,销售",金桥村1号',
    '渠口商行,N/A,-,"日用品\n零售",无',
]
TEXT = "\n".join([HEAD, *ROWS]) + "\n"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def column(result, name):
    return result.table.column(name).to_pylist()


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8-sig", b""),
        ("gb18030", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_encodings(tmp_path, encoding, bom):
    path = tmp_path / "a.csv"
    path.write_bytes(bom + TEXT.encode(encoding))
    result = read([path], REG)
    assert column(result, "name") == ["平安里农业有限公司", "渠口商行"]
    assert column(result, "scope") == ["种植；养殖,销售", "日用品\n零售"]
    assert column(result, "uscc") == ["91640221MA75XXXX1A", None]
    assert column(result, "address") == ["金桥村1号", None]
    assert column(result, "source_row") == [1, 2]
    assert result.table.column_names == [*COLUMNS[REG], *PROVENANCE]


def test_one_cut_character_does_not_turn_utf8_into_gbk(tmp_path):
    body = "企业名称,住所\n" + "".join(f"第{i}农资经营部,金桥村\n" for i in range(200))
    path = tmp_path / "a.csv"
    path.write_bytes(body.encode() + "渠口商".encode()[:-1] + b",x\n")
    result = read([path], REG)
    assert result.sources[0].encoding == "utf-8"
    assert "1 个字符损坏" in result.sources[0].notes[0]
    assert column(result, "name")[0] == "第0农资经营部"


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimiters(tmp_path, delimiter):
    text = (
        f"企业名称{delimiter}住所\n甲店{delimiter}一号,二号\n"
        if delimiter != ","
        else "企业名称,住所\n甲店,一号\n"
    )
    result = read([write(tmp_path / "a.txt", text)], REG)
    assert column(result, "name") == ["甲店"]


def test_title_rows_and_footers_and_blank_lines(tmp_path):
    text = (
        "渠口乡企业名单,,\n（2021年）,,\n序号,企业名称*,住 所\n1,甲公司,一号\n\n2,乙公司,二号\n"
        "序号,企业名称*,住 所\n3,,三号\n合计,2户,\n制表人：张三,,\n"
    )
    result = read([write(tmp_path / "a.csv", text)], REG)
    assert column(result, "name") == ["甲公司", "乙公司"]
    assert column(result, "source_row") == [1, 3]
    assert [(r.source_row, r.cause) for r in result.rejected] == [
        (4, "重复的表头"),
        (5, "缺少企业名称"),
        (6, "表尾的合计或说明行，不是数据"),
        (7, "表尾的合计或说明行，不是数据"),
    ]
    assert result.sources[0].header_row == 3
    assert result.rows_in == 6


def test_ragged_row_and_stray_quote_cost_only_themselves(tmp_path):
    text = (
        '企业名称,住所,经营范围\n甲,一号,零售\n乙,二号\n丙,三号,"坏引号\n丁,四号,批发\n戊,五号,"种植,""养殖"""\n'
        "己,六号,多,了\n庚,七号,x,\n"
    )
    result = read([write(tmp_path / "a.csv", text)], REG)
    assert column(result, "name") == ["甲", "丙", "丁", "戊", "庚"]
    assert column(result, "scope")[1:4] == ['"坏引号', "批发", '种植,"养殖"']
    assert column(result, "source_row") == [1, 3, 4, 5, 7]
    assert [r.source_row for r in result.rejected] == [2, 6]
    assert json.loads(result.rejected[0].raw) == {"企业名称": "乙", "住所": "二号"}
    assert json.loads(result.rejected[1].raw)["多出的第1列"] == "了"


def test_stray_quotes_that_pair_up_do_not_swallow_rows(tmp_path):
    text = '企业名称,住所,经营范围\n甲,"一号,零售\n乙,二号,批发\n丙,"三号,种植\n丁,四号,养殖\n'
    result = read([write(tmp_path / "a.csv", text)], REG)
    assert column(result, "name") == ["甲", "乙", "丙", "丁"]


def test_two_header_rows(tmp_path):
    text = (
        "基本信息,,地址信息,经营范围,\n企业名称,统一社会信用代码,住所,一般项目,许可项目\n"
        "甲公司,,一号,零售,食品经营\n"
    )
    result = read([write(tmp_path / "a.csv", text)], REG)
    assert column(result, "scope") == ["零售；食品经营"]
    assert column(result, "address") == ["一号"]
    assert result.sources[0].header_row == 2
    assert result.sources[0].mapping["经营范围/许可项目"] == "scope"


def test_vertically_merged_header(tmp_path):
    text = "企业名称,住所,经营范围,\n,,一般项目,许可项目\n甲公司,一号,零售,食品\n"
    result = read([write(tmp_path / "a.csv", text)], REG)
    assert column(result, "name") == ["甲公司"]
    assert column(result, "scope") == ["零售；食品"]


def test_damaged_codes_are_noted_never_guessed(tmp_path):
    text = "企业名称,统一社会信用代码\n甲,9.16E+17\n乙,91640221MA75XXXX1A\n"
    result = read([write(tmp_path / "a.csv", text)], REG)
    assert column(result, "uscc") == [None, "91640221MA75XXXX1A"]
    note = result.sources[0].notes[0]
    assert note.startswith(
        "统一社会信用代码列共有 1 个单元格被Excel损坏，已按空白处理：第1行 9.16E+17。"
    )


def test_unit_in_header(tmp_path):
    text = "企业名称,注册资本（万元）\n甲,50\n乙,30万美元\n"
    assert column(read([write(tmp_path / "a.csv", text)], REG), "reg_capital") == [
        "50万元",
        "30万美元",
    ]


def test_competing_columns(tmp_path):
    text = "名称,企业名称,联系电话,更多电话,经营地址,英文名称\n甲,甲公司,1,2;3,某路,JIA\n乙,,1,,,\n"
    result = read([write(tmp_path / "a.csv", text)], REG)
    assert column(result, "name") == ["甲公司", "乙"]
    assert column(result, "phone") == ["1;2;3", "1"]
    assert column(result, "business_address") == ["某路", None]
    assert "英文名称" in result.sources[0].unmapped


def test_reporter_never_enters(tmp_path):
    text = (
        "工单编号,举报人,来电号码,联系电话,被举报单位,举报内容\n1,王五,13900000000,138,某公司,高息揽储\n"
        "2,赵六,13900000001,138,某公司,\n3,孙七,137\n"
    )
    result = read([write(tmp_path / "t.csv", text)], RecordKind.TIP)
    assert column(result, "subject") == ["某公司"]
    assert column(result, "phone") == [None]
    assert len(result.rejected) == 2
    kept = repr(result.table.to_pylist()) + "".join(r.raw for r in result.rejected)
    for secret in ("王五", "赵六", "孙七", "1390000000", "138"):
        assert secret not in kept


def test_reporter_below_a_merged_parent(tmp_path):
    text = "举报人信息,,被举报单位,举报内容\n姓名,电话,,\n王五,139,某公司,揽储\n"
    result = read([write(tmp_path / "t.csv", text)], RecordKind.TIP)
    assert "139" not in repr(result.table.to_pylist())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "是空的"),
        (b"\xef\xbb\xbf\r\n", "是空的"),
        ("地址,电话\n一号,2\n".encode(), "找不到企业名称列"),
        (b"PK\x03\x04abc", "与后缀不符"),
        (bytes(range(256)) * 50, "不是可识别的文本"),
    ],
)
def test_unusable_files(tmp_path, content, message):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        read([path], REG)


def test_message_shows_the_headers(tmp_path):
    with pytest.raises(InputError, match="表头有：地址、电话"):
        read([write(tmp_path / "a.csv", "地址,电话\n一号,2\n")], REG)


def test_header_only(tmp_path):
    result = read([write(tmp_path / "a.csv", HEAD + "\n")], REG)
    assert result.rows_in == result.table.num_rows == 0
    assert HEADER_ONLY in result.sources[0].notes


def test_folders(tmp_path):
    with pytest.raises(InputError, match="找不到文件"):
        read([tmp_path / "no.csv"], REG)
    with pytest.raises(InputError, match="没有可读的文件"):
        read([tmp_path], REG)
    (tmp_path / "b").mkdir()
    write(tmp_path / "b" / "x.csv", "企业名称\n乙\n")
    write(tmp_path / "a.csv", "企业名称\n甲\n")
    write(tmp_path / "~$a.xlsx", "lock")
    write(tmp_path / "说明.txt", "请看这里")
    result = read([tmp_path, tmp_path / "a.csv"], REG)
    assert column(result, "name") == ["甲", "乙"]
    assert column(result, "source_file") == ["a.csv", "b/x.csv"]
    assert any("未读取" in note for s in result.sources for note in s.notes)


def test_a_file_of_a_folder_that_cannot_be_read_is_set_aside_whole(tmp_path):
    write(tmp_path / "a.csv", "企业名称\n甲\n\n无\n")
    (tmp_path / "b.csv").write_bytes(b"")
    result = read([tmp_path], REG)
    assert column(result, "name") == ["甲"]
    assert [(row.source_file, row.source_row) for row in result.rejected] == [("a.csv", 3)]
    assert result.rows_in == result.table.num_rows + len(result.rejected)
    assert [source.file for source in result.sources if source.unread] == ["b.csv"]
    with pytest.raises(InputError, match="是空的"):
        read([tmp_path, tmp_path / "b.csv"], REG)


def test_a_folder_without_anything_to_read(tmp_path):
    (tmp_path / "b.csv").write_bytes(b"")
    with pytest.raises(NothingRead, match="是空的") as refused:
        read([tmp_path], REG)
    assert [source.file for source in refused.value.sources] == ["b.csv"]


def test_same_base_name(tmp_path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / "a.csv", "企业名称\n甲\n")
    result = read([tmp_path / "x" / "a.csv", tmp_path / "y" / "a.csv"], REG)
    assert len(set(column(result, "source_file"))) == 2


def test_one_column_of_messages_keeps_its_commas(tmp_path):
    text = '短信内容\n回报高,稳赚,速来\n买房, 送车位\n"引号,里"\n'
    result = read([write(tmp_path / "a.txt", text)], RecordKind.ADVERT)
    assert column(result, "text") == ["回报高,稳赚,速来", "买房, 送车位", "引号,里"]


def test_header_narrower_than_the_rows(tmp_path):
    text = "企业名称,住所\n" + "甲,一号,\n" * 9
    result = read([write(tmp_path / "a.csv", text)], REG)
    assert column(result, "address") == ["一号"] * 9
    assert "末尾比表头多出空列" in result.sources[0].notes[0]


def test_cells_beyond_the_header_are_never_read_in_other_columns(tmp_path):
    """A delimiter without quotes in every row moves what follows, however regular it looks."""
    rows = "".join(f"第{i}店,代理记账,理财,13900000000\n" for i in range(9))
    result = read([write(tmp_path / "a.csv", "企业名称,经营范围,联系电话\n" + rows)], REG)
    assert result.table.num_rows == 0
    assert {row.cause for row in result.rejected} == {
        "列数不符：应有 3 列，实有 4 列。格里有分隔符的要加引号，多出的列要有表头"
    }
    some = "企业名称,经营范围\n" + "甲店,零售,\n" * 8 + "乙店,零售,批发\n"
    result = read([write(tmp_path / "b.csv", some)], REG)
    assert column(result, "name") == ["甲店"] * 8
    assert [row.source_row for row in result.rejected] == [9]


def test_a_column_without_header_is_told_of_where_it_says_something(tmp_path):
    text = "企业名称,,住所,经营范围,\n甲,x,一号,零售,\n乙,,二号,零售,\n"
    result = read([write(tmp_path / "a.csv", text)], REG)
    assert column(result, "address") == ["一号", "二号"]
    note = result.sources[0].notes[0]
    assert note.startswith("第2列没有表头却有内容")


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1e"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_rows_that_end_in_another_character(tmp_path, end, last):
    rows = "".join(f"第{i}店,代理记账,某某{i}{end}" for i in range(30))
    text = f"企业名称,经营范围,法定代表人{end}{rows}{last}"
    result = read([write(tmp_path / "a.csv", text)], REG)
    assert column(result, "name") == [f"第{i}店" for i in range(30)]
    assert result.sources[0].unmapped == ()
    assert f"U+{ord(end):04X}" in result.sources[0].notes[0]
    messages = f"短信内容{end}回报高,速来{end}稳赚{end}{last}"
    result = read([write(tmp_path / "b.csv", messages)], RecordKind.ADVERT)
    assert column(result, "text") == ["回报高,速来", "稳赚"]


@pytest.mark.parametrize("mark", ["\x85", "\u2028", "\x0b"])
def test_the_same_characters_in_cells_are_text(tmp_path, mark):
    text = f"企业名称,联系{mark}电话,经营范围\n甲店,1,零售{mark}批发\n乙店,2,零售\n"
    result = read([write(tmp_path / "a.csv", text)], REG)
    assert column(result, "scope") == [f"零售{mark}批发", "零售"]
    assert column(result, "phone") == ["1", "2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_large_file_whose_lines_end_in_carriage_returns(tmp_path, encoding):
    count = 9000
    rows = "".join(f"第{i}店,{'零售、' * 160}\r" for i in range(count))
    path = write(tmp_path / "a.csv", "企业名称,经营范围\r" + rows, encoding)
    assert path.stat().st_size > 8 << 20
    assert column(read([path], REG), "name") == [f"第{i}店" for i in range(count)]
