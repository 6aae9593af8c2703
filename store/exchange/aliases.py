"""What other systems and people call a field: headers in Chinese and English, by kind and target.

Gathered from the exports of Salesforce, HubSpot, Pipedrive, 纷享销客 and 销售易, from Chinese templates and from
public data sets. A target without a dot is a field of the kind itself; with one it is a field of a record
that the row belongs to or names. The order of the kinds decides between equally good readings of a sheet.
"""

from __future__ import annotations

_ACCOUNT = (
    "客户名称, 客户, 客户全称, 公司, 公司名称, 单位名称, 企业名称, 甲方, account name, account, company, company name,"
    "associated company, organization, organisation, organization name, customer, customer name, client, client name"
)
_ACCOUNT_ID = (
    "客户编号, 客户编码, 客户代码, 客户id, account id, accountid, customer id, customer no, customer number,"
    "customer code, company id, associated company ids, organization id"
)
_OWNER = (
    "负责人, 所有人, 跟进人, 销售, 销售人员, 销售员, 业务员, 客户经理, 商机所有人, owner, owner name, ownerid,"
    "deal owner,"
    "opportunity owner, account owner, contact owner, company owner, record owner, sales agent, sales rep,"
    "salesperson,"
    "sales owner, assigned to, 执行人"
)
_PRODUCT = "产品, 产品名称, 商品, 商品名称, 品名, product, product name, item, item name"
_CURRENCY = "币种, 货币, currency, amount currency, currency of value, currencyisocode, deal currency"
_NOTE = "备注, 说明, 描述, 内容, note, notes, description, remark, remarks, comment, comments, content"
_TAGS = "标签, tags, tag, labels, label"
_PHONE = "电话, 固定电话, 座机, 联系电话, phone, phone number, telephone, tel"
_MOBILE = "手机, 手机号, 手机号码, mobile, mobile phone, cell phone, cell"
_EMAIL = "邮箱, 电子邮箱, 电子邮件, email, email address, mail"

