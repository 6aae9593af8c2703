"""Words of a deal's negotiation sheet."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "bargaining.negotiation": ("谈判形势", "Negotiation"),
    "bargaining.limits": ("与目标、底线之差", "Against our limits"),
    "bargaining.no_prices": (
        "双方的价格还不知道：在下面各行按 Enter 填写",
        "no price is known yet: Enter on the lines below fills them in",
    ),
    "bargaining.price.ours": ("我方 {price}", "we {price}"),
    "bargaining.price.rival": ("{rival} {price}", "{rival} {price}"),
    "bargaining.price.target": ("距目标 {difference}", "to target {difference}"),
    "bargaining.price.room": ("距底线 {difference}", "above walk-away {difference}"),
    "bargaining.warn.crossed": (
        "目标价低于底线价：请核对其中一个",
        "The target is below the walk-away price: one of them has to change",
    ),
    "bargaining.warn.below": ("我方价格已低于底线价", "Our price is below the walk-away price"),
    "bargaining.warn.for_nothing": ("白送的让步：{names}", "Given for nothing in return: {names}"),
    "bargaining.bid": ("报价、承诺：{vendor}", "Price, promises: {vendor}"),
    "bargaining.bid.quoted": ("{price}（报价 v{n}）", "{price} (quote v{n})"),
    "bargaining.bid.title": ("报价与承诺：{vendor}", "Price and promises: {vendor}"),
    "bargaining.bid.kept": ("{name}：{vendor}的报价与承诺", "{name}: price and promises of {vendor}"),
    "bargaining.bid.price": ("价格", "Price"),
    "bargaining.bid.technical": ("技术承诺", "Technical promise"),
    "bargaining.bid.commercial": ("商务承诺", "Commercial promise"),
    "bargaining.gifts": ("礼品登记", "Gifts"),
    "bargaining.conceded.given": ("我方让了", "We gave"),
    "bargaining.conceded.got": ("我方换到", "We got"),
    "bargaining.conceded.rivals": ("对手的让步与承诺", "Rivals gave, promised"),
}
