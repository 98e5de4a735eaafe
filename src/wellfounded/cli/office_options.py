"""What can be asked of `wellfounded office`."""

from __future__ import annotations

import argparse
from typing import Any

WHAT = {
    "init": "make a store for an office; prints its public key and three shares to keep on paper",
    "backup": "copy a store into one file: sealed bytes and wrapped keys, nothing in clear",
    "restore": "make a store from a backup",
    "verify": "recompute every hash, chain and signature of a store or a backup; no key is needed",
    "hold": "put a legal hold on a case: nothing of it can be erased",
    "release": "take a legal hold off a case",
    "erase": "destroy the keys of a case, or of some of its compartments",
    "rotate": "give the office a new key, a new passphrase and new shares",
    "recover": "a new passphrase for the office from two of its three shares, or for a member from the printed key",
    "enrol": "take someone in; prints their key to keep on paper",
    "bundle": "write one case into a sealed bundle that `wellfounded show` opens",
}


def add_options(parser: argparse.ArgumentParser, made: Any) -> list[argparse.ArgumentParser]:
    """The commands below `office`."""
    below = parser.add_subparsers(dest="what", metavar="WHAT", parser_class=made, required=True)
    of = {name: below.add_parser(name, help=what, description=what) for name, what in WHAT.items()}
    store = "the store: a file, or a postgresql:// address"
    for name, sub in of.items():
        if name == "restore":
            sub.add_argument("backup", metavar="BACKUP", help="the file that `office backup` wrote")
        sub.add_argument("store", metavar="STORE", help=store)
    of["init"].add_argument("--name", default="office", help="how the public key names the office (default: office)")
    of["init"].add_argument("--shares", metavar="FOLDER", help="write each share into a file of its own here")
    of["rotate"].add_argument("--shares", metavar="FOLDER", help="write each share into a file of its own here")
    of["backup"].add_argument("-o", "--output", metavar="FILE", required=True, help="the file to write")
    of["restore"].add_argument(
        "--erased", metavar="FILE", help="what was erased since the backup was made, as `office erase -o` wrote it"
    )
    of["verify"].add_argument("--key", help="the public key as the office handed it out")
    of["verify"].add_argument("--checkpoint", metavar="FILE", help="a checkpoint that was kept elsewhere")
    of["verify"].add_argument("--sign", action="store_true", help="first take in what waits, and sign a checkpoint")
    of["verify"].add_argument("-o", "--output", metavar="FILE", help="write the last signed checkpoint here")
    for name in ("hold", "release", "erase"):
        of[name].add_argument("case", metavar="CASE", help="the number of the case")
        of[name].add_argument("--reason", required=True, help="why, for the record")
    of["recover"].add_argument("--login", help="the sign-in name of a member who brings the printed key")
    of["erase"].add_argument("--compartment", action="append", default=[], help="only this one; may be repeated")
    of["erase"].add_argument("-o", "--output", metavar="FILE", help="write here all that was ever erased")
    of["enrol"].add_argument("login", metavar="LOGIN", help="the name to sign in with")
    of["enrol"].add_argument("--name", required=True, help="the name to show")
    of["enrol"].add_argument("--role", required=True, help="representative, caseworker, administrator, ...")
    of["bundle"].add_argument("case", metavar="CASE", help="the number of the case")
    of["bundle"].add_argument("--login", required=True, help="who signs in to write it")
    of["bundle"].add_argument("--purpose", default="representation", help="for what (default: representation)")
    of["bundle"].add_argument("--compartment", action="append", default=[], help="only this one; may be repeated")
    of["bundle"].add_argument("-o", "--output", metavar="FILE", required=True, help="the file to write (.wfb)")
    return list(of.values())
