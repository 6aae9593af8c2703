"""By what a sheet is recognised, and the words of fields that are not a choice of the method."""

from __future__ import annotations

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
