"""Every row of a query as CSV; Datasette itself stops after a thousand.

    /archive/-/query.csv?sql=select+name+from+bylines&_dl=1
    /archive/-/query.csv?_query=articles_by_name&name=王鲁斌&_dl=1

Start reading at `every_row_of_query`.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from datasette import NotFound
from datasette.utils import InvalidSql, derive_named_parameters, validate_sql_select
from datasette.utils.asgi import BadRequest

from ingest.web.slices import name_worthy
from ingest.web.visit import Slice, Visit


async def every_row_of_query(visit: Visit) -> Slice:
    """Within Datasette's permissions and time limit. Raises NotFound, Forbidden, BadRequest for SQL that is refused."""
    arguments = dict(parse_qsl(visit.request.query_string))
    sql = await _named_query(visit) if visit.asked("_query") else await _typed_query(visit)
    parameters = {name: arguments.get(name, "") for name in await derive_named_parameters(visit.archive, sql)}
    found = await visit.archive.execute(sql, parameters)
    told = [visit.asked("_query") or "SQL", *filter(name_worthy, parameters.values())]
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    return Slice("-".join([visit.archive.name, *told]), found.columns, rows, own_names=True)


async def _named_query(visit: Visit) -> str:
    name, actor = visit.asked("_query"), visit.request.actor
    query = await visit.datasette.get_canned_query(visit.archive.name, name, actor)
    if query is None or query.get("write"):
        raise NotFound(f"No query {name}")
    resource = (visit.archive.name, name)
    permissions = [("view-query", resource), ("view-database", visit.archive.name), "view-instance"]
    await visit.datasette.ensure_permissions(actor, permissions)
    return str(query["sql"])


async def _typed_query(visit: Visit) -> str:
    await visit.datasette.ensure_permissions(visit.request.actor, [("execute-sql", visit.archive.name)])
    sql = visit.asked("sql")
    try:
        validate_sql_select(sql)
    except InvalidSql as refused:
        raise BadRequest(str(refused)) from None
    return sql
