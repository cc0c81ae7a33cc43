"""The one door from asynchronous code to the database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import cache, wraps
from inspect import signature
from typing import ParamSpec, TypeVar

from asgiref.sync import SyncToAsync, sync_to_async
from channels.db import DatabaseSyncToAsync
from django.db import connections

from . import conf

Given = ParamSpec("Given")
Result = TypeVar("Result")


HAS_CONTEXTS = "context" in signature(SyncToAsync.__init__).parameters  # since asgiref 3.11

in_a_tests_transaction = 0
"""Clients of tests that are in one, which only Django's own thread is; testing.py counts them."""


def on_database(function: Callable[Given, Result]) -> Callable[Given, Awaitable[Result]]:
    """`function` as an awaitable that runs on a few threads kept for the database.

    SOCKETS["DATABASE_THREADS"] says how many. Cancelling the wait does not undo what the function
    commits.
    """

    def keeping(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        _keep_sqlite_open()
        return function(*args, **kwargs)

    @wraps(function)
    async def awaitable(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        return await in_thread(keeping, _executor())(*args, **kwargs)

    return awaitable


def in_thread(
    function: Callable[Given, Result], executor: ThreadPoolExecutor
) -> Callable[Given, Awaitable[Result]]:
    """`function` on a thread of its own kind: Django's one would make every socket wait.

    It knows the context of its caller, such as the language. But asgiref is not to make that anew
    for the caller: every socket would carry a dozen objects along for as long as it lives.
    """
    if in_a_tests_transaction:
        return sync_to_async(function)  # which closes no connection, as Channels' would
    apart = {"context": copy_context()} if HAS_CONTEXTS else {}
    return DatabaseSyncToAsync(function, thread_sensitive=False, executor=executor, **apart)


@cache
def _executor() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(conf.load().database_threads, thread_name_prefix="database")


def _keep_sqlite_open() -> None:
    """Keep this thread's connection: opening one with its PRAGMAs costs more than most queries.

    The threads are few and last as long as the process, so nothing leaks. PostgreSQL's connections
    go back to their pool, which pages share.
    """
    for connection in connections.all():
        if connection.vendor == "sqlite":  # a dictionary of its own: others keep their settings
            connection.settings_dict = {**connection.settings_dict, "CONN_MAX_AGE": None}
