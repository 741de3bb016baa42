"""What each stage yields: frozen data classes, and nothing that works.

    bytes → Page → Line… → Block… → Article… → Byline…, Mention…, PersonMention…, Figure… → archive.db

Evidence stays beside the result: lines keep their numbers, blocks the rule that decided,
bylines, places and figures the words as printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

HEADLINE_ROLES = ("section", "kicker", "title", "subtitle")
"""Roles of the lines that stand above or below an article's body, in the order a reader meets them."""

BODY_ROLES = ("body", "crosshead", "caption")
"""Roles of the lines that make `articles.body`."""

ROLES = (*HEADLINE_ROLES, "byline", *BODY_ROLES, "furniture", "fragment")
"""Every role a block can have; the last two belong to no article."""


SOURCES = ("text", "pdf", "epaper", "ocr", "image", "rows")
"""Kinds of files that pages are taken from."""


@dataclass(frozen=True)
class Known:
    """What is known of a page beside its text: from options or from pages.csv."""

    file: str
    """The page's name in the archive: relative to the folder given, with /."""
    publication: str | None = None
    """聊城日报"""
    issue_date: str | None = None
    """ISO day of the issue."""
    page_label: str | None = None
    """第2版 要闻"""
    folder: str = field(default="", compare=False)
    """Name of the folder in which `file` lies: it may tell paper and day."""
    source: str = field(default="text", compare=False)
    """What kind of file it is: one of SOURCES."""
    source_page: int | None = field(default=None, compare=False)
    """Number of the page in a file that can hold several, from 1; None in one that holds one."""


@dataclass(frozen=True)
class Box:
    """Where a line stands on its page: in widths and heights of the page, 0 to 1, from its upper left corner."""

    x0: float
    top: float
    x1: float
    bottom: float
    size: float | None
    """Type size, in heights of the page; None where only the place of a whole paragraph is known."""
    confidence: float | None = None
    """How sure the program that recognised the line was, 0 to 1; None where it does not say, or where it is given."""
    outline: str | None = None
    """The corners of the area that its source draws, `0.1,0.2 0.9,0.2 …`; None where the box is all that is known."""


@dataclass(frozen=True)
class Given:
    """What people, or the page's source, say of a line: it outweighs all that the reader thinks."""

    role: str | None = None
    """One of ROLES."""
    begins: bool | None = None
    """An item begins with it, or does not."""
    joins: bool | None = None
    """It goes on with the paragraph (headline, byline) of the line before, or begins one of its own."""


@dataclass(frozen=True)
class Page:
    """A page's text and what is known of it."""

    file: str
    sha256: str
    """Of the bytes, in hexadecimal; in a file with several pages, of these and the page's number (#2)."""
    text: str
    """Decoded, line ends as \\n, otherwise untouched."""
    publication: str | None
    issue_date: str | None
    year: int | None
    """Of the issue."""
    date_basis: str | None
    """given, masthead or inferred: where issue_date and year come from; None when both are unknown."""
    page_label: str | None
    source: str = "text"
    """What kind of file it is: one of SOURCES."""
    source_page: int | None = None
    """Number of the page in its file, from 1; None where the file is the page."""
    width: float | None = None
    """Of the page, in the units of its source: points of a PDF, pixels of an image."""
    height: float | None = None
    image: str | None = None
    """Name of the page's picture in the folder beside the archive."""
    boxes: Mapping[int, Box] = field(default_factory=dict)
    """By line number: where the lines stand; empty where the source does not tell."""
    given: Mapping[int, Given] = field(default_factory=dict)
    """By line number: what the source itself says of the lines."""


@dataclass(frozen=True)
class Line:
    """One non-blank line of a page."""

    number: int
    """1-based over `page.text.split("\\n")`."""
    raw: str
    """As printed."""
    text: str
    """Without Markdown marks, zero-width characters, outer white space and letter-spacing."""
    indent: int
    """Half-width columns of white space before the text (a full-width space counts two)."""
    heading: int
    """Level of the Markdown heading (`##` is 2), 0 for none."""
    gap: int
    """Blank lines between the line before and this one."""
    given: Given | None = None
    """None where nobody has said anything."""
    box: Box | None = None
    """Where it stands on the page, None where the source does not tell."""


@dataclass(frozen=True)
class Block:
    """Consecutive lines of a page that have one role."""

    role: str
    """One of ROLES."""
    first_line: int
    last_line: int
    article: int | None
    """Position of the article it belongs to, None for furniture and fragments."""
    rule: str
    """Name of the rule that decided."""
    continues: bool = False
    """It goes on with the same paragraph (or headline, byline) as the block of its article before it."""
    margin: float = field(default=inf, compare=False)
    """Nats by which this reading of its lines is better than any other; infinite where there is no other."""

    @property
    def numbers(self) -> range:
        """Numbers of its lines, blank ones between them included."""
        return range(self.first_line, self.last_line + 1)


@dataclass(frozen=True)
class Article:
    """One item of the page, put together from its blocks."""

    position: int
    """0-based, by the order of first lines on the page."""
    title: str | None
    kicker: str | None
    subtitle: str | None
    section: str | None
    kind: str
    """article or photo."""
    dateline: str | None
    """本报讯, 本报聊城讯: the words without the byline in brackets."""
    credits: tuple[str, ...]
    """Byline texts as printed, each whole (line breaks kept as \\n): 记者 王鲁斌 通讯员 张三."""
    paragraphs: tuple[str, ...]
    """Unwrapped body paragraphs, crossheads among them, without dateline, byline and photo credit."""
    begins_mid_sentence: bool
    ends_mid_sentence: bool

    @property
    def body(self) -> str:
        """The paragraphs, separated by a blank line."""
        return "\n\n".join(self.paragraphs)

    def texts(self) -> tuple[str, ...]:
        """Every text of the article in reading order: section, kicker, title, subtitle, paragraphs."""
        heads = (self.section, self.kicker, self.title, self.subtitle)
        return (*(text for text in heads if text), *self.paragraphs)


