"""The tables of a store, the same in SQLite and in PostgreSQL."""

from __future__ import annotations

from functools import cache

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
    # What is too long for an event, in sealed parts of one length; `enclosure`: the event that holds the hash of them.
    # Parts without one are on their way, or were left behind by a program that was killed.
    "enclosure": """id {blob} PRIMARY KEY, case_id {blob} NOT NULL, compartment {text} NOT NULL, seq {int} NOT NULL,
        parts {int} NOT NULL""",
    "part": """enclosure {blob} NOT NULL, n {int} NOT NULL, case_id {blob} NOT NULL, compartment {text} NOT NULL,
        begun {text} NOT NULL, sealed {blob} NOT NULL, PRIMARY KEY (enclosure, n)""",
    # What a page made of a case on a day, from the compartments in `opens` alone. Emptied at any time without loss.
    "sheet": """id {blob} PRIMARY KEY, case_id {blob} NOT NULL, opens {text} NOT NULL, day {text} NOT NULL,
        sealed {blob} NOT NULL""",
}
INDEXES = (
    "CREATE INDEX door_member ON door (member, case_id)",
    "CREATE INDEX door_case ON door (case_id, compartment, member)",
    "CREATE INDEX notice_member ON notice (member, at)",
    "CREATE INDEX leaf_case ON leaf (case_id)",
    "CREATE INDEX enclosure_event ON enclosure (case_id, compartment, seq)",
    "CREATE INDEX part_begun ON part (begun) WHERE n = 0",
    "CREATE INDEX sheet_case ON sheet (case_id)",
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
    "enclosure": ("id", "case_id", "compartment", "seq", "parts"),
    "part": ("enclosure", "n", "case_id", "compartment", "begun", "sealed"),
    "sheet": ("id", "case_id", "opens", "day", "sealed"),
}
LEFT_OUT: tuple[str, ...] = ("sheet",)
"""Tables that a backup leaves out: what can be made again."""
KEEPS_SHEETS = ("read", "refused", "export")
"""The kinds of events that change nothing of what a sheet says. Every other drops the sheets of its case, and an
erasure all sheets, for relatives stand on them too. The store does it itself, in the transaction of the event.
"""

SEALED_ROWS = ("event", "compartment_key", "door", "notice", "pending", "leaf", "enclosure", "part", "sheet")
"""The tables that say something of one case or one member: the second lock stands on these."""


@cache
def insert(table: str) -> str:
    """The statement that adds a row to a table."""
    columns = COLUMNS[table]
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
