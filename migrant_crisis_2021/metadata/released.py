"""The hash of the manifest, as Python source: the installer records that of every module."""

from __future__ import annotations

from ..dataset.manifest import sha256
from ..names import GENERATED

_MODULE = '''\
"""The hash of the shipped manifest. {generated}"""

MANIFEST_HASH = "{hash}"
'''


def released_module(manifest: bytes) -> str:
    """Return the source of ``migrant_crisis_2021/dataset/released.py``.

    The manifest has the hashes of all files; with its own hash in the code, the files of another
    release cannot pass for those of this one.
    """
    return _MODULE.format(generated=GENERATED, hash=sha256(manifest))
