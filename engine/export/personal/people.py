"""Names of people in columns that hold them, alone or beside a firm and what they are to it."""

from __future__ import annotations

from engine.model.patterns import later

#: What makes a text the name of a firm; also for RE2.
FIRM = r"公司|合作社|合伙|中心|集团|委员会|协会|基金|企业|事务所|银行|局$|厂$|社$|所$|店$|部$"
#: What somebody is to a firm, wherever it stands; what else begins with such a word.
_ROLE = "执行事务合伙人|委派代表|授权代表|法定代表人|法人代表|负责人|经营者"
_BEGIN = f"(?:{_ROLE}|普通合伙人|有限合伙人|合伙人|法人|代表人?|投资人|股东|执行董事|董事长?|总经理|经理|监事|联系人|姓名|委派)"
#: A name that begins like this is no usual one; for RE2.
WITH_ROLE = f"^{_BEGIN}"
_BREAK = r",，、;；/|\s:：()（）\[\]【】〔〕"
#: A full stop parts names, but not the letters of one.
_STOP = r"(?<=[\u4e00-\u9fff])[.．。](?=[\u4e00-\u9fff]|$)"
_SPLIT = later(rf"([{_BREAK}]+|{_STOP}|(?:{_ROLE})+[为是]?)")
_BEGINS = later(rf"^{_BEGIN}+[为是]?")
_FIRM = later(FIRM)
_AFTER_FIRM = later(r"^(.*公司)([\u4e00-\u9fff·]{2,4})$")
#: A firm with brackets inside of its name, or with its form in brackets at the end. Longer than
#: this no part of a name is; without an end each character would be the beginning of a search.
_LONGEST = 80
_BRACKETS = later(
    rf"[^{_BREAK}]{{1,{_LONGEST}}}[（(](?:[^{_BREAK}]{{1,12}}[）)][^{_BREAK}]{{0,{_LONGEST}}}?(?:公司|合作社|合伙企业|中心|集团|事务所|银行|[局厂社所店部](?=$|[{_BREAK}]))"
    r"|(?:有限合伙|普通合伙|特殊普通合伙|个人独资)[）)])"
)


def mask_person(text: str) -> str:
    """Of a name of a person the first character stays; a firm that stands in its place or beside
    it, and what the person is to the firm, stay whole."""
    pieces: list[str] = []
    at = 0
    for firm in _BRACKETS.finditer(text):
        pieces += [_masked(text[at : firm.start()]), firm.group()]
        at = firm.end()
    return "".join([*pieces, _masked(text[at:])])


def _masked(text: str) -> str:
    parts = _SPLIT.split(text)
    parts[::2] = [_part(part) for part in parts[::2]]
    return "".join(parts)


def _part(part: str) -> str:
    begin = found.group() if (found := _BEGINS.match(part)) else ""
    name = part[len(begin) :]
    if not name:
        return part
    if (beside := _AFTER_FIRM.match(name)) and not _FIRM.search(beside[2]):
        return begin + beside[1] + _initial(beside[2])
    return part if _FIRM.search(name) else begin + _initial(name)


def _initial(name: str) -> str:
    return name[0] + "*" * (len(name) - 1) if len(name) > 1 else "*"
