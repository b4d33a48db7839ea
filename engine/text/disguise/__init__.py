"""Words written so that a filter does not see them: separators, same sounds, parts, pinyin, emoji.

``DisguiseFinder`` is built once from the words that matter and finds their disguised occurrences,
with exact offsets in the raw text, the kind of disguise and a confidence (domain §4).
"""

from engine.text.disguise.finder import DisguiseFinder
from engine.text.disguise.result import Disguised

__all__ = ["DisguiseFinder", "Disguised"]
