"""The class `Dataset`: tables, lookups and manifest of a dataset of any crisis."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeAlias, TypeVar, cast

from ..errors import DataIntegrityError, InvalidInputError
from ..names import TABLES, FileFormat, TableName
from ..parsing.words import is_frame
from . import folders
from .csv_files import read_csv, rows_of
from .manifest import MANIFEST, check_installed_schemas, checked_bytes, read_manifest
from .parquet_files import columns_of, frame_to_arrow, read_parquet, to_arrow
from .row_types import SourceRow, TypedTables
from .table_rows import TableRows
from .table_schema import check_table, table_schema
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from typing import Self

    import pyarrow as pa
    from narwhals.typing import IntoDataFrame

P = ParamSpec("P")
T = TypeVar("T")
GivenTable: TypeAlias = "Iterable[Mapping[str, Any]] | IntoDataFrame"


class Dataset(TypedTables):
    """A dataset: tables that refer to each other, with their folder and manifest.

    Create one with `in_folder`, `of` or `shipped`. The object caches everything that it reads or
    derives, so two datasets never share data.

    Examples
    --------
    >>> shipped()["figures"].by_id["fig-0001"]["value"]
    7935.0
    >>> Dataset.of({"places": [{"place_id": "pier"}]})["places"].by_id["pier"]["country"]
    """

    def __init__(
        self,
        folder: Path | None,
        tables: Mapping[TableName, GivenTable],
        manifest: Mapping[str, Any] | None,
    ) -> None:
        self.folder = folder
        self.home = folder
        self._tables = tables
        self._manifest = manifest
        self._rows: dict[str, TableRows[Any]] = {}
        self._arrow: dict[TableName, pa.Table] = {}
        self.derived: dict[object, Any] = {}

    @classmethod
    def in_folder(cls, folder: Path | str) -> Self:
        """Open the dataset in a folder with the same files as ``data/``.

        Parameters
        ----------
        folder : pathlib.Path or str
            A folder with ``datapackage.json`` and each table as CSV and Parquet, as the build
            writes them, or a folder that contains such a folder ``data``. Files are read when they
            are first needed.

        Returns
        -------
        Dataset
            Each file is compared with its hash in ``datapackage.json`` when it is first read.

        Raises
        ------
        InvalidInputError
            If there is no such folder.
        """
        return cls(folders.data_folder(folder), {}, None)

    @classmethod
    def of(
        cls,
        tables: Mapping[TableName, GivenTable],
        manifest: Mapping[str, Any] | None = None,
    ) -> Self:
        """Create a dataset in memory from rows or frames.

        Parameters
        ----------
        tables : mapping of str to rows or frame
            Names of tables, with rows as dicts or a pandas, polars or pyarrow frame. Missing
            columns are null; missing tables are empty.
        manifest : mapping, optional
            Title, version and so on; required for citations.

        Returns
        -------
        Dataset
            It is not validated; call `validate` to check it.

        Raises
        ------
        UnknownValueError
            If there is no such table.
        InvalidInputError
            If a column is not declared.
        """
        return cls(None, {check_table(name): given for name, given in tables.items()}, manifest)

    @property
    def tables(self) -> tuple[TableName, ...]:
        """Names of the tables that the dataset has."""
        return TABLES if self.folder else tuple(self._tables)

    def _table_rows(self, table: str) -> TableRows[Any]:
        known = self._rows.get(table)
        return self._read_table(check_table(table)) if known is None else known

    def _read_table(self, name: TableName) -> TableRows[Any]:
        if name not in self._rows:
            self._rows[name] = TableRows(self._read_rows(name), table_schema(name).primary_key[0])
        return self._rows[name]

    def _read_rows(self, name: TableName) -> Sequence[Mapping[str, Any]]:
        if self.folder:
            return read_csv(self._file(name, "csv"), name, lambda file, _: self._checked(file))
        given = self._tables.get(name, ())
        if is_frame(given):
            return rows_of(columns_of(self.arrow(name)))
        rows = cast("Iterable[Mapping[str, Any]]", given)
        columns = table_schema(name).columns
        return [_complete(name, columns, row) for row in rows]

    def arrow(self, table: TableName) -> pa.Table:
        """Return a table with its declared Arrow types."""
        if table not in self._arrow:
            self._arrow[table] = self._read_arrow(check_table(table))
        return self._arrow[table]

    def _read_arrow(self, name: TableName) -> pa.Table:
        if self.folder:
            return read_parquet(self.content(name, "parquet"))
        given = self._tables.get(name, ())
        return frame_to_arrow(name, given) if is_frame(given) else to_arrow(name, list(self[name]))

    def content(self, table: TableName, suffix: FileFormat) -> bytes:
        """Return the bytes of a table's file, compared with the manifest.

        The library reads these bytes and not the file again, so later changes have no effect.

        Raises
        ------
        DataIntegrityError
            If the file or a schema is missing, was altered, or belongs to another release.
        InvalidInputError
            If the dataset was made in memory.
        """
        return self._checked(self._file(table, suffix))

    def file(self, table: TableName, suffix: FileFormat) -> Path:
        """Return the file of a table for other programs to read; `content` says what is compared.

        Its errors are those of `content`.
        """
        self.content(table, suffix)
        return self._file(table, suffix)

    def _file(self, table: TableName, suffix: FileFormat) -> Path:
        if self.folder is None:
            raise InvalidInputError("the dataset was made in memory: it has no files.")
        return self.folder / f"{check_table(table)}.{suffix}"

    def _checked(self, file: Path) -> bytes:
        if not file.is_file():
            where, out = folders.as_typed(file.parent), folders.way_out(file.parent)
            raise DataIntegrityError(f"{file.name} is missing in {where}. {out}")
        check_installed_schemas()
        return checked_bytes(file, self.manifest)

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """The content of ``datapackage.json``: name, title, version, licences, files and so on.

        Raises
        ------
        DataIntegrityError
            If the file cannot be read.
        InvalidInputError
            If the dataset was made in memory without a manifest.
        """
        if self.folder:
            return read_manifest(self.folder / MANIFEST)
        if self._manifest is None:
            raise InvalidInputError(
                "the dataset has no manifest, so it has no title or version to cite: make it with "
                "Dataset.of(tables, manifest)."
            )
        return self._manifest

    @cached_property
    def lists(self) -> Vocabulary:
        """The lists of allowed values."""
        return Vocabulary(self["vocabulary"])

    def supporting(self, record: str) -> list[SourceRow]:
        """Return the documents that support a record, in the order of the evidence."""
        sources = self["sources"].by_id
        return [
            sources[link["source_id"]]
            for link in self["evidence"].where("record_id", record)
            if link["relation"] == "supports" and link["source_id"] in sources
        ]


def _complete(table: TableName, columns: tuple[str, ...], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with all columns of its table; missing ones are null."""
    if tuple(row) == columns:
        return dict(row)
    undeclared = [name for name in row if name not in columns]
    if undeclared:
        raise InvalidInputError(
            f"{table} has no column {', '.join(map(repr, undeclared))}. "
            f"Its columns: {', '.join(columns)}."
        )
    return {name: row.get(name) for name in columns}


@cache
def shipped() -> Dataset:
    """Return the dataset that comes with the package."""
    return Dataset.in_folder(folders.folder("data"))


def kept_on_dataset(
    function: Callable[Concatenate[Dataset, P], T],
) -> Callable[Concatenate[Dataset, P], T]:
    """Decorate a function of a dataset: compute its result only once per dataset."""

    @wraps(function)
    def derive(dataset: Dataset, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (function, args, *kwargs.items())
        if key not in dataset.derived:
            dataset.derived[key] = function(dataset, *args, **kwargs)
        return cast(T, dataset.derived[key])

    return cast(Callable[Concatenate[Dataset, P], T], derive)
