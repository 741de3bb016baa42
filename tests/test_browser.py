"""What only a browser shows: no error, no other host, room on a phone, use by keyboard, contrast by day and night.

Runs in headless Chromium where one is installed; skipped, saying so, where none is.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from urllib.parse import quote, urlsplit

import pytest

from ingest.model import Known, Place
from ingest.pipeline import read
from ingest.storage.archive import Archive
from tests.site import archive_at, harmful
from tests.test_pictures import TEXT, ingest, png

pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests import axe
from tests.browser import CHROMIUM, DRIVER, browsing, look, serving

if not (CHROMIUM and DRIVER):
    pytest.skip("no Chromium with chromedriver is installed", allow_module_level=True)

SECONDS_TO_LOAD = 30

PAGES = (
    "/",
    "/-/search?q=工会驿站",
    "/-/search",
    "/-/search?q=没有这样的词",
    "/-/search?q=工会&from=2025&to=2025",
    "/-/help",
    "/papers/-/article/1?q=工会驿站&hit=1",
    "/-/about",
    "/papers/-/article/1",
    "/papers/-/article/3",
    "/papers/-/article/4",
    "/papers/-/page/1",
    "/papers/-/page/3",
    "/papers/-/issues",
    "/papers/-/issue/2025",
    "/papers/-/places",
    "/papers/-/place/2",
    "/papers/-/contributors",
    "/papers/-/contributor/王小明",
    "/papers/-/figures",
    "/papers/-/figures?subject=工会驿站",
)
each_page = pytest.mark.parametrize("path", PAGES)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Of a Datasette that serves a small archive under a strict Content-Security-Policy."""
    folder = tmp_path_factory.mktemp("browser")
    plugins = folder / "plugins"
    plugins.mkdir()
    (plugins / "strict.py").write_text(STRICT, "utf-8")
    with serving(archive_at(folder / "papers.db"), "--plugins-dir", plugins) as address:
        yield address


STRICT = """
from datasette import hookimpl

POLICY = b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'"

@hookimpl
def asgi_wrapper(datasette):
    def wrap(app):
        async def strict(scope, receive, send):
            async def sending(message):
                if message["type"] == "http.response.start":
                    message = {**message, "headers": [*message["headers"], (b"content-security-policy", POLICY)]}
                await send(message)
            await app(scope, receive, sending)
        return strict
    return wrap
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with browsing(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture
def show(browser, address):
    """Shows a page at a width, by day or night; the logs begin with it."""

    def shown(path, width=1280, scheme="light"):
        browser.get_log("browser")
        browser.get_log("performance")
        look(browser, width, scheme)
        browser.get(address + path)
        return browser

    return shown


def requested(browser):
    """The hosts that were asked for anything."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    return {urlsplit(url).netloc for url in urls if url.startswith(("http:", "https:"))}  # not the browser's own pages


@each_page
def test_no_error_and_no_other_host(show, address, path):
    browser = show(path)
    assert requested(browser) == {urlsplit(address).netloc}
    assert [entry["message"] for entry in browser.get_log("browser")] == []


