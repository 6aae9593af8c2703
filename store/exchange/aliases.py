"""What other systems and people call a field: headers in Chinese and English, by kind and target.

Gathered from the exports of Salesforce, HubSpot, Pipedrive, 纷享销客 and 销售易, from Chinese templates and from
public data sets. A target without a dot is a field of the kind itself; with one it is a field of a record
that the row belongs to or names. The order of the kinds decides between equally good readings of a sheet.
"""

from __future__ import annotations

from kamtui.store.exchange.alias_cards import CARD_ALIASES
from kamtui.store.exchange.alias_words import (
    ACCOUNT,
    ACCOUNT_ID,
    CURRENCY,
    EMAIL,
    MOBILE,
    NOTE,
    OWNER,
    PHONE,
    PRODUCT,
    TAGS,
)

ALIASES: dict[str, dict[str, str]] = {
    "opportunities": {
        "id": "商机编号, 商机id, 机会编号, opportunity id, deal id, opportunity no, deal no, record id, id, 编号",
        "name": "商机名称, 商机, 机会名称, 项目名称, 销售机会, 销售机会名称, opportunity name, opportunity,"
        "deal name, deal,"
        "deal title, title, topic, name",
        "accounts.name": ACCOUNT,
        "accounts.id": ACCOUNT_ID,
        "stage": "阶段, 销售阶段, 商机阶段, 进度, 项目阶段, stage, stage name, deal stage, sales stage,"
        "opportunity stage,"
        "pipeline stage",
        "status": "状态, 商机状态, 赢单状态, status, deal status, opportunity status, outcome",
        "amount": "金额, 商机金额, 预计金额, 销售金额, 预计销售金额, 合同额, 合同金额, 预计成交金额, amount,"
        "value, deal value,"
        "deal size, deal amount, close value, opportunity amount, estimated revenue, est revenue, expected revenue",
        "currency": CURRENCY,
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
        "owner": OWNER,
        "products": PRODUCT,
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
        "won_reason": "赢单原因, 成功原因, won reason, win reason, closed won reason",
        "price_gap": "价差, 价格差距, 价差百分比, price gap, price difference",
        "lesson": "经验教训, 教训, 复盘, lesson, lessons, lessons learned, lesson learned",
        "criteria": "采购指标, criteria, decision criteria",
        "problem": "客户问题, 痛点, pain, problem, need",
        "note": NOTE,
        "tags": TAGS,
    },
    "orders": {
        "id": "id",
        "order_no": "订单号, 订单编号, 订单 id, 单号, 发票号, 合同编号, order id, order no, order number, invoice no,"
        "invoice number, invoice, order",
        "line": "行 id, 行号, 行项目, 序号, row id, line id, line no, line number, line item id",
        "accounts.name": ACCOUNT,
        "accounts.id": ACCOUNT_ID,
        "date": "订单日期, 下单日期, 销售日期, 发票日期, 成交日期, 日期, order date, invoice date, sale date, date,"
        "transaction date",
        "time": "下单时间, 订单时间, 交易时间, 时间, order time, invoice time, sale time, transaction time, time",
        "ship_date": "发货日期, 交货日期, ship date, shipping date, delivery date",
        "products.code": "产品 id, 产品编号, 产品编码, 产品代码, 商品编码, 物料编码, 料号, product id,"
        "product code, stock code,"
        "sku, item code, item no",
        "products.name": PRODUCT + ", description",
        "products.line": "产品线, 类别, 大类, 产品大类, category, product category, product line, series",
        "products.category": "子类别, 小类, 子类, sub category, subcategory",
        "quantity": "数量, 销量, 销售数量, quantity, qty, units, units sold",
        "price": "单价, 销售单价, unit price, price, price each",
        "amount": "销售额, 金额, 销售金额, 订单金额, 收入, 销售收入, sales, amount, sales amount, revenue,"
        "line total, total",
        "profit": "利润, 毛利, profit, gross profit, margin amount",
        "discount": "折扣, 折扣率, discount, discount rate",
        "currency": CURRENCY,
        "channel": "渠道, 销售渠道, channel, sales channel",
        "customer_type": "细分, 客户类型, 客户细分, segment, customer segment, customer type",
        "region": "地区, 区域, 大区, region, territory",
        "province": "省, 省份, 自治区, 直辖市, state, province, state or province",
        "city": "城市, 市, city",
        "country": "国家, country",
        "owner": OWNER,
    },
    "contacts": {
        "id": "联系人编号, 联系人 id, contact id, person id, record id, id",
        "name": "姓名, 联系人, 联系人姓名, 名字, contact name, contact, full name, person name, person, name",
        "first": "名, first name, given name",
        "last": "姓, 姓氏, last name, surname, family name",
        "accounts.name": ACCOUNT,
        "accounts.id": ACCOUNT_ID,
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
        "phone": PHONE + ", work phone, business phone",
        "mobile": MOBILE,
        "email": EMAIL,
        "wechat": "微信, 微信号, wechat, wechat id",
        "birthday": "生日, 出生日期, birthday, birth date, date of birth",
        "tags": TAGS,
        "note": NOTE,
    },
    "accounts": {
        "id": ACCOUNT_ID + ", record id, id, 编号",
        "name": ACCOUNT + ", 单位, name",
        "tier": "客户级别, 客户等级, 等级, 级别, abc, rating, tier, account tier",
        "kind": "客户类型, 客户性质, 单位性质, account type, type",
        "industry": "行业, 所属行业, industry, sector",
        "region": "区域, 地区, 大区, 省份, 省, region, territory, billing state",
        "location": "地址, 城市, 市, 省市区, 所在地, 注册地址, office location, location, address, city,"
        "headquarters, country,"
        "billing city, 国家",
        "owner": OWNER,
        "parent": "上级客户, 上级单位, 母公司, 总公司, 所属集团, parent account, parent company, parent,subsidiary of",
        "website": "网址, 官网, 网站, 公司网址, website, web site, url, domain, company domain name, company domain",
        "phone": PHONE + ", 公司电话",
        "founded": "成立年份, 成立时间, year established, founded, year founded",
        "employees": "员工数, 员工人数, 人员规模, employees, number of employees, employee count",
        "revenue": "年营业额, 年收入, 营业收入, 营业额, revenue, annual revenue",
        "potential": "采购潜力, 年采购额, 年采购潜力, 潜力, potential, purchasing potential",
        "supplier_rank": "我方供货名次, 供应商名次, 供应商排名, supplier rank",
        "suppliers": "同类供应商数, 供应商数量, 供应商家数, number of suppliers",
        "currency": CURRENCY,
        "aliases": "简称, 别名, 曾用名, short name, alias, aliases",
        "key": "大客户, 重点客户, key account, key",
        "contacts.name": "联系人, 主要联系人, 联系人姓名, primary contact, contact name, contact person, contact",
        "contacts.title": "联系人职务, 职务, 职位, contact title, job title",
        "contacts.department": "部门, department",
        "contacts.mobile": MOBILE + ", 联系人手机",
        "contacts.email": EMAIL + ", 联系人邮箱",
        "contacts.wechat": "微信, 微信号, wechat",
        "tags": TAGS,
        "note": NOTE,
    },
    "products": {
        "id": "id",
        "code": "产品编号, 产品编码, 产品代码, 产品 id, 商品编码, 物料编码, 料号, 型号, code, product code,"
        "product id, sku",
        "name": PRODUCT + ", name",
        "line": "产品线, 系列, 大类, series, product line, line, product family, family",
        "category": "类别, 产品类别, 分类, category, product category, sub category, subcategory",
        "price": "价格, 单价, 标准价格, 目录价, 标准单价, price, sales price, list price, unit price, standard price",
        "unit": "单位, 计量单位, unit, quantity unit",
        "currency": CURRENCY,
        "aliases": "别名, alias, aliases",
        "note": NOTE,
    },
    "activities": {
        "id": "活动编号, activity id, id",
        "subject": "主题, 活动主题, 拜访主题, 跟进内容, 拜访内容, subject, activity subject, activity, title",
        "kind": "活动类型, 拜访方式, 跟进方式, 类型, activity type, type, kind",
        "date": "活动日期, 拜访日期, 跟进时间, 跟进日期, 拜访时间, 日期, activity date, date, due date,"
        "start date, completed date",
        "accounts.name": ACCOUNT,
        "accounts.id": ACCOUNT_ID,
        "opportunity": "商机名称, 商机, 项目名称, opportunity, opportunity name, deal, deal title, deal name",
        "contacts": "联系人, 拜访对象, 参与人, contact, contact name, contacts, person, attendees",
        "owner": OWNER,
        "outcome": "结果, 拜访结果, 跟进结果, outcome, result",
        "note": NOTE,
    },
    "tasks": {
        "id": "任务编号, task id, id",
        "title": "任务, 任务名称, 待办, 待办事项, 标题, task, task name, title, subject, to do",
        "due": "截止日期, 到期日, 截止时间, 完成期限, due, due date, deadline",
        "done": "完成日期, 完成时间, done, completed date, completed at, completion date",
        "accounts.name": ACCOUNT,
        "accounts.id": ACCOUNT_ID,
        "opportunity": "商机名称, 商机, opportunity, opportunity name, deal, deal name",
        "contact": "联系人, contact, contact name",
        "owner": OWNER,
        "note": NOTE,
    },
    "competitors": {
        "id": "竞争对手编号, competitor id, id",
        "name": "竞争对手, 竞争对手名称, 对手名称, 友商, competitor, competitor name, name",
        "origin": "国内外, 来源地, origin",
        "website": "网址, 官网, website",
        "strengths": "优势, 强项, strengths, strength",
        "weaknesses": "劣势, 弱点, 弱项, weaknesses, weakness",
        "aliases": "别名, 简称, alias, aliases",
        "tags": TAGS,
        "note": NOTE,
    },
    "salespeople": {
        "id": "员工编号, 工号, employee id, user id, id",
        "name": "销售, 销售人员, 销售员, 业务员, 客户经理, 姓名, sales agent, sales rep, salesperson, agent,"
        "name, full name",
        "team": "团队, 小组, 部门, team, sales team, department",
        "manager": "经理, 主管, 上级, 销售经理, manager, sales manager, supervisor",
        "region": "区域, 大区, 办事处, 地区, regional office, region, office, territory",
        "email": EMAIL,
        "phone": PHONE + ", 手机, mobile",
        "aliases": "别名, alias, aliases",
        "note": NOTE,
    },
    **CARD_ALIASES,
}
