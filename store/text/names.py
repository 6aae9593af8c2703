"""Company names: when are two of them the same company?

A Chinese company's name is built of place, trade name, industry and legal form: 深圳|华为|技术|有限公司.
`key` leaves out what the same company writes now so, now so; `is_veto` knows the pairs that look alike
and are two (一局 and 二局, a branch and its head office); `kamtui.store.text.alike` finds what is left.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from kamtui.store.text.places import compatible, parents

_LONG_FORMS = ("股份有限公司", "有限责任公司", "股份公司", "有限公司")
_END_FORMS = (*_LONG_FORMS, "责任公司", "集团公司", "总公司", "公司", "集团", "控股", "股份")
_BRANCHES = ("分公司", "子公司", "分行", "支行", "分店", "分院", "分厂", "办事处", "代表处", "营业部")
_LATIN_FORMS = """
ab ag aps as asa bhd bv co company corp corporation gmbh group holding holdings inc incorporated jsc kg kgaa kk
limited llc llp lp ltd nv ooo oy oyj plc pte pty pvt sa sarl sas sdn sl spa srl
"""
_INDUSTRIES = """
信息技术 网络科技 信息科技 电子科技 生物科技 生物医药 电子商务 人工智能 工程技术 科技 技术 软件 网络 信息 电子 通信
通讯 电力 电网 能源 新能源 电气 石油 石化 化工 化学 燃气 煤业 矿业 钢铁 冶金 有色 材料 机械 重工 装备 制造 仪器
自动化 汽车 船舶 航空 航天 铁路 地铁 轨道交通 交通 港口 物流 运输 快递 建设 建筑 工程 置业 地产 房地产 物业 水务
环保 银行 保险 证券 基金 信托 投资 租赁 金融 贸易 商贸 百货 零售 食品 饮料 乳业 酒业 农业 医药 药业 制药 医疗
医疗器械 医院 教育 大学 传媒 文化 旅游 酒店 服饰 纺织 家居 家电 电器 印刷 包装 咨询 设计 设计院 研究院 实业 产业
国际 发展
"""
_NUMERALS = str.maketrans("〇零一二三四五六七八九两", "001234567892")
_NUMERAL = r"([0-9]*)(十?)([0-9]*)"
_WORD = r"[^\W_]+"


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _compact(plain: str) -> str:
    return "".join(filter(str.isalnum, plain))


@cache
def _industries() -> tuple[str, ...]:
    return tuple(sorted(_INDUSTRIES.split(), key=len, reverse=True))


def _without_latin_forms(plain: str) -> str:
    """`plain` as its words in one, the legal forms at its end (co., ltd, s.a.) left out, but never all of it."""
    words, forms = re.findall(_WORD, plain.replace(".", "")), _LATIN_FORMS.split()
    while len(words) > 1 and words[-1] in forms:
        words.pop()
    return "".join(words)


def _form(compact: str) -> str:
    """The legal form at the end of a name, "" when it has none, is nothing else, or names a branch."""
    ending = ""
    while not compact.endswith(_BRANCHES):
        form = next((form for form in _END_FORMS if compact.endswith(form)), "")
        if not form or compact == form:
            break
        ending, compact = form + ending, compact.removesuffix(form)
    return ending


def key(name: str) -> str:
    """`name` for comparing: NFKC, case-folded, without spaces, punctuation and legal forms; never empty
    unless the name holds no letter or digit."""
    compact = _without_latin_forms(_plain(name))
    for form in _LONG_FORMS:
        compact = compact.replace(form, "") or compact
    return compact.removesuffix(_form(compact))


def _leading_places(compact: str) -> tuple[list[str], str]:
    """The places a name begins with (广东省深圳市), and the rest of it."""
    known, found = parents(), []
    while place := next((compact[:size] for size in (4, 3, 2) if compact[:size] in known), ""):
        rest = re.sub(
            "^(?:壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|省|市(?![政场]))", "", compact.removeprefix(place)
        )
        if not rest:
            break
        found.append(place)
        compact = rest
    return found, compact


def _places(name: str) -> list[str]:
    """Every place a name gives, the most precise last: at its start, in brackets, before the word for a branch."""
    plain = _plain(name)
    found = _leading_places(_compact(plain))[0]
    marked = re.findall(r"[(\[【]([^()\[\]【】]+)[)\]】]", plain)
    marked += re.findall(rf"(?:公司|银行)(\w{{2,4}}?)市?(?:{'|'.join(_BRANCHES)})", plain)
    return found + [
        place for place in (text.removesuffix("市").removesuffix("省") for text in marked) if place in parents()
    ]


def parts(name: str) -> tuple[str, str, str, str]:
    """Place, trade name (字号), industry and legal form of a Chinese company's name, "" for what it lacks.

    The most precise place stands; a name that is nothing but place and industry (华北电网) has its industry
    for a trade name.
    """
    plain = _plain(name)
    places = _places(name)
    compact = _compact(re.sub(r"[(\[【]([^()\[\]【】]+)[)\]】]", lambda m: "" if m[1] in parents() else m[0], plain))
    rest = _leading_places(compact)[1]
    branch = next((branch for branch in _BRANCHES if rest.endswith(branch) and rest != branch), "")
    rest = rest.removesuffix(branch)
    if branch and places:
        rest = rest.removesuffix("市").removesuffix(places[-1]) or rest
    form = _form(rest)
    rest = rest.removesuffix(form)
    industry = next((word for word in _industries() if rest.endswith(word) and rest != word), "")
    return (places[-1] if places else ""), rest.removesuffix(industry), industry, form + branch


def _numerals(name: str) -> list[str]:
    """The numbers in a name besides those in its places: 中铁二局 gives ["2"]."""
    rest = _leading_places(_compact(_plain(name)))[1]
    found = re.findall(_NUMERAL, rest.translate(_NUMERALS))
    return [f"{tens or 1}{units or 0}" if ten else tens for tens, ten, units in found if tens or ten]


class Marks(NamedTuple):
    """What of a name can forbid that it is one company with another, however alike they look."""

    branches: frozenset[str]
    """The words for a branch in it."""
    numbers: tuple[str, ...]
    place: str
    """The most precise one, "" for none."""


def marks(name: str) -> Marks:
    """The marks of a name, worked out once where it is compared with many."""
    compact, places = _compact(_plain(name)), _places(name)
    branches = frozenset(branch for branch in _BRANCHES if branch in compact)
    return Marks(branches, tuple(_numerals(name)), places[-1] if places else "")


def exclude(one: Marks, other: Marks) -> bool:
    """Whether two names with these marks are two companies.

    So for places that exclude each other, for a branch beside what is none, and for different numbers.
    """
    return (
        one.branches != other.branches
        or bool(one.numbers and other.numbers and one.numbers != other.numbers)
        or bool(one.place and other.place and not compatible(one.place, other.place))
    )


def is_veto(one: str, other: str) -> bool:
    """Whether two names must not be taken for one company, however alike they look (see `exclude`)."""
    return exclude(marks(one), marks(other))
