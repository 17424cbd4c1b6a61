"""A source's files become its catalog, with the faults and what the source declares in vain."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from mergetui.catalog import ddl, needs
from mergetui.catalog.collations import told
from mergetui.catalog.faults import made_of, unread_fault
from mergetui.catalog.files import SqlFile
from mergetui.catalog.model import Catalog, Declared
from mergetui.catalog.read import count_catalog, read_catalog
from mergetui.catalog.running import Loading, Report, run
from mergetui.catalog.statements import Refused, statements_of
from mergetui.catalog.whatif import Unsure, declared_policies

if TYPE_CHECKING:
    import asyncpg

    from mergetui.catalog.server import Server


async def load(files: tuple[SqlFile, ...], server: Server, report: Report) -> Catalog:
    """The catalog that a source describes, with its faults and what it declares in vain.

    Raises InputError for a file that is no SQL.
    """
    report("reading the files", 0, 0)
    every, unread = statements_of(files)
    undone = needs.rolled_back(every)
    statements = [statement for statement in every if statement.index not in undone]
    async with (
        server.database() as database,
        run(statements, unread, database, report) as loading,
    ):
        connection = loading.session.connection
        await count_catalog(connection)
        catalog = await read_catalog(connection, loading.modifiers)
        catalog = told(catalog, loading.collations)
        named = await loading.installed.all()
        loading.counts["jobs of pg_cron"] += await loading.installed.jobs()
    # a dump of the schema fills none, and the database that it was taken of may have
    filled = {name: replace(view, populated=True) for name, view in catalog.views.items()}
    catalog = replace(catalog, views=MappingProxyType(filled))
    extensions = named | dict(catalog.extensions)
    catalog = replace(catalog, extensions={name: extensions[name] for name in sorted(extensions)})
    if not any(catalog.platform_grants.values()):
        catalog = replace(catalog, platform_grants={})  # nothing of it is known
    catalog = await _with_faults(catalog, loading, unread, len(undone), files, server)
    if roles := await server.drop_loaders_roles():
        counts = Counter(dict(catalog.not_handled)) + Counter(roles=len(roles))
        catalog = replace(catalog, not_handled={kind: counts[kind] for kind in sorted(counts)})
    return catalog


async def _with_faults(
    catalog: Catalog,
    loading: Loading,
    unread: list[Refused],
    undone: int,
    files: tuple[SqlFile, ...],
    server: Server,
) -> Catalog:
    declared: list[tuple[int, Declared]] = []
    unsure: list[tuple[Unsure, asyncpg.PostgresError]] = []
    for waiting in loading.pending:
        statement, error = waiting.statement, waiting.error
        if ddl.on_platform(statement):
            loading.counts["statements about objects of the platform"] += 1
        elif found := made_of(statement, error, catalog):
            declared.append((statement.index, found))
            loading.fault(statement, error, "kept as declared")
        elif policy := Unsure.of(statement, error, catalog):
            unsure.append((policy, error))
        else:
            loading.fault(statement, error, "left out")
    catalog = replace(catalog, declared=tuple(d for _, d in declared))
    if unsure:
        loading.report("trying policies with other column types", 0, len(unsure))
        accepted = await declared_policies(catalog, [policy for policy, _ in unsure], server)
        for policy, error in unsure:
            found = accepted.get(policy.statement.index)
            if found is None:
                loading.fault(policy.statement, error, "left out")
                continue
            loading.fault(policy.statement, error, "kept as declared")
            declared.append((policy.statement.index, replace(found, message=error.args[0])))
    order = {file.name: number for number, file in enumerate(files)}
    faults = [*map(loading.as_written, loading.faults), *map(unread_fault, unread)]
    faults.sort(key=lambda f: (order[f.place.file], f.place.line))
    if downs := sum(file.downs for file in files):
        loading.counts["sections that take a migration back"] += downs
    if undone:
        loading.counts["statements that their file rolls back"] += undone
    # base types are stand-ins all: a source may make none, being no superuser
    read = {k: n for k, n in catalog.not_handled.items() if not k.startswith("base types: ")}
    counts = Counter(read) + loading.counts
    counts += loading.other_owners(catalog.object_count)
    counts += Counter(loading.stand_ins.counts())
    return replace(
        catalog,
        declared=tuple(d for _, d in sorted(declared, key=lambda each: each[0])),
        faults=tuple(faults),
        rows={},
        not_handled={kind: counts[kind] for kind in sorted(counts)},
    )
