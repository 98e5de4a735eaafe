"""S1 and S2 of the website under load: members who each ask for a page every ten seconds.

    python benchmarks/casework_seed.py postgresql://postgres@127.0.0.1:5432/casework
    python benchmarks/casework_load.py postgresql://postgres@127.0.0.1:5432/casework --users 50 --seconds 180
    python benchmarks/casework_load.py office.db --users 5

Serves the store that `casework_seed.py` filled with `wellfounded serve` (two processes), waits until the sheets of the
day are made (or, with `--cold`, does not), signs every user in, and lets each ask for a page every ten seconds: Today,
or the case line of one of their live cases, by turns. Prints the median and the 95th percentile of each page in
milliseconds, the failures, the processor time of the server for a page, and the load of the machine. Where sheets of
few members are made, few users who ask more often (`--users 5 --every 1`) ask as much of the server.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from threading import Thread
from urllib.parse import urlencode

PORT = 8791
HOST = f"http://127.0.0.1:{PORT}"
BAR = 150.0


class Browser:
    """What one member's browser keeps: cookies, and the cases that its owner leads. Each page is a new connection."""

    def __init__(self, login: str) -> None:
        from benchmarks.casework_seed import MEMBER

        self.cookies: dict[str, str] = {}
        mark = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask("GET", "/sign-in/")[1])
        told = {"login": login, "password": MEMBER, "csrfmiddlewaretoken": mark[1] if mark else ""}
        self.ask("POST", "/sign-in/", urlencode(told))
        found = "".join(self.ask("GET", f"/cases/?from={at}")[1] for at in (0, 50, 100))
        self.cases = re.findall(r'<th scope="row"><a href="/case/(\w+)/"', found)

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str, float]:
        """The status, the page, and the seconds until all of it was there."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Referer": f"{HOST}/sign-in/",
            **({"Content-Type": "application/x-www-form-urlencoded"} if body else {}),
        }
        begun = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        page = answer.read()
        took = time.perf_counter() - begun
        connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                kept, _, rest = value.partition(";")[0].partition("=")
                self.cookies[kept] = rest
        return answer.status, page.decode(), took


def _driven(users: int, seconds: int, every: float) -> None:
    """Let users ask for pages, each in a thread of this process and out of step, and print what they waited."""
    from benchmarks.casework_seed import sign_in_names

    browsers = [Browser(login) for login in sign_in_names(users)]
    waited: dict[str, list[float]] = {"S1 Today": [], "S2 Case line": []}
    failed: list[int] = []
    begin = time.perf_counter() + every
    end = begin + seconds

    def work(browser: Browser, chance: Random) -> None:
        due, turn = begin - chance.uniform(0, every), chance.randrange(2)
        while (due := due + every) < end:
            time.sleep(max(0.0, due - time.perf_counter()))
            turn += 1
            today = bool(turn % 2) or not browser.cases
            status, _, took = browser.ask("GET", "/today/" if today else f"/case/{chance.choice(browser.cases)}/")
            waited["S1 Today" if today else "S2 Case line"].append(took)
            failed.extend([status] if status != 200 else [])

    before = _spent()
    threads = [Thread(target=work, args=(browser, Random(k))) for k, browser in enumerate(browsers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asked = sum(map(len, waited.values()))
    live = statistics.mean(len(browser.cases) for browser in browsers)
    print(
        f"{users} users with {live:.0f} live cases, a page every {every:g} s each, {seconds} s, "
        f"load {os.getloadavg()[0]:.1f}, {len(failed)} failed"
    )
    for name, times in waited.items():
        times.sort()
        last = 1000 * times[int(0.95 * len(times))]
        middle = 1000 * statistics.median(times)
        print(
            f"  {name:14} {len(times):6} asked, median {middle:.0f} ms, p95 {last:.0f} ms ({last / BAR:.2f} of the bar)"
        )
    print(
        f"  server: {1000 * (_spent() - before) / max(asked, 1):.0f} ms of processor a page, with what it makes ahead"
    )


def _spent() -> float:
    """Processor seconds of the server's processes so far."""
    total, tick = 0.0, os.sysconf("SC_CLK_TCK")
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            command = (stat.parent / "cmdline").read_bytes()
            if b"serve" in command and str(PORT).encode() in command:
                fields = stat.read_text().rpartition(")")[2].split()
                total += (int(fields[11]) + int(fields[12])) / tick
        except OSError:
            continue
    return total


def _made_ahead(store: str) -> None:
    """Make the sheets of the day for everybody, as the server does for itself after it starts."""
    from datetime import UTC, datetime

    from benchmarks.casework_seed import OFFICE
    from wellfounded import law as laws
    from wellfounded.dossier import sheets
    from wellfounded.dossier.office import open_office
    from wellfounded.dossier.store import open_store
    from wellfounded.web.lines.sheets import MAKERS

    office, now, begun = open_office(open_store(store), OFFICE), datetime.now(UTC), time.perf_counter()  # noqa: TID251
    from zoneinfo import ZoneInfo

    on, total = now.astimezone(ZoneInfo(laws.find("jp").time_zone)).date(), 0
    while made := sheets.ahead(office, now, on, MAKERS, 500):
        total += made
    spent = resource.getrusage(resource.RUSAGE_SELF)
    print(
        f"{total} sheets made ahead in {time.perf_counter() - begun:.0f} s "
        f"({spent.ru_utime + spent.ru_stime:.0f} s of processor)"
    )


def main() -> None:
    """Serve, drive, and end the server."""
    asked = argparse.ArgumentParser(description="S1 and S2 of the website under load")
    asked.add_argument("store")
    asked.add_argument("--users", type=int, default=50)
    asked.add_argument("--seconds", type=int, default=180)
    asked.add_argument("--every", type=float, default=10.0, help="seconds between two pages of one user")
    asked.add_argument("--cold", action="store_true", help="do not make the sheets of the day ahead")
    asked.add_argument("--drive", action="store_true", help=argparse.SUPPRESS)
    args = asked.parse_args()
    if args.drive:
        return _driven(args.users, args.seconds, args.every)
    from benchmarks.casework_seed import OFFICE

    if not args.cold:
        _made_ahead(args.store)
    command = [str(Path(sys.executable).with_name("wellfounded")), "serve", args.store, "--port", str(PORT)]
    environment = {**os.environ, "WELLFOUNDED_PASSPHRASE": OFFICE}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        time.sleep(8)
        here = [sys.executable, __file__, args.store, "--drive", "--users", str(args.users)]
        root = str(Path(__file__).parent.parent)
        subprocess.run(
            [*here, "--seconds", str(args.seconds), "--every", str(args.every)],
            check=True,
            env={**os.environ, "PYTHONPATH": root},
        )
    finally:
        server.terminate()
        server.wait(60)
    return None


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    main()
