"""Every SELECT of the site, named. Parameters are :named; LISTED is how an article stands in a list.

    await rows(archive, ARTICLE, id=12)  →  [{"id": 12, "title": "…", …}]

What is ranked is asked by ingest.search.ranking.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite3 import Connection

    from datasette.database import Database

Row = dict[str, Any]

LEVELS = ("country", "province", "city", "county", "town", "village")

DAY = "coalesce(pages.issue_date, cast(pages.year as text))"
"""When an article was printed: the day of its issue, else the year. The day it speaks of is articles.date."""

FIRST_DAY, LAST_DAY = (f"coalesce(pages.issue_date, pages.year || '{day}')" for day in ("-01-01", "-12-31"))
"""When it may have been printed at the earliest and at the latest."""

NEWEST_FIRST = "order by day desc, articles.date desc"

LISTED = f"""articles.id, articles.title, articles.kicker, articles.section, articles.kind, articles.date,
    articles.page_id, pages.publication, pages.issue_date, pages.year, pages.page_label, {DAY} as day,
    substr(articles.body, 1, 120) as opening"""

FROM_ARTICLES = "from articles join pages on pages.id = articles.page_id"

# Lists of articles that meet a condition

ARTICLES_WHERE = f"select {LISTED} {FROM_ARTICLES} where {{condition}} {NEWEST_FIRST}, articles.id"

MONTH = f"substr({DAY}, 1, 7)"
"""2025-03, or 2025 where the month is unknown."""

COUNTED_BY_MONTH = f"select {MONTH} as month, count(*) as count {FROM_ARTICLES} where {{condition}} group by 1"

NUMBERS_OF_ARTICLES = "select id from articles order by id limit :size offset :start"

# What an archive holds

COUNTS = """select
    (select count(*) from pages) as pages,
    (select count(*) from articles) as articles,
    (select count(*) from figures) as figures,
    (select count(*) from places) as places,
    (select count(distinct name) from bylines) as contributors"""

PAPERS = """select publication, min(year) as first_year, max(year) as last_year, count(*) as pages
from pages group by publication order by pages desc, publication limit 20"""

NEWEST_PAGES = """select id, file, publication, issue_date, year, page_label
from pages order by coalesce(issue_date, cast(year as text)) desc, id desc limit 6"""

PAGES_TO_TELL = "select id, file, publication, issue_date, year, page_label from pages"

NEWEST_PAGES_TO_TELL = f"""{PAGES_TO_TELL}
order by coalesce(issue_date, cast(year as text)) desc, id desc limit :size"""

NEWEST_PAGES_OF_PAPER = f"""{PAGES_TO_TELL} where publication = :paper
order by coalesce(issue_date, cast(year as text)) desc, id desc limit :size"""

HEADLINES_OF_PAGE = """select id, title, kind from articles
where page_id = :id and title is not null order by position limit 4"""

NEWEST_HEADLINES = "select title from articles where title is not null order by id desc limit 200"

BUSIEST_PLACES = """select places.id, places.name, places.path, places.level, count(distinct article_id) as articles
from place_mentions join places on places.id = place_id
group by place_id order by articles desc, places.path limit 12"""

BUSIEST_CONTRIBUTORS = """select name, count(distinct article_id) as articles
from bylines group by name order by articles desc, name collate hanyu limit 12"""

BUSIEST_PERSONS = """select name from person_mentions join people on people.id = person_id where role = 'named'
group by people.id order by count(distinct article_id) desc, name collate hanyu limit 12"""

BUSIEST_ORGANISATIONS = """select name
from organisation_mentions join organisations on organisations.id = organisation_id
group by organisations.id order by count(distinct article_id) desc, name collate hanyu limit 12"""

COUNTERS = ("个", "家", "处", "座", "所")
"""Measure words that count the same things: 776家小屋 and 753个小屋."""

UNIT_COMPARED = f"case when figures.unit in {COUNTERS} then '{COUNTERS[0]}' else figures.unit end"

# The same thing: subject, unit that counts alike, and scope. Two characters (企业, 职工) are too general to compare.
SUBJECTS_OF_SEVERAL = f"""with several(subject) as materialized (
    select subject from figures where length(subject) > 2
    group by subject having min(article_id) < max(article_id) order by count(*) desc, subject limit 60)
