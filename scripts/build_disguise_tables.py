"""Build the tables of ``engine/text/disguise/data`` (sounds, shapes, splits, parts, pictures).

Run once, by hand, when a source changes; needs pypinyin (MIT) and emoji (BSD), which the product
itself does not:

    python scripts/build_disguise_tables.py --confusion DIR

``DIR`` holds ``similar_shape_groups.csv`` (shibing624/pycorrector, Apache-2.0) and ``chaizi_jt.csv``
(kfcd/chaizi, CC BY 3.0). ``signs.tsv`` beside the tables is written by hand and not touched.
"""

from __future__ import annotations

import argparse
import csv
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import emoji
import jieba
import pypinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from engine.text.fold import fold

OUT = Path(__file__).parent.parent / "engine/text/disguise/data"
#: A second reading is kept when at least this share of the phrases with the character use it.
SHARE, SEEN = 0.08, 3
#: Characters frequent enough to stand in a rule's word; splits of others are not needed.
FREQUENT = 3500
#: A phonetic part shared by more characters than this tells nothing (口, 木 …).
FAMILY = 16
#: Characters that jieba counted less often than this are rare: a sign by themselves.
RARE = 400
#: What a picture's name says of its colour, place or number tells nothing of what it stands for.
NAME_LONGEST = 4
#: Radicals say what a character is about, not how it looks as a whole.
RADICALS = frozenset(
    "亻人氵水扌手木禾口日月女纟糸讠言钅金土王玉石火忄心艹草虫鱼鸟马车足目田米竹衤衣礻示犭犬阝阜邑刂刀力"
    "宀广疒穴门囗辶走彳彡攵又寸大小山巾弓尸户斤欠页隹雨食饣酉贝见舟耳羊牛革骨黑"
)


def plain(reading: str) -> str:
    """``lǜ`` → ``lv4``; the neutral tone is 5."""
    tone, letters = 5, ""
    for char in unicodedata.normalize("NFD", reading):
        mark = "\u0304\u0301\u030c\u0300".find(char)
        if mark >= 0:
            tone = mark + 1
        elif char == "\u0308":
            letters = letters[:-1] + "v"
        elif char.isascii():
            letters += char
    return f"{letters}{tone}"


def characters() -> list[str]:
    """What GBK knows of the base block, as folded."""
    found = []
    for point in range(0x4E00, 0xA000):
        char = chr(point)
        if fold(char) != char or point not in PINYIN_DICT:
            continue
        try:
            char.encode("gbk")
        except UnicodeEncodeError:
            continue
        found.append(char)
    return found


def frequencies() -> Counter[str]:
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    counts: Counter[str] = Counter()
    for word, freq in tokenizer.FREQ.items():
        for char in word:
            counts[char] += freq
    return counts


def sounds(chars: list[str]) -> list[str]:
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, readings in PHRASES_DICT.items():
        for char, options in zip(phrase, readings, strict=False):
            used[char][plain(options[0])] += 1
    first: dict[str, list[str]] = defaultdict(list)
    second: dict[str, list[str]] = defaultdict(list)
    for char in chars:
        known = [plain(r) for r in PINYIN_DICT[ord(char)].split(",")]
        counts = used[char]
        total = sum(counts[r] for r in known) or 1
        best = max(known, key=lambda r: (counts[r], -known.index(r)))
        first[best].append(char)
        seen = {best[:-1]}
        for reading in known:
            often = counts[reading] >= SEEN and counts[reading] / total >= SHARE
            if often and reading[:-1] not in seen:
                seen.add(reading[:-1])
                second[reading].append(char)
    return [
        f"{syllable}\t{''.join(first[syllable])}\t{''.join(second[syllable])}"
        for syllable in sorted(first.keys() | second.keys())
    ]


def parts(path: Path) -> dict[str, list[list[str]]]:
    """Character → its ways of falling apart."""
    found: dict[str, list[list[str]]] = {}
    with path.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            ways = [way.split() for way in row["splits"].split("|")]
            found[row["char"]] = [w for w in ways if w and all(len(p) == 1 for p in w)]
    return found


