"""What people are called by."""

#: Most people.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤柳樊祝"
)
#: Others, many of them words as well: names only where a person is to be expected.
FURTHER = frozenset(
    "萧丘仇卞洪季施康鲁葛温庞殷骆倪童颜柯翁梅邢岳庄凌路柴尚俞申涂耿牛关焦甘祁欧左谷穆纪翟聂齐车米虎乔安常辛管蓝裴房游邬靳滕缪"
    "宁桂简饶芦解瞿厉冉冀佟冷边岑巩应符项费屈卜鲍褚尤喻窦娄古原明晏包习伍冼卓蒙鞠拓苟买哈撒海纳"
)
#: Of two characters, as a pattern has them.
DOUBLE = "欧阳|司马|上官|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|长孙|宇文|端木|轩辕|呼延|申屠|澹台"