ALIASES: dict[str, dict[str, str]] = {
    "opportunities": {
        "id": "商机编号, 商机id, 机会编号, opportunity id, deal id, opportunity no, deal no, record id, id, 编号",
        "name": "商机名称, 商机, 机会名称, 项目名称, 销售机会, 销售机会名称, opportunity name, opportunity,"
        "deal name, deal,"
        "deal title, title, topic, name",
        "accounts.name": _ACCOUNT,
        "accounts.id": _ACCOUNT_ID,
        "stage": "阶段, 销售阶段, 商机阶段, 进度, 项目阶段, stage, stage name, deal stage, sales stage,"
        "opportunity stage,"
        "pipeline stage",
        "status": "状态, 商机状态, 赢单状态, status, deal status, opportunity status, outcome",
        "amount": "金额, 商机金额, 预计金额, 销售金额, 预计销售金额, 合同额, 合同金额, 预计成交金额, amount,"
        "value, deal value,"
        "deal size, deal amount, close value, opportunity amount, estimated revenue, est revenue, expected revenue",
        "currency": _CURRENCY,
        "close_date": "预计成交日期, 预计结单日期, 预计签单日期, 预计签约日期, 预计关闭日期, 结单日期,"
        "成交日期, 签单日期,"
        "预计结束日期, close date, closedate, expected close date, estimated close date, est close date,"
        "actual close date",
        "odds": "赢率, 成交概率, 可能性, 概率, 赢单率, probability, win probability, odds",
        "category": "预测类别, forecast category, forecast category name",
        "next_step": "下一步, 下步计划, 下一步计划, next step, next steps, next action",
        "next_date": "下一步日期, 下次跟进时间, 下次跟进日期, next activity date, next step date, next contact date",
        "source": "来源, 线索来源, 商机来源, lead source, source, original source",
        "channel": "渠道, 销售渠道, sales channel, channel",
        "owner": _OWNER,
        "products": _PRODUCT,
        "competitors": "竞争对手, 友商, 竞品, competitor, competitors, main competitor",
        "kind": "类型, 商机类型, 业务类型, opportunity type, deal type, type",
        "opened": "发现日期, 立项日期, 商机日期, 创建日期, 创建时间, created date, create date, createdate,"
        "created, opened,"
        "engage date, start date, reporting date, deal created",
        "budget": "预算, 客户预算, 预算金额, budget, budget amount",
        "purchase_date": "采购时间, 预计采购时间, 采购日期, purchase date",
        "purchase_form": "采购方式, 采购形式, purchase form, procurement method",
        "purchase_owner": "采购负责人, purchase owner",
        "decision_mode": "决策模式, decision mode",
        "lost_reason": "丢单原因, 输单原因, 失败原因, lost reason, loss reason, closed lost reason",
        "lost_to": "输给, 丢单对手, lost to",
        "criteria": "采购指标, criteria, decision criteria",
        "problem": "客户问题, 痛点, pain, problem, need",
        "note": _NOTE,
        "tags": _TAGS,
    },
    "orders": {
        "id": "id",
        "order_no": "订单号, 订单编号, 订单 id, 单号, 发票号, 合同编号, order id, order no, order number, invoice no,"
        "invoice number, invoice, order",
        "line": "行 id, 行号, 行项目, 序号, row id, line id, line no, line number, line item id",
        "accounts.name": _ACCOUNT,
        "accounts.id": _ACCOUNT_ID,
        "date": "订单日期, 下单日期, 销售日期, 发票日期, 成交日期, 日期, order date, invoice date, sale date, date,"
        "transaction date",
        "time": "下单时间, 订单时间, 交易时间, 时间, order time, invoice time, sale time, transaction time, time",
        "ship_date": "发货日期, 交货日期, ship date, shipping date, delivery date",
        "products.code": "产品 id, 产品编号, 产品编码, 产品代码, 商品编码, 物料编码, 料号, product id,"
        "product code, stock code,"
        "sku, item code, item no",
        "products.name": _PRODUCT + ", description",
        "products.line": "产品线, 类别, 大类, 产品大类, category, product category, product line, series",
        "products.category": "子类别, 小类, 子类, sub category, subcategory",
        "quantity": "数量, 销量, 销售数量, quantity, qty, units, units sold",
        "price": "单价, 销售单价, unit price, price, price each",
        "amount": "销售额, 金额, 销售金额, 订单金额, 收入, 销售收入, sales, amount, sales amount, revenue,"
        "line total, total",
        "profit": "利润, 毛利, profit, gross profit, margin amount",
        "discount": "折扣, 折扣率, discount, discount rate",
        "currency": _CURRENCY,
        "channel": "渠道, 销售渠道, channel, sales channel",
        "customer_type": "细分, 客户类型, 客户细分, segment, customer segment, customer type",
        "region": "地区, 区域, 大区, region, territory",
        "province": "省, 省份, 自治区, 直辖市, state, province, state or province",
        "city": "城市, 市, city",
        "country": "国家, country",
        "owner": _OWNER,
    },
    "contacts": {
        "id": "联系人编号, 联系人 id, contact id, person id, record id, id",
        "name": "姓名, 联系人, 联系人姓名, 名字, contact name, contact, full name, person name, person, name",
        "first": "名, first name, given name",
        "last": "姓, 姓氏, last name, surname, family name",
        "accounts.name": _ACCOUNT,
        "accounts.id": _ACCOUNT_ID,
        "title": "职务, 职位, 头衔, 岗位, job title, title, position",
        "department": "部门, 所在部门, department, dept",
        "level": "层级, 管理层级, level, seniority",
        "function": "职能, function",
        "layer": "利益层, layer",
        "roles": "角色, 采购角色, 决策角色, role, roles, buying role, contact role",
        "attitude": "态度, 支持度, attitude, sentiment",
        "influence": "影响力, influence",
        "closeness": "亲密度, 关系, 关系程度, closeness, relationship",
        "reports_to": "上级, 直属上级, 汇报对象, reports to, manager",
        "hot_button": "热钮, 关注点, hot button",
        "phone": _PHONE + ", work phone, business phone",
        "mobile": _MOBILE,
        "email": _EMAIL,
        "wechat": "微信, 微信号, wechat, wechat id",
        "birthday": "生日, 出生日期, birthday, birth date, date of birth",
        "tags": _TAGS,
        "note": _NOTE,
    },
    "accounts": {
        "id": _ACCOUNT_ID + ", record id, id, 编号",
        "name": _ACCOUNT + ", 单位, name",
        "tier": "客户级别, 客户等级, 等级, 级别, abc, rating, tier, account tier",
        "kind": "客户类型, 客户性质, 单位性质, account type, type",
        "industry": "行业, 所属行业, industry, sector",
        "region": "区域, 地区, 大区, 省份, 省, region, territory, billing state",
        "location": "地址, 城市, 市, 省市区, 所在地, 注册地址, office location, location, address, city,"
        "headquarters, country,"
        "billing city, 国家",
        "owner": _OWNER,
        "parent": "上级客户, 上级单位, 母公司, 总公司, 所属集团, parent account, parent company, parent,subsidiary of",
        "website": "网址, 官网, 网站, 公司网址, website, web site, url, domain, company domain name, company domain",
        "phone": _PHONE + ", 公司电话",
        "founded": "成立年份, 成立时间, year established, founded, year founded",
        "employees": "员工数, 员工人数, 人员规模, employees, number of employees, employee count",
        "revenue": "年营业额, 年收入, 营业收入, 营业额, revenue, annual revenue",
        "potential": "采购潜力, 年采购额, 年采购潜力, 潜力, potential, purchasing potential",
        "currency": _CURRENCY,
        "aliases": "简称, 别名, 曾用名, short name, alias, aliases",
        "key": "大客户, 重点客户, key account, key",
        "contacts.name": "联系人, 主要联系人, 联系人姓名, primary contact, contact name, contact person, contact",
        "contacts.title": "联系人职务, 职务, 职位, contact title, job title",
        "contacts.department": "部门, department",
        "contacts.mobile": _MOBILE + ", 联系人手机",
        "contacts.email": _EMAIL + ", 联系人邮箱",
        "contacts.wechat": "微信, 微信号, wechat",
        "tags": _TAGS,
        "note": _NOTE,
    },
    "products": {
        "id": "id",
        "code": "产品编号, 产品编码, 产品代码, 产品 id, 商品编码, 物料编码, 料号, 型号, code, product code,"
        "product id, sku",
        "name": _PRODUCT + ", name",
        "line": "产品线, 系列, 大类, series, product line, line, product family, family",
        "category": "类别, 产品类别, 分类, category, product category, sub category, subcategory",
        "price": "价格, 单价, 标准价格, 目录价, 标准单价, price, sales price, list price, unit price, standard price",
        "unit": "单位, 计量单位, unit, quantity unit",
        "currency": _CURRENCY,
        "aliases": "别名, alias, aliases",
        "note": _NOTE,
    },
    "activities": {
        "id": "活动编号, activity id, id",
        "subject": "主题, 活动主题, 拜访主题, 跟进内容, 拜访内容, subject, activity subject, activity, title",
        "kind": "活动类型, 拜访方式, 跟进方式, 类型, activity type, type, kind",
        "date": "活动日期, 拜访日期, 跟进时间, 跟进日期, 拜访时间, 日期, activity date, date, due date,"
        "start date, completed date",
        "accounts.name": _ACCOUNT,
        "accounts.id": _ACCOUNT_ID,
        "opportunity": "商机名称, 商机, 项目名称, opportunity, opportunity name, deal, deal title, deal name",
        "contacts": "联系人, 拜访对象, 参与人, contact, contact name, contacts, person, attendees",
        "owner": _OWNER,
        "outcome": "结果, 拜访结果, 跟进结果, outcome, result",
        "note": _NOTE,
    },
    "tasks": {
        "id": "任务编号, task id, id",
        "title": "任务, 任务名称, 待办, 待办事项, 标题, task, task name, title, subject, to do",
        "due": "截止日期, 到期日, 截止时间, 完成期限, due, due date, deadline",
        "done": "完成日期, 完成时间, done, completed date, completed at, completion date",
        "accounts.name": _ACCOUNT,
        "accounts.id": _ACCOUNT_ID,
        "opportunity": "商机名称, 商机, opportunity, opportunity name, deal, deal name",
        "contact": "联系人, contact, contact name",
        "owner": _OWNER,
        "note": _NOTE,
    },
    "competitors": {
        "id": "竞争对手编号, competitor id, id",
        "name": "竞争对手, 竞争对手名称, 对手名称, 友商, competitor, competitor name, name",
        "origin": "国内外, 来源地, origin",
        "website": "网址, 官网, website",
        "strengths": "优势, 强项, strengths, strength",
        "weaknesses": "劣势, 弱点, 弱项, weaknesses, weakness",
        "aliases": "别名, 简称, alias, aliases",
        "tags": _TAGS,
        "note": _NOTE,
    },
    "salespeople": {
        "id": "员工编号, 工号, employee id, user id, id",
        "name": "销售, 销售人员, 销售员, 业务员, 客户经理, 姓名, sales agent, sales rep, salesperson, agent,"
        "name, full name",
        "team": "团队, 小组, 部门, team, sales team, department",
        "manager": "经理, 主管, 上级, 销售经理, manager, sales manager, supervisor",
        "region": "区域, 大区, 办事处, 地区, regional office, region, office, territory",
        "email": _EMAIL,
        "phone": _PHONE + ", 手机, mobile",
        "aliases": "别名, alias, aliases",
        "note": _NOTE,
    },
    "services": {
        "id": "工单号, 工单编号, 投诉编号, ticket id, case id, case number, ticket number, id",
        "subject": "投诉内容, 投诉主题, 反馈内容, 工单主题, 投诉, 问题, complaint, ticket,"
        "ticket subject, case subject, subject",
        "accounts.name": _ACCOUNT,
        "accounts.id": _ACCOUNT_ID,
        "kind": "服务类型, 反馈类型, 工单类型, 调查类型, service type, ticket type, case type,"
        "feedback type, survey type",
        "date": "投诉日期, 反馈日期, 受理日期, 调查日期, 日期, complaint date, survey date, opened, created date, date",
        "answered": "首次回复, 首次回复日期, 回复日期, 答复日期, first reply, first response, replied, answered",
        "closed": "关闭日期, 解决日期, 结案日期, closed, closed date, resolved, resolved date",
        "reopened": "重开, 是否重开, reopened",
        "score": "评分, 得分, 满意度, 满意度评分, 分数, score, rating, csat score, nps score",
        "contact": "联系人, 反馈人, contact, contact name",
        "owner": _OWNER,
        "note": _NOTE,
    },
    "promises": {
        "id": "承诺编号, promise id, id",
        "title": "承诺, 承诺内容, 承诺事项, promise, commitment, promised",
        "accounts.name": _ACCOUNT,
        "accounts.id": _ACCOUNT_ID,
        "made": "承诺日期, 承诺时间, promised on, promise date",
        "due": "兑现期限, 截止日期, 到期日, 完成期限, due, due date, deadline",
        "done": "兑现日期, 完成日期, 履行日期, done, kept on, fulfilled, completed date",
        "contact": "联系人, 承诺对象, contact, contact name",
        "owner": _OWNER,
        "note": _NOTE,
    },
    "needs": {
        "id": "需求编号, need id, id",
        "name": "需求, 需求名称, 客户需求, 痛点, 顾虑, need, need name, pain point, concern",
        "accounts.name": _ACCOUNT,
        "accounts.id": _ACCOUNT_ID,
        "kind": "需求性质, need kind",
        "type": "需求类型, need type",
        "importance": "重要性, 重要程度, importance",
        "urgency": "紧迫性, 紧急程度, urgency",
        "trend": "趋势, trend",
        "status": "需求状态, 状态, need status, status",
        "first_seen": "提出日期, 发现日期, first seen, raised on",
        "contact": "提出人, 联系人, raised by, contact",
        "opportunity": "商机, 商机名称, opportunity, deal",
        "owner": _OWNER,
        "note": _NOTE,
    },
    "projects": {
        "id": "项目编号, project id, id",
        "name": "项目, 项目名称, 客户项目, project, project name",
        "accounts.name": _ACCOUNT,
        "accounts.id": _ACCOUNT_ID,
        "year": "年度, 年份, year",
        "fund_source": "资金来源, 经费来源, fund source, source of funds, funding",
        "budget": "预算, 项目预算, 预算金额, budget",
        "currency": _CURRENCY,
        "opportunity": "商机, 商机名称, opportunity, deal",
        "note": _NOTE,
    },
    "contracts": {
        "id": "contract id, id",
        "name": "合同, 合同名称, 协议, 协议名称, contract, contract name, agreement",
        "number": "合同号, 合同编号, 协议编号, contract number, contract no",
        "accounts.name": _ACCOUNT,
        "accounts.id": _ACCOUNT_ID,
        "starts": "生效日期, 开始日期, 起始日期, 签订日期, starts, start date, effective date",
        "ends": "到期日期, 终止日期, 结束日期, 到期日, ends, end date, expiry date, expires",
        "notice_days": "提前通知天数, notice days, notice period",
        "amount": "合同额, 合同金额, 金额, contract value, contract amount, amount",
        "currency": _CURRENCY,
        "terms": "条款, 合同条款, terms",
        "opportunity": "商机, 商机名称, opportunity, deal",
        "owner": _OWNER,
        "note": _NOTE,
    },
    "targets": {
        "id": "target id, id",
        "name": "目标名称, 指标名称, target name",
        "period": "期间, 目标期间, 周期, 月份, 季度, 年度, 考核期, period, target period, quarter, month, year",
        "figure": "指标, 目标类型, 考核指标, measure, metric, target figure",
        "amount": "目标, 目标金额, 销售目标, 目标额, 任务额, 指标额, target, target amount, quota, goal",
        "currency": _CURRENCY,
        "owner": _OWNER,
        "team": "团队, 小组, 部门, team, sales team",
        "line": "产品线, product line",
        "customer": _ACCOUNT,
        "tier": "客户级别, 客户等级, 级别, tier",
        "note": _NOTE,
    },
    "company_totals": {
        "id": "id",
        "name": "名称, name",
        "period": "期间, 周期, 月份, 季度, 年度, 年份, period, quarter, month, year",
        "sales": "公司销售额, 公司总销售额, 全公司销售额, 公司销售总额, company sales, company revenue,"
        "total company sales",
        "profit": "公司利润, 公司净利润, 公司总利润, company profit, company net profit",
        "currency": _CURRENCY,
        "market_share": "市场份额, 市场占有率, market share",
        "market_rank": "行业排名, 市场排名, 行业名次, market rank, rank in the market",
        "note": _NOTE,
    },
}

