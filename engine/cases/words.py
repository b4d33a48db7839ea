"""What the store calls its fields and decisions, and what stands in its log in the stead of them."""

from engine.export.table import HANDLING as MEASURES

#: A decision of 排除 holds so long (as an exception of the rules does).
HOLDS_DAYS = 365
#: Found harmless, for as long as a decision holds.
CLEARED = MEASURES[-1]
HANDLING, VISITED, VISITOR, REMARK = "处置措施", "核查日期", "核查人", "备注"
#: Between remarks of several hands.
AND = "；"
#: In the log, in the stead of a file: somebody wrote it by a command.
COMMAND = "命令"
#: In the log, in the stead of a field, of an import that wrote none.
NOTHING = "（没有写入）"
#: In the log, where something stood that ``purge`` took away.
PURGED = "（已清除）"
