"""The tags of a web page or of Excel's XML of 2003, and the text between them.

As in the HTML standard a quoted attribute may hold ``<`` and ``>``, and nothing in a script, style, comment
or CDATA is a tag. The standard library's HTMLParser would do, were its time not to grow with the square
of what is not closed: 50 KB of ``<a b="`` take it five seconds. Here every sign is looked at a limited
number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import NamedTuple

_FLAGS = re.IGNORECASE | re.ASCII
_VALUE = r"(?:\"[^\"]*+\"|'[^']*+'|[^\s<>\"'][^\s<>]*+)"
_NAME = r"[^\s<>/\"'=]++"
#: Well formed, and otherwise up to the next angle.
_TAG = re.compile(
    rf"<(/?)([a-z][^\s<>/\"'=]*+)((?:[\s/]++|{_NAME}(?:\s*+=\s*+{_VALUE})?)*+)>", _FLAGS
)
_PLAIN = re.compile(r"<(/?)([a-z][^\s<>/\"'=]*+)([^<>]*+)>", _FLAGS)
_OTHER = re.compile(r"<(?:[!?]|/(?![a-z]))[^<>]*+>", _FLAGS)
_CLOSED = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')", _FLAGS)
_OPEN = re.compile(r"=\s*+[\"']", _FLAGS)
_ATTRIBUTE = re.compile(rf"({_NAME})(?:\s*+=\s*+({_VALUE}))?", _FLAGS)
_TABLE = re.compile(r"</?(?:\w+:)?(?:table|worksheet|tr|row|td|th|cell)(?=[\s/<>\"'=]|\Z)", _FLAGS)
#: A value without quotes to which the last ``/`` belongs.
_BARE_END = re.compile(r"=\s*+[^\s\"'=]++\Z", _FLAGS)
_COMMENT_END = re.compile("--!?>")
_CDATA = "<![CDATA["
#: In a page, not in XML, these hold text only. That of the last is seen.
_RAW = {
    word: re.compile(rf"</{word}(?=[\s/>])", _FLAGS)
    for word in ("script", "style", "title", "iframe", "noembed", "noframes", "textarea")
}
_SEEN = "textarea"
#: Characters of a tag up to which angles in its quotes are understood.
_LONGEST = 1 << 14


class Tag(NamedTuple):
    """``word``: its name in small letters without prefix; ``ends``: ``</word>``; ``attributes``: as they
    are written; ``at``: where it begins."""

    word: str
    ends: bool
    attributes: str
    at: int

    @property
    def empty(self) -> bool:
        """Whether it says itself that nothing is in it: ``<word/>``."""
        return self.attributes.endswith("/") and not _BARE_END.search(self.attributes)

    def told(self) -> dict[str, str]:
        """The attributes by name, in small letters without prefix."""
        found: dict[str, str] = {}
        for name, value in _ATTRIBUTE.findall(self.attributes):
            bare = value[1:-1] if value[:1] in ("'", '"') else value
            prefix, _, own = name.lower().partition(":")
            found.setdefault(own if own and prefix.isalnum() else name.lower(), unescape(bare))
        return found


class Unclear(Exception):
    """A tag of a table cannot be understood. ``at``: where it begins."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def tags(text: str) -> Iterator[Tag | str]:
    """Each tag, and each text between with its entities as they are written. Raises Unclear."""
    since = at = 0
    xml, comments, sections = False, True, True
    while (at := text.find("<", at)) >= 0:
        if tag := _tag(text, at):
            if at > since:
                yield text[since:at]
            word = tag[2].lower().rpartition(":")[2]
            yield Tag(word, bool(tag[1]), tag[3], at)
            since = at = tag.end()
            xml = xml or word == "workbook"
            if word in _RAW and not tag[1] and not xml:
                closing = _RAW[word].search(text, at)
                if closing is None and _TABLE.search(text, at):
                    raise Unclear(since)
                at = closing.start() if closing else len(text)
                since = since if word == _SEEN else at
            continue
        shown, end = "", at
        if comments and text.startswith("<!--", at):
            closed = _COMMENT_END.search(text, at + 2)
            comments = closed is not None
            end = closed.end() if closed else at + 4
        elif sections and text.startswith(_CDATA, at):
            end = text.find("]]>", at) + 3
            sections = end > 2
            shown = escape(text[at + len(_CDATA) : end - 3]) if sections else ""
            end = end if sections else at + len(_CDATA)
        elif other := _OTHER.match(text, at):
            end = other.end()
        if end == at:
            at += 1
            continue
        if at > since:
            yield text[since:at]
        if shown:
            yield shown
        since = at = end
    if since < len(text):
        yield text[since:]


def _tag(text: str, at: int) -> re.Match[str] | None:
    if found := _TAG.match(text, at, at + _LONGEST):
        return found
    found, of_table = _PLAIN.match(text, at), _TABLE.match(text, at)
    # Where a quote is not closed the tag may end anywhere.
    if of_table and (found is None or _OPEN.search(_CLOSED.sub("", found[3]))):
        raise Unclear(at)
    return found
