"""Numbers of old print, OCR and traditional print in today's signs, every character in its place.

    repaired("增长12·5%")   → 增长12.5%        repaired("产值1O0亿元") → 产值100亿元

A middle dot was the decimal point until the nineties, and parts month and day in 3·15; a reading machine takes
0 for O and 1 for l. Start reading at `repaired`.
"""

from __future__ import annotations

import re

from ingest.reading.units import unit_at

_SIMPLE = str.maketrans(
    dict(
        zip(
            (
                "萬億個約長鐘錢隻雙條張輛歲塊點兩餘達過來間幾戶頃畝噸場處臺顆棟層發學種類項門車鄉鎮縣區國產業開書員後無裡時圓減漲盤號從較與趨繼續將僅佔總計繳納費財稅進貸資額營銷實現獲獎勵補貼給壓縮節儉擴為於據會議屆級"
                "組隊團體連貴報價錄參觀遊顧眾漁農機電動網絡聯單訂簽線鐵橋樓館醫藥護勞務職婦兒歷週齡傷損災險滿該這們對應標準測驗檢證記憶環製藝術戲劇樂聽說話買賣貨運輸飛陸歐韓幣馬盧佈銀銅鋼氣熱溫濕風雲陽陰東廣蘇閩贛灣臨"
                "縱橫寬闊遠邊際備軍戰爭勝負贏雞鴨鵝魚蝦豬驢羅蘿蔔麥穀糧棗園樹葉"
            ),
            (
                "万亿个约长钟钱只双条张辆岁块点两余达过来间几户顷亩吨场处台颗栋层发学种类项门车乡镇县区国产业开书员后无里时圆减涨盘号从较与趋继续将仅占总计缴纳费财税进贷资额营销实现获奖励补贴给压缩节俭扩为于据会议届级"
                "组队团体连贵报价录参观游顾众渔农机电动网络联单订签线铁桥楼馆医药护劳务职妇儿历周龄伤损灾险满该这们对应标准测验检证记忆环制艺术戏剧乐听说话买卖货运输飞陆欧韩币马卢布银铜钢气热温湿风云阳阴东广苏闽赣湾临"
                "纵横宽阔远边际备军战争胜负赢鸡鸭鹅鱼虾猪驴罗萝卜麦谷粮枣园树叶"
            ),
            strict=True,
        )
    )
)
"""Traditional → simplified, of characters in units and in the words around a number."""
_DOTS = "·•・‧∙"
_DOTTED = re.compile(rf"(?<![\d.{_DOTS}“‘])(?P<whole>\d{{1,9}})[{_DOTS}](?P<rest>\d{{1,4}})(?![\d{_DOTS}”’])")
_SPOKEN = "一二三四五六七八九"
_SPOKEN_DOTTED = re.compile(
    rf"(?<![{_SPOKEN}十{_DOTS}“‘])(?P<whole>[{_SPOKEN}十百零〇]{{1,6}})[{_DOTS}](?P<rest>[{_SPOKEN}零〇]{{1,3}})(?![{_SPOKEN}十{_DOTS}])"
)
_SCALE = re.compile("[余多]?[十百千万亿]+[余多]?")
_MONTHS, _DAYS = 12, 31
_MISREAD = re.compile(
    r"(?<![A-Za-z\d.])(?:\d[\dOoIl]*[OoIl][\dOoIl]*|[Il](?=\d*\.\d)[\dOoIl]*|[Il][OoIl\d]*\d[OoIl\d]*(?=[%‰万亿]))"
    r"(?:\.[\dOoIl]+)?(?![A-Za-z\d])"
    r"|(?<![A-Za-z\d.])[Oo]\.\d+(?![A-Za-z\d])"
    r"|(?<![A-Za-z\d.])\d+\.[\dOoIl]*[OoIl][\dOoIl]*(?![A-Za-z\d])"
)
_LETTERS = str.maketrans("OoIl", "0011")


def simple(text: str) -> str:
    """1200萬元 → 1200万元"""
    return text.translate(_SIMPLE)


def repaired(text: str) -> str:
    """The text with the points and figures of today; it should be folded."""
    text = simple(text)
    if any(dot in text for dot in _DOTS):
        text = _SPOKEN_DOTTED.sub(_spoken_point, _DOTTED.sub(_point, text))
    return _MISREAD.sub(_figures, text) if any(letter in text for letter in "OoIl") else text


def _point(dotted: re.Match[str]) -> str:
    """12·5% is a share, 3·15晚会 a day: what could be a day is none before a measure, a share or money."""
    scale = _SCALE.match(dotted.string, dotted.end())
    unit = unit_at(dotted.string, scale.end() if scale else dotted.end())
    day = 0 < int(dotted["whole"]) <= _MONTHS and 0 < int(dotted["rest"]) <= _DAYS
    measured = scale or (unit and (not day or unit.kind != "count" or unit.word in ("个", "人次")))
    return f"{dotted['whole']}.{dotted['rest']}" if measured else dotted[0]


def _spoken_point(dotted: re.Match[str]) -> str:
    """八·五万吨 is eight and a half, 三·八节 and 九·一八事变 are days."""
    scale = _SCALE.match(dotted.string, dotted.end())
    unit = unit_at(dotted.string, scale.end() if scale else dotted.end())
    measured = unit and (scale or unit.kind != "count")
    return f"{dotted['whole']}点{dotted['rest']}" if measured else dotted[0]


def _figures(misread: re.Match[str]) -> str:
    """1O0亿: letters among figures are figures where a unit or a scale follows."""
    scale = _SCALE.match(misread.string, misread.end())
    counted = scale or unit_at(misread.string, misread.end())
    return misread[0].translate(_LETTERS) if counted else misread[0]
