"""XML that is well-formed whatever a newspaper prints.

feed = ElementTree.Element("feed")
add(feed, "title", "a&b")   →  <feed><title>a&amp;b</title></feed>
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Control characters, which XML cannot hold in any form."""


def add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> ElementTree.Element:
    """A new last child."""
    child = ElementTree.SubElement(parent, tag, {name: NOT_IN_XML.sub("", value) for name, value in attributes.items()})
    child.text = NOT_IN_XML.sub("", text) or None
    return child


def written(root: ElementTree.Element) -> str:
    """The document, in UTF-8."""
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'
