"""Which canonical column a header names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from engine.ingest.headers.aliases import ALIASES, HEADER_TAILS, REPORTER, REPORTER_IN_TIPS
from engine.ingest.headers.built import BUILT, PIECES
from engine.model.fields import REQUIRED
from engine.model.terms import RecordKind

# A remark that changes what the column is; every other remark is only for the person who types.
_TELLING = re.compile(r"英文|曾用|拼音|原名|旧|代码|编码|^\s*(?:[自起始至止]|起始|截止)\s*$")
_REMARK = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】|〔([^〔〕]*)〕")
_UNIT = re.compile(
    r"^(?:单位|币种)?[:/]?(?:人民币)?((?:亿|万|千)?(?:美元|港元|港币|欧元|日元|元)|万|亿)(?:人民币)?$"
)
_TAIL_UNIT = re.compile(r"[/:]?((?:亿|万)元)$")
_NOISE = re.compile(r"[\s\u200b\ufeff*:,#_\"'、;。?!]+")
# Words that turn «alias + word» into something else than the alias.
_OTHER_THING = re.compile(
    r"代码|编码|号|日期|时间|是否|原|曾|英文|拼音|上级|母公司|总公司|集团|主管|股东|投资|分支|变更|举报|诉求|来电|投诉"
    r"|数|id|类|状态|电话|姓名|备注|经度|纬度|坐标|说明|附件|旧|前|后"
)
_TAILED = re.compile(
    rf"(?:是否|有无).{{1,8}}|[^\d@]{{0,8}}(?:{HEADER_TAILS.replace(' ', '|')})|[a-z][a-z_ ]{{0,30}}"
)
_NUMBER = re.compile(r"\d(?:\W*\d){4}")
_LIKE_A_NAME = re.compile(
    r"^(?:[\u4e00-\u9fff]{1,3}(?![人者员方])[\u4e00-\u9fff]|[\u4e00-\u9fff·]*·[\u4e00-\u9fff·]*)$"
)
_LONGEST = 40
#: Among headers that are known, an unknown one is no longer than this.
_SHORT = 12
_SEVERAL = 2
_MONEY = ("reg_capital", "paid_capital", "amount")


#: Ranks of headers that no table has: what is put together stands behind what is known; a part of
#: an address has its own and counts from the front of it.
BUILT_RANK, PIECE_RANK = 500, 600
_PLACE = "address"
_AREA, _GRID, _COMMUNITY = (
    "territory",
    re.compile(r"网格|片区"),
    re.compile(r"村|社区|居|责任区|辖区"),
)
_MOST_BUILT = 20
#: What tells a place of business from the seat that is registered.
_BUSINESS, _SEAT = re.compile(r"经营|营业|办公|生产|实际"), re.compile(r"住所|注册|登记|法定")
#: What officers found at the door: no scope, whatever else the header or the one above it says.
_SEEN = re.compile(r"实际|现场|实地|核查|排查|检查|走访|摸排|巡查")
_ALL_SEEN = re.compile(
    r"(?:实际|现场|实地).*|(?:核查|排查|检查|走访|摸排|巡查)(?:情况|结果|记录|发现)"
)
#: These say which end of what stands above them.
_ENDS = frozenset("自起始至止")
#: Characters that a header may have besides a long alias.
_MORE = 6


class Label(NamedTuple):
    """One column of the file. ``text``: its header if it is one, or else its place: what stands in
    the place of a header may be somebody's name."""

    text: str
    canonical: str | None = None
    rank: int = 0  # place in the alias list; lower wins when columns compete
    unit: str = ""
    private: bool = False
    words: frozenset[str] = frozenset()  # texts of its header cells, to know a repeated header


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """Width, case, spaces, marks and remarks do not tell headers apart."""
    folded = unicodedata.normalize("NFKC", text).lower()
    for _ in range(2):
        bare = _REMARK.sub(_keep_telling, folded)
        if not _NOISE.sub("", bare):
            bare = re.sub(r"[()\[\]【】〔〕]", "", folded)
        folded = bare
    return _NOISE.sub("", folded)


def _keep_telling(match: re.Match[str]) -> str:
    inner = next((g for g in match.groups() if g), "")
    return inner if _TELLING.search(inner) else ""


def unit_of(text: str) -> str:
    """The unit of money that a header remarks, such as 万元 in 注册资本（万元）."""
    folded = unicodedata.normalize("NFKC", text)
    for match in _REMARK.finditer(folded):
        inner = re.sub(r"\s", "", next((g for g in match.groups() if g), ""))
        if found := _UNIT.match(inner):
            return found.group(1)
    found = _TAIL_UNIT.search(re.sub(r"\s", "", folded))
    return found.group(1) if found else ""


@cache
def _exact(kind: RecordKind) -> dict[str, tuple[str, int]]:
    # Ranks count within one canonical column; the first column to claim a spelling keeps it.
    table: dict[str, tuple[str, int]] = {}
    for canonical, spellings in ALIASES[kind].items():
        for rank, alias in enumerate([*spellings.split(), canonical]):
            table.setdefault(normalise(alias), (canonical, rank))
    return table


