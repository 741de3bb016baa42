"""Saved digital editions in several skins: headline parts, authors, order and areas are as given."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from datasette.app import Datasette

from ingest.cli import cli
from ingest.errors import BadInput
from ingest.sources import content_of, find, page_of
from ingest.storage.archive import Archive
from ingest.storage.mending import kept, reading_of
from tests.rows import all_rows, rows

ARTICLES = [
    {
        "file": "content_7.htm",
        "introtitle": "茌平区",
        "title": "推动政务服务再升级",
        "subtitle": "——“一窗通办”改革见闻",
        "author": "本报记者 王安民",
        "body": [
            "“材料一次交齐，当场就办好了。”3月7日，李大田在茌平区政务服务中心说。",
            "今年以来，中心办件12.5万件。",
        ],
        "coords": "20,40,300,40,300,380,20,380",
    },
    {
        "file": "content_9.htm",
        "introtitle": "",
        "title": "老桥修好了",
        "subtitle": "",
        "author": "",
        "body": ["本报讯（记者 赵四海）昨日，运河上的老桥完成大修。", "桥面拓宽到9米，两侧新装了栏杆。"],
        "coords": "320,40,600,40,600,380,320,380",
    },
    {
        "file": "content_8.htm",
        "introtitle": "",
        "title": "致读者",
        "subtitle": "",
        "author": "",
        "body": ["本报明起扩为八个版，敬请关注。"],
        "coords": "",
    },
]

FRAME = "<div>上一版</div><a href='#'>下一版</a><p>版面导航</p><script>alert('脚本')</script>"


def comments(one: dict) -> str:
    """方正's oldest: fields and text between comments."""
    fields = "".join(f"<{name}>{one[name]}</{name}>" for name in ("author", "title", "subtitle", "introtitle"))
    properties = f"<!--enpproperty <articleid>7</articleid><date>2025-03-08 00:00:00:0</date>{fields}/enpproperty-->"
    body = "".join(f"<P>　　{paragraph}</P>" for paragraph in one["body"])
    return f"{properties}<table><tr><td>{one['title']}</td></tr></table><!--enpcontent-->{body}<!--/enpcontent-->"