select subject, {UNIT_COMPARED} as unit, scope, count(distinct article_id) as articles, count(*) as figures
from several join figures using (subject) where scope is not null
group by 1, 2, 3 having articles > 1 order by articles desc, figures desc, subject, scope limit 24"""

FIGURES_OF_THING = f"""select figures.id, figures.text, figures.value, figures.article_id, figures.subject,
    figures.sentence, figures.period, figures.period_year, figures.scope, articles.title, pages.publication, pages.year
from figures join articles on articles.id = figures.article_id join pages on pages.id = articles.page_id
where subject = :subject and {UNIT_COMPARED} = :unit and scope = :scope and value is not null
group by figures.article_id, figures.text
order by figures.period_year is null, figures.period_year, pages.year, articles.date, figures.id limit 20"""

# An article

ARTICLE = f"""select articles.*, pages.file, pages.publication, pages.issue_date, pages.year, pages.date_basis,
    pages.page_label, pages.sha256, pages.width, pages.height, pages.image,
    pages.text as page_text {FROM_ARTICLES} where articles.id = :id"""

BYLINES_OF_ARTICLE = "select name, role from bylines where article_id = :id order by position"

PLACES_OF_ARTICLE = """select places.id, places.name, places.path, places.level, places.latitude, places.longitude,
    sum(count) as count, group_concat(text, '、') as words, max(note) as note
from place_mentions join places on places.id = place_id where article_id = :id
group by place_id order by places.path"""

# Which organisation a figure's scope names: of several so called, one that the article names.
SCOPED = """coalesce(
    (select min(organisations.id) from organisation_mentions join organisations on organisations.id = organisation_id
     where organisation_mentions.article_id = figures.article_id and organisations.name = figures.scope),
    (select min(organisations.id) from organisations where name = figures.scope))"""

FIGURES_OF_ARTICLE = f"""select id, position, text, value, unit, qualifier, kind, change, subject, period, period_year,
    scope, {SCOPED} as organisation_id, sentence from figures where article_id = :id order by position"""

# What is needed to cut an article out of the picture of its page
LINES_OF_ARTICLE = """select number, x0, top, x1, bottom, outline from lines join blocks using (page_id)
where article_id = :id and number between first_line and last_line order by number limit 5000"""

BLOCKS_OF_ARTICLE = "select position, role, first_line, last_line from blocks where article_id = :id order by position"

NEIGHBOURS = """select id, title, position, substr(body, 1, 120) as opening from articles
where page_id = :page_id and position in (:position - 1, :position + 1) order by position"""

PAGES_OF_SAME_ISSUE = """select others.id, others.page_label from pages join pages as others
on others.issue_date = pages.issue_date and others.publication is pages.publication and others.id != pages.id
where pages.id = :id limit 200"""

# Notices that send the reader to another page, with the articles right above and below.
JUMPS_OF_PAGE = """select first_line,
    (select article_id from blocks as others where others.page_id = :id and others.last_line < blocks.first_line
     order by others.position desc limit 1) as above,
    (select article_id from blocks as others where others.page_id = :id and others.first_line > blocks.last_line
     order by others.position limit 1) as below
from blocks where page_id = :id and rule in ('jump', 'jump-from-article') order by position limit 50"""

COMMON = 300
"""What more articles than this have in common tells nothing of two of them."""

NEAR = 56
"""Days between an article and a sequel, mostly."""


def _few(table: str, column: str) -> str:
    """That no more than COMMON rows have what this one has: beyond that, counting stops."""
    same = f"select 1 from {table} as others where others.{column} = {table}.{column} limit {COMMON} + 1"
    return f"(select count(*) from ({same})) <= {COMMON}"


# What other articles share with this one: persons, organisations, a county or less, a contributor, a thing with
# figures, and rare words of the headline. Those that print its text stand elsewhere.
RELATED = f"""with here(day) as (
    select pages.issue_date from articles join pages on pages.id = page_id where articles.id = :id),
