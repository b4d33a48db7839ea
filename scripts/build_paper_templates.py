"""Make the Word templates in engine/cases/templates; offices copy and change them in Word."""

from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

OUT = Path(__file__).resolve().parent.parent / "engine/cases/templates"
COUNTS = (
    "线索",
    "高",
    "中",
    "低",
    "已核查",
    "约谈",
    "整改",
    "关注",
    "移送公安",
    "移交部门",
    "关停注销",
    "排除",
)
NOTICE = "本材料所列均为疑似线索，待核查，不是认定结论。"


def paper(landscape=False):
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "FangSong", Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    return document


def title(document, text, size=18):
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.font.size = True, Pt(size)


def head(document, text):
    run = document.add_paragraph().add_run(text)
    run.bold, run.font.size = True, Pt(12)


def table(document, columns, loop, cells, widths=(), first=()):
    """A header, a row for each item of ``loop``, and rows in front of and behind it."""
    grid = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, text in zip(grid.rows[0].cells, columns, strict=True):
        fill(cell, text, bold=True)
    header = grid.rows[0]._tr.get_or_add_trPr()
    header.append(header.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    grid.add_row().cells[0].text = "{%tr for " + loop + " %}"
    for cell, text in zip(grid.add_row().cells, cells, strict=True):
        fill(cell, text)
    grid.add_row().cells[0].text = "{%tr endfor %}"
    for values in first:
        for cell, text in zip(grid.add_row().cells, values, strict=True):
            fill(cell, text, bold=True)
    set_widths(grid, widths)
    return grid


def set_widths(grid, widths):
    """Both the grid and the cells: Word heeds one, LibreOffice the other."""
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=False):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def fill(cell, text, bold=False):
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(9)


def pairs(document, rows):
    grid = document.add_table(rows=0, cols=4, style="Table Grid")
    for a, b, c, d in rows:
        cells = grid.add_row().cells
        for cell, text, bold in zip(cells, (a, b, c, d), (True, False, True, False), strict=True):
            fill(cell, text, bold)
    set_widths(grid, (2.6, 5.9, 2.6, 5.9))


def counted(document, label, loop):
    widths = (3.2, *[1.05] * len(COUNTS))
    cells = ("{{ x.label }}", *(f"{{{{ x.counts[{i}] }}}}" for i in range(len(COUNTS))))
    total = ("合计", *(f"{{{{ total.counts[{i}] }}}}" for i in range(len(COUNTS))))
    table(document, (label, *COUNTS), f"x in {loop}", cells, widths, first=(total,))


def bars(document, label, loop):
    table(
        document, (label, "户数", "图"), f"x in {loop}",
        ("{{ x.label }}", "{{ x.counts[0] }}", "{{ x.bar }}"), (4, 1.8, 11),
    )  # fmt: skip


def transfer():
    d = paper()
    title(d, "涉嫌非法集资线索移交表")
    d.add_paragraph("移交日期：{{ today }}　　编号：　　　　　　　　（疑似线索，待核查）")
    pairs(d, [
        ("线索主体", "{{ name }}", "信用代码", "{{ uscc }}"),
        ("曾用名", "{{ former }}", "登记状态", "{{ status }}"),
        ("住所地", "{{ address }}", "行业领域", "{{ sector }}"),
        ("法定代表人", "{{ legal_rep }}", "责任区", "{{ territory }}"),
        ("线索来源", "{{ source }}", "等级", "{{ grades }}"),
        ("移交单位", "", "接收单位", ""),
        ("涉及人数", "{{ persons }}", "涉及金额", "{{ amount }}"),
    ])  # fmt: skip
    head(d, "一、发现和核查经过")
    table(
        d, ("日期", "事项", "核查人", "情况", "处置措施", "当时等级（行业）"), "x in course",
        ("{{ x.day }}", "{{ x.what }}", "{{ x.who }}", "{{ x.found }}", "{{ x.decided }}", "{{ x.grade }}"),
        (2.2, 2.4, 1.8, 5.8, 2.4, 2.4),
    )  # fmt: skip
    head(d, "二、四性对照")
    table(d, ("要件", "现有材料"), "e in elements", ("{{ e.name }}", "{{ e.facts }}"), (2.6, 14.4))
    head(d, "三、证据材料清单")
    table(
        d, ("出处", "词句", "原文摘录", "说明", "依据"), "x in items",
        ("{{ x.field }}", "{{ x.words }}", "{{ x.quote }}", "{{ x.reason }}", "{{ x.basis }}"),
        (1.8, 2.6, 5, 4, 3.6),
    )  # fmt: skip
    head(d, "四、初步研判意见和建议处置方式")
    d.add_paragraph("{{ handling }}")
    d.add_paragraph("移交人：　　　　　审批人：　　　　　接收人：　　　　　反馈期限：")
    d.add_paragraph(NOTICE)
    d.save(OUT / "transfer.docx")


