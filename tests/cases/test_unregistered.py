"""Firms of the register whose code was ruined are not counted as unregistered."""

from pathlib import Path

import pandas as pd

from engine.cases import CaseStore
from engine.cases.figures import figures, sentences
from tests.cases.conftest import ADS, FIRMS, Sweep


def test_only_who_stands_in_no_register_is_unregistered(db: Path, sweep: Sweep) -> None:
    ruined = FIRMS.assign(统一社会信用代码="9.16402E+17")
    unknown = ADS[:1].assign(编号="G3", 广告主="石桥县老来福康养")
    sweep(firms=ruined, ads=pd.concat([ADS, unknown]))
    with CaseStore.open(db) as store:
        cases = store.cases()
    assert sum(not case["uscc"] for case in cases) > 1
    told = [line for line in sentences(figures(cases)) if "仅靠登记信息" in line]
    assert told == ["资料里查不到登记的有 1 户，仅靠登记信息发现不了。"]