def founder(one: dict) -> str:
    """Elements of its own."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in one["body"])
    heads = {"introtitle": "founder-introtitle", "title": "founder-title", "subtitle": "founder-subtitle"}
    marks = "".join(f"<{mark}>{one[name]}</{mark}>" for name, mark in heads.items())
    return f"{marks}<founder-author>{one['author']}</founder-author><founder-content>{body}</founder-content>"


def ids(one: dict) -> str:
    """By ids, the text parted by line breaks only."""
    marks = {"PreTitle": "introtitle", "Title": "title", "SubTitle": "subtitle"}
    heads = "".join(f"<p id='{mark}'>{one[name]}</p>" for mark, name in marks.items())
    return f"{heads}<p id='Author'>{one['author']}</p><div id='ozoom'>{'<br>　　'.join(one['body'])}</div>"


def headings(one: dict) -> str:
    """By headings, as 人民日报 sets them."""
    heads = f"<h3>{one['introtitle']}</h3><h1>{one['title']}</h1><h2>{one['subtitle']}</h2><h4>{one['author']}</h4>"
    body = "".join(f"<p>{paragraph}" for paragraph in one["body"])  # paragraphs that nobody closes
    return f"<div class=article>{heads}<div id=ozoom>{FRAME}{body}</div></div>"


SKINS = {"comments": comments, "founder": founder, "ids": ids, "headings": headings}


def edition(folder: Path, skin: str, encoding: str = "utf-8") -> Path:
    """A folder as a crawler leaves it."""
    place = folder / "html" / "2025-03" / "08"
    place.mkdir(parents=True)
    areas = "".join(
        f'<Area coords="{one["coords"]}" shape="polygon" href="{one["file"]}">' for one in ARTICLES if one["coords"]
    )
    listed = "".join(f"<li><a href='{one['file']}'>{one['title']}</a></li>" for one in reversed(ARTICLES))
    node = (
        f"<html><head><meta charset={encoding}><title>东昌晚报-2025年03月08日</title></head><body>{FRAME}"
        f"<p>第02版：要闻</p><a href='../../../page02.pdf'>PDF版</a><img src='page02_b.jpg' usemap='#PagePicMap' "
        f"width='620' height='800'><map name=PagePicMap>{areas}</map><ul>{listed}</ul></body></html>"
    )
    (place / "node_2.htm").write_bytes(node.encode(encoding))
    for one in ARTICLES:
        page = f"<html><head><meta charset={encoding}></head><body>{FRAME}{SKINS[skin](one)}{FRAME}</body></html>"
        (place / one["file"]).write_bytes(page.encode(encoding))
    (place / "page02_b.jpg").write_bytes(b"\xff\xd8\xff")
    return folder


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize("skin", SKINS)
def test_each_skin_gives_what_the_edition_says(skin: str, encoding: str, tmp_path: Path) -> None:
    folder, db = edition(tmp_path / "mirror", skin, encoding), tmp_path / "a.db"
    told = CliRunner().invoke(cli, ["add", str(folder), "--db", str(db)])
    assert told.exit_code == 0, told.output
    assert "Passed over" not in told.output
    assert rows(db, "select file, source, publication, issue_date, page_label, width, height from pages") == [
        ("html/2025-03/08/node_2.htm", "epaper", "东昌晚报", "2025-03-08", "第2版 要闻", 620, 800)
    ]
    # the areas come first, in their order; then what is only listed
    assert rows(db, "select kicker, title, subtitle from articles order by position") == [
        ("茌平区", "推动政务服务再升级", "——“一窗通办”改革见闻"),
        (None, "老桥修好了", None),
        (None, "致读者", None),
    ]
    bodies = [body for (body,) in rows(db, "select body from articles order by position")]
    assert bodies[0] == "\n\n".join(ARTICLES[0]["body"])
    assert bodies[1] == "昨日，运河上的老桥完成大修。\n\n桥面拓宽到9米，两侧新装了栏杆。"
    assert bodies[2] == ARTICLES[2]["body"][0]
    assert rows(db, "select name, role from bylines order by id") == [("王安民", "记者"), ("赵四海", "记者")]
    places = rows(
        db, "select distinct round(x0 * 620), round(top * 800), round(x1 * 620), round(bottom * 800) from lines"
    )
    assert sorted(places) == [(20, 40, 300, 380), (320, 40, 600, 380)]
    text = rows(db, "select text from pages")[0][0]
    assert not any(word in text for word in ("上一版", "版面导航", "脚本", "PDF版"))


def test_again_it_changes_nothing(tmp_path: Path) -> None:
    folder, db = edition(tmp_path / "mirror", "ids"), tmp_path / "a.db"
    CliRunner().invoke(cli, ["add", str(folder), "--db", str(db)])
    before = all_rows(db)
    assert "1 unchanged" in CliRunner().invoke(cli, ["add", str(folder), "--db", str(db)]).output
    assert all_rows(db) == before


def test_articles_that_are_not_there_are_named(tmp_path: Path) -> None:
    folder, db = edition(tmp_path / "mirror", "founder"), tmp_path / "a.db"
    (folder / "html/2025-03/08/content_9.htm").unlink()
    told = CliRunner().invoke(cli, ["add", str(folder), "--db", str(db)]).output
    assert "Not there, though their pages link to them: html/2025-03/08/node_2.htm → content_9.htm" in told
    assert len(rows(db, "select * from articles")) == 2


def test_a_correction_outweighs_what_the_edition_says(tmp_path: Path) -> None:
    folder, db = edition(tmp_path / "mirror", "headings"), tmp_path / "a.db"
    CliRunner().invoke(cli, ["add", str(folder), "--db", str(db)])
    node = str(folder / "html/2025-03/08/node_2.htm")
    line = rows(db, "select number from marks where role = 'kicker'")[0][0]
    told = CliRunner().invoke(cli, ["fix", node, str(line), "role=section", "--db", str(db)])
    assert told.exit_code == 0, told.output
    assert rows(db, "select section, kicker from articles where position = 0") == [("茌平区", None)]


def test_bad_editions_say_what_is_wrong(tmp_path: Path) -> None:
    folder = edition(tmp_path / "mirror", "ids")
    for one in ARTICLES:
        (folder / "html/2025-03/08" / one["file"]).unlink()
    (found,) = find([folder]).pages
    with pytest.raises(BadInput, match="without its articles"):
        page_of(content_of(found), found.known)


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "content_1.htm").write_text("<h1>外面</h1><div id=ozoom>机密。</div>", "utf-8")
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "content_2.htm").write_text("<h1>里面</h1><div id=ozoom>可读。</div>", "utf-8")
    (inside / "node_1.htm").write_text("<a href='../content_1.htm'>1</a><a href='content_2.htm'>2</a>", "utf-8")
    (found,) = find([inside]).pages
    assert "机密" not in page_of(content_of(found), found.known).text


def test_a_bomb_of_elements_is_named(tmp_path: Path) -> None:
    (tmp_path / "content_2.htm").write_text("<div>" * 20_000 + "<h1>里面</h1><div id=ozoom>可读。</div>", "utf-8")
    (tmp_path / "node_1.htm").write_text("<a href='content_2.htm'>2</a>", "utf-8")
    (found,) = find([tmp_path]).pages
    with pytest.raises(BadInput, match="without its articles"):
        page_of(content_of(found), found.known)


CORNERS = "20,40,600,40,600,240,320,240,320,380,20,380"
"""The area of an article that bends around another one."""


@pytest.mark.asyncio
async def test_an_area_of_many_corners_is_drawn_as_given(tmp_path: Path) -> None:
    folder, db = edition(tmp_path / "mirror", "founder"), tmp_path / "a.db"
    (node,) = folder.rglob("node_2.htm")
    node.write_text(node.read_text("utf-8").replace(ARTICLES[0]["coords"], CORNERS), "utf-8")
    assert CliRunner().invoke(cli, ["add", str(folder), "--db", str(db)]).exit_code == 0
    for _ in range(2):  # as read from the file, and as read anew from the archive
        outlines = rows(db, "select distinct outline from lines where outline is not null")
        assert outlines == [("0.03226,0.05 0.96774,0.05 0.96774,0.3 0.51613,0.3 0.51613,0.475 0.03226,0.475",)]
        with Archive(db) as archive, archive.transaction():
            ((reading, page),) = [(reading_of(one), one) for one in [kept(archive, "html/2025-03/08/node_2.htm")]]
            archive.put(reading, page.known)
    client = Datasette([str(db)]).client
    shown = (await client.get("/a/-/page/1")).text
    assert 'points="32,64 968,64 968,387 516,387 516,613 32,613"' in shown
    assert 'width="460"' in shown  # the other area is a box