places_here(id, name) as (
    select distinct places.id, places.name from place_mentions join places on places.id = place_id
    where article_id = :id and level in ('county', 'town', 'village') and {_few("place_mentions", "place_id")}),
organisations_here(id, name) as (
    select distinct organisations.id, organisations.name
    from organisation_mentions join organisations on organisations.id = organisation_id
    where article_id = :id and {_few("organisation_mentions", "organisation_id")}),
people_here(name) as (
    select distinct name from person_mentions join people on people.id = person_id
    where article_id = :id and role = 'named' and {_few("people", "name")}),
names_here(name) as (
    select distinct name from bylines where article_id = :id and {_few("bylines", "name")}),
subjects_here(subject) as (
    select distinct subject from figures where article_id = :id and length(subject) > 2
    and {_few("figures", "subject")}),
shared(what, article_id) as (
    select places_here.name, article_id from places_here join place_mentions on place_id = places_here.id
    union select organisations_here.name, article_id
        from organisations_here join organisation_mentions on organisation_id = organisations_here.id
    union select name, article_id
        from people_here join people using (name) join person_mentions on person_id = people.id where role = 'named'
    union select name, article_id from names_here join bylines using (name)
    union select subject, article_id from subjects_here join figures using (subject)
    union select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(:words)),
nearest(id, shared, number) as (
    select article_id, group_concat(what, '、'), count(*) from shared where article_id != :id
    and article_id not in (select earlier_id from reprints where article_id = :id
        union select article_id from reprints where earlier_id = :id)
    group by article_id having count(*) > 1 order by count(*) desc, article_id desc limit 60)
select {LISTED}, shared from nearest join articles using (id) join pages on pages.id = articles.page_id, here
order by number + coalesce(abs(julianday(pages.issue_date) - julianday(here.day)) <= {NEAR}, 0) desc, number desc,
    abs(julianday(pages.issue_date) - julianday(here.day)), articles.id desc limit 5"""

HAVING_WORD = "select rowid as id from articles_fts_words where articles_fts_words match :word limit :limit"

FORMER_ARTICLE = """select former_articles.id, page_id, title, body, file, publication, issue_date, page_label
from former_articles join pages on pages.id = page_id where former_articles.id = :id"""

TEXTS_OF_PAGE = """select id, title, substr(body, 1, 120) as opening, body from articles
where page_id = :page_id order by position"""

# A page

PAGE = "select * from pages where id = :id"

PICTURE_OF_PAGE = "select image from pages where id = :id"

BLOCKS_OF_PAGE = """select position, article_id, role, first_line, last_line, rule
from blocks where page_id = :id order by position"""

LINES_OF_PAGE = "select number, x0, top, x1, bottom, outline from lines where page_id = :id order by number limit 5000"

ARTICLES_OF_PAGE = """select articles.id, position, title, kind, section, substr(body, 1, 120) as opening,
    (select group_concat(name, '、')
     from (select name from bylines where article_id = articles.id order by position)) as names
from articles where page_id = :id order by position"""

PAGES_BESIDE = """select (select max(id) from pages where id < :id) as previous,
    (select min(id) from pages where id > :id) as next"""

# Issues: a day, a year alone where no day is known, or `unknown`

ISSUE_DAY = "coalesce(issue_date, cast(year as text), 'unknown')"

ISSUES = f"""select {ISSUE_DAY} as day, publication, count(*) as pages,
    sum((select count(*) from articles where page_id = pages.id)) as articles
from pages group by 1, 2 order by 1, 2"""

PAGES_OF_ISSUE = f"""select id, file, publication, issue_date, year, page_label, date_basis from pages
where {ISSUE_DAY} = :day"""

ARTICLES_OF_PAGES = f"""select {LISTED}, articles.position {FROM_ARTICLES}
where articles.page_id in (select value from json_each(:ids)) order by articles.page_id, articles.position"""

# Places

PLACES = "select id, name, level, path, parent_id, latitude, longitude from places order by path"

ARTICLES_BY_PLACE = "select place_id, count(distinct article_id) as articles from place_mentions group by place_id"

ARTICLES_WITHIN_PLACES = """with recursive lies(place_id, within_id) as (
    select id, id from places
    union all
    select lies.place_id, places.parent_id from lies join places on places.id = within_id where parent_id is not null)
