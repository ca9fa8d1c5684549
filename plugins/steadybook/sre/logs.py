"""The structured log standard: the fields of a record, when each is needed, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

SOURCE: Final = "SRE & Incident Management Platform, phase 4: structured log standard"

LEVELS: Final = ("trace", "debug", "info", "warn", "error", "fatal")
"""Words of `level`, from the most talkative up."""
LEVEL_ALIASES: Final = {"warning": "warn", "critical": "fatal"}
"""Words that libraries write for one of LEVELS."""
ERROR_LEVELS: Final = frozenset({"error", "fatal"})
"""Levels whose records say which error it was."""
HTTP_PREFIX: Final = "http_"
"""How the names of the fields of a request begin."""
NUMBER_SUFFIXES: Final = (
    *("_ms", "_us", "_ns", "_seconds", "_minutes", "_bytes", "_kb", "_mb"),
    *("_count", "_total", "_cents", "_percent", "_ratio", "_size", "_status"),
)
"""How the names of fields end that hold a number, beyond those that the standard names: units and counts."""


class FieldType(StrEnum):
    """The JSON type of a field; a timestamp is text such as `2026-02-17T11:24:00.000Z`."""

    TIMESTAMP = "timestamp"
    LEVEL = "level"
    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"


class RequiredWhen(StrEnum):
    """When a record needs a field."""

    ALWAYS = "always"
    ERROR = "level is error or fatal"
    HTTP = "any other http_ field is there"
    OPTIONAL = "never"


def level_of(word: str) -> str | None:
    """The level that a word means, in whatever case it is written; None for a word that is none."""
    lowered = word.lower()
    level = LEVEL_ALIASES.get(lowered, lowered)
    return level if level in LEVELS else None


@dataclass(frozen=True, slots=True)
class LogField:
    """A field of a record."""

    name: str
    type: FieldType
    required_when: RequiredWhen
    meaning: str


FIELDS: Final = (
    LogField("timestamp", FieldType.TIMESTAMP, RequiredWhen.ALWAYS, "When it happened, in UTC with milliseconds"),
    LogField("level", FieldType.LEVEL, RequiredWhen.ALWAYS, "How serious it is"),
    LogField("service", FieldType.TEXT, RequiredWhen.ALWAYS, "Which service of the catalog wrote it"),
    LogField("message", FieldType.TEXT, RequiredWhen.ALWAYS, "What happened, for people"),
    LogField("trace_id", FieldType.TEXT, RequiredWhen.ALWAYS, "The request it belongs to, across services"),
    LogField("span_id", FieldType.TEXT, RequiredWhen.ALWAYS, "The step of that request"),
    LogField("error_type", FieldType.TEXT, RequiredWhen.ERROR, "Which kind of error"),
    LogField("error_message", FieldType.TEXT, RequiredWhen.ERROR, "What the error itself says"),
    LogField("http_method", FieldType.TEXT, RequiredWhen.HTTP, "The method of the request"),
    LogField("http_path", FieldType.TEXT, RequiredWhen.HTTP, "The path of the request, without its query"),
    LogField("http_status", FieldType.INTEGER, RequiredWhen.HTTP, "The status of the answer"),
    LogField("duration_ms", FieldType.NUMBER, RequiredWhen.OPTIONAL, "How long it took, in milliseconds"),
    LogField("retry_count", FieldType.INTEGER, RequiredWhen.OPTIONAL, "How many attempts came before"),
    LogField("customer_id", FieldType.TEXT, RequiredWhen.OPTIONAL, "For whom, as an opaque id"),
    LogField("payment_id", FieldType.TEXT, RequiredWhen.OPTIONAL, "Which business object; other `_id` fields likewise"),
    LogField("amount_cents", FieldType.INTEGER, RequiredWhen.OPTIONAL, "How much money, in whole cents"),
    LogField("environment", FieldType.TEXT, RequiredWhen.OPTIONAL, "Production, staging and so on"),
    LogField("host", FieldType.TEXT, RequiredWhen.OPTIONAL, "The machine or pod"),
    LogField("region", FieldType.TEXT, RequiredWhen.OPTIONAL, "The region it runs in"),
)

EXAMPLE: Final[Mapping[str, str | int]] = MappingProxyType(
    {
        "timestamp": "2026-02-17T11:24:00.000Z",
        "level": "error",
        "service": "checkout",
        "message": "The payment was not accepted",
        "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
        "span_id": "00f067aa0ba902b7",
        "error_type": "GatewayTimeout",
        "error_message": "no answer within 30 s",
        "http_method": "POST",
        "http_path": "/orders",
        "http_status": 504,
        "duration_ms": 30012,
        "retry_count": 2,
        "customer_id": "c-81f3",
        "payment_id": "p-20933",
        "amount_cents": 4999,
        "environment": "production",
        "host": "checkout-7b4d9-xk2p1",
        "region": "eu-central-1",
    }
)
"""A record that meets the standard and has every field once."""
