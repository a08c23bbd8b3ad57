"""The kinds of column every table is made of, and the names the database gives to keys and constraints."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import BigInteger, DateTime, Integer, MetaData, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import declared_attr
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

E = TypeVar("E", bound=StrEnum)

# Alembic can only change a constraint that has a name, on both databases, so every one gets one by rule.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata: MetaData = SQLModel.metadata

# Telegram's ids pass 2^31, and SQLite only counts up by itself on a column that is called INTEGER.
BigId = BigInteger().with_variant(Integer, "sqlite")


class UtcMoment(TypeDecorator[datetime]):
    """A moment in UTC. Refuses naive values, because SQLite would drop an offset without a word."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class WallClock(TypeDecorator[datetime]):
    """A date and time as a clock on some wall shows it. Refuses aware values, which are moments."""

    impl = DateTime(timezone=False)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is not None:
            raise ValueError("a wall clock knows no time zone; a moment goes into another column")
        return value


class Choice(TypeDecorator[E]):
    """One of a few words, stored as its value, so that adding a word needs no migration."""

    impl = String(32)
    cache_ok = True

    def __init__(self, words: type[E]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        return None if value is None else self.words(value)


class Document(TypeDecorator[Any]):
    """A small JSON document, kept as text on both databases so that both treat it alike."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def moment(**options: Any) -> Any:
    """A column holding a moment in UTC; `options` as for `sqlmodel.Field`."""
    return Field(sa_type=UtcMoment, **options)


def wall_clock(**options: Any) -> Any:
    """A column holding a date and time as a clock on the wall shows it; `options` as for `sqlmodel.Field`."""
    return Field(sa_type=WallClock, **options)


def choice(words: type[StrEnum], **options: Any) -> Any:
    """A column holding one of those words; `options` as for `sqlmodel.Field`."""
    return Field(sa_type=Choice(words), **options)


def document(**options: Any) -> Any:
    """A column holding a small JSON document; `options` as for `sqlmodel.Field`."""
    return Field(sa_type=Document, **options)


def reference(to: str, **options: Any) -> Any:
    """A column pointing at a row, named as `table.id`; `options` as for `sqlmodel.Field`."""
    return Field(foreign_key=to, sa_type=BigId, **options)


def big_number(**options: Any) -> Any:
    """A column holding a number of Telegram's, which may pass 2^31; `options` as for `sqlmodel.Field`."""
    return Field(sa_type=BigInteger, **options)


class Row(SQLModel):
    """What every table has: a number that is never used again, and the time bank it belongs to."""

    __table_args__: Any = {"sqlite_autoincrement": True}

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    timebank_id: int = reference("timebank.id", index=True)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - it is called with the class
        """Lets every change of a loaded row name the time bank beside the row's number: a row never changes
        its bank, and a database that is spread out by bank knows where to look."""
        table = getattr(cls, "__table__", None)
        return {} if table is None else {"version_id_col": table.c.timebank_id, "version_id_generator": False}
