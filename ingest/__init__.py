"""baozhi-archive: raw newspaper pages in, a SQLite archive out. The way of the data, in order:

    cli.py          options and paths; what the user sees
    sources.py      files and folders → page files, with what pages.csv says of them
    run.py          many pages: page files → archive, in many processes
    pipeline.py     one page: bytes → Reading
    model.py        what each stage yields

    layout/         what stands where on the page
        pages.py        bytes → Page: encoding, masthead, date, year
        lines.py        Page → Lines: small repairs, indents, headings
        furniture.py    lines that belong to the page, not to an article
        credits.py      where datelines and bylines stand in a text
        blocks.py       Lines → Blocks: the reading that explains the page best
        articles.py     Blocks → Articles
    reading/        what an article says
        bylines.py      credits → Bylines
        dates.py        the day an article speaks of
        places.py       texts → Mentions of places
        figures.py      texts → Figures
    search/         words and two-character pieces, the query language, snippets
    storage/        the archive's tables; the only stage besides search that knows SQL
        archive.py      Readings → rows; ids that stay, a page whole or not at all
        holdings.py     rows → what the archive holds and what could not be placed
    explain.py      Reading → text: how a page was read
    report.py       holdings → text
    web/            the Datasette plugin

Rules are rows of tables/*.tsv, each with its example, run by rules.py. Start reading at pipeline.read.
"""

__version__ = "0.1.0"