@cache
def _longest(kind: RecordKind) -> int:
    return max(map(len, _exact(kind)))


@cache
def _built(kind: RecordKind) -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    """Pattern → canonical column and rank; parts of an address by their place in it."""
    built = [
        (canonical, BUILT_RANK, re.compile(pattern))
        for canonical, pattern in BUILT.get(kind, {}).items()
    ]
    pieces = PIECES if kind is RecordKind.REGISTRATION else ()
    parts = [(_PLACE, PIECE_RANK + at, re.compile(p.header)) for at, p in enumerate(pieces)]
    return (*parts, *built)


@lru_cache(maxsize=4096)
def _put_together(key: str, kind: RecordKind) -> tuple[str, int] | None:
    if len(key) > _MOST_BUILT:
        return None
    for canonical, rank, pattern in _built(kind):
        if pattern.fullmatch(key):
            return canonical, rank
    return None


@lru_cache(maxsize=4096)
def exact(text: str, kind: RecordKind) -> tuple[str, int] | None:
    key = normalise(text)
    if not key or is_private(text, kind):
        return None
    table = _exact(kind)
    bare = key.replace("的", "")
    found = table.get(key) or table.get(bare) or _put_together(bare, kind)
    if found is None and (bare := _TAIL_UNIT.sub("", key)) != key:
        found = table.get(bare)
        found = found if found and found[0] in _MONEY else None
    return found


def contained(text: str, kind: RecordKind) -> tuple[str, int] | None:
    """A long alias inside a slightly longer header; short ones (名称, 类型) never count."""
    key = normalise(text)
    if len(key) > _longest(kind) + _MORE or is_private(text, kind):
        return None
    best: tuple[int, str, int] | None = None
    for alias, (canonical, rank) in _exact(kind).items():
        if len(alias) < 4 or alias.isascii() or alias not in key or len(key) > len(alias) + _MORE:
            continue
        if _OTHER_THING.search(key.replace(alias, "", 1)):
            continue
        if best is None or len(alias) > best[0]:
            best = (len(alias), canonical, 1000 + rank)
    return None if best is None else best[1:]


def quotable(cells: Iterable[str], kind: RecordKind) -> list[str]:
    """Of cells that ought to be a header, the words that any header may have.

    Nothing else may be quoted: where the header is missing they are somebody's name and number.
    """
    told = list(cells)
    sure = is_row_of_headers(told, kind)
    known = [
        key
        for key in map(normalise, told)
        if _anywhere(key) or (sure and _may_be_header(key, kind))
    ]
    return list(dict.fromkeys(known))


def is_row_of_headers(cells: Iterable[str], kind: RecordKind) -> bool:
    """Whether most cells are words that stand over columns: then the others are such, too."""
    told = [cell for cell in cells if normalise(cell)]
    known = sum(1 for cell in told if _is_known(normalise(cell)) or is_private(cell, kind))
    return known >= _SEVERAL and known * 2 > len(told)


def likelier(cells: Sequence[str], kind: RecordKind) -> RecordKind | None:
    """Another kind of input of whose headers there are clearly more among the ``cells``."""
    counts = {other: _count(cells, other) for other in RecordKind}
    best = max(counts, key=lambda other: counts[other])
    # A register without its names is no list of licences for that.
    ahead = counts[best] - max(counts[kind], len(_named(cells, kind)) - 1)
    return best if best is not kind and counts[best] >= _SEVERAL and ahead >= _SEVERAL else None


def header_words(labels: Iterable[Label]) -> list[str]:
    """All that stands in a header."""
    return [word for item in labels for word in item.words]


def _count(cells: Sequence[str], kind: RecordKind) -> int:
    """How many different columns the cells name; none where a required one is missing."""
    found = _named(cells, kind)
    return len(found) if found.intersection(REQUIRED[kind]) else 0


def _named(cells: Sequence[str], kind: RecordKind) -> set[str]:
    return {hit[0] for cell in cells if (hit := exact(cell, kind))}


def _anywhere(key: str) -> bool:
    bare = key.replace("的", "")
    return any(key in _exact(kind) or _put_together(bare, kind) for kind in RecordKind)


def _is_known(key: str) -> bool:
    return _anywhere(key) or key in REPORTER_IN_TIPS or bool(re.fullmatch(REPORTER, key))


@lru_cache(maxsize=4096)
def is_header(text: str, kind: RecordKind) -> bool:
    """Whether a cell is what people write over a column, and not what they write below. Of tips
    only what is known, for reporters are named in them."""
    if len(text) > _LONGEST or _NUMBER.search(text):
        return False
    key = normalise(text)
    return _is_known(key) or (kind is not RecordKind.TIP and bool(_TAILED.fullmatch(key)))


@lru_cache(maxsize=4096)
def is_private(text: str, kind: RecordKind) -> bool:
    """Whether a column tells who reported (or an identity number): never read, never kept."""
    key = normalise(text)
    if re.search(REPORTER, key):
        return not (kind is RecordKind.ADVERT and key == "主叫号码")
    return kind is RecordKind.TIP and key in REPORTER_IN_TIPS


