"""Bad circumstances that need more than one run of one command; each has a test of its own."""

from __future__ import annotations

from typing import NamedTuple


class Elsewhere(NamedTuple):
    group: str
    what: str
    then: str
    test: str  # file::function


_OUT, _PRIVATE, _RUN = "写出结果", "个人信息", "运行环境"

ELSEWHERE = [
    Elsewhere(_OUT, "磁盘写满", "退出码 4，原有结果未改动", "tests/hostile/test_output.py::test_full_disk"),
    Elsewhere(_OUT, "工作簿正在 Excel 中打开", "退出码 2，原有结果未改动", "tests/export/test_write.py::test_locked_file_leaves_everything"),
    Elsewhere(_OUT, "开始筛查时结果文件正在 Excel 中打开（Windows）", "不筛查，马上说明关闭哪个文件", "tests/export/test_write.py::test_a_locked_file_is_told_before_the_work"),
    Elsewhere(_OUT, "筛查途中被强行结束", "原有结果未改动，下次运行清掉残留", "tests/hostile/test_output.py::test_killed_while_writing"),
    Elsewhere(_OUT, "移入结果途中被强行结束", "核对时指出，下次筛查时恢复原有结果", "tests/hostile/test_output.py::test_killed_while_moving"),
    Elsewhere(_OUT, "两个程序同时写同一文件夹", "后来的退出码 2", "tests/hostile/test_output.py::test_second_writer_is_refused"),
    Elsewhere(_OUT, "两个程序同时写两个文件夹", "互不影响，结果相同", "tests/hostile/test_output.py::test_two_folders_at_once"),
    Elsewhere(_OUT, "占着文件夹的程序被强行结束", "不留锁，马上可以再运行", "tests/hostile/test_output.py::test_killed_writer_leaves_no_lock"),
    Elsewhere(_OUT, "集群筛查途中结果文件在 Excel 中打开", "退出码 2，原有结果未改动，算好的整套另存在 saolou-已写好", "tests/cluster/test_same_as_one_machine.py::test_a_locked_file_leaves_the_old_result_and_keeps_the_new_one"),
    Elsewhere(_OUT, "屏幕输出被关闭（>&-、2>&-）", "照常写出结果，没有别的文件被写坏", "tests/hostile/test_streams.py::test_a_closed_stream_changes_nothing"),
    Elsewhere(_OUT, "出错时没有屏幕可写", "退出码不变", "tests/hostile/test_streams.py::test_the_exit_code_needs_no_stream"),
    Elsewhere(_OUT, "屏幕上的说明写不出去（管道已关、磁盘已满）", "结果照常写出，退出码 4 并说明", "tests/hostile/test_streams.py::test_results_are_written_though_nobody_reads_the_summary"),
    Elsewhere(_OUT, "别的命令的输出写不出去", "一句话说明，没有调用栈", "tests/hostile/test_streams.py::test_a_full_pipe_is_told"),
    Elsewhere(_OUT, "办案库正被别的程序占用", "筛查之前就说明，退出码 2", "tests/hostile/test_streams.py::test_a_locked_store_is_told_before_the_work"),
    Elsewhere(_OUT, "办案库只读、写满或损坏", "一句话说明，退出码 2 或 4", "tests/hostile/test_streams.py::test_what_the_store_cannot_do_is_told"),
    Elsewhere(_OUT, "办案库记不下这次筛查", "不写结果，原有结果未改动", "tests/hostile/test_streams.py::test_a_store_that_takes_nothing_leaves_the_results"),
    Elsewhere(_OUT, "办案库在最后一步出错", "说明结果已写出、只是没有记下", "tests/hostile/test_streams.py::test_results_without_memory_are_told"),
    Elsewhere(_OUT, "输出文件夹或办案库在只读的盘上", "一句话说明，已有的照样可以查看", "tests/hostile/test_streams.py::test_a_medium_for_reading_alone"),
    Elsewhere(_OUT, "输出位置是一个文件", "退出码 2，文件未改动", "tests/export/test_write.py::test_out_is_a_file"),
    Elsewhere(_OUT, "输出路径太长", "退出码 2，说明换短一些的路径", "tests/hostile/test_output.py::test_long_path"),
    Elsewhere(_OUT, "输入文件夹里有以前的筛查结果", "不当作输入，屏幕上和“数据问题”里说明", "tests/cli/test_inputs_and_outputs.py::test_earlier_results_in_a_folder_are_no_inputs"),
    Elsewhere(_OUT, "登记、广告、举报、名录、责任区在一个文件夹里", "各按表头归类，每个文件一行说明", "tests/cli/test_folders.py::test_each_file_goes_where_its_header_says"),
    Elsewhere(_OUT, "文件夹里有从以前的结果里拿出来的单个文件、样例的标注", "不当作输入，逐个说明", "tests/cli/test_folders.py::test_results_and_labels_are_not_used"),
    Elsewhere(_OUT, "持牌名录、广告、举报、责任区不加选项单独写明", "退出码 3，说明该用哪个选项", "tests/cli/test_folders.py::test_a_file_named_by_itself_is_refused_with_a_hint"),
    Elsewhere(_OUT, "文件夹里有按村登记的人员名册", "不当作责任区", "tests/ingest/test_recognise.py::test_rosters_and_lists_of_things_are_nothing"),
    Elsewhere(_OUT, "输入文件正是要写的结果文件", "退出码 2，输入未改动", "tests/cli/test_inputs_and_outputs.py::test_an_input_is_never_written_over"),
    Elsewhere(_OUT, "文件或文件夹名是空的（--out 后面为空）", "退出码 2，什么也不写", "tests/cli/test_inputs_and_outputs.py::test_an_empty_name_is_no_folder"),
    Elsewhere(_OUT, "别的用户想看结果", "文件只有本人可读写", "tests/export/test_write.py::test_record_hashes_outputs"),
    Elsewhere(_OUT, "结果写出后被改过", "verify 指出是哪个，退出码 1", "tests/hostile/test_verify.py::test_changed_file_is_found"),
    Elsewhere(_OUT, "run.json 被改成指向别处的路径", "verify 不读结果目录以外的文件", "tests/hostile/test_verify.py::test_record_with_paths"),
    Elsewhere(_OUT, "证据表与输入对不上", "verify 重新筛查时指出，退出码 1", "tests/hostile/test_verify.py::test_forged_evidence_is_found"),
    Elsewhere(_OUT, "结果目录里有别人放的 .saolou- 文件夹，指向目录以外", "目录以外的文件不动，verify 指出", "tests/hostile/test_verify.py::test_a_folder_from_somebody_else_reaches_nothing_outside"),
    Elsewhere(_OUT, "移入 parquet 途中被强行结束", "下次筛查时连同办公用文件恢复", "tests/hostile/test_output.py::test_killed_while_moving_datasets"),
    Elsewhere(_OUT, "恢复原有结果时又出错", "原有结果暂存，下次筛查时恢复", "tests/hostile/test_output.py::test_what_cannot_be_undone_is_kept_for_the_next_run"),
    Elsewhere(_OUT, "run.json 丢失或损坏，工作簿填写过", "工作簿另存一份", "tests/hostile/test_output.py::test_a_workbook_nobody_can_vouch_for_is_kept"),
    Elsewhere(_OUT, "结果目录里有运行记录不知道的文件", "verify 列出", "tests/hostile/test_verify.py::test_what_the_record_does_not_know_is_mentioned"),
    Elsewhere(_OUT, "筛查中途按 Ctrl-C、内存不足、磁盘写满", "做完的部分留着，说明在哪里、怎样接着做或清掉", "tests/flow/test_working.py::test_what_was_finished_stays_and_is_named"),
    Elsewhere(_PRIVATE, "法定代表人、电话、证件号", "csv、网页里遮盖，工作簿里完整", "tests/hostile/test_private.py::test_masked_outside_the_workbook"),
    Elsewhere(_PRIVATE, "规则命中的原文就是电话", "网页里遮盖，只有 evidence.csv 的 matched 列是原文", "tests/hostile/test_private.py::test_the_page_masks_what_matched"),
    Elsewhere(_PRIVATE, "电话列里用汉字、圈码、别种数字或标点写的号码", "只留前三个和后两个数字", "tests/hostile/test_private.py::test_a_column_of_numbers_is_masked_in_whatever_writing"),
    Elsewhere(_PRIVATE, "电话、证件号写在代码、日期、类型、状态、资本、编号各列", "csv、网页里遮盖，实体编号另造，各表照样对得上", "tests/hostile/test_private.py::test_a_number_in_whatever_column_is_masked"),
    Elsewhere(_PRIVATE, "真的统一代码、注册号（全是数字的也算）", "不遮盖", "tests/text/test_codes.py::test_a_right_code_of_digits_alone_stays"),
    Elsewhere(_PRIVATE, "文字里用汉字、圈码、各种符号写的号码", "遮盖", "tests/hostile/test_private.py::test_texts"),
    Elsewhere(_PRIVATE, "文件名、表名（不论多短）里有姓名、电话", "可转交的一套里没有；其余文件里电话遮盖", "tests/hostile/test_private.py::test_names_of_files_and_sheets"),
    Elsewhere(_PRIVATE, "可转交的一套（--redact）", "所有文件里都遮盖", "tests/hostile/test_private.py::test_redacted_set"),
    Elsewhere(_PRIVATE, "举报人写在文件名、表名、线索编号里", "可转交的一套里都换成编号", "tests/hostile/test_private.py::test_names_of_files_sheets_and_tips_are_not_handed_on"),
    Elsewhere(_PRIVATE, "广告里个人账号的名称", "可转交的一套里遮盖；没有列入的反映写明条数", "tests/export/test_handed_on.py::test_the_set_names_no_personal_account_and_says_what_it_lacks"),
    Elsewhere(_PRIVATE, "--redact 写到用过的文件夹", "退出码 2，说明换一个空文件夹", "tests/hostile/test_output.py::test_only_a_redacted_set_lies_in_what_is_handed_on"),
    Elsewhere(_PRIVATE, "例外的批准人", "可转交的一套里遮盖", "tests/hostile/test_private.py::test_who_approved_an_exception_is_not_handed_on"),
    Elsewhere(_PRIVATE, "举报人的姓名、电话、住址", "不出现在任何文件和消息里", "tests/hostile/test_private.py::test_reporters_never_appear"),
    Elsewhere(_PRIVATE, "列数不符的举报行", "不保留原文", "tests/hostile/test_private.py::test_reporters_never_appear"),
    Elsewhere(_PRIVATE, "没有表头的举报、登记和名录", "只说列数和认得的表头，不引用别的内容", "tests/hostile/test_private.py::test_a_missing_header_quotes_nothing"),
    Elsewhere(_PRIVATE, "表头位置上是姓名、电话等填写的内容", "只说第几列，不写出内容", "tests/ingest/test_forms.py::test_only_headers_are_named"),
    Elsewhere(_PRIVATE, "举报单、登记卡一类的表单", "不读取，说明要整理成表格；文件夹里的整个放入未读行", "tests/ingest/test_forms.py::test_a_form_is_refused"),
    Elsewhere(_PRIVATE, "电话被 Excel 变成科学计数", "备注里只见前三位", "tests/hostile/test_private.py::test_a_number_that_excel_has_turned_is_masked"),
    Elsewhere(_PRIVATE, "程序内部出错", "消息里没有数据行的内容", "tests/hostile/test_private.py::test_our_own_error_quotes_nothing"),
    Elsewhere(_RUN, "公文模板里写着程序代码，或不是 Word 文件", "退出码 2，不执行，说明是哪个模板", "tests/cases/test_templates.py::test_a_template_runs_nothing"),
    Elsewhere(_RUN, "联网", "运行中不建立任何连接", "tests/hostile/test_runs.py::test_no_connection"),
    Elsewhere(_RUN, "换一天、时区、语言、PYTHONHASHSEED", "结果逐字节相同", "tests/hostile/test_runs.py::test_same_bytes_elsewhere"),
    Elsewhere(_RUN, "控制台代码页 936（GBK）", "不因显示不了的字出错", "tests/hostile/test_runs.py::test_gbk_console"),
    Elsewhere(_RUN, "一个进程里运行一百次", "内存和文件句柄不增长", "tests/hostile/test_runs.py::test_hundred_runs_leak_nothing"),
]  # fmt: skip
