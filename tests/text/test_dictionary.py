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


def test_what_is_looked_up_is_what_the_whole_holds() -> None:
    base = dictionary.words()
    told = ["众筹宝贝", "代理", "代理财"]
    whole = base.and_also((word, max(300, base.freq.get(word, 0))) for word in told)
    opened = dictionary.Opened(told, 300)
    assert opened.total == whole.total
    texts = ["以自有资金从事投资活动P2P", "AA制c#", "龘龘𠮷野家", "不得从事吸收公众存款"]
    opened.read_for(*texts)
    assert len(opened.freq) < len(whole.freq) / 100
    for text in (*texts, *told):
        for begin in range(len(text)):
            for stop in range(begin + 1, len(text) + 1):
                assert opened.freq.get(text[begin:stop]) == whole.freq.get(text[begin:stop])


def test_who_looks_up_much_has_the_whole() -> None:
    base = dictionary.words()
    opened = dictionary.Opened()
    opened.read_for(*list(base.freq)[:30_000])
    assert opened.freq == base.freq


def test_a_single_word_is_as_often_as_in_the_whole() -> None:
    freq = dictionary.words().freq
    asked = dictionary._Asked()
    some = list(freq)[::997]
    for word in (*some, *(word + "的" for word in some), "", "\ud800", "银行 ", "\n", "龘龘"):
        assert asked.get(word) == freq.get(word)
        assert (word in asked) == (word in freq)
    assert len(asked) == len(freq)


def test_all_words_at_hand_are_the_whole_and_what_is_told() -> None:
    told = ["众筹宝贝", "代理", "代理财"]
    opened = dictionary.Opened(told, 300)
    opened.complete()
    assert opened.freq == opened.whole().freq
    assert opened.total == opened.whole().total
