"""Read a folder of rules into a checked rule set."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from engine.model.errors import RuleError
from engine.ruleset import schema
from engine.ruleset.faults import told
from engine.ruleset.meant import no_sector, unknown
from engine.ruleset.overlay import OVERLAY, put_on, with_limits
from engine.ruleset.positions import Document, content, read_documents
from engine.ruleset.rules import OverlayNote, RuleSet

Model = TypeVar("Model", bound=BaseModel)
#: So many times a match may name a feature: what it would be short of is tried one by one.
MOST_NAMES = 1000
TOO_MANY_NAMES = f"match 提到特征超过 {MOST_NAMES} 次。词语请写进一个特征的 terms 或词表。"
_RULE_FOLDERS = ("registration", "advertisement", "context", "nursery")


def bundled_rules() -> Path:
    """The rules shipped with the package, or those of the source tree."""
    here = Path(__file__).resolve().parent.parent
    packaged = here / "_rules"
    return packaged if packaged.is_dir() else here.parent / "rules"


def load_ruleset(folder: str | Path | None = None) -> RuleSet:
    """The rule set of ``folder``: a rule pack, or an office's overlay (default: the shipped
    pack). Raises RuleError."""
    root = Path(folder) if folder else bundled_rules()
    try:
        overlay, pack_there = (root / OVERLAY).is_file(), (root / "pack.yaml").is_file()
    except OSError as cause:  # a name too long, a folder nobody may enter
        raise RuleError(f"{root}: 打不开。--rules 应指向规则包所在的文件夹。") from cause
    if overlay:
        return _overlaid(root)
    if not pack_there:
        raise RuleError(f"{root}: 找不到 pack.yaml。--rules 应指向规则包所在的文件夹。")
    parts = _gather(root)
    pack = _validate(_single(root / "pack.yaml"), schema.Pack)
    return _checked(parts, pack, root)


def base_of(root: Path, overlay: schema.Overlay) -> Path:
    """The folder of the pack that the overlay in ``root`` stands on."""
    return bundled_rules() if overlay.base == "shipped" else root / overlay.base


def is_pack(folder: Path) -> bool:
    """Is a rule pack there? Under a name that can be none there is nothing."""
    try:
        return (folder / "pack.yaml").is_file()
    except (OSError, ValueError):  # a name that is too long, or none
        return False


@dataclass(slots=True)
class _Parts:
    """What stands in one folder, each item beside the document it was read from."""

    digest: str
    rules: list[tuple[schema.Rule, Document]]
    exclusions: list[tuple[Any, Document]]
    sectors: list[tuple[schema.Sector, Document]]
    lexicons: list[tuple[schema.Lexicon, Document]]
    params: list[tuple[schema.Param, Document]]
    weights: dict[str, Path]

    def of_all_kinds(self) -> tuple[list[tuple[Any, Document]], ...]:
        return ([*self.rules, *self.exclusions], self.sectors, self.lexicons, self.params)


def _gather(root: Path) -> _Parts:
    digest = hashlib.sha256()
    for file in sorted([*root.rglob("*.yaml"), *root.rglob("*.tsv")]):
        digest.update(file.relative_to(root).as_posix().encode())
        digest.update(content(file).replace(b"\r\n", b"\n"))
    rules: list[tuple[schema.Rule, Document]] = []
    for name in _RULE_FOLDERS:
        for document in _documents(root / name):
            rule = _validate(document, schema.Rule)
            if rule.status in ("stable", "nursery"):
                rules.append((rule, document))
    adapter: TypeAdapter[Any] = TypeAdapter(schema.ExclusionDocument)
    exclusions = []
    for document in _documents(root / "exclusions"):
        try:
            exclusions.append((adapter.validate_python(document.value), document))
        except ValidationError as error:
            raise RuleError(told(document, error)) from None
    sectors: list[tuple[schema.Sector, Document]] = []
    if (root / "sectors.yaml").is_file() or not (root / OVERLAY).is_file():
        document = _single(root / "sectors.yaml")
        sectors = [(s, document) for s in _validate(document, schema.Sectors).sectors]
    lexicons = [(_validate(d, schema.Lexicon), d) for d in _documents(root / "lexicons")]
    weights = {x.id: root / "lexicons" / x.weights for x, _ in lexicons if x.weights}
    for missing in (file for file in weights.values() if not file.is_file()):
        raise RuleError(f"{missing}：词表的分值文件不存在。")
    params = [(_validate(d, schema.Param), d) for d in _documents(root / "params")]
    return _Parts(digest.hexdigest(), rules, exclusions, sectors, lexicons, params, weights)


def _overlaid(root: Path) -> RuleSet:
    """The base pack with the overlay in ``root`` put on: nothing is replaced by silence."""
    document = _single(root / OVERLAY)
    overlay = _validate(document, schema.Overlay)
    base_root = base_of(root, overlay)
    if not is_pack(base_root):
        raise RuleError(
            f"{document.where(('base',))} 找不到基础规则包“{overlay.base}”。"
            "写 shipped（自带的规则包），或写相对于本文件夹的路径。"
        )
    base, own = _gather(base_root), _gather(root)
    for theirs, ours in zip(base.of_all_kinds(), own.of_all_kinds(), strict=True):
        taken = {item.id: other for item, other in theirs}
        for item, other in ours:
            if item.id in taken:
                raise RuleError(
                    f"{other.where(('id',))} 编号 {item.id} 已用于 {taken[item.id].where(('id',))}。"
                    f"不能悄悄替换：请在 {OVERLAY} 的 disable 里停用原来的并写明理由，再用新编号。"
                )
    points = put_on(overlay, document, base.rules, base.exclusions, base.lexicons)
    count = len(base.rules)
    merged = _Parts(
        hashlib.sha256((base.digest + own.digest).encode()).hexdigest(),
        [*base.rules, *own.rules],
        [*base.exclusions, *own.exclusions],
        [*base.sectors, *own.sectors],
        [*base.lexicons, *own.lexicons],
        [*base.params, *own.params],
        {**base.weights, **own.weights},
    )
    pack = _validate(_single(base_root / "pack.yaml"), schema.Pack)
    note = OverlayNote(overlay, count, len(own.rules), points, pack.bands)
    return _checked(merged, with_limits(pack, overlay, document), root, note)


def _checked(
    parts: _Parts, pack: schema.Pack, root: Path, overlay: OverlayNote | None = None
) -> RuleSet:
    """References and repeated ids checked; raises RuleError with the place."""
    sectors = {sector.id: sector for sector, _ in parts.sectors}
    lexicons = {x.id: x for x, _ in parts.lexicons}
    params = {x.id: x for x, _ in parts.params}
    seen: dict[str, Document] = {}
    for rule, document in parts.rules:
        _check_references(rule, document, sectors, lexicons, params)
        if rule.id in seen:
            raise RuleError(
                f"{document.where(('id',))} 规则编号 {rule.id} 重复，"
                f"已用于 {seen[rule.id].where(('id',))}。"
            )
        seen[rule.id] = document
    return RuleSet(
        pack=pack,
        sectors=sectors,
        rules=tuple(rule for rule, _ in parts.rules),
        exclusions=tuple(exclusion for exclusion, _ in parts.exclusions),
        lexicons=lexicons,
        params=params,
        scorecards=parts.weights,
        digest=parts.digest,
        folder=root,
        overlay=overlay,
    )


def _documents(folder: Path) -> Iterator[Document]:
    for file in sorted(folder.rglob("*.yaml")) if folder.is_dir() else ():
        yield from read_documents(file)


def _single(file: Path) -> Document:
    documents = read_documents(file)
    if len(documents) != 1:
        raise RuleError(f"{file}:1:1 这个文件应当恰好有一段内容。")
    return documents[0]


def _validate(document: Document, model: type[Model]) -> Model:
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        raise RuleError(told(document, error)) from None


def _check_references(
    rule: schema.Rule,
    document: Document,
    sectors: dict[str, schema.Sector],
    lexicons: dict[str, schema.Lexicon],
    params: dict[str, schema.Param],
) -> None:
    for i, sector in enumerate(rule.sectors):
        if sector not in sectors:
            raise RuleError(f"{document.where(('sectors', i))} {no_sector(sector, sectors)}")
    for name, feature in rule.features.items():
        lexicon = getattr(feature, "lexicon", "")
        if lexicon and lexicon not in lexicons:
            said = unknown("词表", lexicon, lexicons)
            raise RuleError(f"{document.where(('features', name, 'lexicon'))} {said}")
        value = getattr(feature, "value", None)
        if isinstance(value, schema.ParamRef) and value.param not in params:
            said = unknown("参数", value.param, params)
            raise RuleError(f"{document.where(('features', name, 'value'))} {said}")
    told = list(islice(_names(rule.match, document, ("match",)), MOST_NAMES + 1))
    if len(told) > MOST_NAMES:
        raise RuleError(f"{document.where(('match',))} {TOO_MANY_NAMES}")
    for name in (*told, *rule.exclude):
        if name not in rule.features:
            raise RuleError(f"{document.where(('match',))} match 提到了没有定义的特征“{name}”。")


def _names(node: Any, document: Document, path: tuple[str | int, ...]) -> Iterator[str]:
    if isinstance(node, str):
        yield node
        return
    if not isinstance(node, dict) or not node:
        raise RuleError(f"{document.where(path)} match 应写成 any、all、not 或 n_of/of。")
    keys = set(node)
    if keys not in (
        {"any"},
        {"all"},
        {"not"},
        {"n_of", "of"},
        {"any", "not"},
        {"all", "not"},
        {"any", "all"},
    ):
        raise RuleError(
            f"{document.where(path)} match 应写成 any、all、not 或 n_of/of，不是 {sorted(keys)}。"
        )
    for key, value in node.items():
        if key == "n_of":
            if type(value) is not int or value < 1:
                raise RuleError(f"{document.where((*path, key))} n_of 应为不小于 1 的整数。")
            continue
        for i, child in enumerate(value if isinstance(value, list) else [value]):
            yield from _names(child, document, (*path, key, i))
