"""The build backend of setuptools, with archives that depend on nothing but their content.

If ``SOURCE_DATE_EPOCH`` is set, two builds of one commit give the same bytes. The times of the
files, their owner and the permissions that the umask left would otherwise differ.
"""

import gzip
import io
import os
import tarfile
import zipfile
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403 (all other hooks)


def build_sdist(folder: str, settings: Any = None) -> str:
    """Build a source distribution."""
    name = build_meta.build_sdist(folder, settings)
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        _same_tar(Path(folder, name), int(epoch))
    return name


def build_wheel(folder: str, settings: Any = None, metadata: str | None = None) -> str:
    """Build a wheel."""
    name = build_meta.build_wheel(folder, settings, metadata)
    if os.environ.get("SOURCE_DATE_EPOCH"):
        _same_zip(Path(folder, name))  # setuptools has set the times
    return name


def _same_tar(file: Path, epoch: int) -> None:
    with tarfile.open(file) as archive:
        members = sorted(archive.getmembers(), key=lambda member: member.name)
        contents = [archive.extractfile(m).read() if m.isfile() else b"" for m in members]
    with (
        file.open("wb") as raw,
        gzip.GzipFile("", "wb", fileobj=raw, mtime=epoch) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for member, content in zip(members, contents, strict=True):
            archive.addfile(_plain(member, epoch), io.BytesIO(content))


def _plain(member: tarfile.TarInfo, epoch: int) -> tarfile.TarInfo:
    plain = tarfile.TarInfo(member.name)
    plain.type, plain.size, plain.mtime = member.type, member.size, epoch
    plain.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
    return plain


def _same_zip(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        members = [(member, archive.read(member)) for member in archive.infolist()]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members:
            is_executable = member.external_attr >> 16 & 0o100
            member.external_attr = (0o100755 if is_executable else 0o100644) << 16
            archive.writestr(member, content)