def talk():
    d = paper()
    title(d, "警示约谈通知书")
    d.add_paragraph("{{ name }}：")
    d.add_paragraph(
        "　　根据《防范和处置非法集资条例》第十八条，因排查中发现下列疑似情形，请你单位负责人"
        "于　　　年　　月　　日　　时到　　　　　　　　　接受约谈，并携带营业执照、相关许可证照、"
        "合同样本和资金往来凭证。"
    )
    head(d, "疑似情形（待核查）")
    d.add_paragraph("{%p for r in reasons %}")
    d.add_paragraph("· {{ r }}")
    d.add_paragraph("{%p endfor %}")
    head(d, "相关规定")
    d.add_paragraph("{%p for law in laws %}")
    d.add_paragraph("· {{ law }}")
    d.add_paragraph("{%p endfor %}")
    d.add_paragraph("　　以上情形尚待核查，不是认定结论。你单位有权陈述、申辩。")
    d.add_paragraph("（单位盖章）　　　　{{ today }}")
    d.add_paragraph("被约谈人签收：　　　　　　　　日期：")
    d.save(OUT / "talk.docx")


def ledger():
    d = paper(landscape=True)
    title(d, "风险排查台账（{{ period }}）")
    d.add_paragraph("{%p for g in groups %}")
    head(d, "{{ g.name }}（{{ g.count }} 户）")
    table(
        d, ("企业名称", "信用代码", "地址", "行业", "等级", "主要理由", "核查人", "核查日期", "实际业务", "处置措施", "备注"),
        "c in g.cases",
        ("{{ c.name }}", "{{ c.uscc }}", "{{ c.address }}", "{{ c.sector }}", "{{ c.band }}", "{{ c.why }}",
         "{{ c.by }}", "{{ c.visited }}", "{{ c.business }}", "{{ c.handling }}", "{{ c.note }}"),
        (3.2, 2.6, 3.2, 2, 1, 5, 1.6, 1.8, 1.9, 1.9, 1.5),
    )  # fmt: skip
    d.add_paragraph("{%p endfor %}")
    d.add_paragraph("{%p if zero %}")
    d.add_paragraph("本期无线索（零报告）。")
    d.add_paragraph("{%p endif %}")
    d.add_paragraph("合计 {{ total.counts[0] }} 户，取自办案库 {{ store }}。" + NOTICE)
    d.save(OUT / "ledger.docx")


def monthly():
    d = paper()
    title(d, "涉嫌非法集资风险排查月报（{{ period }}）")
    d.add_paragraph("{%p if zero %}")
    d.add_paragraph("本月没有新列入或核查的线索，特此零报告。")
    d.add_paragraph("{%p else %}")
    d.add_paragraph(
        "本月列入或核查线索 {{ total.counts[0] }} 户（高 {{ total.counts[1] }}、中 {{ total.counts[2] }}、"
        "低 {{ total.counts[3] }}），已核查 {{ total.counts[4] }} 户。"
    )
    d.add_paragraph("{%p endif %}")
    head(d, "一、按责任区")
    counted(d, "责任区", "territories")
    head(d, "二、按行业")
    counted(d, "行业", "sectors")
    head(d, "三、情况说明")
    d.add_paragraph("{%p for s in sentences %}")
    d.add_paragraph("· {{ s }}")
    d.add_paragraph("{%p endfor %}")
    d.add_paragraph(
        "填报单位：　　　　　填报人：　　　　　{{ today }}（数字取自办案库 {{ store }}）"
    )
    d.add_paragraph(NOTICE)
    d.save(OUT / "monthly.docx")


def summary():
    d = paper()
    title(d, "涉嫌非法集资风险排查工作总结")
    head(d, "一、总体情况")
    d.add_paragraph(
        "　　{{ period }}共运行筛查 {{ runs }} 次，列入线索 {{ total.counts[0] }} 户，其中高 "
        "{{ total.counts[1] }} 户、中 {{ total.counts[2] }} 户、低 {{ total.counts[3] }} 户；已核查 "
        "{{ total.counts[4] }} 户，移送公安 {{ total.counts[8] }} 户，移交部门 {{ total.counts[9] }} 户，"
        "关停注销 {{ total.counts[10] }} 户，排除 {{ total.counts[11] }} 户。"
    )
    head(d, "二、主要做法")
    d.add_paragraph("　　（部署、专班、网格排查、广告监测、宣传等，由本单位填写）")
    head(d, "三、排查数据")
    d.add_paragraph("（一）按行业")
    counted(d, "行业", "sectors")
    bars(d, "行业", "sectors")
    d.add_paragraph("（二）按责任区")
    counted(d, "责任区", "territories")
    bars(d, "责任区", "territories")
    d.add_paragraph("（三）按线索来源")
    bars(d, "来源", "sources")
    d.add_paragraph("（四）按核查月份")
    bars(d, "月份", "months")
    head(d, "四、发现的风险线索及处置")
    table(
        d, ("处置措施", "户数", "图"), "h in handling",
        ("{{ h[0] }}", "{{ h[1] }}", "{{ h[2] }}"), (4, 1.8, 11),
    )  # fmt: skip
    head(d, "五、典型案例")
    d.add_paragraph("　　（由本单位选填，隐去个人信息）")
    head(d, "六、形成原因和薄弱环节（由数据得出）")
    d.add_paragraph("{%p for s in sentences %}")
    d.add_paragraph("· {{ s }}")
    d.add_paragraph("{%p endfor %}")
    head(d, "七、存在困难")
    d.add_paragraph("　　（由本单位填写）")
    head(d, "八、下一步工作")
    d.add_paragraph("　　（由本单位填写）")
    d.add_paragraph("{{ today }}（数字取自办案库 {{ store }}，明细见风险排查台账）")
    d.add_paragraph(NOTICE)
    d.save(OUT / "summary.docx")


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    for make in (transfer, talk, ledger, monthly, summary):
        make()
