"""Papers of a file: taken in from a stream, sealed part by part, with a copy for viewing and a chain of custody."""

from wellfounded.dossier.papers.binder import (
    Bound,
    Certificate,
    Exhibit,
    as_csv,
    binder,
    certificates,
    file_name,
    hash_list,
    plain,
)
from wellfounded.dossier.papers.custody import custody, scan_again
from wellfounded.dossier.papers.enclosures import Broken
from wellfounded.dossier.papers.keeping import sweep
from wellfounded.dossier.papers.kinds import KINDS, Unfit
from wellfounded.dossier.papers.listing import STEPS, Copy, Page, Paper, Step, Told, list_of, proving
from wellfounded.dossier.papers.scanning import Clamd, Scanned, Scanner
from wellfounded.dossier.papers.taking import LIMITS, Limits, Taken, take_in
from wellfounded.dossier.papers.viewing import make_copy, open_copy, open_original

__all__ = [
    "KINDS",
    "LIMITS",
    "STEPS",
    "Bound",
    "Broken",
    "Certificate",
    "Clamd",
    "Copy",
    "Exhibit",
    "Limits",
    "Page",
    "Paper",
    "Scanned",
    "Scanner",
    "Step",
    "Taken",
    "Told",
    "Unfit",
    "as_csv",
    "binder",
    "certificates",
    "custody",
    "file_name",
    "hash_list",
    "list_of",
    "make_copy",
    "open_copy",
    "open_original",
    "plain",
    "proving",
    "scan_again",
    "sweep",
    "take_in",
]
