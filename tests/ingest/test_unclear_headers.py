"""Headers of which the kind is not clear: what was found on a round, and a name with some words."""

from pathlib import Path

import pytest

from engine.ingest.files import Source
from engine.ingest.headers.recognise import recognise
from engine.ingest.limits import USUAL
from engine.ingest.reader import read
from engine.model.errors import InputError
from engine.model.terms import RecordKind

TIP, REG, ADVERT = RecordKind.TIP, RecordKind.REGISTRATION, RecordKind.ADVERT


def _seen(tmp_path: Path, header: str):  # type: ignore[no-untyped-def]
    file = tmp_path / "a.csv"
    file.write_text(f"{header}\n{','.join('甲乙丙丁戊己'[: header.count(',') + 1])}\n", "utf-8")
    return recognise(Source(file, "a.csv", True), USUAL)


@pytest.mark.parametrize("header", ["时间,地点,发现问题", "地址,发现问题"])
def test_what_was_found_on_a_round_is_a_tip(tmp_path: Path, header: str) -> None:
    assert _seen(tmp_path, header).sheets[""].kind is TIP


@pytest.mark.parametrize("header", ["企业名称,发现问题", "企业名称,地址,发现问题"])
def test_beside_names_of_firms_it_is_said_that_it_may_be(tmp_path: Path, header: str) -> None:
    kind = _seen(tmp_path, header).sheets[""]
    assert (kind.kind, kind.rival) == (REG, TIP)


def test_but_with_what_was_done_about_it_a_ledger(tmp_path: Path) -> None:
    seen = _seen(tmp_path, "企业名称,地址,核查人,核查日期,发现问题,处置措施")
    assert seen.ledgers == ("",)


def test_a_register_that_was_written_into_stays_one(tmp_path: Path) -> None:
    assert _seen(tmp_path, "企业名称,住所,经营范围,发现问题").sheets[""].kind is REG


def test_of_a_name_and_words_it_is_said_what_else_they_may_be(tmp_path: Path) -> None:
    kind = _seen(tmp_path, "名称,内容").sheets[""]
    assert (kind.kind, kind.rival) == (REG, ADVERT)
    assert _seen(tmp_path, "名称,电话").sheets[""].rival is None


def test_a_hint_names_the_file_as_it_was_given(tmp_path: Path) -> None:
    folder = tmp_path / "六月 资料"
    folder.mkdir()
    file = folder / "台账.csv"
    file.write_text("编号,受理时间,反映对象,反映问题\n1,2026-6-1,某商行,收钱\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        read([file], REG)
    assert f'--tips "{file}"' in str(error.value)