def shapes(groups: Path, split: dict[str, list[list[str]]], known: set[str]) -> list[str]:
    lines = []
    with groups.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            chars = "".join(dict.fromkeys(fold(row["chars"])))
            if len(chars) > 1:
                lines.append(f"s\t{chars}")
    families: dict[str, list[str]] = defaultdict(list)
    for char, ways in split.items():
        if char not in known:
            continue
        for part in {p for way in ways if len(way) == 2 for p in way if way[0] != way[1]}:
            if part not in RADICALS:
                families[part].append(char)
    for part, members in sorted(families.items()):
        group = "".join(dict.fromkeys([fold(part), *sorted(members)]))
        if 2 <= len(group) <= FAMILY:
            lines.append(f"p\t{group}")
    return lines


def splits(split: dict[str, list[list[str]]], frequent: set[str]) -> list[str]:
    lines = []
    for char in sorted(frequent):
        ways = ["".join(way) for way in split.get(char, []) if 2 <= len(way) <= 3]
        if ways:
            lines.append(f"{char}\t{'|'.join(dict.fromkeys(ways))}")
    return lines


def components(
    split: dict[str, list[list[str]]], counts: Counter[str], known: list[str], frequent: set[str]
) -> list[str]:
    """All parts of rare and of frequent characters, radicals included."""
    lines = []
    for char in known:
        kind = "r" if counts[char] < RARE else "f"
        if kind == "f" and char not in frequent:
            continue
        ways = {p for way in split.get(char, []) if 2 <= len(way) <= 3 for p in map(fold, way)}
        lines.append(f"{kind}\t{char}\t{''.join(sorted(ways | {char}))}")
    return lines


def pictures() -> list[str]:
    """The Chinese short names of the Unicode CLDR, their last noun where they are long."""
    emoji.config.load_language("zh")
    lines = {}
    for mark, data in emoji.EMOJI_DATA.items():
        mark = mark.replace("\ufe0f", "")
        name = data.get("zh", "").strip(":").rpartition("的")[2]
        name = "".join(c for c in fold(name) if "\u4e00" <= c <= "\u9fff")
        if len(mark) == 1 and 0 < len(name) <= NAME_LONGEST:
            lines[mark] = f"{mark}\t{name}"
    return [lines[mark] for mark in sorted(lines)]


def write(name: str, head: str, lines: list[str]) -> None:
    text = "".join(f"# {line}\n" for line in head.split("\n")) + "\n".join(lines) + "\n"
    (OUT / name).write_text(text, encoding="utf-8")
    print(name, len(lines), len(text.encode()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--confusion", type=Path, required=True)
    directory: Path = parser.parse_args().confusion
    chars = characters()
    counts = frequencies()
    frequent = {c for c, _ in counts.most_common(FREQUENT) if "\u4e00" <= c <= "\u9fff"}
    common = {c for c in chars if counts[c] >= RARE}  # parts.tsv serves the rare ones
    split = parts(directory / "chaizi_jt.csv")
    built = "Built by scripts/build_disguise_tables.py; do not edit."
    write(
        "sounds.tsv",
        f"{built}\nSource: pypinyin {pypinyin.__version__} (MIT), from pinyin-data and Unihan.\n"
        "syllable with tone, characters with it as first reading, as a further common reading",
        sounds(chars),
    )
    write(
        "shapes.tsv",
        f"{built}\nSources: similar_shape of shibing624/pycorrector (Apache-2.0): s; kfcd/chaizi (CC BY 3.0): p.\n"
        "kind (s = look alike, p = share a part that is no radical), the characters of the group",
        shapes(directory / "similar_shape_groups.csv", split, common),
    )
    write(
        "splits.tsv",
        f"{built}\nSource: kfcd/chaizi (CC BY 3.0).\ncharacter, ways of writing it in parts",
        splits(split, frequent),
    )
    write(
        "parts.tsv",
        f"{built}\nSource: kfcd/chaizi (CC BY 3.0).\n"
        "r = rare, f = frequent; the character; itself and its parts",
        components(split, counts, chars, frequent),
    )
    write(
        "pictures.tsv",
        f"{built}\nSource: Chinese short names of the Unicode CLDR (Unicode License v3), by way of "
        f"emoji {emoji.__version__} (BSD).\npicture, its name",
        pictures(),
    )


if __name__ == "__main__":
    main()
