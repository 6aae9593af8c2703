"""Words of a quote's lines and of a rival's relations."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "offering.line.title": ("报价明细：{name}", "A line of the quote {name}"),
    "offering.line.name": ("产品或服务", "Product or service"),
    "offering.line.quantity": ("数量", "Quantity"),
    "offering.line.price": ("单价", "Price"),
    "offering.line.cost": ("成本", "Cost"),
    "offering.line.floor": ("底价", "Floor price"),
    "offering.line.bundle": ("组合", "Bundle"),
    "offering.line.bundle_hint": ("同一个词的行一起卖", "Lines with the same word are sold together"),
    "offering.bundled": ("组合 {bundle}", "bundle {bundle}"),
    "offering.left_out": ("没有计入的 {n} 项：{names}", "Left out, {n}: {names}"),
    "offering.below_floor": ("低于底价", "below the floor"),
    "offering.total": ("合计", "Total"),
    "offering.sum": (
        "{listed} − {discount}% = {offered}  毛利率 {margin}",
        "{listed} − {discount}% = {offered}  margin {margin}",
    ),
    "offering.approval": ("有价格低于底价：请填写批准人", "A price is below its floor: fill in who approved it"),
    "offering.relation": ("关系", "Standing"),
    "offering.relation_hint": (
        "-2 对立，0 一般，+2 很铁；清空为不知道",
        "-2 hostile, 0 neutral, +2 close; empty is not known",
    ),
}
