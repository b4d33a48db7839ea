"""Names of bodies that need a licence, one by one and by columns (found wanting by mutants)."""

import numpy as np
import pyarrow as pa
import pytest
import re2

from engine.match.licensed import Licences, LicensedNames, licence_patterns, licensed_name
from engine.match.scan import Texts
from engine.ruleset import load_ruleset, schema
from engine.text.fold import fold

LICENCES = licence_patterns(load_ruleset())
#: Name, scope, its kind (none for an empty one), its kind for whoever asks the name alone.
NAMES = [
    ("云泉县農村信用合作聯社", "吸收公众存款", "银行", "银行"),
    ("云泉县小额贷款有限公司", "", "小额贷款", "小额贷款"),
    ("云泉典当有限责任公司", "动产质押典当业务", "典当", "典当"),
    ("云泉典当行招待所", "住宿", "", ""),
    ("云泉融资担保有限公司", "为企业提供融资担保", "融资担保", "融资担保"),
    ("云泉鑫诚担保有限公司", "融资性担保", "融资担保", "融资担保"),
    # A name that its own scope belies.
    ("云泉鑫诚担保有限公司", "非融资性担保服务", "", "融资担保"),
    # Managers of funds and 财务公司 by name are such bodies only where their scope says so.
    ("云泉汇丰基金管理有限公司", "公开募集证券投资基金管理", "公募基金", ""),
    ("云泉汇丰基金管理有限公司", "受托管理股权投资基金", "", ""),
    ("云泉顺达财务有限公司", "对成员单位办理贷款及融资租赁", "财务公司", ""),
    ("云泉顺达财务有限公司", "代理记账", "", ""),
    ("云泉聚鑫财富管理有限公司", "投资咨询", "", ""),
    # Kinds that come after those whose scope is asked.
    ("云泉金融资产管理有限公司", "收购不良资产", "金融资产管理", "金融资产管理"),
    ("云泉通达支付科技有限公司", "", "支付", "支付"),
    ("", "", "", ""),
]


@pytest.mark.parametrize(("name", "scope", "kind", "alone"), NAMES)
def test_a_name(name: str, scope: str, kind: str, alone: str) -> None:
    known = licensed_name(fold(name), LICENCES)
    assert (known.kind if known else "") == alone
    with_scope = licensed_name(fold(name), LICENCES, fold(scope))
    assert (with_scope.kind if with_scope else "") in (kind, alone)
    if kind and with_scope:
        told = next(k for k, _, _ in LICENCES if k.id == with_scope.exclusion_id)
        assert (told.kind_name, told.licence_needed) == with_scope[:2]


def test_a_column() -> None:
    names, scopes = (Texts(pa.array([row[at] for row in NAMES])) for at in (0, 1))
    column = LicensedNames(LICENCES)
    for _ in range(2):  # the second time it is remembered
        found = column.of(names, scopes).tolist()
        assert min(found) == -1
        for body in (column.bodies[number] for number in found if number >= 0):
            assert body in [(k.kind_name, k.licence_needed, k.id) for k, _, _ in LICENCES]
        told = [column.bodies[number].kind if number >= 0 else "" for number in found]
        assert told == [kind for _, _, kind, _ in NAMES]
    few = column.of(names, scopes, np.array([1, 11])).tolist()
    assert [number >= 0 for number in few] == [at == 1 for at in range(len(NAMES))]


def test_a_pattern_without_words_is_tried_on_every_name() -> None:
    kinds = [
        schema.Licensed.model_construct(
            id=id, kind_name=name, licence_needed="", name_patterns=(pattern,), not_patterns=(),
            scope_needs=(), scope_denies=(),
        )
        for id, name, pattern in (
            ("1", "短名", r"^\p{Han}{3}$"), ("2", "典当", "典当"), ("3", "更短", r"^\p{Han}{2}$")
        )
    ]  # fmt: skip
    licences: Licences = [(kind, [re2.compile(kind.name_patterns[0])], []) for kind in kinds]
    names = ["云泉行", "雲泉行", "云泉典当行", "云泉典當行", "云泉五金店", "", "云泉", "雲泉"]
    texts = Texts(pa.array(names)), Texts(pa.array([""] * len(names)))
    assert LicensedNames(licences).of(*texts).tolist() == [0, 0, 1, 1, -1, -1, 2, 2]


def test_without_licences_no_name_needs_one() -> None:
    names, scopes = (Texts(pa.array([row[at] for row in NAMES])) for at in (0, 1))
    assert set(LicensedNames([]).of(names, scopes).tolist()) == {-1}


def test_registers_and_adverts_have_kinds_of_their_own() -> None:
    ruleset = load_ruleset()
    registered = {kind.id for kind, _, _ in licence_patterns(ruleset)}
    advertised = {kind.id for kind, _, _ in licence_patterns(ruleset, "advert")}
    assert "LIC-BANK-001" in registered
    assert "LIC-AD-001" in advertised - registered
