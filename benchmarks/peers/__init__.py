"""Everything that is run beside Saolou, one module each, one process each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Peer:
    title: str
    module: str
    package: str  # distribution, as pip knows it
    imports: str  # what must be importable
    sampled: bool  # too slow for all rows: run on a sample and scaled
    note: str = ""


BASELINE = Peer("pandas.read_csv(dtype=str)", "pandas_read", "pandas", "pandas", False)
PEERS = (
    Peer("Arrow read_csv", "arrow_read", "pyarrow", "pyarrow", False, "all columns as text"),
    Peer("pandas str.contains", "pandas_contains", "pandas", "pandas", False,
         "one alternation of the 13 words over name and scope, reading included"),
    Peer("Python in", "python_in", "pyarrow", "pyarrow", False, "13 times `word in text` a row"),
    Peer("jieba", "jieba_cut", "jieba", "jieba", True, "cuts name and scope, looks for nothing"),
    Peer("rule-engine", "rule_engine_in", "rule-engine", "rule_engine", True, "13 rules, `in`"),
    Peer("GoRules zen, table", "zen_table", "zen-engine", "zen", True,
         "one decision table of 13 rules, policy collect"),
    Peer("GoRules zen, expression", "zen_expression", "zen-engine", "zen", True,
         "one compiled expression, the fastest way found"),
    Peer("spaCy PhraseMatcher", "spacy_phrases", "spacy", "spacy", True,
         "blank Chinese pipeline, tokens are characters"),
    Peer("Microsoft Presidio", "presidio_patterns", "presidio-analyzer", "presidio_analyzer", True,
         "13 pattern recognisers called directly, without an NLP engine"),
)  # fmt: skip
