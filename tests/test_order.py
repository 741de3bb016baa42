"""Lines with places come into reading order, and type size tells headlines."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace

import pytest

from ingest.layout.blocks import why
from ingest.layout.lines import lines
from ingest.layout.pages import told_of
from ingest.model import Known
from ingest.sources.assignment import pairs
from ingest.sources.order import Block, order
from ingest.sources.placed import Placed, composed
from tests.broadsheet.scores import score
from tests.broadsheet.setting import HEIGHT, WIDTH, Broadsheet, pages
from tests.evaluate import summary

EM = 10.0


def column(texts: list[str], x: float, top: float, size: float = EM) -> list[Placed]:
    """Lines one below the other; a leading full-width space indents by a character."""
    found = []
    for number, text in enumerate(texts):
        indent = len(text) - len(text.lstrip("　"))
        bare = text.lstrip("　")
        x0, y = x + indent * size, top + number * 1.5 * size
        found.append(Placed(bare, x0, y, x0 + len(bare) * size, y + size, size))
    return found


def read(placed: list[Placed]) -> list[str]:
    shuffled = random.Random(1).sample(placed, len(placed))
    return composed(order(shuffled), 1000, 1000)[0].split("\n")


LEFT = ["　　今年全市小麦喜获", "丰收，种粮大户王某说", "亩产比去年高出一成，"]
RIGHT = ["收购价格也有所上涨。", "　　农机部门投入收割", "机三千台，麦收进度快", "于往年。"]
OTHER = ["　　运河上的老桥昨日", "完成大修，恢复通车。"]


def test_a_headline_over_two_columns() -> None:
    placed = [*column(["丰收在望"], 60, 50, 30), *column(LEFT, 50, 100), *column(RIGHT, 165, 100)]
    assert read(placed) == ["丰收在望", "", *LEFT, *RIGHT]


def test_a_headline_over_the_second_of_two_columns() -> None:
    placed = [*column(LEFT, 50, 50), *column(["丰收在望"], 165, 50, 24), *column(RIGHT, 165, 90)]
    assert read(placed) == ["丰收在望", "", *LEFT, *RIGHT]


def test_a_column_that_ends_mid_sentence_goes_on_where_one_begins_mid_sentence() -> None:
    placed = [
        *column(["丰收在望"], 50, 50, 24),
        *column(LEFT, 50, 90),
        *column(["老桥通车"], 165, 50, 24),
        *column(OTHER, 165, 90),
        *column(RIGHT, 280, 50),
    ]
    assert read(placed) == ["丰收在望", "", *LEFT, *RIGHT, "", "老桥通车", "", *OTHER]


def test_a_picture_parts_a_column() -> None:
    placed = [*column(["丰收在望"], 50, 50, 24), *column(LEFT, 50, 90), *column(RIGHT, 50, 260)]
    assert read(placed) == ["丰收在望", "", *LEFT, *RIGHT]


def test_the_pages_own_lines_stand_first_or_last() -> None:
    masthead, imprint = column(["聊城日报"], 400, 10), column(["责编 樊海川 电话 0635-8200000"], 400, 900)
    assert read([*imprint, *column(LEFT, 50, 100), *masthead]) == ["聊城日报", "", *LEFT, "", imprint[0].text]


def test_nothing_is_nothing() -> None:
    assert order([]) == [] == order([Placed(" ", 0, 0, 1, 1, 1)])


def read_page(page: Broadsheet, chance: random.Random):
    placed = [Placed(line.text, line.x0, line.top, line.x1, line.bottom, line.size) for line in page.drawn(chance)]
    text, boxes = composed(order(placed), WIDTH, HEIGHT)
    return replace(told_of(text, "", Known("1.pdf")), boxes=boxes)


def test_broadsheet_pages_are_read() -> None:
    scores: dict[str, list] = defaultdict(list)
    for page in pages(7):
        score(page, read_page(page, random.Random(7)), scores, [])
    table = summary(scores)
    assert table["lines whole"] == 1
    assert table["next line right"] >= 0.99
    assert table["article exact"] >= 0.9
    assert table["title"] >= 0.95
    assert table["paragraphs exact"] >= 0.95


def test_any_order_of_lines_gives_the_same_page() -> None:
    page = next(pages(8))
    assert read_page(page, random.Random(1)).text == read_page(page, random.Random(2)).text


def test_type_size_is_an_argument() -> None:
    placed = [*column(["丰收在望"], 60, 50, 30), *column(LEFT, 50, 100), *column(RIGHT, 165, 100)]
    text, boxes = composed(order(placed), 1000, 1000)
    told = "\n".join(why(lines(text, boxes), 1))
    assert "set_large" in told
    assert "largest_of_headline" in told
    assert "set_large" not in "\n".join(why(lines(text), 1))


@pytest.mark.parametrize("seed", range(20))
def test_the_best_pairs(seed: int) -> None:
    """No other choice of pairs is worth more."""
    chance = random.Random(seed)
    worth = {(chance.randrange(4), chance.randrange(4)): chance.uniform(-1, 3) for _ in range(9)}

    def best(free: list[tuple[int, int]]) -> float:
        if not free:
            return 0.0
        (left, right), *rest = free
        taken = worth[left, right] + best([pair for pair in rest if pair[0] != left and pair[1] != right])
        return max(taken, best(rest))

    found = pairs(worth)
    assert len(set(found.values())) == len(found)
    assert sum(worth[pair] for pair in found.items()) == pytest.approx(best(list(worth)))


@pytest.mark.parametrize(("last", "goes_on"), [("“岗”正不断涌现了，", True), ("麦收进度快于往年了", False)])
def test_empty_halves_of_marks_do_not_make_a_line_a_crosshead(last: str, goes_on: bool) -> None:
    """Recognised boxes hold the ink alone, and stand as far from both edges of the column as crossheads do."""
    text = tuple(column([*LEFT[:2], last], 50, 90))
    text = (*text[:2], replace(text[2], x0=56, x1=144))
    assert Block(50, 90, 150, 130, text, "text", left=50, right=150).ends_open == goes_on


def test_the_end_of_a_headline_whose_middle_was_not_read() -> None:
    head = [*column(["聚力改革攻坚"], 50, 50, 24), *column(["质量发展"], 250, 50, 24)]
    columns = [*column(LEFT, 50, 90), *column(LEFT[1:] * 2, 165, 90), *column(RIGHT, 280, 90)]
    assert read([*head, *columns])[:3] == ["聚力改革攻坚", "质量发展", ""]


def test_headlines_of_neighbours_stay_with_their_texts() -> None:
    placed = [*column(["丰收在望"], 50, 50, 24), *column(LEFT, 50, 90)]
    placed += [*column(["老桥通车"], 165, 50, 24), *column(OTHER, 165, 90)]
    assert read(placed) == ["丰收在望", "", *LEFT, "", "老桥通车", "", *OTHER]
