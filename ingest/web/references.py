"""An article for reference managers and machines: the same facts as RIS, BibTeX, CSL JSON, JSON-LD and citation_* tags.

    /archive/-/article/12.ris  →  TY  - NEWS
                                  AU  - 王小明
                                  TI  - 丰收在望 …

Names stay whole: a pen name or an agency has no family name. Start reading at `Reference`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ingest.web.citation import authors, edition, title_and_subtitle
from ingest.web.queries import Row

LANGUAGE = "zh-CN"

ESCAPED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    mark: f"\\{mark}" for mark in "{}$&#%_"
}
"""What TeX would not print as it stands."""


@dataclass(frozen=True)
class Reference:
    """What is cited. What is unknown is None or empty."""

    key: str
    title: str
    authors: list[str]
    publication: str | None
    day: str | None
    year: int | None
    edition: str
    section: str | None
    address: str
    accessed: str

    @property
    def date(self) -> list[int]:
        """[2025, 6, 9], [2025] or []."""
        if self.day:
            return [int(part) for part in self.day.split("-")]
        return [self.year] if self.year else []


def reference(article: Row, bylines: list[Row], address: str, accessed: str, archive: str) -> Reference:
    """`accessed` is an ISO day; the archive's name makes the key of its articles differ from those of others."""
    return Reference(
        key="-".join([re.sub(r"[^A-Za-z0-9]+", "-", archive).strip("-") or "archive", str(article["id"])]),
        title=_line(title_and_subtitle(article)),
        authors=[_line(name) for name in authors(article, bylines)],
        publication=_line(article["publication"] or "") or None,
        day=article["issue_date"],
        year=article["year"],
        edition=edition(article["page_label"] or ""),
        section=_line(article["section"] or "") or None,
        address=address,
        accessed=accessed,
    )


def ris(cited: Reference) -> str:
    """As https://en.wikipedia.org/wiki/RIS_(file_format) has it: NEWS, a tag a line, lines ended as in DOS."""
    date = "/".join(f"{part:02}" for part in cited.date)
    lines = [
        ("TY", "NEWS"),
        *(("AU", name) for name in cited.authors),
        ("TI", cited.title),
        ("T2", cited.publication),
        ("PY", str(cited.date[0]) if cited.date else None),
        ("DA", f"{date}/" if len(cited.date) == 3 else None),
        ("SP", cited.edition),
        ("M1", cited.section),
        ("LA", LANGUAGE),
        ("UR", cited.address),
        ("Y2", cited.accessed.replace("-", "/") + "/"),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def bibtex(cited: Reference) -> str:
    """For biblatex; BibTeX reads year and month."""
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in cited.authors),
        "title": f"{{{_tex(cited.title)}}}",
        "journal": _tex(cited.publication or ""),
        "date": cited.day or "",
        "year": str(cited.date[0]) if cited.date else "",
        "month": str(cited.date[1]) if len(cited.date) == 3 else "",
        "pages": cited.edition,
        "entrysubtype": "newspaper",
        "url": cited.address,
        "urldate": cited.accessed,
        "langid": "chinese",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@article{{{cited.key},\n" + ",\n".join(lines) + "\n}\n"


def csl(cited: Reference) -> str:
    """As https://github.com/citation-style-language/schema has it: a list of one item."""
    item = {
        "id": cited.key,
        "type": "article-newspaper",
        "title": cited.title,
        "author": [{"literal": name} for name in cited.authors],
        "container-title": cited.publication,
        "issued": {"date-parts": [cited.date]} if cited.date else None,
        "page": cited.edition,
        "section": cited.section,
        "language": LANGUAGE,
        "URL": cited.address,
        "accessed": {"date-parts": [[int(part) for part in cited.accessed.split("-")]]},
    }
    return json.dumps([_known(item)], ensure_ascii=False, indent=2) + "\n"


def json_ld(cited: Reference) -> str:
    """As https://schema.org/NewsArticle has it."""
    item = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": cited.address,
        "url": cited.address,
        "headline": cited.title,
        "author": [{"@type": "Person", "name": name} for name in cited.authors],
        "datePublished": cited.day or (str(cited.year) if cited.year else None),
        "isPartOf": {"@type": "Newspaper", "name": cited.publication} if cited.publication else None,
        "printPage": cited.edition,
        "articleSection": cited.section,
        "inLanguage": LANGUAGE,
    }
    return json.dumps(_known(item), ensure_ascii=False, indent=2) + "\n"


def meta(cited: Reference) -> list[tuple[str, str]]:
    """Highwire's citation_* tags, which Zotero and scholars' search engines read: [(name, content)]."""
    tags = [
        ("citation_title", cited.title),
        *(("citation_author", name) for name in cited.authors),
        ("citation_journal_title", cited.publication),
        ("citation_publication_date", "/".join(f"{part:02}" for part in cited.date)),
        ("citation_firstpage", cited.edition),
        ("citation_language", "zh"),
        ("citation_public_url", cited.address),
    ]
    return [(name, content) for name, content in tags if content]


FORMATS: dict[str, tuple[Callable[[Reference], str], str]] = {
    "ris": (ris, "application/x-research-info-systems"),
    "bib": (bibtex, "application/x-bibtex"),
    "csl.json": (csl, "application/vnd.citationstyles.csl+json"),
    "jsonld": (json_ld, "application/ld+json"),
}
"""Extension → how it is written, and its content type."""


def _line(text: str) -> str:
    """On one line: a line end would begin another field."""
    return " ".join(text.split())


def _tex(text: str) -> str:
    return "".join(ESCAPED.get(character, character) for character in text)


def _known(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if value}