select within_id as place_id, count(distinct article_id) as articles
from lies join place_mentions using (place_id) group by within_id"""

PLACE = "select * from places where id = :id"

WORDS_FOR_PLACE = """select text, sum(count) as count, note from place_mentions
where place_id = :id group by text, note order by count desc, text limit 30"""

PLACES_WITHIN = """with recursive within(id) as (
    select :id union select places.id from places join within on places.parent_id = within.id)"""

OF_PLACE = "articles.id in (select article_id from place_mentions where place_id = :id)"

OF_PLACE_AND_BELOW = f"""articles.id in (
    select article_id from place_mentions where place_id in ({PLACES_WITHIN} select id from within))"""

# Contributors

# Pages first: their days leave few articles to look at, while every byline would lead to an article and a page.
PRINTED_BYLINES = """pages cross join articles on articles.page_id = pages.id
cross join bylines on article_id = articles.id"""

# {source}: bylines, or PRINTED_BYLINES where {condition} speaks of days
CONTRIBUTORS = """select name, count(distinct article_id) as articles
from {source} where {condition} group by name order by articles desc, name collate hanyu"""

NAMES_OF_CONTRIBUTORS = "select name, count(distinct article_id) as articles from bylines group by name"

ROLES_NAMED = """select name, group_concat(distinct role) as told, count(distinct article_id) as articles
from bylines where name in (select value from json_each(:names)) group by name"""

COUNT_OF_CONTRIBUTORS = "select count(distinct name) as names from {source} where {condition}"

ROLES_AND_YEARS = """select name, group_concat(distinct role) as roles,
    min(pages.year) as first_year, max(pages.year) as last_year
from bylines join articles on articles.id = article_id join pages on pages.id = articles.page_id
where {condition} group by name"""

NAME_BEGINS = "name >= :start and name < :end"
NAME_IS_GIVEN = "name in (select value from json_each(:names))"

ROLES_OF_CONTRIBUTOR = """select role, count(*) as articles from bylines where name = :name
group by role order by articles desc, role"""

FELLOWS_OF_CONTRIBUTOR = """select others.name, count(distinct others.article_id) as articles
from bylines join bylines as others on others.article_id = bylines.article_id and others.name != bylines.name
where bylines.name = :name group by others.name order by articles desc, others.name collate hanyu limit 20"""

COUNT_OF_CONTRIBUTOR = "select count(distinct article_id) as articles from bylines where name = :name"

OF_CONTRIBUTOR = "articles.id in (select article_id from bylines where name = :name)"

# People and organisations

TITLES_OF_PERSON = """(select group_concat(office, '；') from (
    select distinct coalesce(organisations.name, '') || coalesce(held.title, '') as office
    from person_mentions as held left join organisations on organisations.id = held.organisation_id
    where held.person_id = people.id and held.role = 'named'
    and (held.title is not null or held.organisation_id is not null) order by office limit 4))"""

PERSONS = f"""select people.id, people.name, {TITLES_OF_PERSON} as offices, count(distinct article_id) as articles
from person_mentions join people on people.id = person_id
where role = 'named' and people.name >= :start and people.name < :end
group by people.id order by articles desc, people.name collate hanyu, people.id"""

NAMES_OF_PERSONS = """select people.name, count(distinct article_id) as articles
from person_mentions join people on people.id = person_id where role = 'named' group by people.name"""

PERSONS_NAMED = f"""select people.id, people.name, {TITLES_OF_PERSON} as told, count(distinct article_id) as articles
from person_mentions join people on people.id = person_id
where role = 'named' and people.name in (select value from json_each(:names))
group by people.id order by articles desc, people.id"""

COUNT_OF_PERSONS = """select count(distinct person_id) as persons from person_mentions
join people on people.id = person_id where role = 'named' and name >= :start and name < :end"""

PERSON = "select id, name from people where id = :id"

OFFICES_OF_PERSON = f"""select person_mentions.title, organisations.name as organisation, organisation_id,
    person_mentions.role, min({DAY}) as first_day, max({DAY}) as last_day, count(distinct articles.id) as articles
