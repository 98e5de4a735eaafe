"""The tables of accounts, sessions and reference data: made and brought up to date.

In PostgreSQL they lie in a schema of their own (`web`), made as the role for migrations; the website works as the
application, which may add, read, change and remove rows of these tables and can change no table.
"""

from __future__ import annotations

from typing import Any

from wellfounded.dossier.postgres import roles
from wellfounded.logic.errors import BadInput

SCHEMA = "web"
OLD = (
    "The tables of the website in {name} are missing or of an older version. Make them with the address of an "
    "administrator of the database or of {role}: wellfounded serve --tables postgresql://..."
)


def is_postgres(address: str) -> bool:
    """Whether accounts are kept in PostgreSQL."""
    return address.startswith(("postgresql://", "postgres://"))


def databases(accounts: str) -> dict[str, Any]:
    """Django's `DATABASES`: `default`, in which the website works, and in PostgreSQL `tables`, which changes tables."""
    if not is_postgres(accounts):
        return {
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": accounts,
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 20,
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
                },
            }
        }
    from psycopg.conninfo import conninfo_to_dict

    parts = {name: str(value) for name, value in conninfo_to_dict(accounts).items() if value is not None}
    name = parts.pop("dbname", "wellfounded")
    _, migrations, application = roles(name)
    return {"default": _postgres(name, parts, application), "tables": _postgres(name, parts, migrations)}


def _postgres(name: str, parts: dict[str, str], role: str) -> dict[str, Any]:
    known = {"USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    more = {key: value for key, value in parts.items() if key not in known.values() and key != "options"}
    options = f"{parts.get('options', '')} -c role={role} -c search_path={SCHEMA}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        **{key: parts.get(part, "") for key, part in known.items()},
        # Kept between requests. Nothing is set on a connection beyond what it begins with.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**more, "options": options},
    }


def migrate(accounts: str) -> None:
    """Make the tables or bring them up to date. In PostgreSQL whoever may not is told who may (`BadInput`), unless
    nothing is to be done.
    """
    from django.db import connections

    if not is_postgres(accounts):
        _changed("default")
    elif _may(accounts):
        _changed("tables")
        _granted(accounts)
    elif _outstanding():
        database = connections["default"].settings_dict["NAME"]
        raise BadInput(OLD, name=database, role=roles(database)[1])
    connections.close_all()


def _changed(alias: str) -> None:
    from django.core.management import call_command

    call_command("migrate", database=alias, verbosity=0, interactive=False)
    call_command("createcachetable", database=alias, verbosity=0)


def _outstanding() -> bool:
    from django.db import DatabaseError, connections
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connections["default"])
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return True


def _may(accounts: str) -> bool:
    """Whether who connects may change tables; the schema is made, where there is none."""
    import psycopg

    with _connected(accounts) as connection:
        migrations = roles(connection.info.dbname)[1]
        known = "SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = %s"
        found = connection.execute(known, (migrations,)).fetchone()
        if found is None:
            raise BadInput("The database {name} holds no store. `wellfounded office init` makes one.",
                           name=connection.info.dbname)  # fmt: skip
        if not found[0]:
            return False
        if connection.execute("SELECT to_regnamespace(%s)", (SCHEMA,)).fetchone() == (None,):
            try:
                connection.execute(f'CREATE SCHEMA {SCHEMA} AUTHORIZATION "{migrations}"'.encode())
            except psycopg.errors.InsufficientPrivilege:
                return False
        return True


def _granted(accounts: str) -> None:
    with _connected(accounts) as connection:
        _, migrations, application = roles(connection.info.dbname)
        for statement in (
            f'SET ROLE "{migrations}"',
            f'GRANT USAGE ON SCHEMA {SCHEMA} TO "{application}"',
            f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {SCHEMA} TO "{application}"',
            f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA {SCHEMA} TO "{application}"',
            f'REVOKE INSERT, UPDATE, DELETE ON {SCHEMA}.django_migrations FROM "{application}"',
        ):
            connection.execute(statement.encode())


def _connected(accounts: str) -> Any:
    import psycopg

    try:
        return psycopg.connect(accounts, autocommit=True)
    except psycopg.OperationalError:
        name = psycopg.conninfo.conninfo_to_dict(accounts).get("dbname") or "wellfounded"
        raise BadInput("The database {name} cannot be reached.", name=str(name)) from None
