-- The archive's tables and views. metadata.yml describes every column, in Chinese and English.
-- The full-text index is made by ingest.search.index; everything here is plain SQLite.

create table pages (
    id integer primary key,
    file text not null unique,            -- relative to the folder given, with /
    sha256 text not null,                 -- of the bytes
    publication text,
    issue_date text,                      -- ISO day
    year integer,
    date_basis text check (date_basis in ('given', 'masthead', 'inferred')),
    page_label text,
    layout text not null check (layout in ('headline first', 'headline last')),
    doubt real not null default 0,        -- 0 to 1: share of the text that is likely misread
    source text not null default 'text' check (source in ('text', 'pdf', 'epaper', 'ocr', 'image', 'rows')),
    source_page integer,                  -- number of the page in its file, from 1; null where the file is the page
    width real,                           -- of the page: points of a PDF, pixels of an image
    height real,
    image text,                           -- name of the page's picture in the folder beside the archive
    text text not null                    -- decoded, line ends as \n, otherwise untouched
);

create table readings (                   -- how each page was last read: what was given beside its text
    page_id integer primary key references pages (id) on delete cascade,
    publication text,                     -- from the command line or from pages.csv, null when from neither
    issue_date text,
    page_label text,
    folder text not null default '',      -- name of its folder, where that told paper or day
    corrections text not null default '', -- numbers of the corrections that it was read by, parted by blanks
    reader text not null                  -- version of the program that read the page
);

create table articles (
    id integer primary key,
    page_id integer not null references pages (id) on delete cascade,
    position integer not null,            -- 0-based order of the article's first line on the page
    title text,
    kicker text,
    subtitle text,
    section text,
    kind text not null check (kind in ('article', 'photo')),
    dateline text,
    date text,                            -- ISO day
    body text not null,
    characters integer not null,
    begins_mid_sentence integer not null check (begins_mid_sentence in (0, 1)),
    ends_mid_sentence integer not null check (ends_mid_sentence in (0, 1)),
    doubt real not null default 0,        -- 0 to 1: how likely the article is misread
    doubts text,                          -- what says so, as codes
    unique (page_id, position)
);

create table former_articles (           -- articles that were on a page once: their ids are given to no other
    id integer primary key,
    page_id integer not null references pages (id) on delete cascade,
    title text,
    body text not null
);

create table blocks (
    id integer primary key,
    page_id integer not null references pages (id) on delete cascade,
    position integer not null,            -- 0-based order on the page
    article_id integer references articles (id) on delete set null,
    role text not null,
    first_line integer not null,          -- 1-based
    last_line integer not null,
    rule text not null,
    unique (page_id, position)
);

create table lines (                      -- where the lines of a page stand, for pages whose source tells
    page_id integer not null references pages (id) on delete cascade,
    number integer not null,              -- 1-based line of pages.text
    x0 real not null,                     -- in widths and heights of the page, from its upper left corner
    top real not null,
    x1 real not null,
    bottom real not null,
    size real,                            -- type size, in heights of the page
    confidence real,                      -- of the program that recognised the line, 0 to 1
    outline text,                         -- corners of its article's area, x,y x,y …, where a source draws more than a box
    primary key (page_id, number)
) without rowid;

create table marks (                      -- what the source of a page itself says of its lines
    page_id integer not null references pages (id) on delete cascade,
    number integer not null,              -- 1-based line of pages.text
    role text,
    begins integer check (begins in (0, 1)), -- whether an item begins with the line
    joins integer check (joins in (0, 1)),   -- whether it goes on with the line before
    primary key (page_id, number)
) without rowid;

create table bylines (
    id integer primary key,
    article_id integer not null references articles (id) on delete cascade,
    position integer not null,
    name text not null,
    role text,
    unique (article_id, position)
);

create table open_credits (               -- credits with a run of names that other pages may help to part
    article_id integer primary key references articles (id) on delete cascade,
    credits text not null                 -- as printed, a JSON list
);

create table places (
    id integer primary key,
    code text,
    name text not null,
    level text not null check (level in ('country', 'province', 'city', 'county', 'town', 'village')),
    path text not null unique,
    parent_id integer references places (id),
    latitude real,
    longitude real
);

create table place_mentions (
    article_id integer not null references articles (id) on delete cascade,
    place_id integer not null references places (id),
    text text not null,
    count integer not null,
    note text,
    primary key (article_id, place_id, text)
);

create table organisations (
    id integer primary key,
    name text not null,                   -- with the name of its place where it is an office of that: 聊城市司法局
    place_id integer references places (id),
    kind text not null
);

create table organisation_mentions (
    article_id integer not null references articles (id) on delete cascade,
    organisation_id integer not null references organisations (id),
    text text not null,                   -- as printed
    count integer not null,
    note text check (note in ('short')),
    primary key (article_id, organisation_id, text)
);

create table people (                     -- one row for all articles that name the same person in the same organisation
    id integer primary key,
    name text not null
);

create table person_mentions (            -- one row for each office that an article says a person holds
    article_id integer not null references articles (id) on delete cascade,
    position integer not null,            -- 0-based order in the article, writers first
    person_id integer not null references people (id),
    role text not null check (role in ('writer', 'named')),
    text text not null,                   -- as printed, with title and organisation
    title text,
    organisation_id integer references organisations (id),
    count integer not null,               -- how often the article prints the name
    quoted integer not null check (quoted in (0, 1)),
    rule text not null,
    primary key (article_id, position)
);