from person_mentions join articles on articles.id = article_id join pages on pages.id = page_id
left join organisations on organisations.id = organisation_id
where person_id = :id and (person_mentions.title is not null or organisation_id is not null)
group by 1, 2, 3, 4 order by first_day, organisation, 1"""

QUOTES_OF_PERSON = f"""select distinct articles.id, articles.title, substr(articles.body, 1, 120) as opening,
    articles.body, {DAY} as day
from person_mentions join articles on articles.id = article_id join pages on pages.id = page_id
where person_id = :id and quoted order by day desc, articles.id limit 20"""

NAMESAKES = f"""select people.id, people.name, {TITLES_OF_PERSON} as offices,
    (select count(distinct article_id) from person_mentions where person_id = people.id) as articles
from people where name = :name and id != :id order by articles desc, id limit 20"""

IDENTITIES_OF_PERSON = """select corrections.id, kind, value, by, at, note, state, article_id
from corrections join blocks on blocks.page_id = corrections.page_id and stands_at between first_line and last_line
where kind in ('person', 'other') and (value = :name or value like :name || '=%') and state in ('applied', 'unheeded')
and article_id in (select article_id from person_mentions where person_id = :id) order by corrections.id"""

NAMED_IN = f"""select articles.id, articles.title, substr(articles.body, 1, 120) as opening, {DAY} as day
{FROM_ARTICLES} where articles.id in (select article_id from person_mentions where person_id = :id)
order by day desc, articles.id limit :most"""

PERSON_IN_ARTICLE = """select people.id from people join person_mentions on person_id = people.id
where article_id = :article and name = :name order by role limit 1"""

ARTICLES_NAMING = """select distinct name, article_id from people join person_mentions on person_id = people.id
where people.id = :id order by article_id"""

# The names that articles print for an organisation; short ones go with them.
PRINTED_FOR = """select article_id, text from organisation_mentions as mention where organisation_id = :id
and (note is null or not exists (
    select 1 from organisation_mentions as whole
    where whole.article_id = mention.article_id and whole.organisation_id = :id and whole.note is null
)) order by article_id, text"""

ORGANISATION_IN_ARTICLE = """select organisations.id from organisations join organisation_mentions
on organisation_id = organisations.id where article_id = :article and name = :name limit 1"""

KNOWN_AS = """select coalesce(path || '/', '') || organisations.name from person_mentions
join people on people.id = person_id join organisations on organisations.id = organisation_id
left join places on places.id = place_id
where person_id = :id and not exists (
    select 1 from identities
    where identities.name = people.name and identities.article_id = person_mentions.article_id
    and identities.kind = 'other'
)
union all
select known_as from identities join people using (name) join person_mentions on person_id = people.id
where people.id = :id and identities.article_id = person_mentions.article_id and kind = 'person'
limit 1"""

PAGE_OF_ARTICLE = "select file, text from pages join articles on page_id = pages.id where articles.id = :id"

SPANS_OF_ARTICLE = "select first_line, last_line from blocks where article_id = :id order by first_line"

OF_PERSON = "articles.id in (select article_id from person_mentions where person_id = :id)"

PEOPLE_OF_ARTICLE = """select people.id, people.name, person_mentions.title, organisations.name as organisation,
    organisation_id, count, quoted
from person_mentions join people on people.id = person_id
left join organisations on organisations.id = organisation_id
where article_id = :id and role = 'named' order by position"""

ORGANISATIONS = """select organisations.id, organisations.name, kind,
    count(distinct article_id) as articles,
    (select count(distinct person_id) from person_mentions
     where organisation_id = organisations.id and role = 'named') as people
