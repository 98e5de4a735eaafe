"""S1 and S2 of the website under load: members who each ask for a page every ten seconds.

    python benchmarks/casework_seed.py postgresql://postgres@127.0.0.1:5432/casework
    python benchmarks/casework_load.py postgresql://postgres@127.0.0.1:5432/casework --users 50 --seconds 180
    python benchmarks/casework_load.py office.db --users 5

Serves the store that `casework_seed.py` filled with `wellfounded serve` (two processes), waits until the sheets of the
day are made (or, with `--cold`, does not), signs every user in, and lets each ask for a page every ten seconds: Today,
or the case line of one of their live cases, by turns. Prints the median and the 95th percentile of each page in
milliseconds, the failures, the processor time of the server for a page, and the load of the machine. Locust drives it.
Where sheets of few members are made, few users who ask more often (`--users 5 --every 1`) ask as much of the server.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

PORT = 8791
HOST = f"http://127.0.0.1:{PORT}"
BAR = 150.0


def _driven(users: int, seconds: int, every: float) -> None:
    """Let users ask for pages, in this process, and print what they waited."""
    from gevent import monkey

    monkey.patch_all()
    import gevent
    from locust import HttpUser, constant_throughput, task
    from locust.env import Environment

    from benchmarks.casework_seed import MEMBER, sign_in_names

    names = iter(sign_in_names(users))

    class Member(HttpUser):
        """Someone at work."""

        host = HOST
        wait_time = constant_throughput(1 / every)

        def on_start(self) -> None:
            self.cases: list[str] = []
            page = self.client.get("/sign-in/", name="sign-in page").text
            mark = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
            told = {"login": next(names), "password": MEMBER, "csrfmiddlewaretoken": mark[1] if mark else ""}
            self.client.post("/sign-in/", told, headers={"Referer": f"{HOST}/sign-in/"}, name="sign in")
            found = [self.client.get(f"/cases/?from={at}", name="list of cases").text for at in (0, 50, 100)]
            self.cases = re.findall(r'<th scope="row"><a href="/case/(\w+)/"', "".join(found))
            self.turn = hash(self.cases[0]) % 1000 if self.cases else 0

        @task
        def page(self) -> None:
            self.turn += 1
            if self.turn % 2 or not self.cases:
                self.client.get("/today/", name="S1 Today")
            else:
                self.client.get(f"/case/{self.cases[self.turn * 7 % len(self.cases)]}/", name="S2 Case line")

    made = Environment(user_classes=[Member])
    runner = made.create_local_runner()
    runner.start(users, spawn_rate=2)
    gevent.sleep(users / 2 + 5)
    before = _spent()
    made.stats.reset_all()
    gevent.sleep(seconds)
    asked = sum(entry.num_requests for entry in made.stats.entries.values())
    spent = _spent() - before
    runner.quit()
    print(f"{users} users, a page every {every:g} s each, {seconds} s, load {os.getloadavg()[0]:.1f}", flush=True)
    for entry in sorted(made.stats.entries.values(), key=lambda one: one.name):
        last = entry.get_response_time_percentile(0.95)
        print(
            f"  {entry.name:14} {entry.num_requests:6} asked, {entry.num_failures} failed, "
            f"median {entry.median_response_time} ms, p95 {last:.0f} ms ({last / BAR:.2f} of the bar)"
        )
    print(f"  server: {1000 * spent / max(asked, 1):.0f} ms of processor a page")


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