create table identities (                 -- what people said of who is who
    article_id integer not null references articles (id) on delete cascade,
    name text not null,                   -- as the article names him
    kind text not null check (kind in ('person', 'other')),
    known_as text not null,               -- person: as whom he is known elsewhere
    primary key (name, article_id, kind, known_as)
) without rowid;

create table figures (
    id integer primary key,
    article_id integer not null references articles (id) on delete cascade,
    position integer not null,
    text text not null,
    value real,
    unit text not null,
    qualifier text,
    kind text not null,
    change text,
    subject text,
    period text,
    period_year integer,
    scope text,
    sentence text not null,
    unique (article_id, position)
);

create table fingerprints (               -- of articles, to find those that print the same text
    hash integer not null,
    article_id integer not null,          -- no foreign key: an index to follow it would double the table
    primary key (hash, article_id)
) without rowid;

create table reprints (                   -- pairs of articles that have text in common
    article_id integer not null references articles (id) on delete cascade,
    earlier_id integer not null references articles (id) on delete cascade,
    kind text not null check (kind in ('same', 'abridged', 'passage')),
    share real not null,                  -- part of the shorter text that stands in the other
    run integer not null,                 -- characters of the longest run in common
    primary key (article_id, earlier_id)
);

create table corrections (               -- what people put right: rows are added, never changed or taken out
    id integer primary key,
    page_id integer references pages (id) on delete set null,   -- the page it is about, as far as it is there
    file text not null,                   -- the page's name when it was said
    sha256 text not null,                 -- of the page's bytes then
    line integer,                         -- 1-based then; null: said of the whole page
    printed text not null,                -- what the line says: by this it is found when lines move
    kind text not null,
    value text not null,
    by text not null,
    at text not null,                     -- 2025-06-14T08:30:00Z
    note text not null,
    state text not null check (
        state in ('applied', 'undone', 'unplaced', 'unheeded', 'suggested', 'accepted', 'declined')
    ),
    stands_at integer                     -- the line now
);

create index pages_publication on pages (publication);
create index pages_issue_date on pages (issue_date);
create index pages_year on pages (year);
create index pages_source on pages (source);
create index pages_sha256 on pages (sha256);
create index corrections_page_id on corrections (page_id);
create index corrections_sha256 on corrections (sha256);
create index corrections_file on corrections (file);
create index corrections_state on corrections (state);
create index articles_kind on articles (kind);
create index articles_date on articles (date);
create index articles_section on articles (section);
create index former_articles_page_id on former_articles (page_id);
create index blocks_article_id on blocks (article_id);
create index blocks_role on blocks (role);
create index bylines_name on bylines (name, article_id);
create index bylines_role on bylines (role);
create index places_parent_id on places (parent_id);
create index places_name on places (name);
create index places_level on places (level);
create index place_mentions_place_id on place_mentions (place_id, article_id);
create unique index organisations_name on organisations (name, coalesce(place_id, 0));
create index organisations_place_id on organisations (place_id);
create index organisations_kind on organisations (kind);
create index organisation_mentions_organisation_id on organisation_mentions (organisation_id, article_id);
create index people_name on people (name);
create index person_mentions_person_id on person_mentions (person_id, organisation_id);
create index person_mentions_organisation_id on person_mentions (organisation_id, person_id);
create index person_mentions_role on person_mentions (role);
create index identities_article_id on identities (article_id);
create index reprints_earlier_id on reprints (earlier_id);
create index reprints_kind on reprints (kind);
create index figures_kind on figures (kind);
create index figures_unit on figures (unit);
create index figures_subject on figures (subject, unit, article_id);
create index figures_period on figures (period);
create index figures_period_year on figures (period_year);
create index figures_scope on figures (scope);

create view articles_overview as
select
    articles.id,
    articles.title,
    articles.kicker,
    articles.subtitle,
    articles.section,
    articles.kind,
    articles.date,
    pages.issue_date,
    pages.year,
    pages.publication,
    pages.page_label,
    (select group_concat(name || coalesce('(' || role || ')', ''), '、')
     from (select name, role from bylines where article_id = articles.id order by position)) as bylines,
    (select group_concat(name, '、')
     from (select distinct places.name from place_mentions join places on places.id = place_id
           where article_id = articles.id order by places.path)) as places,
    articles.characters,
    articles.doubt,
    (select count(*) from figures where article_id = articles.id) as figures,
    articles.body,
    pages.file
from articles join pages on pages.id = articles.page_id;

create view figures_in_context as
select
    figures.id,
    figures.subject,
    figures.value,
    figures.unit,
    figures.qualifier,
    figures.change,
    figures.kind,
    figures.period,
    figures.period_year,
    figures.scope,
    figures.text as figure,
    figures.sentence,
    articles.id as article_id,
    articles.title as article,
    articles.date,
    pages.year,
    pages.publication,
    (select group_concat(name, '、')
     from (select distinct places.name from place_mentions join places on places.id = place_id
           where article_id = articles.id order by places.path)) as places
from figures join articles on articles.id = figures.article_id join pages on pages.id = articles.page_id;

create view offices as
select
    people.name as person,
    person_mentions.title,
    organisations.name as organisation,
    organisations.kind,
    min(coalesce(pages.issue_date, articles.date, cast(pages.year as text))) as first_day,
    max(coalesce(pages.issue_date, articles.date, cast(pages.year as text))) as last_day,
    count(distinct articles.id) as articles,
    people.id as person_id,
    organisations.id as organisation_id
from person_mentions
join people on people.id = person_id
join organisations on organisations.id = organisation_id
join articles on articles.id = article_id
join pages on pages.id = page_id
where role = 'named' and person_mentions.title is not null
group by people.id, organisations.id, person_mentions.title;