from organisations left join organisation_mentions on organisation_id = organisations.id
where name >= :start and name < :end
group by organisations.id order by articles desc, people desc, name, organisations.id"""

NAMES_OF_ORGANISATIONS = """select organisations.name, count(distinct article_id) as articles
from organisations left join organisation_mentions on organisation_id = organisations.id group by organisations.name"""

ORGANISATIONS_NAMED = """select organisations.id, organisations.name, kind as told,
    (select count(distinct article_id) from organisation_mentions where organisation_id = organisations.id) as articles
from organisations where name in (select value from json_each(:names)) order by organisations.id"""

COUNT_OF_ORGANISATIONS = "select count(*) as organisations from organisations where name >= :start and name < :end"

ORGANISATION = """select organisations.id, organisations.name, kind, place_id, places.name as place,
    coalesce(path || '/', '') || organisations.name as address
from organisations left join places on places.id = place_id where organisations.id = :id"""

WORDS_FOR_ORGANISATION = """select text, sum(count) as count from organisation_mentions
where organisation_id = :id group by text order by count desc, text limit 20"""

PEOPLE_OF_ORGANISATION = f"""select people.id, people.name, person_mentions.title,
    min({DAY}) as first_day, max({DAY}) as last_day, count(distinct articles.id) as articles
from person_mentions join people on people.id = person_id
join articles on articles.id = article_id join pages on pages.id = page_id
where organisation_id = :id and role = 'named'
group by people.id, person_mentions.title order by last_day desc, people.name collate hanyu limit 200"""

FIGURES_OF_ORGANISATION = f"""select figures.id, figures.text, figures.subject, figures.period, figures.period_year,
    figures.sentence, figures.change, figures.article_id
