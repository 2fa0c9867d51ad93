"""The official images that docker/Dockerfile starts from: pulled, or made where nothing answers.

What is made is what the official ones are: Debian's smallest system, and the same with what the
toolchain of Swift needs. The toolchain itself is lent by this machine while an image is built.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from buildah import BuildahFailed, Image, buildah, container

DOCKERFILE = Path(__file__).resolve().parents[2] / "docker/Dockerfile"
RELEASE = "bookworm"
DEBIAN, SWIFT = f"debian:{RELEASE}-slim", f"swift:6.3-{RELEASE}"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
TOOLCHAIN_LABEL = "standings.toolchain"
TOOLCHAIN_NEEDS = """
    binutils git gnupg2 libc6-dev libcurl4 libedit2 libgcc-12-dev libncurses6 libpython3-dev
    libsqlite3-0 libstdc++-12-dev libxml2 libz3-dev pkg-config tzdata zlib1g-dev
""".split()

# As in the official image: what no function reads is not installed with a package.
NO_DOCUMENTATION = """
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/locale/*
path-exclude /usr/share/man/*
"""


def provide() -> list[str]:
    """Sees to the images that the Dockerfile names; returns the options by which it finds them."""
    names = named_in(DOCKERFILE)
    for name in names:
        see_to(name)
    options = [f"--build-context={name}=container-image://{local(name).name}" for name in names]
    toolchain = local(SWIFT).configuration.get("Labels", {}).get(TOOLCHAIN_LABEL)
    return options + ([f"--volume={toolchain}:{toolchain}:ro"] if toolchain else [])


def named_in(dockerfile: Path) -> list[str]:
    """The images that a Dockerfile starts from."""
    stages = re.findall(r"^FROM (\S+)(?: AS (\S+))?$", dockerfile.read_text(), re.MULTILINE)
    own = {stage for _, stage in stages}
    return [image for image, _ in stages if image not in own]


def local(name: str) -> Image:
    """The image of this name on this machine."""
    return Image(f"localhost/{name}")


def see_to(name: str) -> None:
    """Gets an official image under its local name, unless it is there."""
    if local(name).is_there:
        return
    makers: dict[str, Callable[[], None]] = {DEBIAN: make_debian, SWIFT: make_swift}
    try:
        buildah("tag", buildah("pull", "--quiet", "--policy=always", name), local(name).name)
    except BuildahFailed as failure:
        if name not in makers:
            raise BuildahFailed(f"{failure}\nand the tests cannot make {name}") from failure
        makers[name]()


def make_debian() -> None:
    """Debian's smallest system, from the mirror that this machine's apt uses.

    The official image is made again for security updates, so these are installed too.
    """
    archives = debian_archives()
    with container("scratch") as made:
        root = Path(buildah("mount", made))
        run("debootstrap", "--variant=minbase", RELEASE, str(root), archives[RELEASE])
        sources = [f"deb {address} {suite} main\n" for suite, address in archives.items()]
        (root / "etc/apt/sources.list").write_text("".join(sources))
        (root / "etc/dpkg/dpkg.cfg.d/no-documentation").write_text(NO_DOCUMENTATION)
        buildah("config", "--cmd", "bash", "--env", f"PATH={PATH}", made)
        inside = ["buildah", "run", "--isolation", "chroot", made, "--"]
        run(*inside, "apt-get", "update", "-qq")
        run(*inside, "apt-get", "upgrade", "-y", "-qq")
        for left in ("var/lib/apt/lists", "var/cache/apt"):
            shutil.rmtree(root / left)
        buildah("commit", "--quiet", made, local(DEBIAN).name)


def make_swift() -> None:
    """Debian's smallest system with what the toolchain needs, and the toolchain's place in PATH."""
    see_to(DEBIAN)
    toolchain = swift_toolchain()
    with container(local(DEBIAN).name) as made:
        inside = ["buildah", "run", "--isolation", "chroot", made, "--"]
        run(*inside, "apt-get", "update", "-qq")
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        run(*inside, *install, *TOOLCHAIN_NEEDS)
        buildah("config", "--env", f"PATH={toolchain}/usr/bin:{PATH}", made)
        buildah("config", "--label", f"{TOOLCHAIN_LABEL}={toolchain}", made)
        buildah("commit", "--quiet", made, local(SWIFT).name)


def debian_archives() -> dict[str, str]:
    """The archives of Debian's release that this machine's apt knows: suite to address."""
    wanted = ["--format", "$(RELEASE) $(REPO_URI)", "Created-By: Packages"]
    lines = run("apt-get", "indextargets", *wanted).splitlines()
    suites = (RELEASE, f"{RELEASE}-updates", f"{RELEASE}-security")
    found = dict(line.split() for line in lines if line.split()[0] in suites)
    if RELEASE not in found:
        raise BuildahFailed(f"no image can be pulled, and apt knows no mirror of {RELEASE}")
    return found


def swift_toolchain() -> Path:
    """The folder of this machine's toolchain of Swift."""
    told = json.loads(run("swift", "-print-target-info"))
    folder = Path(told["paths"]["runtimeResourcePath"]).parents[2]
    if folder == Path("/"):
        raise BuildahFailed(f"{SWIFT} cannot be pulled, and a toolchain in /usr cannot be lent")
    return folder


def run(*command: str) -> str:
    """Runs a command, which must succeed, and returns what it wrote."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise BuildahFailed(f"{' '.join(command)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout
