"""Runs commands and measures them: time, memory of all their processes, and when they first said something."""

import dataclasses
import os
import pty
import re
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "work" / "benchmarks"
CORES = len(os.sched_getaffinity(0))
EVERY = 0.25  # seconds between two looks at the memory, or more: a look takes at most this share of one core
SHARE = 0.01


class Failed(Exception):
    """A command failed, or the two sides' outputs differ."""


@dataclasses.dataclass
class Run:
    """
    seconds: of the whole command, its start included.
    work: what the command itself reported, without start and imports; else seconds.
    memory: bytes at the highest, summed over its processes, what they share counted once (proportional set size).
    others: the share of the machine's cores that other processes took meanwhile, or its host.
    samples: (second, bytes) over time.
    """

    seconds: float
    work: float
    memory: int
    others: float
    samples: list

    def figures(self):
        """As results keep them."""
        return {"seconds": round(self.seconds, 3), "memory": self.memory, "others": round(self.others, 3)}


def run(*commands, cwd=ROOT, env=None):
    """Runs commands one after the other."""
    environment = {**os.environ, "OMP_NUM_THREADS": str(CORES), **(env or {})}
    samples = []
    largest = own = 0
    busy = busy_seconds()
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out:
        for command in commands:
            process = subprocess.Popen(
                [str(word) for word in command], cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )
            ended = threading.Event()
            watch = threading.Thread(target=watched, args=(process.pid, ended, start, samples))
            watch.start()
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            ended.set()
            process.returncode = os.waitstatus_to_exitcode(status)
            watch.join()
            # What ended between two looks, or before the first.
            largest = max(largest, usage.ru_maxrss * 1024)
            own += usage.ru_utime + usage.ru_stime
            if process.returncode != 0:
                out.seek(0)
                last = out.read().strip().splitlines()[-5:]
                raise Failed(f"{' '.join(str(word) for word in command)}\n" + "\n".join(last))
        others = max(0.0, busy_seconds() - busy - own) / seconds / CORES
        out.seek(0)
        reported = re.findall(r"^seconds ([0-9.eE+-]+)$", out.read(), re.M)
    work = sum(map(float, reported)) if reported else seconds
    return Run(seconds, work, max([largest, *(size for _, size in samples)]), others, samples)


def busy_seconds():
    """Since the machine started, of all cores: all but idle and waiting for disks."""
    fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    user, nice, system, _, _, irq, softirq, steal = map(int, fields[:8])
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def watched(pid, ended, start, samples):
    while not ended.is_set():
        look = time.perf_counter()
        samples.append((look - start, sum(proportional(process) for process in family(pid))))
        ended.wait(max(EVERY, (time.perf_counter() - look) / SHARE))


def family(pid):
    """The process and all that it started."""
    found = [pid]
    for parent in found:
        try:
            for thread in os.listdir(f"/proc/{parent}/task"):
                found += map(int, Path(f"/proc/{parent}/task/{thread}/children").read_text().split())
        except OSError:
            pass  # it has ended
    return found


def proportional(pid):
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass  # it has ended
    return 0


JAVAS = re.compile(rb"WARNING: Using incubator modules:[^\n]*(\n|$)")


def first_line(command, cwd, env=None):
    """Seconds until a command, started on a terminal, says its first line, or ends without one; Java's own warning is none."""
    master, slave = pty.openpty()
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command], cwd=cwd, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL,
        stdout=slave, stderr=slave, start_new_session=True,
    )
    os.close(slave)
    said = b""
    try:
        while not JAVAS.sub(b"", said):
            said += os.read(master, 4096)
    except OSError:
        pass  # it has ended
    seconds = time.perf_counter() - start
    try:
        os.killpg(process.pid, signal.SIGTERM)
    except ProcessLookupError:
        pass
    os.close(master)
    process.wait()
    return seconds


def said(*command):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True, cwd=ROOT).stdout


def machine():
    """Names of virtual processors are those of many real ones: their family and model tell them apart."""
    told = Path("/proc/cpuinfo").read_text()
    name, family, model = (
        found[1].strip() if (found := re.search(rf"^{field}\s*:\s*(.*)", told, re.M)) else "unknown"
        for field in ("model name", "cpu family", "model")
    )
    memory = int(re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())[1]) / 2**20
    return f"{CORES} cores of {name} (family {family}, model {model}), {memory:.0f} GiB"


def revision():
    """The last commit that changed the tools; + where the sources have changed since."""
    sources = ["lib", "modules", "bin", "conf", "main.nf", "nextflow", "nextflow.config"]
    commit = said("git", "log", "-1", "--format=%h", "--", *sources).strip()
    return commit + "+" * bool(said("git", "status", "--porcelain", "--", *sources).strip())