from figures where scope = :name and {SCOPED} = :id order by period_year desc, figures.id limit 12"""

OF_ORGANISATION = """articles.id in (select article_id from organisation_mentions where organisation_id = :id
    union select article_id from person_mentions where organisation_id = :id)"""

ORGANISATIONS_OF_ARTICLE = """select organisations.id, organisations.name, kind, sum(count) as count
from organisation_mentions join organisations on organisations.id = organisation_id where article_id = :id
group by organisations.id order by min(organisation_mentions.rowid)"""

FORMS_OF_ORGANISATIONS = """select organisation_id as id, text from organisation_mentions where article_id = :id
and text not like '该%' order by text"""

# Articles that print the same text

REPRINTS_OF_ARTICLE = f"""select {LISTED}, reprints.kind as shared, share, run
from reprints join articles on articles.id = case when article_id = :id then earlier_id else article_id end
join pages on pages.id = articles.page_id
where article_id = :id or earlier_id = :id order by day, articles.id limit 20"""

REPRINT = """select kind, share, run from reprints
where (article_id = :one and earlier_id = :other) or (article_id = :other and earlier_id = :one)"""

TEXT_OF_ARTICLE = f"select {LISTED}, articles.body {FROM_ARTICLES} where articles.id = :id"

# Figures

FIGURE_LISTED = f"""figures.id, figures.subject, figures.text, figures.value, figures.unit, figures.qualifier,
    figures.change, figures.kind, figures.period, figures.period_year, figures.scope, figures.sentence,
    {SCOPED} as organisation_id,
    figures.article_id, articles.title, articles.date, pages.publication, pages.year, pages.issue_date"""

FROM_FIGURES = (
    """from figures join articles on articles.id = figures.article_id join pages on pages.id = articles.page_id"""
)

FIGURE_FILTERS = {
    "subject": """figures.id in (
        select id from figures where subject = :subject
        union
        select id from figures
        where article_id in (select rowid from articles_fts where articles_fts match escape_fts(:phrase))
        and (instr(subject, :subject) or instr(sentence, :subject || text)))""",
    "unit": "figures.unit = :unit",
    "kind": "figures.kind = :kind",
    "period": "figures.period = :period",
    "period_year": "figures.period_year = cast(:period_year as integer)",
    "scope": "figures.scope = :scope",
}
"""A subject is found by words it contains, or that stand right before the figure: 新建工会组织 in 新建工会组织416家.
The full-text index first says which articles hold them."""

FIGURES_BY_MONTH = f"select {MONTH} as month, count(*) as count {FROM_FIGURES} where {{condition}} group by 1"

KINDS_OF_FIGURES = "select kind as value, count(*) as count from figures group by kind order by count desc, kind"

UNITS_OF_FIGURES = (
    "select unit as value, count(*) as count from figures group by unit order by count desc, unit limit 60"
)

PERIOD_YEARS_OF_FIGURES = """select period_year as value, count(*) as count from figures
where period_year is not null group by period_year order by period_year desc limit 100"""

PERIODS_OF_FIGURES = """select period as value, count(*) as count from figures where period is not null
group by period order by count desc, period limit 60"""

# Search: of the hits in one archive, or of all its articles when nothing is looked for

HIT_FILTERS = {
    "publication": "pages.publication = :publication",
    "year": "pages.year = :year",
    "place": """articles.id in (select article_id from place_mentions
        where place_id in (select id from places where path = :place))""",
    "within": """articles.id in (select article_id from place_mentions where place_id in (
        select id from places where path = :within or (path > :within || '/' and path < :within || '0')))""",
    "kind": "articles.kind = :kind",
}
"""`within` is a place and what lies in it: paths that go on with a slash, whose next character is 0."""

MOST_OF_A_FACET = 12

MATCHING = "articles.id in (select rowid from articles_fts where articles_fts match {expression})"

HITS_BY_DATE = f"""select articles.id, {DAY} as day, articles.date {FROM_ARTICLES}
where {{condition}} {NEWEST_FIRST}, articles.id desc limit :size"""

HITS = f"""select {LISTED}, articles.body {FROM_ARTICLES}
where articles.id in (select value from json_each(:ids))"""

SAME_AMONG_HITS = """select same.id, other from (
    select article_id as id, earlier_id as other from reprints
    where kind = 'same' and article_id in (select value from json_each(:ids))
    union all
    select earlier_id, article_id from reprints
    where kind = 'same' and earlier_id in (select value from json_each(:ids))
) as same join articles on articles.id = other join pages on pages.id = articles.page_id
where {condition} order by other"""

EVERY_HIT = f"select {LISTED} {FROM_ARTICLES} where {{condition}} {NEWEST_FIRST}, articles.id desc"

COUNTED_HITS = f"""select pages.publication, {MONTH} as month, articles.kind, count(*) as count {FROM_ARTICLES}
where {{condition}} group by 1, 2, 3"""

PLACES_OF_HITS = f"""with hits(id) as materialized (select articles.id {FROM_ARTICLES} where {{condition}})
select places.path as value, count(distinct article_id) as count
from hits cross join place_mentions on article_id = hits.id join places on places.id = place_id
group by place_id order by 2 desc, 1 limit {MOST_OF_A_FACET}"""

FIGURES_ABOUT = """select min(id) as id, article_id, text, subject, sentence from figures
where article_id in (select value from json_each(:ids)) and instr(subject, :words)
group by article_id, subject, text order by article_id, position"""

CONTRIBUTORS_NAMED = """select name, count(distinct article_id) as articles from bylines
where name >= :start and name < :end group by name order by articles desc, name collate hanyu limit 5"""

PLACES_NAMED = """select id, name, path, level,
    (select count(distinct article_id) from place_mentions where place_id = places.id) as articles
from places where name >= :start and name < :end order by articles desc, path limit 5"""

PLACES_OF_PATHS = """select id, path, (select count(distinct article_id) from place_mentions
    where place_id = places.id) as articles
from places where path in (select value from json_each(:paths)) order by path"""

SUBJECTS_NAMED = """select subject, count(*) as figures from figures
where subject >= :start and subject < :end group by subject order by figures desc, subject limit 5"""

# How well pages were read

LINES_BY_ROLE = """select role, count(*) as blocks, sum(last_line - first_line + 1) as lines
from blocks group by role order by lines desc, role"""


async def rows(archive: Database, sql: str, **parameters: Any) -> list[Row]:
    """All rows of a SELECT, within Datasette's time limit."""
    return [dict(row) for row in await archive.execute(sql, parameters)]


