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
