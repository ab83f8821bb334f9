"""What a zygote is told: which folders its room holds, what is hidden in them, and as whom it runs."""

from __future__ import annotations

import importlib.util
import os
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder.limits import Limits
from autograder.places import EXERCISES, PACKAGE
from autograder.sandbox.level import NotConfined

SYSTEM = (
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/fonts",
    "/etc/alternatives",
    "/etc/mime.types",
    "/sys/devices/system/cpu",
)
DEVICES = ("/dev/null", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty", "/dev/ptmx", "/dev/pts")
PROC = ("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/mounts")
OUR_PACKAGES = ("gmcourse", "autograder", PACKAGE.name, EXERCISES.name)
STUDENT_UIDS = 2_000_000_000


def make_plan(
    folder: str, imports: Iterable[str], tables: Iterable[str], want: str, limits: Limits
) -> dict[str, Any]:
    """What a zygote must know, JSON-ready: modules and weeks' tables to load, the level that is wanted, the limits."""
    package = f"{folder}/package"
    binds = {path: path for path in (*SYSTEM, *interpreter_folders())}
    root = os.geteuid() == 0
    return {
        "want": want if sys.platform == "linux" else "none",
        "imports": list(imports),
        "tables": list(tables),
        "limits": limits,
        "fonts": _font_folder(),
        "root": f"{folder}/room",
        "scratch": f"{folder}/scratch",
        "binds": binds,
        "canary": f"{folder}/canary",
        "masks": secrets(binds),
        "package": package,
        "readable": [*binds, package, *PROC],
        "devices": DEVICES,
        "uid": STUDENT_UIDS if root else os.geteuid(),
        "gid": STUDENT_UIDS if root else os.getegid(),
    }


def _font_folder() -> str:
    """Where matplotlib keeps what it found out about this machine's fonts."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.environ.get("MPLCONFIGDIR") or f"{home}/matplotlib"


def interpreter_folders() -> list[str]:
    """The folders that this Python and its packages live in, as named and as they really are."""
    named = {sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values()}
    named |= {os.path.dirname(os.path.realpath(sys.executable)), sysconfig.get_config_var("LIBDIR")}
    both = {path for name in named - {None} for path in (name, os.path.realpath(name)) if os.path.isdir(path)}
    return sorted(path for path in both if not any(_below(path, other) for other in (*both, "/usr")))


def require_unseen(*paths: str | Path) -> None:
    """Raise NotConfined where one of these paths lies in a folder that student code may read."""
    folders = [os.path.realpath(folder) for folder in (*SYSTEM, *interpreter_folders())]
    for path in paths:
        real = os.path.realpath(path)
        if seen := next((folder for folder in folders if real == folder or _below(real, folder)), None):
            raise NotConfined(
                f"{path} lies in {seen}, where student code may read; keep it in another folder"
            )


def _below(path: str, folder: str) -> bool:
    return path != folder and path.startswith(folder.rstrip("/") + "/")


def secrets(binds: Iterable[str]) -> list[str]:
    """What of our own lies below those folders and must not be seen: both packages, their records."""
    found = set()
    for name in OUR_PACKAGES:
        spec = importlib.util.find_spec(name)
        for place in (spec and spec.submodule_search_locations) or ():
            home = Path(place).resolve().parent
            found.add(str(Path(place).resolve() if home.name.endswith("-packages") else home))
    for site in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for name in (*OUR_PACKAGES, "__editable__"):
            found |= {str(path) for path in Path(site).glob(f"{name}*")}
    return sorted(path for path in found if any(_below(path, folder) for folder in binds))