async def row(archive: Database, sql: str, **parameters: Any) -> Row | None:
    """The first row of a SELECT, None when there is none."""
    return next(iter(await rows(archive, sql, **parameters)), None)


async def count(archive: Database, sql: str, **parameters: Any) -> int:
    """The number that a SELECT of one count gives, within Datasette's time limit."""
    return next(int(number) for (number,) in await archive.execute(sql, parameters))


async def of_each(archives: list[Database], sql: str, **parameters: Any) -> list[list[Row]]:
    """All rows of a SELECT in each of several archives, asked at once.

    Each archive has connections of its own and answers for itself; nothing is attached to anything, so that SQLite's
    limit of ten attached databases does not bind.
    """
    return await asyncio.gather(*(every_row(archive, sql, **parameters) for archive in archives))


async def of_all(archives: list[Database], sql: str, **parameters: Any) -> list[Row]:
    """The same in one list, each row with the name of its archive."""
    found = await of_each(archives, sql, **parameters)
    return [{**one, "archive": archive.name} for archive, rows in zip(archives, found, strict=True) for one in rows]


async def every_row(archive: Database, sql: str, **parameters: Any) -> list[Row]:
    """All rows of a SELECT however long it takes, for downloads."""
    return await archive.execute_fn(lambda connection: [dict(row) for row in connection.execute(sql, parameters)])


async def every_answer(archive: Database, asked: dict[str, str], **parameters: Any) -> dict[str, list[Row]]:
    """All rows of several SELECTs with the same parameters, by name, asked in one go."""

    def answers(connection: Connection) -> dict[str, list[Row]]:
        return {name: [dict(row) for row in connection.execute(sql, parameters)] for name, sql in asked.items()}

    return await archive.execute_fn(answers)


def starting_with(words: str) -> dict[str, str]:
    """Parameters :start and :end around every text that begins with these words: unlike LIKE, an index serves them."""
    return {"start": words, "end": words + "\U0010ffff"}


# What people put right

CORRECTION = "select id, page_id, coalesce(stands_at, line) as stands_at from corrections where id = :id"

CORRECTIONS_OF_PAGE = """select id, line, printed, kind, value, by, at, note, state, stands_at
from corrections where page_id = :id order by id"""

ORGANISATIONS_AS_PRINTED = """select text, group_concat(coalesce(path || '/', '') || organisations.name, ' ') as address
from organisation_mentions join organisations on organisations.id = organisation_id
left join places on places.id = place_id where article_id = :id
group by text order by min(organisation_mentions.rowid)"""

# A name that means several places at once (京津冀) has no form: putting it right names one.
MENTIONS_OF_ARTICLE = """select text, min(path) as path
from place_mentions join places on places.id = place_id where article_id = :id
group by text having count(distinct place_id) = 1 order by path, text"""

SUGGESTIONS = """select corrections.id, page_id, line, printed, corrections.kind, value, by, at, note, state, stands_at,
    coalesce(pages.file, corrections.file) as file
from corrections left join pages on pages.id = page_id where state = 'suggested' order by corrections.id limit 200"""

PAGE_AS_GIVEN = """select text, sha256, file, given.publication, given.issue_date, given.page_label, given.folder
from pages join readings as given on given.page_id = pages.id where pages.id = :id"""

DOUBTFUL_PAGES_COUNTED = "select count(*) as pages from pages where doubt > 0"

DOUBTFUL_PAGES = """select id, file, publication, issue_date, year, page_label, doubt,
    (select count(*) from articles where page_id = pages.id and doubts is not null) as doubtful
from pages where doubt > 0 order by doubt desc, id limit :most offset :skip"""

MORE_DOUBTFUL = """select id, doubt from pages where doubt > 0 and (doubt > :doubt or (doubt = :doubt and id < :id))
order by doubt, id desc limit 1"""

LESS_DOUBTFUL = """select id, doubt from pages where doubt > 0 and (doubt < :doubt or (doubt = :doubt and id > :id))
order by doubt desc, id limit 1"""
