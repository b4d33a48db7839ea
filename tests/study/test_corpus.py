"""A corpus is whatever an office has: any name, any encoding, sorted as a screening sorts it."""

from pathlib import Path

import openpyxl
import pytest

from engine.cli.main import cli
from engine.model.errors import InputError
from engine.model.terms import RecordKind
from engine.ruleset import load_ruleset
from engine.study.corpus import Corpus
from engine.study.evaluate import evaluate_folder
from engine.study.labels import labels_in
from tests.study.conftest import ADVERTS, LABELS

FIRMS = "企业名称,经营范围,住所\n云泉甲乙服务有限公司,家政服务,云泉县东街8号\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "资料"
    folder.mkdir()
    (folder / "三月广告.csv").write_text(ADVERTS, encoding="gb18030")
    (folder / "登记导出.csv").write_text(FIRMS, encoding="gb18030")
    return folder


def rows(corpus: Corpus) -> dict[str, int]:
    return {kind: table.num_rows for kind, table in corpus.tables.items()}


def test_a_folder_is_sorted_by_headers(office: Path) -> None:
    corpus = Corpus.open(office)
    assert rows(corpus) == {"registration": 1, "advert": 7}
    assert sum("三月广告.csv" in line for line in corpus.said) == 1


def test_single_files_are_sorted_too(office: Path) -> None:
    assert rows(Corpus.open(office / "三月广告.csv")) == {"advert": 7}
    both = Corpus.open(office / "三月广告.csv", office / "登记导出.csv")
    assert rows(both) == {"registration": 1, "advert": 7}


def test_files_named_for_it_are_read_alone_and_the_others_told(corpus: Path, office: Path) -> None:
    (corpus / "更多.csv").write_text(FIRMS, encoding="utf-8")
    (corpus / "旧的").mkdir()
    (corpus / "旧的/registrations.csv").write_text(FIRMS, encoding="utf-8")
    opened = Corpus.open(corpus)
    assert rows(opened) == {"advert": 7}
    assert [line for line in opened.said if "更多.csv" in line]
    assert rows(Corpus.open(corpus, office / "登记导出.csv")) == {"registration": 1, "advert": 7}


def test_nothing_to_screen(tmp_path: Path, office: Path) -> None:
    with pytest.raises(InputError, match="找不到"):
        Corpus.open(tmp_path / "没有")
    (tmp_path / "空").mkdir()
    with pytest.raises(InputError):
        Corpus.open(tmp_path / "空")
    lists = tmp_path / "名录.csv"
    lists.write_text("机构名称,许可证号,有效期\n云泉甲典当行,D1,2027-01-01\n", encoding="utf-8")
    with pytest.raises(InputError):
        Corpus.open(lists)
    assert RecordKind.LICENCE in Corpus.open(lists, office / "三月广告.csv").files


def test_labels_as_a_spreadsheet_saves_them(pack: Path, corpus: Path) -> None:
    wanted = evaluate_folder(corpus, load_ruleset(pack))[0].lines
    plain = corpus / "labels_adverts.csv"
    plain.write_text(LABELS, encoding="gb18030")
    assert evaluate_folder(corpus, load_ruleset(pack))[0].lines == wanted
    book = openpyxl.Workbook()
    for line in LABELS.splitlines():
        cells = line.replace("should_flag", "是否可疑").split(",")
        book.active.append([{"1": "是", "0": "否"}.get(cell, cell) for cell in cells])
    book.save(corpus / "labels_adverts.xlsx")
    plain.unlink()
    assert evaluate_folder(corpus, load_ruleset(pack))[0].lines == wanted


@pytest.mark.parametrize(
    ("right", "wrong"), [("T2,1", "T2,可疑"), ("T2,1", "T2,"), ("T2,1", "T2,2")]
)
def test_a_label_that_says_nothing_is_not_taken_for_harmless(
    corpus: Path, right: str, wrong: str
) -> None:
    text = LABELS.replace(right, wrong)
    (corpus / "labels_adverts.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="第 2 行"):
        labels_in(corpus, "adverts")


def test_rules_diff_takes_what_screen_takes(
    pack: Path, office: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    files = [str(office / "三月广告.csv"), str(office / "登记导出.csv")]
    args = ["rules", "diff", str(pack), str(pack), *(x for f in files for x in ("--on", f))]
    assert cli.main(args, standalone_mode=False) in (None, 0)
    said = capfd.readouterr()
    assert "没有变化" in said.out
    assert all(Path(file).name in said.err for file in files)