@dataclass(frozen=True)
class Byline:
    """A name under an article."""

    name: str
    role: str | None
    """记者, 通讯员, 摄 …, without inner spaces and without 本报; None where none is printed."""


@dataclass(frozen=True)
class Place:
    """An administrative division, a village or a foreign place."""

    name: str
    level: str
    """country, province, city, county, town or village."""
    path: str
    """山东省/聊城市/茌平区/冯官屯镇/高岭村: unique."""
    code: str | None = None
    """GB/T 2260, or the statistics bureau's code of a town; None for villages and foreign places."""
    latitude: float | None = None
    """WGS84 degrees, None when unknown."""
    longitude: float | None = None


@dataclass(frozen=True)
class Mention:
    """A place as an article prints it."""

    place: Place
    text: str
    """As printed: 茌平, 茌平区, 茌平县."""
    count: int
    note: str | None = None
    """None, or why the printed form and the place differ: misprint, renamed, conflict."""


@dataclass(frozen=True)
class Organisation:
    """An office, a company, a school …, or a division or village as one that has offices."""

    name: str
    """With the name of its place where it is an office of that: 聊城市司法局."""
    kind: str
    """As in reading/tables/organisations.tsv; division for 侯营镇 and 姜庄村."""
    place: Place | None
    """The place that its name says."""


@dataclass(frozen=True)
class OrganisationMention:
    """An organisation as an article prints it."""

    organisation: Organisation
    text: str
    """As printed: 聊城市司法局, 市司法局, 该局."""
    count: int
    note: str | None = None
    """short where less than its name is printed."""


@dataclass(frozen=True)
class PersonMention:
    """A person as an article names him, in one office; one who holds two has two."""

    name: str
    role: str
    """writer (in the byline) or named (in the text)."""
    text: str
    """As printed, with title and organisation: 侯营镇党委副书记、镇长贾仲健."""
    title: str | None
    """党委副书记、镇长; of a writer his role: 记者."""
    organisation: Organisation | None
    count: int
    """How often the article prints the name."""
    quoted: bool
    """Whether the article says what he said."""
    rule: str
    """What told that it is a person: byline, office, occupation, private, speech, name."""


@dataclass(frozen=True)
class Figure:
    """A quantity that an article states."""

    text: str
    """As printed, joined over line breaks: 近9成."""
    value: float | None
    """In plain units: 7.8亿元 is 780000000."""
    unit: str
    """As it stands in the text, normalised: 元, 家, %, 个百分点; empty where the paper dropped it."""
    qualifier: str | None
    """over, about, nearly, under, at_least or up_to."""
    kind: str
    """count, money, percent, measure, duration, rank, multiple or age."""
    change: str | None
    """increase or decrease."""
    subject: str | None
    """The sentence's words for what is measured."""
    period: str | None
    """The time it is said of: 上半年, 2025年, 1-7月."""
    period_year: int | None
    """The year that this time means, None for one of no single year; never the year of the issue merely as such."""
    scope: str | None
    """The place or organisation it is said of: 聊城市, 市总工会 with its city's name."""
    sentence: str


@dataclass(frozen=True)
class Doubt:
    """How likely a reading is wrong."""

    chance: float
    """0 to 1."""
    reasons: tuple[str, ...]
    """close, and signs of reading/tables/doubts.tsv."""


@dataclass(frozen=True)
class Correction:
    """What a person says of a page: one row of corrections.tsv. It is never changed; a further one undoes it."""

    file: str
    """The page's name."""
    sha256: str
    """Of the page's bytes when it was said; empty where that was not noted."""
    line: int | None
    """1-based number of the line then; None where it is said of the whole page."""
    printed: str
    """What the line says, without the white space around it."""
    kind: str
    """One of ingest.corrections.kinds."""
    value: str
    by: str = ""
    """Who said it."""
    at: str = ""
    """When: 2025-06-14T08:30:00Z."""
    note: str = ""
    suggested: bool = False
    """It waits for a curator's word."""


@dataclass(frozen=True)
class Mend:
    """A correction that holds, at the line where it stands now."""

    line: int | None
    """None where it is said of the whole page."""
    kind: str
    value: str


@dataclass(frozen=True)
class Identity:
    """What people said of who is who: of a name in one article."""

    name: str
    kind: str
    """person: he is also the one known so; other: he is not the one whom his name and organisation make him."""
    known_as: str = ""
    """An organisation, with the path of its place or without, or any words that are said of him elsewhere too."""


@dataclass(frozen=True)
class ReadArticle:
    """An article with all that was read in it."""

    article: Article
    date: str | None
    """ISO day of the first day the article gives for its event."""
    bylines: tuple[Byline, ...]
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    doubt: Doubt = Doubt(0.0, ())
    people: tuple[PersonMention, ...] = ()
    organisations: tuple[OrganisationMention, ...] = ()
    identities: tuple[Identity, ...] = ()


@dataclass(frozen=True)
class Reading:
    """All that was made of one page; what the archive stores."""

    page: Page
    layout: str
    """headline first or headline last."""
    blocks: tuple[Block, ...]
    articles: tuple[ReadArticle, ...]
    doubt: float = 0.0
    """Share of its text that is likely misread, 0 to 1."""
    mends: tuple[Mend, ...] = ()
    """What people put right, that it was read by."""
    unheeded: frozenset[Mend] = frozenset()
    """Those of them that no reading of the page could follow."""