def label(
    texts: list[str], kind: RecordKind, parents: list[str] | None = None
) -> tuple[Label, ...]:
    """Label every column of a header of one line, or of two with the merged ``parents``."""
    uppers = parents if parents is not None else [""] * len(texts)
    found: list[tuple[str, int] | None] = []
    for index, (text, parent) in enumerate(zip(texts, uppers, strict=True)):
        first = not parent or parent not in uppers[:index]
        found.append(_column(text, parent, kind, first))
    if kind is RecordKind.REGISTRATION:
        _told_apart(texts, uppers, found)
    if kind is RecordKind.TERRITORY:
        _grids_apart(texts, found)
    taken = {f[0] for f in found if f}
    for index, text in enumerate(texts):
        if found[index] is None and text and not _hidden(text, uppers[index], kind):
            loose = contained(text, kind)
            if loose and loose[0] == "scope" and _seen(text, uppers[index]):
                continue
            if loose and loose[0] not in taken:
                found[index] = loose
    seen: dict[str, int] = {}
    labels = []
    sure = is_row_of_headers(texts, kind)
    for index, (text, parent) in enumerate(zip(texts, uppers, strict=True)):
        told = [
            _flat(cell)
            for cell in (parent, text)
            if is_header(cell, kind) or (sure and _may_be_header(cell, kind))
        ]
        shown = "/".join(filter(None, told)) or f"第{index + 1}列"
        seen[shown] = seen.get(shown, 0) + 1
        if seen[shown] > 1:
            shown = f"{shown}({seen[shown]})"
        hit = found[index]
        labels.append(
            Label(
                text=shown,
                canonical=hit[0] if hit else None,
                rank=hit[1] if hit else 0,
                unit=(unit_of(text) or unit_of(parent)) if hit and hit[0] in _MONEY else "",
                private=_hidden(text, parent, kind),
                words=frozenset(w.strip() for w in (text, parent) if w.strip()),
            )
        )
    return tuple(labels)


def _told_apart(texts: list[str], uppers: list[str], found: list[tuple[str, int] | None]) -> None:
    """住所 and 经营场所 in one file are two places; where only one of them stands, it is the address."""
    keys = [normalise(parent + text) for text, parent in zip(texts, uppers, strict=True)]
    whole = [i for i, hit in enumerate(found) if hit and hit[0] == _PLACE and hit[1] < PIECE_RANK]
    business = [i for i in whole if _BUSINESS.search(keys[i]) and not _SEAT.search(keys[i])]
    known = any(hit and hit[0] == "business_address" for hit in found)
    if not known and 0 < len(business) < len(whole):
        for i in business:
            found[i] = ("business_address", found[i][1])  # type: ignore[index]


def _grids_apart(texts: list[str], found: list[tuple[str, int] | None]) -> None:
    """网格 beside 村（社区）, 责任区 or 辖区 is a part of it; where only one of them stands, it is the area."""
    areas = [i for i, hit in enumerate(found) if hit and hit[0] == _AREA]
    grids = [i for i in areas if _GRID.search(texts[i])]
    if any(_COMMUNITY.search(texts[i]) for i in areas if i not in grids):
        for i in grids:
            found[i] = ("grid", found[i][1])  # type: ignore[index]


def _may_be_header(text: str, kind: RecordKind) -> bool:
    """Over the columns of tips a word as short as a name may be one, unless it ends as headers do."""
    key = normalise(text)
    if not key or len(text) > _SHORT or re.search(r"[\d@]", text):
        return False
    return (
        kind is not RecordKind.TIP or not _LIKE_A_NAME.search(key) or bool(_TAILED.fullmatch(key))
    )


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _hidden(text: str, parent: str, kind: RecordKind) -> bool:
    return is_private(text, kind) or bool(parent and is_private(parent, kind))


def _column(text: str, parent: str, kind: RecordKind, first: bool) -> tuple[str, int] | None:
    found = _named_column(text, parent, kind, first)
    return None if found and found[0] == "scope" and _seen(text, parent) else found


def _seen(text: str, parent: str) -> bool:
    """Whether a column tells what was found at the door."""
    return bool(_SEEN.search(normalise(text)) or _ALL_SEEN.fullmatch(normalise(parent)))


def _named_column(text: str, parent: str, kind: RecordKind, first: bool) -> tuple[str, int] | None:
    if _hidden(text, parent, kind):
        return None
    own, above = exact(text, kind), exact(parent, kind) if parent else None
    if above and normalise(text) in ("名称", "姓名", "name"):
        return above  # 登记机关 / 名称 names the authority, not the firm
    if own and not (parent and normalise(text) in _ENDS):
        return own
    both = exact(parent + text, kind) if parent else None
    if both:
        return both
    # 经营范围 may have any children; of other parents only the first child is the thing itself.
    known = above and above[1] < BUILT_RANK
    return above if above and known and (first or above[0] == "scope") else None
