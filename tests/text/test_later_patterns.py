from __future__ import annotations

import pickle
import re
from typing import Any

from engine.model.patterns import later


def test_a_pattern_is_compiled_when_asked_for(monkeypatch: Any) -> None:
    compiled: list[str] = []
    usual = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: compiled.append(given[0]) or usual(*given))
    pattern = later("[一-龥]+", re.IGNORECASE)
    assert not compiled
    assert pattern.findall("甲乙 b 丙") == ["甲乙", "丙"]
    assert pattern.findall("丁") == ["丁"]
    assert compiled == ["[一-龥]+"]
    assert pattern.flags & re.IGNORECASE


def test_it_can_be_handed_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(later("b(c)"))).sub(r"\1", "abc") == "ac"
