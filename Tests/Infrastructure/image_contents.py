"""What an image adds to the files of the one that it was made from."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

# Where packages are noted and their scripts kept: nothing of it is for running.
RECORDS = ("/var/lib/dpkg/", "/var/lib/apt/", "/var/cache/")

RIGHTS = ("st_mode", "st_uid", "st_gid")


@dataclass(frozen=True)
class AddedFile:
    """A file that is not in the base, or another there."""

    path: str
    mode: int
    byte_count: int
    beginning: bytes

    @property
    def is_regular(self) -> bool:
        """Whether it has bytes of its own: neither a folder nor a link."""
        return stat.S_ISREG(self.mode)

    @property
    def is_record(self) -> bool:
        """Whether it belongs to what the system notes of its packages."""
        return self.path.startswith(RECORDS)

    @property
    def is_program(self) -> bool:
        """Whether somebody may run it."""
        return self.is_regular and bool(self.mode & 0o111)

    @property
    def is_script(self) -> bool:
        """Whether a shell or another interpreter would run it."""
        return self.is_regular and self.beginning.startswith(b"#!")

    @property
    def takes_rights(self) -> bool:
        """Whether it runs with the rights of its owner or group."""
        return self.is_regular and bool(self.mode & (stat.S_ISUID | stat.S_ISGID))

    @property
    def is_for_all(self) -> bool:
        """Whether a user without any rights can read it, or look into it."""
        needed = 0o005 if stat.S_ISDIR(self.mode) else 0o004
        return stat.S_ISLNK(self.mode) or self.mode & needed == needed


def added_files(root: Path, base: Path) -> list[AddedFile]:
    """What stands under `root` and not, or not so, under `base`."""
    return [
        added(root, path)
        for path in sorted(every_path(root))
        if not is_same(root / path, base / path)
    ]


def every_path(root: Path) -> set[PurePosixPath]:
    """Every file, folder and link under a folder."""
    return {
        PurePosixPath(folder, name).relative_to(root)
        for folder, folders, files in os.walk(root)
        for name in folders + files
    }


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths hold the same, with the same rights."""
    if not os.path.lexists(other):
        return False
    first, second = one.lstat(), other.lstat()
    if any(getattr(first, name) != getattr(second, name) for name in RIGHTS):
        return False
    if stat.S_ISLNK(first.st_mode):
        return os.readlink(one) == os.readlink(other)
    return not stat.S_ISREG(first.st_mode) or one.read_bytes() == other.read_bytes()


def added(root: Path, path: PurePosixPath) -> AddedFile:
    """What is noted of a file."""
    file = root / path
    found = file.lstat()
    beginning = b""
    if stat.S_ISREG(found.st_mode):
        with file.open("rb") as opened:
            beginning = opened.read(4)
    return AddedFile(f"/{path}", found.st_mode, found.st_size, beginning)


def packages(root: Path) -> dict[str, set[str]]:
    """The packages that an image has, and the files of each."""
    lists = (root / "var/lib/dpkg/info").glob("*.list")
    return {path.stem.split(":")[0]: set(path.read_text().splitlines()) for path in lists}
