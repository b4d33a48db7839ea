"""Where two features meet: what each of them bears may be too much for both."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa

from .case import TABLE, Group, Make, text
from .cases_books import _replace, changed
from .cases_json import _parquet
from .cases_text import _rejected

_group = Group("几种情况碰在一起")
case, ok = _group.case, _group.ok
_NAME = "平罗县鑫盛通投资咨询有限公司"
_TIPS = "举报人,举报人电话,被举报企业,反映内容\n钱某某,13912345678,平罗县鑫盛通投资咨询有限公司,保本保息骗老人\n"
_ADS = "广告编号,广告内容,发布者\n1,保本保息年化15%,平罗县鑫盛通投资咨询有限公司\n"
_LISTED = "机构名称,许可证号,有效期至\n平罗县鑫盛通投资咨询有限公司,1,{}\n"
_SIGNS = "²³①❶߀٣๓𝟗⑴㊿㈠㉑"
_PICKLE = b"cposix\nsystem\n(S'false'\ntR."


def _files(*more: object, **given: str) -> Make:
    """``given``: option (``in`` for none) → content."""

    def make(folder: Path) -> list[object]:
        arguments: list[object] = []
        for option, content in given.items():
            path = folder / f"{option}.csv"
            path.write_text(content, encoding="utf-8")
            arguments += [path] if option == "firms" else [f"--{option}", path]
        return [*arguments, *more]

    return make


def _folder(**given: str | bytes) -> Make:
    """A folder of files, ``__`` in a name being its dot."""

    def make(folder: Path) -> list[object]:
        for name, content in given.items():
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name.replace("__", ".")).write_bytes(data)
        return [folder]

    return make


def _planted(name: str, target: str = "") -> Make:
    """In the stead of an earlier result a link, or a pipe."""

    def make(folder: Path) -> list[object]:
        out = folder.parent / "out"
        out.mkdir()
        if target:
            (out / name).symlink_to(target)
        else:
            os.mkfifo(out / name)
        return text(TABLE)(folder)

    return make


def _pipe_for_a_record(folder: Path) -> list[object]:
    text(TABLE)(folder)
    os.mkfifo(folder / "run.json")
    return [folder]


def _linked_twice(folder: Path) -> list[object]:
    text(TABLE)(folder)
    os.link(folder / "in.csv", folder / "again.csv")
    return [folder]


def _merged(*ranges: str) -> Make:
    cells = "".join(f'<mergeCell ref="{one}"/>' for one in ranges).encode()
    return changed(
        _replace(
            "xl/worksheets/sheet1.xml",
            b"</sheetData>",
            b"</sheetData><mergeCells>" + cells + b"</mergeCells>",
        )
    )


def _many_parts(parts: dict[str, bytes]) -> None:
    parts.update({f"xl/media/{number}.png": b"" for number in range(20_000)})


def _extended() -> pa.Array:
    kind = {"ARROW:extension:name": "arrow.py_extension_type", "ARROW:extension:metadata": _PICKLE}
    field = pa.field("备注", pa.string(), metadata=kind)
    return pa.Table.from_arrays([pa.array(["x", "y"])], schema=pa.schema([field]))


def _with_pickle(folder: Path) -> list[object]:
    import pyarrow.parquet as pq

    table = _extended()
    for at, name in enumerate(("企业名称", "经营范围")):
        cells = pa.array([_NAME if not at else "投资咨询", "乙商店" if not at else "零售"])
        table = table.append_column(name, cells)
    pq.write_table(table, folder / "in.parquet")
    return [folder / "in.parquet"]


def _nobody_reported(out: Path) -> None:
    for file in out.glob("*.[chj]*"):
        said = file.read_text(encoding="utf-8-sig")
        assert "钱某某" not in said
        assert "13912345678" not in said


def _damaged_as_such(out: Path) -> None:
    said = (out / "entities.csv").read_text(encoding="utf-8-sig")
    assert _NAME in said
    assert "b'" not in said


def _bytes_of(*cells: bytes) -> pa.Array:
    """A column that is said to be text and is none."""
    plain = pa.array(cells, pa.binary())
    return pa.Array.from_buffers(pa.string(), len(plain), plain.buffers())


def _firm(**cells: str) -> str:
    """One firm with more columns than usual."""
    head = ",".join(["企业名称", "经营范围", *cells])
    return f"{head}\n{_NAME},投资咨询,{','.join(cells.values())}\n好再来便民超市,食品零售{',' * len(cells)}\n"


_DAYS = (
    "9999-12-31",
    "0000-00-00",
    "99999-01-01",
    "0001-01-01",
    "60000",
    "1e5",
    "９９９９年９９月９９日",
)

CASES = [
    ok("seam-capital-in-words", "注册资本写作“一亿亿亿……”，三万字", "不当作金额，照读", text(_firm(注册资本="一亿" * 15_000))),
    ok("seam-capital-digits", "注册资本是五千个 9", "不当作金额，照读", text(_firm(注册资本="9" * 5000 + "万元"))),
    ok("seam-house-digits", "门牌号有五千位，责任区写了门牌范围", "不在范围里，照读", _files(firms=_firm(住所="平罗县团结东路" + "9" * 5000 + "号"), territory="责任区,关键词,责任人\n甲网格,团结东路1-50号,张某\n")),
    ok("seam-house-words", "门牌号是五千个“百”，责任区写了门牌范围", "不在范围里，照读", _files(firms=_firm(住所="平罗县团结东路" + "百" * 5000 + "号"), territory="责任区,关键词,责任人\n甲网格,团结东路1-50号,张某\n")),
    ok("seam-strange-digits", "所有列里都是上标、圈码、泰文、阿拉伯文数字", "照读", text(_firm(统一社会信用代码=_SIGNS, 住所=f"平罗县团结东路{_SIGNS}号{_SIGNS}室", 成立日期=_SIGNS, 注册资本=f"{_SIGNS}万元", 联系电话=_SIGNS, 行业代码=_SIGNS))),
    ok("seam-strange-days", "登记、名录、广告、举报里都是不可能的日期", "照读，不作截止日", _files(firms=_firm(成立日期="9999-12-31"), licences=_LISTED.format("99999-99-99"), ads="广告编号,广告内容,发布时间\n" + "".join(f"{n},保本保息年化15%,{day}\n" for n, day in enumerate(_DAYS)), tips="线索编号,反映内容,时间\n" + "".join(f"{n},{_NAME}骗钱,{day}\n" for n, day in enumerate(_DAYS)))),
    case("seam-limit-digits", "--limit 的值有五千位", "退出码 2，举例说明", _files("--limit", "rows=" + "9" * 5000, firms=TABLE), code=2, says="应写大于 0 的整数"),
    ok("seam-limit-one", "--limit cell=1", "每一行都放入未读行", _files("--limit", "cell=1", firms=TABLE), rows=(2, 2), check=_rejected("超过上限")),
    ok("parquet-plain-bytes", "parquet 的名称和范围没有标为文字（Hive、Impala 的写法）", "照文字读，GBK 的也认得", _parquet({"企业名称": [_NAME.encode(), "乙商店".encode("gbk")], "经营范围": ["投资咨询".encode("gbk"), b"\xff"]}), check=_damaged_as_such),
    ok("parquet-broken-text", "parquet 的文字列里有不是文字的字节", "坏字节换成 �，注明几格", _parquet({"企业名称": _bytes_of(_NAME.encode(), b"\xe5\xb9\x00\xff"), "经营范围": ["投资咨询", "x"]}), check=_damaged_as_such),
    ok("parquet-long-cells", "parquet 里三个 60 MB 的单元格", "这几行放入未读行", _parquet({"企业名称": [_NAME] * 3, "经营范围": ["投" * 20_000_000] * 3}, compression="zstd", use_dictionary=False), rows=(3, 3), check=_rejected("超过上限")),
    ok("parquet-long-list", "parquet 一个单元格里是三百万个空值的列表", "这一行放入未读行", _parquet({"企业名称": [_NAME, "乙商店"], "经营范围": pa.ListArray.from_arrays([0, 3_000_000, 3_000_001], pa.nulls(3_000_001, pa.string()))}), rows=(2, 1), check=_rejected("超过上限")),
    ok("parquet-long-bytes", "parquet 一个 5 MB 的字节单元格", "这一行放入未读行", _parquet({"企业名称": [_NAME, "乙商店"], "经营范围": pa.array([b"x" * 5_000_000, "投资咨询".encode()], pa.binary())}, compression="zstd"), rows=(2, 1), check=_rejected("超过上限")),
    ok("parquet-pickle", "parquet 的扩展类型里有 pickle", "不执行，照读", _with_pickle),
    ok("parquet-map", "parquet 的映射列", "当文字读", _parquet({"企业名称": [_NAME, "乙商店"], "经营范围": ["投资咨询", "零售"], "备注": pa.array([[("a", "b")], None], pa.map_(pa.string(), pa.string()))})),
    ok("parquet-views", "parquet 的 string_view、large_string 列", "照读", _parquet({"企业名称": pa.array([_NAME, "乙商店"], pa.string_view()), "经营范围": pa.array(["投资咨询", "\x00\x1b"], pa.large_string())})),
    ok("parquet-row-groups", "parquet 有三千个行组", "照读", _parquet({"企业名称": [f"平罗县乙{n}商店" for n in range(3000)], "经营范围": ["零售"] * 3000}, row_group_size=1), rows=(3000, 0), check=None),
    ok("xlsx-merged-whole", "整张表 A1:XFD1048576 是一个合并单元格", "照读", _merged("A1:XFD1048576")),
    ok("xlsx-merged-many", "二十万个互相重叠的合并单元格", "照读", _merged(*(f"A2:A{n}" for n in range(3, 200_000)))),
    ok("xlsx-merged-nowhere", "合并单元格的位置超出表格", "照读", _merged("A2:ZZZZZZZ99999999999999999999")),
    ok("xlsx-many-parts", "工作簿里有两万个空图片", "照读", changed(_many_parts)),
    ok("folder-reporters-in-register", "文件夹里的登记有举报人列，还有列数不符的行", "举报人不出现在任何文件里", _folder(登记__csv=f"企业名称,经营范围,住所,举报人,举报人电话\n{_NAME},投资咨询,平罗县1号,钱某某,13912345678\n乙公司,投资咨询,平罗县2号,钱某某,13912345678,多\n"), rows=(2, 1), check=_nobody_reported),
    ok("folder-reporters-in-adverts", "文件夹里的广告有举报人列，还有列数不符的行", "举报人不出现在任何文件里", _folder(登记__csv=TABLE, 广告__csv="广告编号,正文,发布者,举报人,举报人电话\n1,保本保息年化15%,甲,钱某某,13912345678\n2,保本,乙,钱某某,13912345678,多,多\n"), check=_nobody_reported),
    ok("folder-of-all", "文件夹里五种文件各一个，举报有姓名电话", "各按表头归类，举报人不出现", _folder(登记__csv=TABLE, 举报__csv=_TIPS, 广告__csv=_ADS, 名录__csv=_LISTED.format("2030-01-01"), 责任区__csv="责任区,关键词,责任人,电话\n甲网格,团结东路,张某,13900000000\n"), check=_nobody_reported),
    ok("folder-run-json", "名叫 run.json 的企业登记", "照登记读", _folder(run__json=f'[{{"企业名称": "{_NAME}", "经营范围": "投资咨询"}}]'), rows=(1, 0)),
    ok("folder-run-json-pipe", "文件夹里的 run.json 是命名管道", "不等待，其余照读", _pipe_for_a_record, rows=(2, 0)),
    ok("folder-linked-twice", "同一文件有两个名字（硬链接）", "重复的行合并", _linked_twice, rows=(4, 0)),
    ok("folder-many-columns", "文件夹里有三十万列的文件", "其余照读，说明是哪个", _folder(in__csv=TABLE, 宽__csv=",".join(f"列{n}" for n in range(300_000))), says="宽.csv"),
    ok("folder-long-headers", "文件夹里有表头三百万字的文件", "其余照读", _folder(in__csv=TABLE, 长__csv=",".join("许可" * 8000 + str(n) for n in range(100)) + "\n1\n"), rows=None),
    ok("near-headers-twice", "同一项有三种近似的表头，第一列是空的", "取有值的", text("企业名称,公司名称,单位名称(全称),经营范围,经营范围（主营）,住所,注册地址\n," + _NAME + ",丙,投资咨询,理财,平罗县1号,平罗县2号\n"), rows=(1, 0)),
    ok("out-record-zero", "结果文件夹里的 run.json 指向 /dev/zero", "不读，照常写出", _planted("run.json", "/dev/zero")),
    ok("out-record-pipe", "结果文件夹里的 run.json 是命名管道", "不等待，照常写出", _planted("run.json")),
    ok("out-workbook-zero", "结果文件夹里的 leads.xlsx 指向 /dev/zero", "不读，照常写出", _planted("leads.xlsx", "/dev/zero")),
    ok("out-table-linked", "结果文件夹里的 entities.csv 指向别处的文件", "换掉链接，别处的文件不动", _planted("entities.csv", "/etc/passwd")),
    case("cases-pipe", "--cases 是命名管道", "退出码 2，不等待", lambda folder: [*text(TABLE)(folder), "--cases", _pipe(folder)], code=2, says="不是文件"),
    case("cases-device", "--cases 是 /dev/zero", "退出码 2，不读", _files("--cases", "/dev/zero", firms=TABLE), code=2, says="不是文件"),
    case("cases-is-input", "--cases 是登记文件", "退出码 2，文件不动", lambda folder: [*text(TABLE)(folder), "--cases", folder / "in.csv"], code=2, says="不是办案库"),
]  # fmt: skip


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "office.db")
    return folder / "office.db"