PLAIN: dict[str, dict[str, str]] = {
    "services.kind": {
        "complaint": "投诉, 抱怨, complaint",
        "request": "请求, 需求, 咨询, 服务请求, request, inquiry, question",
        "suggestion": "建议, suggestion, feedback",
        "csat": "满意度, 满意度调查, csat, satisfaction",
        "nps": "净推荐值, 推荐度, nps",
    },
    "targets.figure": {
        "sales": "销售额, 销售, 收入, sales, revenue",
        "profit": "利润, 净利润, profit",
        "won-value": "赢单额, 签单额, 合同额, won value, won-value, bookings",
    },
}
"""By target the words of fields that are not a choice of the method, and how people spell them."""

SIGNATURES: dict[str, tuple[frozenset[str], ...]] = {
    kind: tuple(frozenset(group.split()) for group in groups)
    for kind, groups in {
        "opportunities": ("id name accounts.name accounts.id", "stage status close_date odds"),
        "orders": (
            "order_no date",
            "amount quantity",
            "accounts.name accounts.id products.name products.code order_no",
        ),
        "contacts": ("name first last", "title department email mobile phone wechat roles attitude"),
        "accounts": (
            "name",
            "tier industry region location owner parent website phone founded employees revenue kind potential",
        ),
        "products": ("name code", "line category price code unit"),
        "activities": ("subject kind", "date"),
        "tasks": ("title", "due done"),
        "competitors": ("name", "strengths weaknesses origin website"),
        "salespeople": ("name", "team manager region email"),
        "services": ("subject kind", "kind score answered closed reopened"),
        "promises": ("title", "made due done"),
        "needs": ("name", "kind type importance urgency trend first_seen"),
        "projects": ("name", "year fund_source", "budget fund_source"),
        "contracts": ("name number", "starts ends"),
        "targets": ("period", "amount"),
        "company_totals": ("period", "sales profit market_share"),
    }.items()
}
"""By kind the groups of which a sheet must have at least one column each."""

OBJECTS = {
    "deal": "opportunities",
    "opportunity": "opportunities",
    "organization": "accounts",
    "company": "accounts",
    "person": "contacts",
    "contact": "contacts",
    "activity": "activities",
    "product": "products",
}
"""Objects of headers such as `Deal - Title`."""
