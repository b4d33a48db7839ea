"""The dictionary is jieba's, whatever way it is read."""

from __future__ import annotations

import jieba

from engine.text import dictionary


def test_the_table_is_the_one_that_jieba_builds() -> None:
    own = jieba.Tokenizer()
    with own.get_dict_file() as file:
        freq, total = own.gen_pfdict(file)
    assert dictionary.words() == (freq, total)


def test_words_are_added_as_jieba_adds_them() -> None:
    base = dictionary.words()
    own = jieba.Tokenizer()
    own.FREQ, own.total, own.initialized = dict(base.freq), base.total, True
    told = [("众筹宝贝", 300), ("代理", 7)]
    for word, count in told:
        own.add_word(word, count)
    assert base.and_also(told) == (own.FREQ, own.total)
    assert "众筹宝贝" not in base.freq


def test_pages_hold_what_the_whole_holds() -> None:
    base = dictionary.words()
    told = ["众筹宝贝", "代理", "代理财"]
    whole = base.and_also((word, max(300, base.freq.get(word, 0))) for word in told)
    pages = dictionary.Pages(told, 300)
    assert pages.total == whole.total
    assert len(pages.freq) < len(whole.freq) / 100
    pages.open("".join(base.freq))
    assert pages.freq == whole.freq
