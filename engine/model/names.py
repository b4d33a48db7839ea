"""What a run leaves behind is called this, and nothing else in a result's folder is touched."""

from __future__ import annotations

import re

#: What every run leaves behind, the file most likely open elsewhere first.
FILES = (
    "leads.xlsx",
    "entities.csv",
    "adverts.csv",
    "evidence.csv",
    "rejected.csv",
    "report.html",
    "run.json",
)
#: Folders of a run on a cluster besides.
DATASETS = ("entities", "adverts", "evidence", "rejected")
#: Sheets of the workbook that no other has together.
SHEETS = ("线索清单", "扫楼路线")
#: Columns of our tables, and of labels beside samples; two of them stand over nobody else's.
HEADERS = (
    *("entity_id", "source_file", "source_sheet", "source_row", "rule_id", "disposition", "sector"),
    *("band", "should_flag", "annual_rate_pct", "advertiser_uscc", "subject_uscc"),
)
#: How the name of a copy of a workbook begins that somebody had written into.
KEPT = "leads-填写过-"
#: How the name of the folder begins with the result of other inputs that stood there before.
EARLIER = "以前的结果-"
#: The folder that a large run works in.
WORKING = "saolou-未完成"
#: The folder with the whole result of a cluster that could not be moved in.
READY = "saolou-已写好"
#: What file managers leave in any folder.
LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
_KEPT = re.compile(rf"{KEPT}[0-9]{{8}}-[0-9]{{6}}(?:-[0-9]{{1,3}})?\.xlsx")


def known(name: str) -> bool:
    return name in FILES or name in DATASETS or bool(_KEPT.fullmatch(name))
