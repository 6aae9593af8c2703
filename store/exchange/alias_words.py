"""Titles that many kinds of sheets share: what the customer, the owner, the currency are called."""

from __future__ import annotations

ACCOUNT = (
    "客户名称, 客户, 客户全称, 公司, 公司名称, 单位名称, 企业名称, 甲方, account name, account, company, company name,"
    "associated company, organization, organisation, organization name, customer, customer name, client, client name"
)
ACCOUNT_ID = (
    "客户编号, 客户编码, 客户代码, 客户id, account id, accountid, customer id, customer no, customer number,"
    "customer code, company id, associated company ids, organization id"
)
OWNER = (
    "负责人, 所有人, 跟进人, 销售, 销售人员, 销售员, 业务员, 客户经理, 商机所有人, owner, owner name, ownerid,"
    "deal owner,"
    "opportunity owner, account owner, contact owner, company owner, record owner, sales agent, sales rep,"
    "salesperson,"
    "sales owner, assigned to, 执行人"
)
PRODUCT = "产品, 产品名称, 商品, 商品名称, 品名, product, product name, item, item name"
CURRENCY = "币种, 货币, currency, amount currency, currency of value, currencyisocode, deal currency"
NOTE = "备注, 说明, 描述, 内容, note, notes, description, remark, remarks, comment, comments, content"
TAGS = "标签, tags, tag, labels, label"
PHONE = "电话, 固定电话, 座机, 联系电话, phone, phone number, telephone, tel"
MOBILE = "手机, 手机号, 手机号码, mobile, mobile phone, cell phone, cell"
EMAIL = "邮箱, 电子邮箱, 电子邮件, email, email address, mail"
