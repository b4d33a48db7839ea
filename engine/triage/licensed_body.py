"""Bodies that need a licence: who supervises them, and what they are asked at the door.

Words of a bank's or an insurer's scope would ask it what others are asked (有无砍头息, 名称应当变更);
a body is asked what its kind of licence calls for.
"""

from __future__ import annotations

from engine.link import LicenceFinding
from engine.model.evidence import LicensedName
from engine.model.terms import LicenceStatus
from engine.ruleset import RuleSet, schema

_PLAIN = ("请出示许可证原件，看名称、有效期和业务范围与实际是否一致",)


def body_of(licensed: LicensedName, ruleset: RuleSet) -> schema.Licensed | None:
    """The kind in the rules; of a firm known only from a list the one that the list's word means."""
    kinds = ruleset.licensed
    for kind in kinds:
        if kind.id == licensed.exclusion_id:
            return kind
    told = licensed.kind
    fits = (kind for kind in kinds if kind.kind_name in told or told[-2:] in kind.kind_name)
    return next(fits, None)


def questions(body: schema.Licensed | None) -> tuple[str, ...]:
    """What any body of the kind is asked."""
    return body.triage if body and body.triage else _PLAIN


def question(finding: LicenceFinding, supervisor: str) -> str:
    """What the lists give cause to ask first; "" when they give none."""
    if finding.status is LicenceStatus.EXPIRED:
        return f"名录上的许可证{finding.until[:10]}到期：看续期后的许可证；没有续期的，问清是否还在经营"
    if finding.status is LicenceStatus.NOT_FOUND:
        return (
            f"所附名录里没有：请出示许可证原件，记下编号和有效期，向{supervisor or '发证部门'}核实"
        )
    if finding.status is LicenceStatus.IMPOSTOR:
        return f"名称与名录里的“{finding.name}”相近：问清是不是一家，看许可证上的名称"
    return ""
