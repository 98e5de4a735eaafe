"""The tables of a store, the same in SQLite and in PostgreSQL."""

from __future__ import annotations

FORMAT = 1

TABLES: dict[str, str] = {
    # What the office is: instance, key (public), origin, format; and keys of the office that are sealed.
    "setting": "name {text} PRIMARY KEY, value {blob} NOT NULL",
    # A key under another: of the office by passphrase or by shares, of a member by passphrase or by printed key.
    "wrapped": """holder {blob} NOT NULL, method {text} NOT NULL, salt {blob} NOT NULL, sealed {blob} NOT NULL,
        PRIMARY KEY (holder, method)""",
    # `sealed`: name, role and public key, under the office's key. `login`: a keyed hash.
    "member": "id {blob} PRIMARY KEY, login {blob} NOT NULL UNIQUE, public {blob} NOT NULL, sealed {blob} NOT NULL",
    # The key of a compartment of a case, for the office (no holder) or for one member.
    "compartment_key": """case_id {blob} NOT NULL, compartment {text} NOT NULL, holder {blob} NOT NULL,
        sealed {blob} NOT NULL, PRIMARY KEY (case_id, compartment, holder)""",
    "event": """case_id {blob} NOT NULL, compartment {text} NOT NULL, seq {int} NOT NULL, kind {text} NOT NULL,
        at {text} NOT NULL, actor {blob} NOT NULL, txn {blob} NOT NULL, prev {blob} NOT NULL, hash {blob} NOT NULL,
        sealed {blob} NOT NULL, PRIMARY KEY (case_id, compartment, seq)""",
    # What was acknowledged, by the client's own number of the transaction.
    "done": "txn {blob} PRIMARY KEY, digest {blob} NOT NULL",
    # One compartment that a grant opens to a member; `mac` binds the row to the office's key.
    "door": """grant_id {blob} NOT NULL, case_id {blob} NOT NULL, compartment {text} NOT NULL, member {blob} NOT NULL,
        role {text} NOT NULL, purpose {text} NOT NULL, since {text} NOT NULL, until {text} NOT NULL,
        mac {blob} NOT NULL, PRIMARY KEY (grant_id, compartment)""",
    "shut": "grant_id {blob} PRIMARY KEY, at {text} NOT NULL, mac {blob} NOT NULL",
    "notice": "id {blob} PRIMARY KEY, member {blob} NOT NULL, at {text} NOT NULL, sealed {blob} NOT NULL",
    # Events that the log has not taken yet, the log, its whole subtrees (every eighth level), its checkpoints.
    "pending": "hash {blob} PRIMARY KEY, case_id {blob} NOT NULL, compartment {text} NOT NULL, seq {int} NOT NULL",
    "leaf": """position {int} PRIMARY KEY, hash {blob} NOT NULL, case_id {blob} NOT NULL, compartment {text} NOT NULL,
        seq {int} NOT NULL""",
    "node": "level {int} NOT NULL, place {int} NOT NULL, hash {blob} NOT NULL, PRIMARY KEY (level, place)",
    "checkpoint": "size {int} PRIMARY KEY, note {text} NOT NULL",
}
INDEXES = (
    "CREATE INDEX door_member ON door (member, case_id)",
    "CREATE INDEX door_case ON door (case_id, compartment, member)",
    "CREATE INDEX notice_member ON notice (member, at)",
)
CLUSTERED = ("event", "compartment_key")
"""Kept in the order of their key, so that one case lies together on the disk."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "setting": ("name", "value"),
    "wrapped": ("holder", "method", "salt", "sealed"),
    "member": ("id", "login", "public", "sealed"),
    "compartment_key": ("case_id", "compartment", "holder", "sealed"),
    "event": ("case_id", "compartment", "seq", "kind", "at", "actor", "txn", "prev", "hash", "sealed"),
    "done": ("txn", "digest"),
    "door": ("grant_id", "case_id", "compartment", "member", "role", "purpose", "since", "until", "mac"),
    "shut": ("grant_id", "at", "mac"),
    "notice": ("id", "member", "at", "sealed"),
    "pending": ("hash", "case_id", "compartment", "seq"),
    "leaf": ("position", "hash", "case_id", "compartment", "seq"),
    "node": ("level", "place", "hash"),
    "checkpoint": ("size", "note"),
}

SEALED_ROWS = ("event", "compartment_key", "door", "notice", "pending", "leaf")
"""The tables that say something of one case or one member: the second lock stands on these."""


def insert(table: str) -> str:
    """The statement that adds a row to a table."""
    columns = COLUMNS[table]
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