@pytest.mark.parametrize("width", [360, 1280])
@each_page
def test_no_overflow(show, path, width):
    browser = show(path, width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


DRAWN = "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))"
"""Waits until a page is drawn in the colours of its day or night."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@each_page
def test_contrast(show, path, scheme):
    """WCAG 2.2, 1.4.3: 4.5 to 1, or 3 to 1 for large letters."""
    browser = show(path, scheme=scheme)
    browser.execute_async_script(DRAWN)
    assert browser.execute_script(TOO_FAINT) == []


@each_page
def test_structure(show, path):
    """Landmarks, names and headings that a screen reader can follow."""
    assert show(path).execute_script(FAULTS) == []


@pytest.mark.skipif(not axe.AXE.exists(), reason="axe-core is not installed: npm install --no-save axe-core@4")
@each_page
def test_axe_finds_nothing_grave(show, path):
    """`python -m tests.axe` tries more pages, each in all its forms."""
    found = axe.violations(show(path, 360, "dark"))
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in axe.GRAVE] == []


RUNS = "document.documentElement.dataset.harmed = 1; window.harmed = 1"
HARMS = (
    f"<script>{RUNS}</script>",
    f"</title></textarea></script><script>{RUNS}</script>",
    f'"><img src=x onerror="{RUNS}">',
    f"' autofocus tabindex=0 onfocus='{RUNS}' x='",
    f'" onmouseover="{RUNS}" style="position:fixed;inset:0" x="',
    f"<svg onload='{RUNS}'>",
    f"javascript:{RUNS}",
    f"]]><script xmlns='http://www.w3.org/1999/xhtml'>{RUNS}</script>",
    f"--><script>{RUNS}</script><!--",
    f"{{{{ [].constructor.constructor('{RUNS}')() }}}}",
)
"""Texts of newspapers that would run, each if something that shows it forgot to quote."""

HARMFUL_PAGES = (
    *("/", "/-/home.atom", "/-/search?q=工会驿站", "/-/search.atom?q=工会驿站", "/-/search?q={harm}"),
    *("/papers", "/papers/articles", "/papers/articles?_facet=title&_facet=section", "/papers/articles/{number}"),
    *("/papers/pages", "/papers/pages/{number}", "/papers/bylines", "/papers/bylines/{number}", "/papers/figures"),
    *("/papers/places", "/papers/place_mentions", "/papers/blocks", "/papers/articles_overview"),
    *("/papers/articles?_search={harm}", "/papers/articles.atom?_search=工会驿站", "/papers/articles?title={harm}"),
    *("/papers/-/article/{number}", "/papers/-/article/{number}.jsonld", "/papers/-/article/{number}.txt"),
    *("/papers/-/article/{number}.ris", "/papers/-/article/{number}.json", "/papers/-/article/{number}.csv"),
    *("/papers/-/page/{number}", "/papers/-/issues", "/papers/-/issues?paper={harm}", "/papers/-/issues.atom"),
    *("/papers/-/issue/2024", "/papers/-/issue/2024?paper={harm}", "/papers/-/places", "/papers/-/place/{place}"),
    *("/papers/-/contributors", "/papers/-/contributors?name={harm}", "/papers/-/contributor/{harm}"),
    *("/papers/-/figures", "/papers/-/figures?subject={harm}", "/papers/-/figures?subject={harm}&unit={harm}"),
)


@pytest.fixture(scope="module")
def harmful_address(tmp_path_factory):
    """Of a Datasette that serves harmful texts, and no policy that would stop them."""
    folder = tmp_path_factory.mktemp("harmful")
    with Archive(folder / "papers.db") as archive:
        for number, harm in enumerate(HARMS):
            name = f"{harm.replace('/', '')}{number}村"
            archive.add(*harmful(harm, Place(name, "village", f"山东省/聊城市/茌平区/{name}")))
    settings = folder / "metadata.json"
    settings.write_text(json.dumps({"plugins": {"baozhi_archive": {"content_security_policy": ""}}}), "utf-8")
    with serving(folder / "papers.db", "-m", settings) as address:
        yield address


@pytest.mark.parametrize("path", HARMFUL_PAGES)
def test_nothing_that_is_printed_runs(browser, harmful_address, path):
    each = range(len(HARMS)) if "{" in path else [0]
    for number in each:
        harm = quote(HARMS[number], safe="")
        browser.get(harmful_address + path.format(harm=harm, number=number + 1, place=number + 4))
        assert browser.execute_script(HARMED) == []


HARMED = """
const found = [];
if (window.harmed || document.documentElement.dataset?.harmed) found.push("it ran");
for (const element of document.querySelectorAll("*")) {
  for (const {name, value} of element.attributes)
    if (name.startsWith("on") || /^\\s*javascript:/i.test(value) && ["href", "src", "action"].includes(name))
      found.push(element.outerHTML);
  if (element.localName === "script" && element.textContent.includes("harmed")
      && element.type !== "application/ld+json") found.push(element.outerHTML);
}
return found;
"""
"""What ran, or would when somebody touched it."""


def test_from_search_to_the_page_and_back_by_keyboard(show, address):
    browser = show("/")
    with _leaving(browser):
        _tab_to(browser, "input[name=q]").send_keys("工会驿站", Keys.ENTER)
    assert "/-/search" in browser.current_url
    with _leaving(browser):
        _tab_to(browser, ".articles h2 a").send_keys(Keys.ENTER)
    assert "/-/article/" in browser.current_url
    article = browser.current_url
    with _leaving(browser):
        _tab_to(browser, "a[href*='/-/page/']").send_keys(Keys.ENTER)
    assert "/-/page/" in browser.current_url
    with _leaving(browser):
        browser.back()
    assert browser.current_url == article
    with _leaving(browser):
        browser.back()
    assert "/-/search" in browser.current_url
    assert browser.find_element(By.NAME, "q").get_attribute("value") == "工会驿站"


def test_the_rule_shows_when_a_role_has_the_focus(show):
    browser = show("/papers/-/page/1")
    role = _tab_to(browser, ".role")
    assert role.find_element(By.CSS_SELECTOR, ".rule").is_displayed()


def test_a_figure_shows_its_sentence(show):
    browser = show("/papers/-/article/1")
    _tab_to(browser, "tr[data-sentence] a[href^='#sentence']")
    assert "shown" in browser.find_element(By.ID, "sentence-1").get_attribute("class")


def test_skip_link_leads_to_the_content(show):
    browser = show("/papers/-/article/1")
    _tab_to(browser, ".skip").send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "content"


def test_everything_works_without_scripts(show):
    browser = show("/")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        show("/-/search?q=工会驿站")
        browser.find_element(By.CSS_SELECTOR, ".articles h2 a").click()
        assert "/-/article/" in browser.current_url
        browser.find_element(By.CSS_SELECTOR, "a[href^='#sentence']").click()
        assert browser.find_elements(By.CSS_SELECTOR, ".stated:target")
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_print_leaves_the_text_alone(show):
    browser = show("/papers/-/article/1")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not browser.find_element(By.CSS_SELECTOR, ".top").is_displayed()
        assert browser.find_element(By.CSS_SELECTOR, ".text").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


@pytest.fixture
def desk(browser, tmp_path):
    """The address of a site where everybody may put right, with a page whose headlines are marked."""
    with Archive(tmp_path / "papers.db") as archive:
        known = Known("a.txt", publication="聊城日报")
        archive.add(read(MISREAD.encode(), known), known)
    settings = tmp_path / "metadata.json"
    settings.write_text(json.dumps({"plugins": {"baozhi_archive": {"correct": True}}}), "utf-8")
    with serving(tmp_path / "papers.db", "-m", settings) as address:
        yield address


MISREAD = """小麦丰收在望

本报讯(记者 张三)3月5日,茌平区冯官屯镇的小麦长势喜人,今年全区种植小麦40万亩,同比增长3%。

冯官屯镇高岭村

村民李四说,今年的收成比往年好,近9成的麦田已经浇过水。
"""


def _headlines(browser):
    return [element.text for element in browser.find_elements(By.CSS_SELECTOR, ".role-title .printed")]


def _choose(select, value):
    """Chooses in a list by its arrow keys, as a phone's own list cannot be pointed at."""
    select.send_keys(Keys.HOME)
    for _ in range(20):
        if select.get_attribute("value") == value:
            return
        select.send_keys(Keys.ARROW_DOWN)
    raise AssertionError(f"{value} is not in the list")


def _click(browser, selector):
    """Points at an element and clicks, after it was scrolled to, as on a phone."""
    element = browser.find_element(By.CSS_SELECTOR, selector)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
    element.click()


def _as_wide(browser, width):
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_headline_is_put_right_and_back_by_mouse(browser, desk, width):
    _as_wide(browser, width)
    browser.get(f"{desk}/papers/-/page/1")
    with _leaving(browser):
        _click(browser, "a[href*='line=5']")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    assert browser.execute_script(TOO_FAINT) == [] and browser.execute_script(FAULTS) == []
    _choose(browser.find_element(By.ID, "role"), "title")
    with _leaving(browser):
        _click(browser, "button[value=role]")
    assert any("冯官屯镇高岭村" in headline for headline in _headlines(browser))
    assert "冯官屯镇高岭村" in browser.find_element(By.CSS_SELECTOR, "mark.changed").text
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    with _leaving(browser):
        _click(browser, ".done button[name=undo]")
    assert len(_headlines(browser)) == 1


def test_a_headline_is_put_right_and_back_by_keyboard(browser, desk):
    _as_wide(browser, 1280)
    browser.get(f"{desk}/papers/-/page/1")
    with _leaving(browser):
        _tab_to(browser, "a[href*='line=5']").send_keys(Keys.ENTER)
    _choose(browser.switch_to.active_element, "title")  # the form has the focus
    with _leaving(browser):
        _tab_to(browser, "button[value=role]").send_keys(Keys.ENTER)
    assert any("冯官屯镇高岭村" in headline for headline in _headlines(browser))
    with _leaving(browser):
        _tab_to(browser, ".done button[name=undo]").send_keys(Keys.ENTER)
    assert len(_headlines(browser)) == 1


def test_putting_right_works_without_scripts(browser, desk):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(f"{desk}/papers/-/article/1")
        browser.find_element(By.CSS_SELECTOR, ".mend summary").click()
        field = browser.find_element(By.CSS_SELECTOR, ".mend textarea")
        field.clear()
        field.send_keys("小麦丰收有望")
        browser.find_element(By.CSS_SELECTOR, ".mend button[value=text]").send_keys(Keys.ENTER)
        _wait_for_headline(browser, "小麦丰收有望")
        browser.find_element(By.CSS_SELECTOR, ".done button[name=undo]").send_keys(Keys.ENTER)
        _wait_for_headline(browser, "小麦丰收在望")
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_doubtful_pages_follow_each_other_by_key(browser, tmp_path):
    with Archive(tmp_path / "papers.db") as archive:
        for number in range(3):
            known = Known(f"{number}.txt")
            archive.add(read(f"{MISREAD}第{number}页\n".encode(), known), known)
    with serving(tmp_path / "papers.db") as address:
        browser.get(f"{address}/papers/-/queue")
        with _leaving(browser):
            browser.find_element(By.CSS_SELECTOR, ".doubtful a").click()
        first = browser.current_url
        with _leaving(browser):
            browser.find_element(By.TAG_NAME, "body").send_keys("n")
        with _leaving(browser):
            browser.find_element(By.TAG_NAME, "body").send_keys("p")
        assert browser.current_url == first


def test_a_phone_has_room_for_a_page_with_its_picture(browser, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "01.txt").write_text(TEXT, "utf-8")
    (folder / "01.png").write_bytes(png())
    ingest(folder)
    with serving(tmp_path / "papers.db") as address:
        look(browser, 360)
        browser.get(f"{address}/papers/-/page/1")
        assert browser.find_elements(By.CSS_SELECTOR, ".pictured")
        assert browser.execute_script(WIDTH_OF, ".printed") > 250


def test_a_phone_shows_the_figures_of_an_article_whole(show):
    browser = show("/papers/-/article/1", 360)
    assert browser.execute_script(WIDTH_OF, ".figures td:first-child") > 300
    assert browser.execute_script(HIDDEN_ASIDE) == []


WIDTH_OF = "return document.querySelector(arguments[0]).getBoundingClientRect().width"

HIDDEN_ASIDE = """
return [...document.querySelectorAll(".figures .wide")].filter(one => one.scrollWidth > one.clientWidth)
  .map(one => one.textContent)
"""
"""Tables of figures that must be pushed aside to be read."""


@contextmanager
def _leaving(browser):
    """Waits until what is done inside has led to another address, and the page there has loaded."""
    before = browser.current_url
    yield
    WebDriverWait(browser, SECONDS_TO_LOAD).until(
        lambda _: browser.current_url != before and browser.execute_script("return document.readyState") == "complete"
    )


def _wait_for_headline(browser, text):
    """Until the page that a form leads to has this headline; without scripts nothing else tells that it is there."""
    waiting = WebDriverWait(browser, SECONDS_TO_LOAD, ignored_exceptions=[StaleElementReferenceException])
    waiting.until(lambda _: browser.find_element(By.TAG_NAME, "h1").text == text)


def _tab_to(browser, selector):
    """The element, reached with the Tab key alone."""
    for _ in range(100):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        element = browser.switch_to.active_element
        if browser.execute_script("return arguments[0].matches(arguments[1])", element, selector):
            return element
    raise AssertionError(f"Tab does not reach {selector}")


TOO_FAINT = """
const numbers = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
const luminance = ([r, g, b]) => {
  const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const ground = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const colour = numbers(getComputedStyle(at).backgroundColor);
    if (colour.length === 3 || colour[3] === 1) return colour;
  }
  return [255, 255, 255];
};
const faint = [];
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const element = texts.currentNode.parentElement;
  const style = getComputedStyle(element);
  if (!texts.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
  if (element.closest("svg title, .hidden, option")) continue;
  const ink = numbers(element.closest("svg") ? style.fill : style.color);
  const [light, dark] = [luminance(ink), luminance(ground(element))].sort((a, b) => b - a);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  const contrast = (light + 0.05) / (dark + 0.05);
  if (contrast < (large ? 3 : 4.5)) faint.push(`${texts.currentNode.data.trim().slice(0, 20)}: ${contrast.toFixed(2)}`);
}
return faint;
"""
"""Visible texts whose contrast to the ground behind them is too low."""

FAULTS = """
const faults = [];
const all = (selector) => [...document.querySelectorAll(selector)];
const name = (e) => (e.getAttribute("aria-label") || (e.getAttribute("aria-labelledby") || "").split(" ")
  .map((id) => document.getElementById(id)?.textContent || "").join("") || e.labels?.[0]?.textContent || e.textContent
  || e.querySelector("title")?.textContent || "").trim();
const once = (selector) => all(selector).length === 1 || faults.push(`${selector}: ${all(selector).length}`);
["main", "h1", "head > title", "body > header", "body > footer", "html[lang]"].forEach(once);
all("a[href], button, input:not([type=hidden]), select, nav, [role=region], [role=search] input, svg, progress, aside")
  .filter((e) => !e.closest("svg [aria-hidden]") && !name(e))
  .forEach((e) => faults.push(`no name: ${e.outerHTML.slice(0, 80)}`));
all("img:not([alt])").forEach((e) => faults.push(`no alt: ${e.src}`));
let level = 0;
all("h1, h2, h3, h4").forEach((h) => {
  const own = Number(h.tagName[1]);
  if (own > level + 1) faults.push(`heading jumps from ${level} to ${own}: ${h.textContent.trim().slice(0, 20)}`);
  level = own;
});
const ids = all("[id]").map((e) => e.id);
ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => faults.push(`id twice: ${id}`));
all("[aria-labelledby], [aria-describedby]")
  .flatMap((e) => (e.getAttribute("aria-labelledby") || e.getAttribute("aria-describedby")).split(" "))
  .filter((id) => !document.getElementById(id)).forEach((id) => faults.push(`no id ${id}`));
all("a[href^='#']").filter((a) => !document.getElementById(a.getAttribute("href").slice(1)))
  .forEach((a) => faults.push(`leads nowhere: ${a.getAttribute("href")}`));
all("ul, ol").filter((l) => [...l.children].some((c) => !["LI", "SCRIPT", "TEMPLATE"].includes(c.tagName)))
  .forEach((l) => faults.push(`list of other things: ${l.outerHTML.slice(0, 80)}`));
all("th:not([scope])").forEach((e) => faults.push(`th without scope: ${e.textContent}`));
all("[tabindex]").filter((e) => e.tabIndex > 0).forEach((e) => faults.push(`tabindex: ${e.tabIndex}`));
return faults;
"""
"""What would make a page hard to follow without seeing it."""
