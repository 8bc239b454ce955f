"""Run a draw again from its printed 抽選記録 alone: usage `python rerun.py record.txt`.

Written from the record's own words, without a line of the program that made it.
"""

import re
import sys
from hashlib import sha256
from pathlib import Path


def rerun(text: str) -> list[int]:
    """Return the numbers in drawn order. Refuses a list that is not the one of the digest."""
    lines = sorted(tuple(map(int, found)) for found in re.findall(r"(\d+),(\d+),(\d+)", text))
    listed = "".join(f"{number},{weight},{party}\n" for number, weight, party in lines)
    digest = re.search(r"名簿の照合番号\s*([0-9a-f]{64})", text)
    seed = re.search(r"抽選の数字\s*「(.+)」", text)
    if digest is None or seed is None or sha256(listed.encode()).hexdigest() != digest[1]:
        raise SystemExit("the list is not the one of the digest")
    best = {
        party: min(
            sha256(f"{digest[1]}|{seed[1]}|{party}|{k}".encode()).hexdigest()
            for k in range(1, weight + 1)
        )
        for _, weight, party in lines
    }
    return [number for number, _, party in sorted(lines, key=lambda each: (best[each[2]], each))]


if __name__ == "__main__":
    sys.stdout.write(" ".join(map(str, rerun(Path(sys.argv[1]).read_text(encoding="utf-8")))))
