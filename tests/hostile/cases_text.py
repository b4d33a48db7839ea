"""csv and text: encodings, quotes, headers, sizes."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from .case import FIRM, HEAD, SHOP, TABLE, Group, Make, adverts, cells, found, text

_group = Group("文本文件")
case, ok, refused = _group.case, _group.ok, _group.refused
_GBK = TABLE.encode("gbk")


def _named(name: str):  # type: ignore[no-untyped-def]
    def check(out: Path) -> None:
        assert name in cells(out, "entities.csv", "name")

    return check


def _rejected(cause: str):  # type: ignore[no-untyped-def]
    def check(out: Path) -> None:
        assert any(cause in found for found in cells(out, "rejected.csv", "cause"))

    return check


def _noted(note: str):  # type: ignore[no-untyped-def]
    def check(out: Path) -> None:
        run = json.loads((out / "run.json").read_text(encoding="utf-8"))
        assert any(note in said for source in run["inputs"] for said in source["notes"])

    return check


def _merged(count: int):  # type: ignore[no-untyped-def]
    def check(out: Path) -> None:
        run = json.loads((out / "run.json").read_text(encoding="utf-8"))
        assert run["rows"]["registration"]["merged_duplicates"] == count

    return check


def _as_of(day: str, later: int, impossible: int):  # type: ignore[no-untyped-def]
    def check(out: Path) -> None:
        run = json.loads((out / "run.json").read_text(encoding="utf-8"))
        assert run["as_of"] == day
        assert run["dates_passed_over"] == {"later": later, "impossible": impossible}

    return check


_TRADES = ["餐饮", "零售", "建材", "五金", "养殖", "种植", "运输", "物流", "批发", "加工", "维修", "农资", "饲料", "服装", "家电", "超市"]  # fmt: skip


def _long(content: str) -> Make:
    """One advert longer than the default limit."""

    def make(folder: Path) -> list[object]:
        return [*adverts(f"广告内容\n{content}\n")(folder), "--limit", "cell=400000"]

    return make


def _random(pool: Sequence[str], size: int = 32_700) -> str:
    return "".join(random.Random(3).choices(pool, k=size))[:size]


def _parquet_advert(folder: Path) -> list[object]:
    pq.write_table(pa.table({"广告内容": ["理财", "理财" * 500_000]}), folder / "ads.parquet")
    return ["--ads", folder / "ads.parquet"]


def _with_one_of_no_names(folder: Path) -> list[object]:
    inside = folder / "registers"
    inside.mkdir()
    text(TABLE, "a.csv")(inside)
    text(TABLE + ",,零售,,,\n" * 2, "b.csv")(inside)
    return [inside, "--limit", "rejected=1"]


CASES = [
    refused("csv-empty", "0 字节的 csv", "退出码 3，说明文件是空的", text(b""), "是空的"),
    refused("csv-blank", "只有空格和换行", "退出码 3，说明文件是空的", text(b" \r\n\t\n  "), "是空的"),
    refused("csv-bom-only", "只有 BOM", "退出码 3，说明文件是空的", text(b"\xef\xbb\xbf"), "是空的"),
    refused("csv-only-nul", "一万个 NUL 字节", "退出码 3，说明文件是空的", text(b"\x00" * 10_000), "是空的"),
    ok("csv-header-only", "只有表头没有数据", "退出码 3，说明只有表头", text(HEAD + "\n"), rows=None, check=None, code=3, says="只有表头"),
    refused("csv-no-header", "没有表头的数据行", "退出码 3，说明列数，不引用内容", text(f"{SHOP}\n{SHOP}\n"), "没有一个是认得的表头"),
    refused("csv-other-table", "另一种表（没有企业名称列）", "退出码 3，列出认得的表头", text("日期,数量,单价\n2024-01-01,3,5\n"), "表头有"),
    ok("csv-utf8-bom", "UTF-8 带 BOM", "照常读取", text("\ufeff" + TABLE)),
    ok("csv-gbk", "GBK 编码", "照常读取", text(_GBK)),
    ok("csv-gb18030", "GB18030 编码，含生僻字", "照常读取", text((TABLE + "平罗县𠮷祥便民店,,食品零售,平罗县,,\n").encode("gb18030")), rows=(3, 0)),
    ok("csv-utf16-le", "UTF-16 小端带 BOM", "照常读取", text(b"\xff\xfe" + TABLE.encode("utf-16-le"))),
    ok("csv-utf16-be", "UTF-16 大端带 BOM", "照常读取", text(b"\xfe\xff" + TABLE.encode("utf-16-be"))),
    ok("csv-utf16-cut", "UTF-16 少了最后一个字节", "照常读取，注明有字符损坏", text(b"\xff\xfe" + TABLE.encode("utf-16-le")[:-1])),
    ok("csv-utf16-lone-surrogate", "UTF-16 里有半个代理对", "半个字符换成 �，行照读", text(b"\xff\xfe" + TABLE.replace("食品", "食\ud83d品").encode("utf-16-le", "surrogatepass"))),
    ok("csv-utf8-surrogate", "UTF-8 里硬写的代理码点", "坏字节换成 �，行照读", text((TABLE + f"{SHOP}甲\n" * 300).replace("食品", "食\ud83d品", 1).encode("utf-8", "surrogatepass")), rows=(302, 0)),
    ok("csv-broken-bytes", "UTF-8 里夹着零星坏字节", "坏字节换成 �，行照读，注明个数", text((TABLE + f"{SHOP}甲\n" * 300).encode().replace("零售".encode(), b"\xff\xfe", 1)), rows=(302, 0)),
    ok("csv-mixed-encodings", "前半 UTF-8、后半 GBK", "逐行辨认，照读，说明", text((TABLE * 20).encode() + _GBK.replace("鑫盛".encode("gbk"), "远山".encode("gbk")) * 20), rows=(119, 39), says="有的行是 UTF-8、有的行是 GBK", check=_named("平罗县远山通投资咨询有限公司")),
    ok("csv-one-line-gbk", "UTF-8 里有一行是 GBK", "逐行辨认，照读，说明", text((TABLE + f"{SHOP}甲\n" * 300).encode() + FIRM.replace("鑫盛", "远山").encode("gbk") + b"\n"), rows=(303, 0), says="有的行是 GBK", check=_named("平罗县远山通投资咨询有限公司")),
    ok("csv-one-line-utf8", "GBK 里有一行是 UTF-8", "逐行辨认，照读，说明", text(_GBK + FIRM.replace("鑫盛", "远山").encode() + b"\n"), rows=(3, 0), says="有的行是 GBK", check=_named("平罗县远山通投资咨询有限公司")),
    refused("csv-one-line-big5", "UTF-8 里有一行是 Big5", "退出码 3，说明不是可识别的文本", text(TABLE.encode() + "平羅縣遠山投資諮詢有限公司,,投資諮詢,平羅縣,,\n".encode("big5")), "不是可识别的文本"),
    refused("csv-is-sylk", "SYLK 表格改名为 csv（读取器读作一列）", "退出码 3，说明另存为 xlsx", text("ID;PWXL;N;E\r\nP;PGeneral\r\n" + "".join(f'C;Y{y};X{x};K"{cell}"\r\n' for y, row in enumerate(TABLE.split("\n")[:3], 1) for x, cell in enumerate(row.split(","), 1)) + "E\r\n", encoding="gbk"), "SYLK 表格（slk），与后缀不符。请用 Excel 打开后另存为 xlsx"),
    refused("csv-is-dif", "DIF 表格改名为 csv", "退出码 3，说明另存为 xlsx", text('TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,3\r\n""\r\n-1,0\r\nBOT\r\n1,0\r\n企业名称\r\n', encoding="gbk"), "DIF 表格"),
    ok("csv-header-id", "第一列的表头叫 ID（不是 SYLK）", "照常读取", text(TABLE.replace(HEAD, f"ID;P;{HEAD}".replace(",", ";")).replace("\n平", "\nC;Y;平").replace(",", ";"))),
    refused("csv-random-bytes", "随机字节改名为 csv", "退出码 3，说明不是可识别的文本", text(bytes(range(256)) * 64), "不是可识别的文本"),
    refused("csv-is-xlsx", "xlsx 改名为 csv", "退出码 3，说明内容与后缀不符", text(b"PK\x03\x04" + b"\x00" * 64), "与后缀不符"),
    refused("csv-is-pdf", "PDF 改名为 csv", "退出码 3，说明内容与后缀不符", text(b"%PDF-1.7\n" + b"x" * 64), "PDF"),
    refused("csv-is-gzip", "gzip 改名为 csv", "退出码 3，说明内容与后缀不符", text(b"\x1f\x8b\x08" + b"x" * 64), "压缩包"),
    ok("csv-nul-in-cell", "单元格里有 NUL", "照读，结果里不含 NUL", text(TABLE.replace("鑫盛", "鑫\x00盛")), check=_named("平罗县鑫盛通投资咨询有限公司")),
    ok("csv-control-chars", "单元格里有各种控制字符", "照读，结果里不含控制字符", text(TABLE.replace("鑫盛", "鑫\x01\x07\x08\x1b\x7f盛")), check=found),
    ok("csv-crlf", r"\r\n 行尾", "照常读取", text(TABLE.replace("\n", "\r\n"))),
    ok("csv-cr", r"只有 \r 的行尾", "照常读取", text(TABLE.replace("\n", "\r"))),
    ok("csv-mixed-line-ends", r"\n、\r\n 混用", "照常读取", text(f"{HEAD}\r\n{FIRM}\n{SHOP}\r\n")),
    *(ok(f"csv-end-{ord(end):x}", f"行尾是 U+{ord(end):04X}", "当作换行，注明", text(TABLE.replace("\n", end)), check=_noted("行尾不是换行")) for end in "\x0b\x85\u2028"),
    ok("csv-cr-large", r"只有 \r 的行尾，九兆", "照常读取", text((TABLE + f"{SHOP}{'甲' * 3000}\n" * 1000).replace("\n", "\r")), rows=(1002, 0)),
    ok("csv-no-last-newline", "最后一行没有换行", "照常读取", text(TABLE.rstrip("\n"))),
    ok("csv-ctrl-z", "末尾有 DOS 的 Ctrl-Z", "照常读取", text(TABLE + "\x1a")),
    ok("csv-blank-lines", "中间夹着空行", "空行不算行，其余照读", text(f"{HEAD}\n\n{FIRM}\n\n\n{SHOP}\n")),
    ok("csv-sep-line", "第一行是 sep=;", "照常读取", text("sep=;\n" + TABLE.replace(",", ";").replace("；", "、"))),
    ok("csv-tab", "制表符分隔", "照常读取", text(TABLE.replace(",", "\t"), "in.tsv")),
    ok("csv-pipe", "竖线分隔", "照常读取", text(TABLE.replace(",", "|"), "in.txt")),
    ok("csv-fullwidth-comma", "全角逗号分隔", "照常读取", text(TABLE.replace(",", "，"), "in.txt")),
    ok("csv-open-quote", "一个引号没有闭合", "引号当作文字，一行不少", text(f'{HEAD}\n{FIRM}\n"{SHOP}\n{SHOP}甲\n'), rows=(3, 0)),
    ok("csv-open-quote-first", "第一行的引号没有闭合", "引号当作文字，一行不少", text(f'{HEAD}\n"{SHOP}\n{FIRM}\n{SHOP}甲\n'), rows=(3, 0)),
    ok("csv-open-quotes-adjacent", "相邻两行各有一个没有闭合的引号", "引号当作文字，一行不少", text(TABLE + "\"平罗县甲店,,零售,平罗县,,\n\"平罗县乙店,,批发,平罗县,,\n"), rows=(4, 0)),
    ok("csv-open-quotes-cr", "同上，行尾只有 \\r", "引号当作文字，一行不少", text((TABLE + "\"平罗县甲店,,零售,平罗县,,\n\"平罗县乙店,,批发,平罗县,,\n").replace("\n", "\r")), rows=(4, 0)),
    ok("csv-inch-quote", "单元格中间有英寸的引号", "照常读取", text(f'{HEAD}\n{FIRM}\n平罗县50"电视维修部,,电视维修,平罗县,,\n')),
    ok("csv-inch-quotes-ragged", "两行各有一个英寸的引号，末尾有一行列数不符", "引号当作文字，一行不少", text(TABLE + '平罗县甲店,,6"钢管,平罗县,,\n' + f"{SHOP}甲\n{SHOP}乙\n" + '平罗县乙店,,8"钢管,平罗县,,\n合计,4\n'), rows=(7, 1), check=_rejected("列数不符")),
    ok("csv-name-in-quotes", "名称的一部分加了引号", "引号当作文字，照读", text(TABLE + '"平罗县"投资理财店,,投资理财,平罗县,,\n'), rows=(3, 0), check=_named('"平罗县"投资理财店')),
    ok("csv-header-quote", "表头最后一列有一个没有闭合的引号", "引号当作文字，一行不少", text(f'{HEAD},"备注\n{FIRM},甲\n{SHOP},"乙\n'), rows=(2, 0)),
    ok("csv-quote-eof", "引号一直开到文件末尾", "引号当作文字，一行不少", text(TABLE + '"' + SHOP + "\n" + (SHOP + "\n") * 30), rows=(33, 0)),
    ok("csv-quoted-newline", "引号里有换行和逗号", "作为一格读取", text(f'{HEAD}\n"平罗县鑫盛通投资咨询有限公司",,"投资咨询,\n理财咨询",平罗县,,\n{SHOP}\n')),
    ok("csv-doubled-quote", "引号里有成对的引号", "照常读取", text(f'{HEAD}\n{FIRM}\n"平罗县""好再来""超市",,零售,平罗县,,\n')),
    ok("csv-ragged-short", "有一行少几列", "这一行放入未读行，其余照读", text(TABLE + "平罗县短行商店,,零售\n"), rows=(3, 1), check=_rejected("列数不符")),
    ok("csv-ragged-long", "有一行多几列", "这一行放入未读行，其余照读", text(TABLE + SHOP + ",多,出\n"), rows=(3, 1), check=_rejected("列数不符")),
    ok("csv-delimiter-in-every-row", "每一行的经营范围里都有没加引号的逗号", "每一行都放入未读行，不错位", text(TABLE.replace("投资咨询；", "投资咨询,").replace("食品", "食品,").replace("某某,", "某某,0952-1")), rows=(2, 2), check=_rejected("要加引号")),
    ok("csv-nameless-column", "最后一列没有表头却有内容", "照读，注明该列", text(f"{HEAD},\n{FIRM},x\n{SHOP},y\n"), check=_noted("第7列没有表头")),
    ok("csv-extra-empty-columns", "有一行多出空列", "照读，注明可能错位", text(TABLE + SHOP + "甲,,,\n"), rows=(3, 0), check=_noted("有 1 行的末尾比表头多出空列")),
    ok("csv-all-ragged", "除表头外每行列数都不对", "每一行都放入未读行", text(HEAD + "\n" + "甲,乙\n" * 40), rows=(40, 40), check=_rejected("列数不符")),
    ok("csv-duplicate-header", "同名的列出现两次", "取先出现且有值的", text(f"{HEAD},企业名称\n{FIRM},\n{SHOP},\n")),
    ok("csv-empty-header", "中间有没有名字的列", "该列不用，其余照读", text(TABLE.replace("住所", ""))),
    ok("csv-spaced-header", "表头里有空格、全角和零宽字符", "照常认出", text(TABLE.replace("企业名称", " 企业\u200b名 称　"))),
    ok("csv-formula-header", "表头以等号开头", "该列不用，结果里不是公式", text(TABLE.replace("法定代表人", '=HYPERLINK("http://x")').replace('"', "")), check=None),
    ok("csv-repeated-header", "表头在中间又出现一次", "重复的表头放入未读行", text(f"{TABLE}{HEAD}\n{SHOP}甲\n"), rows=(4, 1), check=_rejected("重复的表头")),
    ok("csv-two-headers", "二十行内有两个表头，下面的列更多", "上面的行放入未读行，说明是哪个表头", text(f"企业名称,住所\n平罗县甲店,一号\n平罗县乙店,二号\n{TABLE}"), rows=(5, 3)),
    ok("csv-future-date", "有一户的成立日期是 2092 年", "照读，不作截止日，写入数据问题", text(HEAD + ",成立日期\n" + FIRM + ",2016-03-01\n" + SHOP + ",2092-01-01\n"), check=_as_of("2016-03-01", 1, 0)),
    ok("csv-impossible-date", "成立日期是 2024-13-45", "照读，不作截止日，写入数据问题", text(HEAD + ",成立日期\n" + FIRM + ",2016-03-01\n" + SHOP + ",2024-13-45\n"), check=_as_of("2016-03-01", 0, 1)),
    ok("csv-title-above", "表头上面有标题和说明", "照常读取", text(f"平罗县企业登记情况表,,,,,\n导出时间：2024-01-01,,,,,\n{TABLE}")),
    ok("csv-footer", "末尾有合计行", "合计行放入未读行", text(TABLE + "合计：2户,,,,,\n"), rows=(3, 1), check=_rejected("合计")),
    ok("csv-missing-name", "有一行没有企业名称", "这一行放入未读行", text(TABLE + ",,零售,平罗县,,\n"), rows=(3, 1), check=_rejected("缺少企业名称")),
    ok("csv-null-names", "名称写作 NULL、无、/", "放入未读行", text(TABLE + "NULL,,零售,甲,,\n无,,零售,甲,,\n/,,零售,甲,,\n"), rows=(5, 3), check=_rejected("缺少企业名称")),
    ok("csv-duplicates", "同一户写了三遍", "合并成一户，行数对得上", text(TABLE + FIRM + "\n" + FIRM + "\n"), rows=(4, 0), check=_merged(2)),
    ok("csv-zero-width-duplicates", "同名但夹着零宽字符的两行", "合并成一户", text(TABLE + FIRM.replace("鑫盛", "鑫\u200b盛") + "\n"), rows=(3, 0), check=_merged(1)),
    ok("csv-excel-damaged-code", "统一代码被 Excel 变成科学计数", "代码按空白处理，写入数据问题", text(TABLE.replace("公司,,", "公司,9.16402E+17,")), check=None),
    ok("csv-million-columns", "一百万列的表头", "退出码 3，说明列数超过上限", text("企业名称," + "x," * 1_000_000 + "\n"), rows=None, check=None, code=3, says="列数"),
    ok("csv-million-cells-row", "一行有一百万列", "这一行放入未读行，其余照读", text(TABLE + "甲," * 1_000_000 + "\n"), rows=(3, 1), check=_rejected("列数不符")),
    refused("csv-3000-columns", "三千列", "退出码 3，说明列数超过上限和怎样放宽", text(",".join(f"列{i}" for i in range(3000)) + ",企业名称\n"), "--limit columns="),
    refused("csv-200mb-cell", "一个单元格 200 MB", "退出码 3，说明哪一行太长", text(lambda: HEAD + "\n" + "甲" + "x" * (200 << 20) + ",,,,,\n"), "第 2 行"),
    refused("csv-200mb-header", "表头 200 MB 没有换行", "退出码 3，说明第一行太长", text(lambda: b"x" * (200 << 20)), "第 1 行"),
    ok("csv-100k-cell", "一个单元格十万字", "这一行放入未读行并截短，其余照读", text(TABLE + "平罗县长长商店,," + "零售" * 50_000 + ",平罗县,,\n"), rows=(3, 1), check=_rejected("超过上限")),
    ok("csv-full-scope", "经营范围一万字，全是命中词", "照常筛查", text(TABLE + "平罗县大而全商店,," + "投资理财咨询、" * 1500 + ",平罗县,,\n"), rows=(3, 0)),
    ok("csv-full-address", "住所三万个数字", "照常筛查，地址只看开头", text(TABLE.replace("平罗县渠口乡金桥村1号", "1" * 32_000))),
    ok("csv-full-name", "企业名称三万字", "照常筛查", text(TABLE + "投资" * 15_000 + ",,零售,平罗县,,\n"), rows=(3, 0)),
    case("ad-full-text", "广告正文一万字，全是命中词", "照常筛查", adverts("广告内容\n" + "投资理财年化收益百分之十二保本保息" * 700 + "\n"), rows=(1, 0), kind="advert"),
    case("ad-digits", "广告正文一万五千个数字", "照常筛查", adverts("广告内容\n" + "1234567890" * 1500 + "\n"), rows=(1, 0), kind="advert"),
    case("tip-denials", "一条举报是三万个“没”", "照常筛查", lambda folder: ["--tips", *text("诉求内容\n收老人存款，高息" + "没" * 30_000 + "\n", "tips.csv")(folder), *text(TABLE)(folder)], rows=(1, 0), kind="tip"),
    case("ad-payouts", "广告正文是一千五百次“投1万返2万”", "照常筛查", adverts("广告内容\n" + "投1万返2万。" * 1500 + "\n"), rows=(1, 0), kind="advert"),
    case("ad-pinyin", "广告正文是一万字母的拼音", "照常筛查", adverts("广告内容\n" + "touzi licai " * 900 + "\n"), rows=(1, 0), kind="advert"),
    case("ad-brackets", "广告正文是三万个括号", "照常筛查", adverts("广告内容\n" + "（" * 32_000 + "\n"), rows=(1, 0), kind="advert"),
    case("ad-numerals", "广告正文是一万五千个中文数字", "照常筛查", adverts("广告内容\n" + "一二三四五六七八九十" * 1500 + "\n"), rows=(1, 0), kind="advert"),
    case("ad-homophones", "广告正文是三万两千七百个随机的同音字", "照常筛查", adverts("广告内容\n" + _random("宝本报息苯饱夕西习希粒财离利李理材才采投资头姿咨募慕目基鸡机集计") + "\n"), rows=(1, 0), kind="advert"),
    case("ad-signs", "广告正文是三万两千七百个随机的符号", "照常筛查", adverts("广告内容\n" + _random("！@#￥%…&*（）—+-={}、|；：‘’《》？/~·★☆●◆■□▲△→←↑↓§№〓") + "\n"), rows=(1, 0), kind="advert"),
    case("ad-emoji", "广告正文是三万两千七百个随机的表情", "照常筛查", adverts("广告内容\n" + _random("💰🏠📈🔥✅👉📞💵🎁😀⬆\ufe0f1\u20e3") + "\n"), rows=(1, 0), kind="advert"),
    case("ad-any", "广告正文是三万两千七百个随机的汉字", "照常筛查", adverts("广告内容\n" + _random([chr(code) for code in range(0x4E00, 0x9FA5)]) + "\n"), rows=(1, 0), kind="advert"),
    case("ad-trades", "广告正文是三万两千七百字的随机行业词", "照常筛查", adverts("广告内容\n" + _random(_TRADES) + "\n"), rows=(1, 0), kind="advert"),
    ok("csv-trades", "三户的经营范围各是三万字的随机行业词", "照常筛查", text(f"{HEAD}\n" + "".join(f"云泉县第{n}商行,,{_random(_TRADES)},云泉县{n}号,,\n" for n in range(3))), rows=(3, 0), check=None),
    *(
        ok(f"scope-{id}", f"经营范围三万字，{what}", "照常筛查", text(f"{HEAD}\n云泉县长长商行,,{(unit * 7000)[:32_000]},云泉县1号,,\n"), rows=(1, 0), check=None)
        for id, what, unit in (
            ("disclaimed", "没有句号，几千个“不含”", "不含理财，"),
            ("excepted", "几千个“除……外”", "除理财外，"),
            ("bracketed", "几千个写明排除的括号", "理财（不含理财）"),
            ("unclosed", "几千个没有闭合的括号，个个写明排除", "投资咨询（不含理财"),
            ("unquoted", "几千个没有闭合的引号，个个写明排除", "“不含理财"),
            ("above", "几千个“以上不含”", "理财以上不含典当，"),
        )
    ),
    ok("csv-megabyte", "经营范围一兆字", "这一行放入未读行", text(TABLE + "云泉县长长商行,," + "理财" * 500_000 + ",云泉县,,\n"), rows=(3, 1)),
    case("ad-megabyte", "csv 里的广告正文一兆字", "这一行放入未读行", adverts("广告内容\n理财\n" + "理财" * 500_000 + "\n"), rows=(2, 1), kind="advert"),
    case("ad-megabyte-jsonl", "jsonl 里的广告正文一兆字", "这一行放入未读行", adverts('{"广告内容":"理财"}\n{"广告内容":"' + "理财" * 500_000 + '"}\n', "ads.jsonl"), rows=(2, 1), kind="advert"),
    case("ad-megabyte-parquet", "parquet 里的广告正文一兆字", "这一行放入未读行", _parquet_advert, rows=(2, 1), kind="advert"),
    case("ad-telephones", "广告正文三十五万字，全是不同的电话（`--limit cell=400000`）", "照常筛查", _long("".join(f"电话13{at:09d}，" for at in range(25_000))), rows=(1, 0), kind="advert"),
    case("ad-warnings", "广告正文二十万字，几千句提醒和招揽相间（`--limit cell=400000`）", "照常筛查", _long("谨防非法集资。某某公司投资理财月息2分，" * 10_000), rows=(1, 0), kind="advert"),
    case("ad-negated", "广告正文二十万字，没有句号，几万个否定词（`--limit cell=400000`）", "照常筛查", _long("不收押金投资理财产品高收益零风险进群抢购" * 10_000), rows=(1, 0), kind="advert"),
    case("ad-combining", "广告正文叠加数百个组合符号（Zalgo）", "照常筛查", adverts("广告内容\n高" + "\u0301" * 900 + "息投资理财" + "\u0489" * 900 + "\n"), rows=(1, 0), kind="advert"),
    case("ad-expanding", "会展开成 18 个字的连体字，一万个", "照常筛查，位置仍对得上原文", adverts("广告内容\n" + "\ufdfa" * 10_000 + "投资理财\n"), rows=(1, 0), kind="advert"),
    ok("limit-rejected-ragged", "读不了的行超过 --limit rejected=1：列数不符", "退出码 3，说明第一处的原因", lambda folder: [*text(TABLE + "甲,乙\n" * 2)(folder), "--limit", "rejected=1"], rows=None, check=None, code=3, says="列数不符"),
    ok("limit-rejected-nameless", "读不了的行超过 --limit rejected=1：没有企业名称", "退出码 3，说明第一处的原因", lambda folder: [*text(TABLE + ",,零售,,,\n" * 2)(folder), "--limit", "rejected=1"], rows=None, check=None, code=3, says="缺少企业名称"),
    ok("limit-rejected-long", "读不了的行超过 --limit rejected=1：单元格太长", "退出码 3，说明原因", lambda folder: [*text(TABLE + f"丙店,,{'零' * 40_000},,,\n" * 2)(folder), "--limit", "rejected=1"], rows=None, check=None, code=3, says="单元格太长"),
    ok("limit-rejected-inside", "文件夹里有一个文件，读不了的行超过 --limit rejected=1", "整个文件放在一边，其余照读", _with_one_of_no_names, rows=(2, 0)),
    ok("csv-nameless-million", "三十万行没有企业名称", "退出码 3，不逐行放入未读行", text(lambda: TABLE + ",,零售,,,\n" * 300_000), rows=None, check=None, code=3, says="超过上限 200000"),
    ok("csv-ragged-million", "三十万行列数不符", "退出码 3，不逐行放入未读行", text(lambda: TABLE + "甲,乙\n" * 300_000), rows=None, check=None, code=3, says="超过上限 200000"),
    ok("csv-ragged-wide", "一千列的表里五千行读不了", "退出码 3，表越宽，能放入未读行的越少", text(lambda: "企业名称,经营范围" + "".join(f",第{at}项" for at in range(998)) + "\n" + ("甲店,零售" + ",零" * 997 + "\n") * 5_000), rows=None, check=None, code=3, says="超过上限 4000"),
    ok("limit-rejected-wide", "二百列的表里三行读不了，--limit rejected=20", "退出码 3，同上", lambda folder: [*text("企业名称,经营范围" + "".join(f",第{at}项" for at in range(198)) + "\n甲店,零售" + "," * 198 + "\n" + ("甲店,零售" + "," * 99 + "\n") * 3)(folder), "--limit", "rejected=20"], rows=None, check=None, code=3, says="超过上限 2"),
    ok("limit-rows", "行数超过 --limit rows=1", "退出码 3，说明行数超过上限", lambda folder: [*text(TABLE)(folder), "--limit", "rows=1"], rows=None, check=None, code=3, says="行数"),
    ok("limit-file", "文件超过 --limit file_mb=1", "退出码 3，说明文件太大", lambda folder: [*text(TABLE + f"{SHOP}\n" * 20_000)(folder), "--limit", "file_mb=1"], rows=None, check=None, code=3, says="大小"),
    ok("limit-raised", "十万字的单元格，放宽到 --limit cell=200000", "照读", lambda folder: [*text(TABLE + "平罗县长长商店,," + "零售" * 50_000 + ",平罗县,,\n")(folder), "--limit", "cell=200000"], rows=(3, 0)),
    ok("limit-unknown", "--limit 写错名称", "退出码 2，列出全部上限", lambda folder: [*text(TABLE)(folder), "--limit", "rowz=1"], rows=None, check=None, code=2, says="rows"),
    ok("limit-no-number", "--limit 的值不是数", "退出码 2，举例说明", lambda folder: [*text(TABLE)(folder), "--limit", "rows=many"], rows=None, check=None, code=2, says="整数"),
]  # fmt: skip
