"""The most memory that this process has had."""

from __future__ import annotations

import re
import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak() -> int:
    """Return megabytes (of 1,048,576 bytes).

    On Linux, `resource.getrusage` counts the memory that the parent had when it started the
    process, so the kernel's own record of this program is read instead.
    """
    if _STATUS.exists():
        return int(re.findall(r"VmHWM:\s+(\d+)", _STATUS.read_text())[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**20  # bytes, on macOS
