"""What a run is told that was asked to go on where another one stopped."""

from __future__ import annotations

from engine.flow.jobs import name_of
from engine.flow.register import Register
from engine.flow.work import Begun, Work, WorkFolder


def resumed(begun: Begun, work: Work, register: Register) -> str:
    """``begun``: with what; ``register``: all firms."""
    if begun is Begun.RESUMED:
        numbers = range(register.chunks)
        done = sum(register.rows(n) for n in numbers if work.finished(name_of(n)))
        read = "已读过的广告不再读，" if isinstance(work, WorkFolder) and work.read_before else ""
        rest = register.num_rows - done
        return f"接着做：上次已筛查 {done:,} 户，{read}这次筛查其余 {rest:,} 户。"
    if begun is Begun.OTHER:
        return "接着做：输入、规则、选项、有效的例外或程序版本与上次不同，所以从头做。"
    return "接着做：没有上次留下的部分，所以从头做。"
