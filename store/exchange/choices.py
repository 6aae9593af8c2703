"""Texts that stand for an entry of the method: stages, tiers, roles, attitudes.

What a map says comes first, then the method's own ids and labels, then what sales systems commonly call
their stages. A common name that could stand for several buying stages (`Engaging`, 跟进中) is not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from kamtui.store.exchange.fields import Field, fields
from kamtui.store.exchange.ledger import loose
from kamtui.store.exchange.mapping import Patch
from kamtui.store.exchange.traditional import simplified
from kamtui.store.fields.model import ENUMS
from kamtui.store.method.model import Method
from kamtui.store.method.people import Attitude
from kamtui.store.records import Rating
from kamtui.store.text.person_keys import exact
from kamtui.store.text.words.fields import WORDS

_STATUSES = {
    "open": "open, 进行中, 跟进, 在谈, in progress",
    "won": "won, closed won, closedwon, win, 赢单, 成交, 已成交, 中标, 签约, 已签约, 赢",
    "lost": "lost, closed lost, closedlost, loss, 输单, 丢单, 失败, 未中标, 流失, 输",
}
_STAGES = {
    "need": "prospecting, qualification, qualified, lead, lead in, new, identified, discovery, initial contact,"
    "appointment scheduled, 初步接触, 线索, 商机确认, 需求产生, 发现商机",
    "deliberation": "contact made, validated, 立项, 内部立项, 项目立项",
    "design": "needs analysis, needs defined, solution design, value proposition, demo scheduled, id decision makers,"
    "qualified to buy, technical evaluation, 需求分析, 需求确认, 方案, 方案制定, 技术交流",
    "evaluation": "proposal, proposal made, proposal price quote, proposal sent, quote, quotation,"
    "presentation scheduled,"
    "perception analysis, decision maker bought in, 招标, 投标, 招投标, 报价, 方案报价, 方案评估",
    "commitment": "negotiation, negotiation review, negotiations started, contract, contract sent, verbal commit,"
    "谈判, 商务谈判, 合同, 合同签订, 签约中, 合同谈判",
    "implementation": "implementation, delivery, onboarding, 实施, 交付, 安装实施, 验收",
}


@cache
def _common(group: str) -> dict[str, str]:
    """Ids by the common names of stages or statuses."""
    table = _STAGES if group == "stages" else _STATUSES if group == "statuses" else {}
    return {loose(name): entry for entry, names in table.items() for name in names.split(",")}


class Choices:
    """Finds the entry of a method that a text stands for."""

    def __init__(self, method: Method) -> None:
        """Use the entries of `method`."""
        self._method = method
        self._names: dict[str, dict[str, str]] = {}

    def patch(self, field: Field, text: str, values: Mapping[str, Patch]) -> dict[str, Any] | None:
        """The fields that a text of a choice gives; None when it is unknown.

        A stage that says won or lost gives the status instead.
        """
        said = values.get(text) or next((patch for key, patch in values.items() if exact(key) == exact(text)), None)
        if said is not None:
            return said if all(self._is_known(field.kind, name, entry) for name, entry in said.items()) else None
        if entry := self.entry(field.group, text):
            return {field.attribute: entry}
        if field.name == "stage" and (status := self.entry("statuses", text)) and status != "open":
            return {"status": status}
        return None

    def entry(self, group: str, text: str) -> str:
        """The id in `group` whose id, label or common name is `text`; "" when there is none."""
        names = self._of(group)
        return names.get(exact(text)) or names.get(loose(text)) or names.get(loose(simplified(text)), "")

    def rating(self, field: Field, text: str, values: Mapping[str, Patch]) -> Rating | None:
        """The rating that a number or a label stands for; None when it is unknown."""
        said = values.get(text, {}).get(field.name, text)
        low, high = (-2, 2) if field.group == "attitudes" else (1, 5)
        try:
            number = int(said)
        except ValueError:
            entries = self._method.entries(field.group)
            name = self.entry(field.group, said)
            place = next((place for place, entry in enumerate(entries) if entry.id == name), None)
            if place is None:
                return None
            entry = entries[place]
            number = entry.value if isinstance(entry, Attitude) else place + 1
        return Rating(value=number) if low <= number <= high else None

    def _is_known(self, kind: str, name: str, entry: str) -> bool:
        field = fields()[f"{kind}.{name}"]
        return field.how == "choice" and entry in self._of(field.group).values()

    def _of(self, group: str) -> dict[str, str]:
        """Ids of a group by every name that a file may use."""
        if group not in self._names:
            found: dict[str, str] = {}
            for entry in self._method.entries(group):
                for name in (entry.id, entry.label.zh, entry.label.en):
                    found.setdefault(exact(name), entry.id)
            for own in ENUMS.get(group, ()):
                for name in WORDS[f"fields.{group}.{own}"] if group != "statuses" else ():
                    found.setdefault(exact(name), own)
            ids = set(ENUMS.get(group, found.values()))
            found.update((known, known) for known in ids)
            for name, common in _common(group).items():
                if common in ids:
                    found.setdefault(name, common)
            self._names[group] = found
        return self._names[group]
