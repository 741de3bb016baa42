"""Search that misses nothing: every article that contains what was typed is found, words first.

    folding.py      a text in the one form that is compared: width, case, spaces
    pieces.py       folded text → overlapping two-character pieces: what is found
    words.py        folded text → jieba's words: what is ranked
    index.py        articles → articles_fts and articles_fts_words, and back out of them
    query.py        what people type → what must, may and must not be found
    expressions.py  that → expressions of FTS5
    ranking.py      the SQL of a page of results, best first
    snippet.py      the part of a text that shows what was looked for, hits marked
    functions.py    all of it as SQL functions

Words alone find fewer than half of what is there, since an article and a query are cut differently (聊城市|总工会,
聊城|市总工会); pieces alone cannot tell 国人 from 中国人民. Start reading at pieces.py.
"""
