"""Lays down everything an office without internet needs: wheels, start.bat, a list of hashes.

    python scripts/wheelhouse.py wheelhouse             # for this kind of machine
    python scripts/wheelhouse.py wheelhouse --windows   # for Windows, from any machine

Copy the folder to the office and run start.bat there (or ``pip install --no-index``). The office
needs the same minor version of Python as the one that runs this (3.12 and 3.12). The versions of
the packages are those of requirements-dev.txt.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: On PyPI only as a source; the wheel made of it runs everywhere.
SOURCE_ONLY = ("jieba",)
WINDOWS_ONLY = ("colorama", "tzdata")


def pip(*arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], check=True
    )


def needed() -> set[str]:
    """Names of what the package depends on itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {_name(entry) for entry in project["dependencies"]}


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def pins() -> dict[str, str]:
    """Name → pinned requirement with its marker and hashes, as it stands in requirements-dev.txt."""
    text = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.split("\n") if line.strip() and not line.startswith("#")]
    found: dict[str, str] = {}
    for line in lines:
        name = _name(line)
        found[name] = f"{found[name]}\n{line}" if name in found else line
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--windows", action="store_true")
    options = parser.parse_args()
    folder: Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    there = ["--platform", "win_amd64"] if options.windows else []
    # Markers are read by this machine, so what only Windows needs is named.
    beside = WINDOWS_ONLY if options.windows else ()
    with tempfile.TemporaryDirectory() as made:
        pinned = Path(made) / "constraints.txt"
        # Constraints may not hold hashes; the wheels are checked against the lock below.
        versions = [re.sub(r"\s+--hash=\S+", "", entry) for entry in pins().values()]
        if options.windows:
            versions = [re.sub(r" ; sys_platform == 'win32'", "", entry) for entry in versions]
        pinned.write_text("\n".join(versions), encoding="utf-8")
        pip("wheel", "--quiet", "--no-deps", "-w", str(folder), str(ROOT))
        for name in SOURCE_ONLY:
            pip("wheel", "--quiet", "--no-deps", "-w", str(folder), "-c", str(pinned), name)
        wanted = [*sorted(needed() - set(SOURCE_ONLY)), *beside]
        pip(
            *("download", "--quiet", "--only-binary=:all:", "-d", str(folder)),
            *("-c", str(pinned), *there, *wanted),
        )
    check(folder)
    shutil.copy2(ROOT / "scripts" / "start.bat", folder / "start.bat")
    wheels = sorted(folder.glob("*.whl"))
    lines = [f"{hashlib.sha256(w.read_bytes()).hexdigest()}  {w.name}" for w in wheels]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{folder}: {len(wheels)} wheels")


def check(folder: Path) -> None:
    """Every wheel that was fetched has a hash of the lock."""
    locked = set(re.findall(r"--hash=sha256:([0-9a-f]{64})", "\n".join(pins().values())))
    for wheel in folder.glob("*.whl"):
        made_here = _name(wheel.name.split("-")[0]) in ("saolou", *SOURCE_ONLY)
        if not made_here and hashlib.sha256(wheel.read_bytes()).hexdigest() not in locked:
            wheel.unlink()
            sys.exit(f"{wheel.name} is not what requirements-dev.txt locks")


if __name__ == "__main__":
    main()
