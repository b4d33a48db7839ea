"""Mined words: those of the leads first, with what they look like in ordinary records."""

from pathlib import Path

import pytest

from engine.model.errors import InputError
from engine.ruleset import load_ruleset
from engine.study.corpus import Corpus
from engine.study.mine import mine

LEAD = "云雀塔位，行情一路走高，{}号转手有人接"
PLAIN = "本店修理电视机，{}号师傅上门"


def _corpus(folder: Path, leads: int, plain: int) -> Corpus:
    rows = [LEAD.format(i) for i in range(leads)] + [PLAIN.format(i) for i in range(plain)]
    folder.mkdir()
    adverts = "\n".join(f"M{i},{text},2026-03-01" for i, text in enumerate(rows))
    labels = "\n".join(f"M{i},{int(i < leads)},,," for i in range(len(rows)))
    (folder / "adverts.csv").write_text(f"编号,广告内容,发布时间\n{adverts}\n", encoding="utf-8")
    (folder / "labels_adverts.csv").write_text(
        f"编号,should_flag,sector,annual_rate_pct,why\n{labels}\n", encoding="utf-8"
    )
    return Corpus.open(folder)


def test_words_of_leads_and_none_of_the_others(pack: Path, tmp_path: Path) -> None:
    found = mine(_corpus(tmp_path / "c", 8, 12), "adverts", load_ruleset(pack))
    terms = {m.term: m for m in found}
    assert any("行情" in term for term in terms)
    assert not any("电视" in term or "师傅" in term for term in terms)
    assert all(m.inside == 8 and m.outside == 0 for m in found)


def test_what_everybody_says_is_not_proposed(pack: Path, tmp_path: Path) -> None:
    terms = [m.term for m in mine(_corpus(tmp_path / "c", 8, 8), "adverts", load_ruleset(pack))]
    assert "号" not in "".join(t for t in terms if len(t) == 2)


def test_false_friends_are_counted_in_ordinary_records(pack: Path, tmp_path: Path) -> None:
    ordinary = tmp_path / "o.csv"
    ordinary.write_text(
        "编号,广告内容,发布时间\n1,今日菜价行情，白菜便宜,2026-01-01\n2,猪肉行情走低,2026-01-01\n",
        encoding="utf-8",
    )
    found = mine(_corpus(tmp_path / "c", 6, 6), "adverts", load_ruleset(pack), [ordinary])
    market = next(m for m in found if m.term == "行情")
    assert market.ordinary == 2
    assert "菜价行情，白" in market.around


def test_says_what_rules_already_know(pack: Path, tmp_path: Path) -> None:
    corpus = _corpus(tmp_path / "c", 6, 6)
    assert not any(m.known for m in mine(corpus, "adverts", load_ruleset(pack)))
    file = pack / "advertisement/t.yaml"
    file.write_text(file.read_text("utf-8").replace("稳赚不赔", "行情"), encoding="utf-8")
    assert [m.term for m in mine(corpus, "adverts", load_ruleset(pack)) if m.known] == ["行情"]


@pytest.mark.parametrize(("leads", "plain"), [(0, 4), (4, 0)])
def test_one_side_alone_is_refused(pack: Path, tmp_path: Path, leads: int, plain: int) -> None:
    with pytest.raises(InputError, match="无从比较"):
        mine(_corpus(tmp_path / "c", leads, plain), "adverts", load_ruleset(pack))


def test_firms_without_a_code_are_told_by_their_name(pack: Path, tmp_path: Path) -> None:
    names = [f"云泉县{n}号塔位转手服务部" for n in range(8)] + [
        f"云泉县{n}号面馆" for n in range(8)
    ]
    (tmp_path / "registrations.csv").write_text(
        "企业名称,经营范围\n" + "".join(f"{name},\n" for name in names), encoding="utf-8"
    )
    labels = "".join(f",{name},{'线索' if i < 8 else '提示'}\n" for i, name in enumerate(names))
    (tmp_path / "labels_entities.csv").write_text(
        f"uscc,name,disposition\n{labels}", encoding="utf-8"
    )
    found = mine(Corpus.open(tmp_path), "entities", load_ruleset(pack))
    assert any("塔位" in m.term for m in found)
