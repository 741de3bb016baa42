"""baozhi-archive: raw newspaper pages in, a SQLite archive out. The way of the data, in order:

    cli.py          options and paths; what the user sees (`python -m ingest`: __main__.py)
    sources/        files of any kind → pages of lines, with what is known of each line
        files.py        files and folders → page files, with what pages.csv says of them; kinds.py: what kind each is
        placed.py       lines with places, and the page text made of them
        order.py        lines with places → reading order; assignment.py: pairs of the greatest worth
        pdf.py          PDF with a text layer
        image.py        pictures of pages
        pictures.py     the picture that shows a page, whatever it was read from
        epaper.py       pages of saved digital editions, with what these say of each article; html.py: HTML as a tree
        rows.py         tables of others, an article a row; single.py: articles in files of their own;
                        told.py: articles whose parts are known, as a page
        ocr/            ALTO, hOCR, PAGE XML, Tesseract's TSV, JSON of PaddleOCR, RapidOCR, MinerU: alto.py, hocr.py,
                        page_xml.py, tsv.py, jsons.py, mineru.py, and made.py, which they share; boxes.py:
                        what programs see → lines as they are set
    naming.py       which page of the archive a file is
    run.py          many pages: page files → archive; processes.py: one function of many things, in many processes;
                    cluster.py: on many machines; shards.py: into several archives
    pipeline.py     one page: bytes → Reading
    model.py        what each stage yields

    layout/         what stands where on the page
        pages.py        bytes → Page: encoding, masthead, date, year
        years.py            the year that the articles let one infer; counted_years.py: anniversaries, numbered feasts
        side_by_side.py columns that a text file sets beside each other → one below the other
        lines.py        Page → Lines: small repairs, indents, headings
        file_names.py   paper, day and page as file and folders tell them
        furniture.py    lines that belong to the page, not to an article
        credits.py      where datelines and bylines stand in a text; credit_text.py: the grammar of one credit
        blocks.py       Lines → Blocks: the reading that explains the page best
            sheet.py        the lines, measured: columns.py, signatures.py, habits.py, affinity.py,
                                type_sizes.py
            grammar.py      what an item consists of; path.py: the best sequence that the grammar allows
            evidence.py     weighs the questions of questions/ (shape.py, signatures.py, flow.py, words.py,
                            notices.py, poems.py, headlines.py, subjects.py, given.py; register.py)
                            by tables/evidence.tsv
            pieces.py       lines of one role that belong together; spans.py: parts by their beginnings;
                            torn.py: kickers torn from their articles
            photos.py       which items are photo items
        sections.py     standing headings of a paper, and their kinds
        letters.py      letters to the editor: how they begin, who signs them
        articles.py     Blocks → Articles
    reading/        what an article says
        bylines.py      credits → Bylines
        dates.py        the day an article speaks of
        places.py       texts → Mentions of places, with lexicons.py, spots.py, borders.py, no_places.py, namesakes.py,
                        zones.py, misprints.py and villages.py
        organisations.py    texts → organisations where they stand, and which one each name means
        people.py       texts → persons with title and organisation; person_names.py: where a text names one, with
                        person_sounds.py (foreign names), person_short_names.py (老范, 周总理) and
                        tagger.py (a model's say, where one is installed); occurrences.py: where a word stands
        figures.py      texts → Figures, with quantities.py, printed.py, counted.py, forms.py, units.py,
                        periods.py, period_years.py, scopes.py, subjects.py and nouns.py
        doubts.py       how likely an article is misread, and what says so
    traditional.py  pages in traditional characters: read in simplified ones, told as printed
    corrections/    what people put right
        kinds.py        what can be said; files.py: corrections.tsv; fixing.py: what is said → corrections
        placing.py      which of a page's corrections hold, and at which lines
        applying.py     what they do to a reading
    reprints/       pairs of articles that print the same text: fingerprints.py finds them, comparison.py compares
    search/         folding.py, words.py, pieces.py → index.py; query.py, expressions.py → ranking.py, snippet.py;
                    functions.py: the SQL functions
    storage/        the archive's tables; the only stage besides search that knows SQL
        archive.py      Readings → rows, a page whole or not at all
        prepared.py     what is written beside rows, worked out where the page is read
        identity.py     which article of a page read anew is which: ids that stay
        people.py       mentions → who is who, across articles
        reprints.py     articles → pairs that print the same text
        corrections.py  the table of what people put right; mending.py: noted, and their pages read anew
        pictures.py     the pictures of pages, in the folder beside the archive
        upgrade.py      an archive of an older schema, brought to this one
        holdings.py     rows → what the archive holds and what could not be placed
    fix.py          what is put right at the command line: into corrections.tsv and the archive
    explain.py      Reading → text: how a page was read
    report.py       holdings → text; columns.py: aligned for a terminal
    export.py       the archive → JSON Lines, CSV and a data package; parquet.py;
                    dataset.py: Parquet parted by year
    serving.py      the archive, opened in Datasette
    web/            the Datasette plugin

    metadata.py     metadata.yml: what tables and columns are called and mean
    gazetteer.py    what places there are (data/), and everyday words
    characters.py   traditional and variant characters → simplified ones (data/)
    names.py        Chinese personal names; numerals.py: Chinese numbers; days.py: days as printed
    rules.py        the engine of all rule tables; errors.py: what cannot be read, and what to do

Rules are rows of tables/*.tsv, each with its example. Start reading at pipeline.read.
"""

__version__ = "0.1.0"
