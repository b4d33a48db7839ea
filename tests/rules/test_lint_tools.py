"""Anchors, formatter, lock, documentation, schema and skeleton."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.errors import UsageError
from engine.ruleset import bundled_rules, docs, load_ruleset
from engine.ruleset.docs import overview, pages
from engine.ruleset.fmt import format_file
from engine.ruleset.json_schema import schemas
from engine.ruleset.lint_regex import Unknown, match_without_anchor, unreachable_anchors
from engine.ruleset.lock import compare, fingerprint, read_lock, spelled
from engine.ruleset.positions import read_documents

PIECES = st.sampled_from(
    ["月", "年", "[月年]", "(月|返利)", "领.{0,2}", "[^月]", "钱?", "(年|月)+", r"\d"]
)


@given(
    st.lists(PIECES, min_size=1, max_size=4),
    st.lists(st.sampled_from(["月", "年", "返利", "领"]), min_size=1, max_size=2),
)
def test_a_witness_is_a_match_without_an_anchor(pieces: list[str], anchors: list[str]) -> None:
    pattern = "".join(pieces)
    witness = match_without_anchor(pattern, anchors)
    if witness is not None:
        assert re.fullmatch(pattern, witness)
        assert not any(anchor in witness for anchor in anchors)


@given(st.lists(PIECES, min_size=1, max_size=3), st.text("月年返利领钱1", max_size=5))
def test_no_witness_means_every_match_holds_an_anchor(pieces: list[str], text: str) -> None:
    pattern, anchors = "".join(pieces), ["月", "返利"]
    if match_without_anchor(pattern, anchors) is None and re.fullmatch(pattern, text):
        assert any(anchor in text for anchor in anchors)


@given(
    st.lists(PIECES, min_size=1, max_size=3),
    st.text("月年返利领钱1", max_size=5),
    st.sampled_from(["月", "返利", "钱", "年月"]),
)
def test_an_anchor_of_a_match_is_never_called_unreachable(
    pieces: list[str], text: str, anchor: str
) -> None:
    pattern = "".join(pieces)
    if re.fullmatch(pattern, text) and anchor in text:
        assert unreachable_anchors(pattern, [anchor]) == []


def test_what_is_not_modelled_is_left_alone() -> None:
    with pytest.raises(Unknown):
        match_without_anchor(r"(?i)vx", ["vx"])
    with pytest.raises(Unknown):
        unreachable_anchors(r"\p{Han}", ["月"])


UGLY = "\ufeff---\r\n# 说明  \r\nid: a   # 尾注\t\r\n\r\n\r\ntitle: 试\r\n---  \r\n\r\n---\r\nid: b\r\n\r\n"
NEAT = "# 说明\nid: a   # 尾注\n\ntitle: 试\n---\nid: b\n"


def test_fmt_tidies_and_keeps_comments(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(UGLY.encode("utf-8"))
    found = format_file(file)
    assert (found.text, found.changed) == (NEAT, True)
    assert file.read_bytes() == UGLY.encode("utf-8")
    file.write_text(NEAT, encoding="utf-8")
    assert not format_file(file).changed


def test_fmt_leaves_text_whose_blanks_mean_something(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    text = "id: a\ndescription: |\n  一  \n\n\n\n  二\n"
    file.write_text(text, encoding="utf-8")
    found = format_file(file)
    assert (found.text, found.changed) == (text, False)
    assert "手工" in found.remarks[0]


@pytest.mark.parametrize("file", sorted(bundled_rules().rglob("*.yaml")), ids=lambda p: p.name)
def test_fmt_never_changes_values(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / file.name
    copy.write_text(format_file(file).text, encoding="utf-8")
    assert [d.value for d in read_documents(copy)] == [d.value for d in read_documents(file)]


def test_hash_follows_the_meaning() -> None:
    rule = next(
        r
        for r in load_ruleset().rules
        if len(getattr(next(iter(r.features.values())), "terms", ())) > 1
    )
    name, feature = next(iter(rule.features.items()))
    turned = feature.model_copy(update={"terms": tuple(reversed(feature.terms))})  # type: ignore[union-attr]
    fewer = feature.model_copy(update={"terms": feature.terms[1:]})  # type: ignore[union-attr]
    same = fingerprint(rule)
    for update in (
        {"triage": ("新",)},
        {"tests": ()},
        {"features": {**rule.features, name: turned}},
    ):
        assert fingerprint(rule.model_copy(update=update)) == same
    for update in (
        {"points": 99},
        {"family": "other"},
        {"features": {**rule.features, name: fewer}},
    ):
        assert fingerprint(rule.model_copy(update=update)) != same


def test_versions_count_up_and_ids_are_remembered(tmp_path: Path) -> None:
    first, _ = compare({"A-1": "x", "A-2": "y"}, {})
    second, drift = compare({"A-1": "z"}, first)
    assert {(d.entry, d.what, d.version) for d in drift} == {("A-1", "改动", 2), ("A-2", "消失", 1)}
    (tmp_path / "lock.json").write_text(spelled(second), encoding="utf-8")
    lock = read_lock(tmp_path)
    assert lock["A-2"]["retired"] is True
    assert compare({"A-1": "z"}, lock) == (second, [])
    third, drift = compare({"A-1": "z", "A-2": "y"}, lock)
    assert [(d.entry, d.what) for d in drift] == [("A-2", "重新启用")]
    assert third["A-2"]["version"] == 2


def test_docs_show_every_rule_with_its_basis() -> None:
    ruleset = load_ruleset()
    found = pages(ruleset)
    assert found.keys() == {"index.md"} | {
        f"{x.id}.md" for x in (*ruleset.rules, *ruleset.exclusions)
    }
    for rule in ruleset.rules:
        page = found[f"{rule.id}.md"]
        assert rule.title in page
        assert all(law.instrument in page for law in rule.legal)
        assert all(" ".join(step.split()) in page for step in rule.triage)
    table = overview(ruleset)
    for line in (x for x in table.splitlines() if x.startswith("|")):
        assert len(re.findall(r"(?<!\\)\|", line)) in (5, 8)
    assert "](" not in table


def test_schemas_are_those_committed() -> None:
    """After a change of engine/ruleset/schema.py run `saolou rules schema`."""
    folder = bundled_rules() / "schema"
    assert {p.name for p in folder.glob("*.json")} == schemas().keys()
    for name, text in schemas().items():
        assert (folder / name).read_text(encoding="utf-8") == text


def test_schema_tells_keys_and_choices() -> None:
    rule = json.loads(schemas()["rule.schema.json"])
    assert rule["additionalProperties"] is False
    assert set(rule["required"]) >= {"id", "title", "features", "match", "legal"}
    assert rule["properties"]["applies_to"]["enum"] == ["registration", "advert", "tip"]
    assert all(
        "description" in p for k, p in rule["properties"].items() if k in ("id", "family", "match")
    )


def test_skeleton_refuses_what_was_used() -> None:
    from engine.ruleset.skeleton import new_rule

    root = bundled_rules()
    taken = load_ruleset().rules[0].id
    for rule_id, said in ((taken, "已经用过"), ("klein", "写法"), ("AD-NEW-999", "行业")):
        with pytest.raises(UsageError, match=said):
            new_rule(root, rule_id, "advert", "", "nosuch")


@pytest.mark.parametrize(
    "text",
    [
        "x ```<img src=x onerror=alert(1)>` y",
        "\\`<img src=x onerror=alert(1)>`",
        "`<script>alert(1)</script>`",
        "<svg/onload=alert(1)>",
        "`` ` `` <img src=x> `",
    ],
)
def test_pages_hold_no_markup(text: str) -> None:
    assert "<" not in docs._page([text])
