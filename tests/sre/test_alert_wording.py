from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre.alert_wording import cause_words, is_single_threshold, windows


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("CPUThrottlingHigh", ("cpu", "throttling")),
        ("KubePodCrashLooping", ("pod", "crash")),
        ("redis_memory_high", ("memory",)),
        ("NodeDiskFull", ("node", "disk")),
        ("CheckoutErrorBudgetBurn", ()),
        ("FrontendLatencyHigh", ()),
        ("UploadSlow", ()),
        ("DownloadsFail", ()),
    ],
)
def test_names_of_causes_are_told_from_names_of_symptoms(name: str, words: tuple[str, ...]) -> None:
    assert cause_words(name) == words


@pytest.mark.parametrize(
    ("expr", "single"),
    [
        ("up == 0", True),
        ('sum(rate(errors_total{code=~"5.."}[5m])) > 10', True),
        ("errors:ratio_rate1h > 0.0144 and errors:ratio_rate5m > 0.0144", False),
        ("rate(a[1h]) > 1 AND rate(a[5m]) > 1", False),
        ("rate(a[5m]) > 1 and b > 0", True),
        ("rate(a[5m]) / rate(a[5m] offset 1d) > 2", True),
        ('absent(up{job=">="})', False),
        ("max_over_time(x[5m:1m]) >= 1", True),
    ],
)
def test_one_threshold_is_told_from_several_windows(expr: str, single: bool) -> None:
    assert is_single_threshold(expr) is single


def test_windows_come_from_ranges_and_from_recorded_names() -> None:
    assert windows('job:errors:ratio_rate1h{a="[9m]"} > 1 and rate(x[5m]) > 1') == {"1h", "5m"}


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    cause_words(text)
    assert is_single_threshold(text) in (True, False)
