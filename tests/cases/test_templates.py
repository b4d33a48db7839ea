"""Templates of an office fill in and do nothing else."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from engine.cases import CaseStore, papers
from engine.cases.papers import for_period
from engine.model.errors import SaolouError, UsageError

_RUN = "cycler.__init__.__globals__.os.system('touch {}')"
_WAYS = (
    "{{ " + _RUN + " }}",
    "{% set x = " + _RUN + " %}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ columns.append('x') }}",
    "{{ 1 / 0 }}",
    "{% for x in y %}",
    "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
    "{{ 'x' * 10 ** 11 }}",
    "{% set n = namespace(x='x' * 1000) %}{% for a in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}{{ n.x }}",
    "{{ '{:99999999999}'.format(1) }}",
    None,
)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "_SECONDS", 3)


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("words", _WAYS)
def test_a_template_runs_nothing(tmp_path: Path, db: Path, words: str | None) -> None:
    mark, file = tmp_path / "mark", tmp_path / "summary.docx"
    if words is None:
        file.write_bytes(b"no document")
    else:
        document = docx.Document()
        document.add_paragraph(words.replace("{}", str(mark)))
        document.save(str(file))
    with (
        CaseStore.open(db, "甲", create=True) as store,
        pytest.raises(UsageError, match=r"summary\.docx 用不了"),
    ):
        for_period(store, "summary", "", "territory", tmp_path / "out", tmp_path)
    assert not mark.exists()
    assert not (tmp_path / "out").exists()


def test_a_template_of_gigabytes_is_not_read(tmp_path: Path, db: Path) -> None:
    file = tmp_path / "summary.docx"
    document = docx.Document()
    document.add_paragraph("{{ period }}")
    document.save(str(file))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/media/a.bin", b"\0" * (101 << 20))
    with (
        CaseStore.open(db, "甲", create=True) as store,
        pytest.raises(UsageError, match="解压后超过 100 MB"),
    ):
        for_period(store, "summary", "", "territory", tmp_path / "out", tmp_path)
    with file.open("wb") as stream:
        stream.truncate(30 << 20)
    with (
        CaseStore.open(db, "甲", create=True) as store,
        pytest.raises(UsageError, match="有 30 MB"),
    ):
        for_period(store, "summary", "", "territory", tmp_path / "out", tmp_path)


_OF_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "frame"])
def test_a_template_that_word_would_fetch_something_for(
    tmp_path: Path, db: Path, kind: str
) -> None:
    document = docx.Document()
    document.add_paragraph("{{ period }}")
    document.part.relate_to("http://192.0.2.1/x", f"{_OF_OFFICE}/{kind}", is_external=True)
    _refused(document, tmp_path, db, "引用了外部的模板")


def test_fields_that_fetch_are_refused(tmp_path: Path, db: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("{{ period }}")
    for words in ("INCLUDE", 'PICTURE "http://192.0.2.1/x"'):
        field = docx.oxml.OxmlElement("w:instrText")
        field.text = words
        paragraph.add_run()._r.append(field)
    _refused(document, tmp_path, db, "域")


def _refused(document: Any, tmp_path: Path, db: Path, says: str) -> None:
    document.save(str(tmp_path / "summary.docx"))
    with CaseStore.open(db, "甲", create=True) as store, pytest.raises(UsageError, match=says):
        for_period(store, "summary", "", "territory", tmp_path / "out", tmp_path)
    assert not (tmp_path / "out").exists()


def test_a_link_to_be_clicked_may_stay(tmp_path: Path, db: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{ period }}")
    document.part.relate_to("https://example.com", f"{_OF_OFFICE}/hyperlink", is_external=True)
    document.save(str(tmp_path / "summary.docx"))
    with CaseStore.open(db, "甲", create=True) as store:
        assert for_period(store, "summary", "", "territory", tmp_path / "out", tmp_path).exists()


def test_a_template_of_the_office_is_filled_in(tmp_path: Path, db: Path) -> None:
    document = docx.Document()
    document.add_paragraph("本期：{{ period }}")
    document.save(str(tmp_path / "summary.docx"))
    with CaseStore.open(db, "甲", create=True) as store:
        made = for_period(store, "summary", "", "territory", tmp_path / "out", tmp_path)
    assert [p.text for p in docx.Document(str(made)).paragraphs] == ["本期：本次专项排查"]


def test_more_rows_are_given_more_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "_CPU", 1)
    own = tmp_path / "ledger.docx"
    document = docx.Document()
    document.add_paragraph(
        "{% for a in range(100000) %}{% for b in range(400) %}{% endfor %}{% endfor %}"
    )
    document.save(str(own))
    with pytest.raises(UsageError, match="太费时间"):
        papers._render_apart(own, {"groups": [{"count": 2}]})
    assert papers._render_apart(own, {"groups": [{"count": 9_000}, {"count": 9_000}]})


def test_a_process_that_breaks_down_is_not_told_as_one_that_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, child = tmp_path / "ledger.docx", tmp_path / "child.py"
    docx.Document().save(str(own))
    child.write_text("import os\nos.abort()\n", encoding="utf-8")
    monkeypatch.setattr(papers.render_child, "__file__", str(child))
    with pytest.raises(SaolouError, match="意外中断"):
        papers._render_apart(own, {})
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    with pytest.raises(SaolouError, match="没能启动"):
        papers._render_apart(own, {})
