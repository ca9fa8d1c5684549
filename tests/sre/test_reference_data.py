"""What all modules of the layer have in common, and the tables that are data only."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

import steadybook.sre
from steadybook.sre import culture, freshness, logs, monitoring, regions, remediation, sli

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

MODULES = [
    importlib.import_module(f"steadybook.sre.{found.name}") for found in pkgutil.iter_modules(steadybook.sre.__path__)
]
WITHOUT_DATA = {"agenda", "harmless", "numbers", "patterns", "promql"}


def name_of(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def rows(module: ModuleType) -> Iterator[DataclassInstance]:
    for value in vars(module).values():
        if isinstance(value, tuple):
            yield from (row for row in value if dataclasses.is_dataclass(row) and not isinstance(row, type))


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_data_says_where_it_is_from(module: ModuleType) -> None:
    sources = [value for name, value in vars(module).items() if name.endswith("SOURCE")]
    assert sources or name_of(module) in WITHOUT_DATA
    assert all(isinstance(source, str) and len(source) > 10 for source in sources)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_rows_cannot_be_changed(module: ModuleType) -> None:
    for row in rows(module):
        field = dataclasses.fields(row)[0].name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(row, field, None)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_texts_are_filled_in(module: ModuleType) -> None:
    for row in rows(module):
        for field in dataclasses.fields(row):
            value = getattr(row, field.name)
            if isinstance(value, str) and field.name != "alert_when":
                assert value.strip() == value != ""


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_the_layer_is_pure(module: ModuleType) -> None:
    """No other layer, no third party, no input or output, no binary floating point."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names = [str(node.module)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
            assert not (isinstance(node, ast.Name) and node.id in {"open", "print", "float", "eval", "exec"})
            continue
        for name in names:
            assert name.startswith("steadybook.sre") or name.partition(".")[0] in sys.stdlib_module_names
            assert name not in {"os", "pathlib", "subprocess", "socket", "random", "time", "math"}


def test_signals_and_rules_of_monitoring() -> None:
    assert monitoring.GOLDEN_SIGNAL_IDS == ("latency", "traffic", "errors", "saturation")
    assert [signal.id for signal in monitoring.USE] == ["utilization", "saturation", "errors"]
    assert [signal.id for signal in monitoring.RED] == ["rate", "errors", "duration"]
    assert len(monitoring.ALERT_RULES) == 6
    assert monitoring.MAX_PAGES_PER_WEEK == 5


def test_fields_of_a_log_record() -> None:
    needed = {when: [field.name for field in logs.FIELDS if field.required_when is when] for when in logs.RequiredWhen}
    assert needed[logs.RequiredWhen.ALWAYS] == ["timestamp", "level", "service", "message", "trace_id", "span_id"]
    assert needed[logs.RequiredWhen.ERROR] == ["error_type", "error_message"]
    assert needed[logs.RequiredWhen.HTTP] == ["http_method", "http_path", "http_status"]
    assert len({field.name for field in logs.FIELDS}) == len(logs.FIELDS)
    assert set(logs.LEVELS) >= set(logs.LEVEL_ALIASES.values()) | logs.ERROR_LEVELS


def test_what_to_measure() -> None:
    assert list(sli.TYPES) == ["availability", "latency", "quality", "freshness"]
    assert len(sli.SELECTION) == 7


@pytest.mark.parametrize(
    ("target", "advice"),
    [
        ("99.5", "One region"),
        ("99.89", "One region"),
        ("99.9", "Active-passive"),
        ("99.95", "Active-passive"),
        ("99.951", "Active-active"),
        ("99.99", "Active-active"),
        ("99.999", "Cells"),
        ("100", "Cells"),
    ],
)
def test_a_target_calls_for_regions(target: str, advice: str) -> None:
    assert regions.recommended(Decimal(target)).advice.startswith(advice)


def test_regions_know_percentages_only() -> None:
    assert len(regions.STRATEGIES) == 4
    with pytest.raises(ValueError, match="percentage from 0 to 100"):
        regions.recommended(Decimal(101))


def test_lists_of_culture_and_remediation() -> None:
    assert len(culture.HEALTHY_SIGNALS) == len(culture.WARNING_SIGNS) == 6
    assert [row.trigger for row in remediation.EXAMPLES] == [
        "pod_crash_loop", "disk_usage_high", "connection_pool_exhausted", "certificate_expiring",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tier", "days"), [("critical", 90), ("important", 180), ("standard", 365), ("experimental", 365), (None, 365)]
)
def test_a_runbook_is_fresh_on_the_day_of_its_limit(tier: str | None, days: int) -> None:
    written, limit = date(2026, 1, 1), freshness.runbook_limit(tier)
    last = freshness.due(written, limit)
    assert last == written + timedelta(days=days)
    assert not freshness.is_stale(written, limit, last)
    assert freshness.is_stale(written, limit, last + timedelta(days=1))
    assert timedelta(days=365) == freshness.ATTESTATION_LIMIT
