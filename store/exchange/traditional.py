"""Titles, units and names of choices in traditional characters, read as the simplified ones of the aliases.

Only what aliases hold is here; names of customers stay as they are written.
"""

from __future__ import annotations

_TRADITIONAL = (
    "萬與業丟爭產親億價任優會體傳關寫決淨創務動勢區協單參發後員響問團國場處備複頭實審對層崗幣開張彈強錄徵態總戶執擴報擇"
    "數斷無時條來標權匯測潤滿潛點熱狀現電碼確種稱積競簽簡類緊約級紛線組細終經結給編網聯職薦營慮裝規觸計訂認議訪評訴話詢"
    "說請諾調談負敗貨質購費資贏趨輸轄進郵採鈕銷鎊門閉間隊階預題額饋驗項顧鏈風險機冊別屬佔歐術銜註準內兌號責"
)
_SIMPLIFIED = (
    "万与业丢争产亲亿价任优会体传关写决净创务动势区协单参发后员响问团国场处备复头实审对层岗币开张弹强录征态总户执扩报择"
    "数断无时条来标权汇测润满潜点热状现电码确种称积竞签简类紧约级纷线组细终经结给编网联职荐营虑装规触计订认议访评诉话询"
    "说请诺调谈负败货质购费资赢趋输辖进邮采钮销镑门闭间队阶预题额馈验项顾链风险机册别属占欧术衔注准内兑号责"
)
_TABLE = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def simplified(text: str) -> str:
    """The text with those characters in their simplified form."""
    return text if text.isascii() else text.translate(_TABLE)
