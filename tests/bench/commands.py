"""Time whole commands against each other."""

import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

Command = Callable[[int], Sequence[str]]
"""The words of a command, for a round."""


def medians(
    commands: Mapping[str, Command], rounds: int, folder: Path, python_path: Path
) -> dict[str, float]:
    """Seconds of each command, the median over rounds.

    Rounds are interleaved, so that a busy machine slows all commands alike; a first
    one that fills the caches of the disk does not count. Bytecode is written, as it
    is wherever packages are installed. A command that fails raises
    `subprocess.CalledProcessError`.
    """
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(python_path)}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            words = command(number)
            start = time.perf_counter()
            subprocess.run(
                words, cwd=folder, env=environment, check=True, capture_output=True
            )
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(found[1:]) for name, found in times.items()}


def report(times: Mapping[str, float], base: str, limit: float, hold: bool) -> int:
    """Print a table with ratios to `base`; the exit code says if one is over."""
    width = max(map(len, times))
    over = False
    for name, seconds in times.items():
        ratio = seconds / times[base]
        over |= name != base and ratio > limit
        print(f"{name.ljust(width)}  {seconds * 1e3:7.1f} ms  {ratio:5.2f}")
    print(f"at most {limit} times '{base}': {'no' if over else 'yes'}")
    return int(hold and over)
