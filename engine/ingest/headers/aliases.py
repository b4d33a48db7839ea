"""Headers found in the wild, for each kind: canonical column → spellings, the best first.

Only data stands here. Spellings are compared after ``headers.normalise`` (width, case, spaces,
bracketed remarks), so each needs to be written once; the canonical name itself always counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.model.terms import RecordKind

_REGISTRATION = {
    "name": "企业名称 市场主体名称 主体名称 公司名称 单位名称 企业机构名称 机构名称 商户名称 个体工商户名称"
    " 经营主体名称 经营者名称 当事人名称 企业全称 公司全称 单位全称 企业名 公司名 字号名称 店名 店铺名称 门店名称"
    " 门头名称 户名 名称 ent_name entname enterprise_name company_name company name",
    "used_name": "曾用名 曾用名称 企业曾用名 历史名称 原名称 原企业名称 oldname used_name",
    "uscc": "统一社会信用代码 统一社会信用代码/注册号 统一信用代码 社会信用代码 统一代码 信用代码"
    " 社会统一信用代码 统一社会信用码 统一社会信用代码/纳税人识别号 纳税人识别号 税号 uniscid uscc"
    " credit_code creditcode social_credit_code 代码 code",
    "reg_no": "注册号 工商注册号 营业执照号 营业执照注册号 营业执照号码 执照号码 工商登记号 注册号码 登记证号"
    " 组织机构代码 regno reg_no",
    "ent_type": "企业类型 市场主体类型 主体类型 公司类型 企业机构类型 机构类型 经营主体类型 单位类型 经济性质"
    " 企业性质 组织形式 类型 character enttype ent_type",
    "status": "登记状态 经营状态 企业状态 企业经营状态 主体状态 市场主体状态 存续状态 营业状态 状态 regstate"
    " entstatus status",
    "legal_rep": "法定代表人 法人代表 法定代表人姓名 法定代表人/负责人 法定代表人(负责人) 法人姓名 法人 负责人"
    " 法定代表人/负责人/经营者 经营者 经营者姓名 经营者/负责人 执行事务合伙人 投资人 代表人 lerep legalrepresentative legal_person legal_rep",
    "reg_capital": "注册资本 注册资金 注册资本金 认缴注册资本 认缴资本 认缴出资额 注册资本(金) 出资总额 出资额"
    " 资金数额 开办资金 成员出资总额 regcap capital reg_capital registered_capital",
    "paid_capital": "实缴资本 实收资本 实缴注册资本 实缴出资额 reccap paid_capital",
    "est_date": "成立日期 成立时间 注册日期 注册时间 登记日期 设立日期 开业日期 创办日期 estdate"
    " establishment_date registrationday registration_date est_date opfrom",
    "approve_date": "核准日期 核准时间 发照日期 变更核准日期 apprdate approve_date",
    "term": "营业期限 经营期限 经营期限自至 营业期限自/至 营业期限自 经营期限自 营业期限起 营业期限至 经营期限至"
    " 营业期限止 opto opfrom/opto term",
    "scope": "经营范围 经营范围及方式 经营范围描述 业务范围 许可经营项目 一般经营项目 一般项目 许可项目"
    " 经营项目 主营业务 主营项目 主营 opscope ptbusscope businessscope business_scope scope",
    "address": "住所 注册地址 企业住所 登记住所 企业地址 公司地址 企业注册地址 经营场所 主要经营场所"
    " 住所(经营场所) 住所/经营场所 住所地址 住址 单位地址 详细地址 地址 通信地址 通讯地址 dom reg_address address",
    "business_address": "实际经营地址 实际经营地 经营地址 生产经营地址 生产经营地 办公地址 实际地址"
    " oploc business_address",
    "province": "所属省份 所在省份 省份 省 所属省 所在省 province",
    "city": "所属城市 所在城市 城市 所属地市 地市 所属市 市 地区 所属地区 所在地区 city",
    "county": "所属区县 所在区县 区县 县区 县(市、区) 区/县 县 区 所属区 行政区划 所属区划 所属区域 区域"
    " district county",
    "town": "所属街道 所属乡镇 乡镇街道 街道乡镇 乡镇/街道 街道/乡镇 镇街 街镇 乡镇 街道 镇 town street",
    "village": "所属村 所属社区 村社区 村/社区 社区/村 村居 村(社区) 社区 村 行政村 village community",
    "grid": "网格 所属网格 责任网格 所在网格 网格名称 网格编号 责任区 所属责任区 责任片区 所属片区 片区 所属辖区 辖区"
    " grid gridname",
    "industry": "所属行业 国标行业 行业名称 行业门类 行业大类 行业 行业类别 行业代码 industryphy industryco industry",
    "reg_auth": "登记机关 登记机构 登记部门 注册机关 发照机关 regorg reg_auth",
    "phone": "联系电话 企业电话 公司电话 电话 电话号码 联系方式 手机 手机号 手机号码 更多电话 其他电话 有效手机号"
    " tel telephone mobile phone",
    "email": "邮箱 电子邮箱 企业邮箱 联系邮箱 email mail",
    "web": "网址 官网 企业网址 网站 公司网址 官方网站 website web",
    "staff": "参保人数 从业人数 员工人数 从业人员数 从业人员 人员规模 empnum staff",
    "shareholders": "股东 股东信息 股东名称 股东及出资信息 股东(发起人) 投资方 shareholders",
    "branches": "分支机构 分支机构数 branches",
    "abnormal": "经营异常 经营异常名录 是否经营异常 异常名录 列入异常原因 严重违法 严重违法失信 行政处罚 失信 失信信息 abnormal",
    "rep_region_code": "户籍地区码 户籍地区代码 户籍区划代码 负责人户籍地区码 法定代表人户籍地区码 经营者户籍地区码"
    " 户籍所在地代码 户籍地行政区划代码 rep_region_code",
}

_ADVERT = {
    "ad_id": "广告编号 广告id 监测编号 样本编号 短信编号 记录编号 线索编号 编号 序列号 流水号 ad_id adid id"
    " 序号",
    "channel": "媒体类型 媒介类型 广告渠道 投放渠道 发布渠道 渠道 媒介 广告形式 发布形式 载体 来源渠道 来源"
    " channel media_type",
    "media_name": "媒体名称 媒体 平台名称 平台 账号 账号名称 公众号 公众号名称 发布平台 发布媒体 网站名称"
    " app名称 media_name media",
    "advertiser": "广告主 广告主名称 发布单位 广告发布单位 签名 短信签名 主体名称 企业名称 单位名称 公司名称 广告主体"
    " 推广主体 被投诉企业 商家名称 商家 发布人 发送者 发送人 发件人 昵称 advertiser sponsor company",
    "publisher": "广告发布者 广告经营者 发布者 经营者 广告公司 广告代理 广告发布者/经营者 publisher",
    "title": "广告标题 广告名称 标题 文章标题 网页标题 主题 title",
    "text": "广告内容 广告文案 广告语 短信内容 文案 广告文本 广告词 内容 正文 文本 文本内容 消息内容 信息内容 网页内容"
    " 视频文案 语音文本 识别文本 图片文字 ocr文本 ocr内容 ocr text content message body sms",
    "url": "网址 链接 网页地址 链接地址 域名 落地页 url link domain",
    "icp": "icp备案号 icp备案 网站备案号 备案号 icp",
    "publish_time": "发布时间 发布日期 投放时间 投放日期 监测时间 监测日期 接收时间 发送时间 采集时间 采集日期 截屏时间"
    " 截图时间 发现时间 日期 时间 publish_time time date",
    "place": "投放地 投放地点 投放地址 投放位置 发布地点 发布位置 张贴地点 广告位置 发现地点 采集地点 位置 地点 地址"
    " 门店地址 企业地址 联系地址 place location address",
    "phone": "联系电话 广告电话 电话 咨询电话 手机 手机号 手机号码 电话号码 发送号码 主叫号码 联系方式 发送方号码"
    " phone tel mobile",
    "contact": "联系人 微信 微信号 qq qq号 联系微信 客服微信 contact wechat",
    "licence_no": "批文号 广告批文号 产品代码 备案编码 许可证号 广告审查批准文号 licence_no",
    "monitor_hit": "违法条款 涉嫌违法类型 违法类型 严重程度 违法程度 违法表现 监测结论 涉嫌违法内容 举报类型"
    " 广告类别 monitor_hit",
    "frequency": "次数 发布次数 投放次数 监测条次 违法条次 条次 频次 frequency",
    "collector": "采集人 采集人员 采集单位 监测人 监测机构 巡查人 collector",
    "evidence_file": "证据文件 证据 附件 截图 图片 照片 图片文件 截图文件 evidence_file image",
    "uscc": "统一社会信用代码 社会信用代码 信用代码 广告主统一社会信用代码 uscc uniscid credit_code",
}

_TIP = {
    "tip_id": "工单编号 工单号 举报编号 线索编号 信访编号 事件编号 案件编号 案件号 任务号 编号 流水号 eventid taskid tip_id id",
    "source_type": "来源 问题来源 线索来源 信息来源 工单来源 诉求来源 举报方式 诉求渠道 受理渠道 诉求类型 工单类型 事件类型"
    " 案件类型 举报类型 channel reportsource infosource eventtype source source_type",
    "received_time": "受理时间 举报时间 接收时间 来电时间 诉求时间 登记时间 上报时间 发现时间 巡查时间 发生时间 创建时间"
    " 受理日期 举报日期 巡查日期 登记日期 日期 时间 happentime received_time",
    "subject": "被举报单位 被举报对象 被举报人 被举报主体 被举报企业 被反映对象 被反映单位 被反映人 被投诉对象"
    " 被投诉单位 被投诉企业 涉事主体 涉事单位 涉事企业 涉及单位 涉及企业 诉求对象 对象 企业名称 单位名称 公司名称"
    " 主体名称 门头 门头名称 店名 subject",
    "subject_address": "事发地址 事发地点 被举报单位地址 被举报地址 被反映对象地址 被投诉单位地址 涉事地址 事件地址 事件地点"
    " 发生地址 发生地点 发生地 案发地址 案发地点 案发地 事发地 涉及地点 涉及地址 涉案地点 涉案地址 涉事地点 地点 位置 单位地址 企业地址 巡查地点 地址 address subject_address",
    "title": "标题 工单标题 诉求标题 事件名称 举报标题 事件标题 主题 eventname title",
    "text": "诉求内容 举报内容 反映内容 投诉内容 工单内容 事件描述 问题描述 案件描述 线索内容 诉求描述 情况描述 巡查情况 发现问题 发现的问题"
    " 巡查记录 事件内容 主要内容 具体内容 内容 描述 正文 desc description content text",
    "region": "所属区域 所属地区 所属区县 事发区域 涉及区域 涉及地区 区域 区县 行政区划 区 region",
    "village": "所属社区 所属村 社区 村社区 村 村居 village",
    "grid": "所属网格 责任网格 网格 网格名称 gridname gridid grid",
    "department": "承办单位 承办部门 处置部门 办理单位 办理部门 责任部门 责任单位 主办单位 dealdept department",
    "result": "办理结果 处理结果 处置结果 办结意见 答复内容 答复意见 办理情况 处置情况 办理意见 回复内容 result",
    "amount": "涉及金额 涉案金额 金额 损失金额 投资金额 诉求金额 amount",
    "persons": "涉及人数 涉案人数 人数 聚集人数 persons",
    "uscc": "统一社会信用代码 社会信用代码 信用代码 被举报单位统一社会信用代码 uscc uniscid",
    "phone": "被举报单位电话 被举报人电话 被举报电话 被反映对象电话 被投诉电话 涉事电话 涉案电话 涉事号码 单位电话 企业电话 phone",
}

_LICENCE = {
    "name": "机构名称 企业名称 单位名称 公司名称 持证机构 持证人 许可机构 机构全称 主体名称 被许可人 学校名称 名称"
    " 持证企业 备案企业 管理人名称 基金管理人名称 ent_name entname company name",
    "uscc": "统一社会信用代码 社会信用代码 信用代码 统一代码 机构代码 代码 uscc uniscid credit_code code",
    "kind": "许可类型 牌照类型 机构类型 业务种类 许可种类 许可事项 许可项目 许可证类型 证照类型 牌照种类 备案类型"
    " 业务类型 业务类别 类别 类型 种类 kind type",
    "number": "许可证编号 许可证号 许可证号码 牌照编号 证照编号 证书编号 批准文号 机构编码 备案编号 登记编号 备案号"
    " 流水号 编号 证号 number licence_no",
    "issuer": "发证机关 发证单位 发证部门 批准机关 许可机关 审批机关 批准部门 监管部门 主管部门 登记机关 备案机关 issuer",
    "valid_from": "发证日期 批准日期 有效期自 有效期起 有效期始 起始日期 许可日期 登记日期 备案日期 批准时间 发证时间"
    " 登记时间 备案时间 成立日期 valid_from",
    "valid_to": "有效期至 有效期止 到期日 到期日期 截止日期 有效期限 有效期 失效日期 终止日期 许可截止期 valid_to",
    "status": "状态 许可状态 许可证状态 机构状态 牌照状态 备案状态 证照状态 status",
    "address": "地址 住所 机构地址 机构住所 注册地址 办公地址 营业地址 营业场所 经营地址 经营场所 单位地址 address",
}

_TERRITORY = {
    "territory": "责任区 责任区名称 辖区 辖区名称 片区 片区名称 村/社区 社区/村 村社区 村(社区) 网格 网格名称 社区 社区名称"
    " 所属社区 所在社区 所属村 所在村 所属村社区 所属片区 所属责任区 村 村名 村居 行政村 单位 单位名称 名称 中心 territory",
    # Only beside a community: where it stands alone, the grid is the area.
    "grid": "网格",
    "level": "级别 层级 类型 类别 level",
    "patterns": "地址关键词 关键词 包含地址 地址范围 范围 四至范围 管辖范围 辖区范围 覆盖范围 小区 道路 patterns keywords",
    "road": "路名 路名称 道路名称 街路 街路巷 街路巷名称 街巷 街巷名 街巷名称 路段 路段名称 road",
    "house_from": "门牌起 起始门牌 门牌起始 起始门牌号 门牌号起 门牌起号 起门牌 门牌自"
    " 起号 起始号 号起 起始号码 开始门牌 门牌从 门牌号从 门牌号段 门牌段 号段 门牌范围 门牌号范围 门牌区间 house_from",
    "house_to": "门牌止 终止门牌 截止门牌 结束门牌 门牌终止 门牌截止 终止门牌号 门牌号止 门牌止号 止门牌 门牌至"
    " 止号 终止号 截止号 号止 终止号码 门牌到 门牌号到 house_to",
    "house_side": "单双号 单双 单号双号 单/双号 门牌单双 门牌单双号 奇偶 house_side",
    "responsible": "责任人 负责人 包片干部 包保干部 包保责任人 网格员 网格长 联系人 姓名 书记 responsible",
    "phone": "联系电话 电话 手机 手机号 手机号码 联系方式 责任人电话 phone",
    "department": "条线 主管部门 责任部门 部门 职能部门 department",
    "sectors": "负责行业 行业 所管行业 行业领域 领域 sectors",
    "county": "所属区县 区县 县区 县(市、区) 县 区 county district",
    "town": "所属乡镇 所属街道 乡镇街道 乡镇/街道 街道/乡镇 镇街 街镇 乡镇 街道 镇 town street",
}

_ORIGIN = {
    "code": "区划代码 行政区划代码 户籍地区码 地区码 地区代码 代码 code",
    "document": "依据文件 依据 文件 文件名称 文号 document",
    "area": "地区 地区名称 区划名称 名称 area",
}

ALIASES: Mapping[RecordKind, Mapping[str, str]] = MappingProxyType(
    {
        RecordKind.REGISTRATION: _REGISTRATION,
        RecordKind.ADVERT: _ADVERT,
        RecordKind.TIP: _TIP,
        RecordKind.LICENCE: _LICENCE,
        RecordKind.TERRITORY: _TERRITORY,
        RecordKind.ORIGIN: _ORIGIN,
    }
)

#: Who reported must not enter the product at all; 被举报人 is the subject, not the reporter.
REPORTER = (
    r"(?<!被)(?:举报|投诉|反映|诉求|来电|来访|来信|信访|上报|报案|报警|报告|检举|求助|报料|爆料|申诉|线索提供|提供线索|提供)"
    r"(?:人|者|号码|电话|手机|联系|姓名)|主叫|来电显示|身份证|证件号|谁(?:来?反映|举报|投诉|报|打来?电话)|回访电话|回访号码|市民|群众姓名|群众电话"
    r"|report_?(?:person|phone|er|tel|name|mobile|address)|caller|complainant"
)

#: In a tip these ambiguous headers mean the reporter far more often than the subject.
REPORTER_IN_TIPS = (
    "提交人",
    "发布者",
    "发布人",
    "发送者",
    "发送人",
    "发件人",
    "昵称",
    "微信昵称",
    "申请人",
    "填报人",
    "当事人",
    "联系人",
    "联系人姓名",
    "联系人电话",
    "联系电话",
    "联系方式",
    "联系号码",
    "联系手机",
    "联系地址",
    "电话",
    "电话号码",
    "手机",
    "手机号",
    "手机号码",
    "姓名",
    "性别",
    "年龄",
    "住址",
    "家庭住址",
    "邮箱",
    "微信",
    "qq",
    "tel",
    "mobile",
)

#: What a missing required column is called in messages.
REQUIRED_NAMES: Mapping[RecordKind, str] = MappingProxyType(
    {
        RecordKind.REGISTRATION: "企业名称",
        RecordKind.ADVERT: "广告内容（或标题）",
        RecordKind.TIP: "举报内容（或标题）",
        RecordKind.LICENCE: "机构名称（或统一社会信用代码）",
        RecordKind.TERRITORY: "责任区（村、社区、网格）名称",
        RecordKind.ORIGIN: "区划代码",
    }
)

#: How headers end that no table knows. Whatever neither is known nor ends like this may be what
#: somebody wrote under a header, and is never named.
HEADER_TAILS = (
    "序号 编号 代码 编码 号码 文号 证号 金额 余额 资本 资金 日期 时间 年份 月份 年度 地址 地点 地区 区域 名称"
    " 类别 类型 种类 分类 状态 数量 人数 户数 次数 比例 税率 增长率 程度 级别 等级 人员 单位 机关 机构 部门 科室"
    " 方式 渠道 来源 备注 说明 情况 内容 结果 结论 意见 描述 原因 依据 标志 标识 标签 项目 事项 范围 费用 排名"
    " 评分 得分 分数 电话 手机 邮箱 网址 链接 图片 附件 照片 坐标 经度 纬度 性别 年龄 民族 学历 职务 岗位 职业"
    " 户籍 行业 产业 指标 信息 记录 币种 单价 合计 总额 总数 小计 拼音 简称 全称 别名 用途 措施 要求 风险 预警"
)
