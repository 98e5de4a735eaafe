"""Serving an instance: Django set up for it, and the processes that answer."""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import django
from django.conf import settings as configured

from wellfounded.logic.errors import BadInput
from wellfounded.web import caretaking, key_changed, tables
from wellfounded.web.instance import Instance, serve, served
from wellfounded.web.key_changed import Guarded
from wellfounded.web.settings import settings

LOG = logging.getLogger("wellfounded.web")
GRACE = 20
"""Seconds in which requests that are being answered may end, once told to stop."""


def set_up(instance: Instance) -> Any:
    """Set Django up for an instance in this process; gives what a server of WSGI calls."""
    office = instance.office
    guarded = Guarded(office.store, office.epoch, tables.is_postgres(instance.accounts))
    serve(replace(instance, office=replace(office, store=guarded)))
    configured.configure(**settings(instance))
    django.setup()
    from django.core.handlers.wsgi import WSGIHandler

    return WSGIHandler()


def migrate() -> None:
    """Make or bring up to date the tables of accounts and sessions. Needs `set_up` first."""
    tables.migrate(served().accounts)


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens. Refuses (`BadInput`) a port that is taken, and an address that this machine has not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except (OSError, OverflowError) as error:
        made.close()
        why = getattr(error, "errno", 0)
        if why == errno.EADDRINUSE:
            raise BadInput("Another program has port {port} of {host}. Choose another with --port.",
                           port=port, host=host) from None  # fmt: skip
        if why == errno.EACCES:
            raise BadInput("Port {port} needs rights that you do not have. Choose one above 1023 with --port.",
                           port=port) from None  # fmt: skip
        raise BadInput("{host} with port {port} is no address of this machine.", host=host, port=port) from None
    made.listen(2048)
    return made


def run(
    application: Any, sock: socket.socket, processes: int, threads: int, ready: Callable[[], None] | None = None
) -> None:
    """Answer until told to stop (SIGTERM or SIGINT). The office's key is in memory of each process; connections are
    made after the processes are. `ready`: called once all is there. Ends with `BadInput` where the office's key was
    changed meanwhile.
    """
    from gunicorn.app.base import BaseApplication
    from gunicorn.arbiter import Arbiter
    from gunicorn.glogging import Logger

    class _Quiet(Logger):  # type: ignore[misc]
        """Says the kind of a fault and nothing of what was asked: an address or a header could hold a name."""

        def exception(self, msg: object, *args: object, **kwargs: object) -> None:
            kind = sys.exc_info()[0]
            LOG.error("fault %s outside a page", kind.__name__ if kind else "?")

        def warning(self, msg: object, *args: object, **kwargs: object) -> None:
            text = str(msg)
            LOG.warning("%s", "a request could not be read" if text.startswith("Invalid request") else text % args)

        def error(self, msg: object, *args: object, **kwargs: object) -> None:
            LOG.error("%s", str(msg) % args if args else msg)

    server, beside = os.getpid(), caretaking.Beside(served())

    def begun() -> None:
        key_changed.served_by(server)
        beside.begin()
        if ready:
            ready()

    class _Arbiter(Arbiter):  # type: ignore[misc]
        """Looks after the process beside, too: it does so each second."""

        def manage_workers(self) -> None:
            super().manage_workers()
            if os.getpid() == server:
                beside.look()

    class _Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in {
                "bind": f"fd://{sock.fileno()}",
                "workers": processes,
                "threads": threads,
                "worker_class": "gthread",
                "proc_name": "wellfounded",
                "logger_class": _Quiet,
                "accesslog": None,
                "errorlog": "-",
                "loglevel": "warning",
                "timeout": 120,
                "graceful_timeout": GRACE,
                "limit_request_line": 2048,
                "control_socket_disable": True,
                "when_ready": lambda _: begun(),
                "on_exit": lambda _: beside.end(),
            }.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            return application

        def run(self) -> None:
            _Arbiter(self).run()

    try:
        _Server().run()
    except SystemExit:
        if os.getpid() == server and key_changed.changed(served().office):
            raise BadInput(key_changed.CHANGED) from None
        raise
