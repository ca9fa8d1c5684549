"""Every kind's worked example with hostile text in every field that takes any text."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from steadybook.model.kind import Kind
from steadybook.model.shape import validate
from steadybook.source.reader import Plain, read
from steadybook.source.spans import Route
from tests.kinds.conftest import KINDS, example

MARK = "sbmark"
TEXT = (
    f'{MARK} "><img src=x onerror="window.sbpwned=1"><script>window.sbpwned=2</script>'
    "</title></textarea></h1>&lt;/title&gt;&lt;script&gt;window.sbpwned=10&lt;/script&gt;"
    "<svg onload=window.sbpwned=3></svg> {{ 7 * 191 }} {% if true %}1337{% endif %} "
    "[press](javascript:window.sbpwned=4) `</code><b onclick=window.sbpwned=5>b</b>` ' onmouseover='window.sbpwned=6"
)
ADDRESS = f'https://{MARK}.example/"><script>window.sbpwned=7</script>'
JSON_TEXT = "</script><script>window.sbpwned=8</script>"
FILE_NAME = f"{MARK}<img src=x onerror=window.sbpwned=9>"


def hostile(name: str) -> tuple[Any, int]:
    """The body of a kind's example with every text replaced that may be any text, and how many were."""
    kind = KINDS[name]
    value: Any = read(example(name).read_bytes()).value
    body = value if kind.foreign else value[name]
    replaced = 0
    for route in [*_scalars(body)]:
        for text in (TEXT, ADDRESS):
            tried = _with(body, route, text)
            if _is_intact(kind, tried):
                body = tried
                replaced += 1
                break
    annotated = {**body, "annotations": {TEXT: TEXT}} if isinstance(body, dict) and not kind.foreign else body
    return (annotated if _is_intact(kind, annotated) else body), replaced


def write_hostile(root: Path) -> dict[str, int]:
    """One hostile document of each kind below `root`; how many texts of each kind were replaced."""
    counts = {}
    for name, kind in KINDS.items():
        if kind.codec is not None:
            continue
        body, counts[name] = hostile(name)
        stem = body["name"] if kind.named_by == "name" and "/" not in str(body["name"]) else FILE_NAME
        file = root / kind.folder / f"{name}-{stem[:60]}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        # JSON is YAML, and keeps every character; plain scalars stay plain so that numbers and dates are read as such.
        file.write_text(_dump(body if kind.foreign else {name: body}) + "\n", "utf-8")
    broken = root / "catalog" / "services" / f"broken{FILE_NAME}.yaml"
    broken.write_text(f"service:\n  name: {json.dumps(TEXT)}\n  {json.dumps(TEXT)}: {json.dumps(JSON_TEXT)}\n", "utf-8")
    (root / "catalog" / f"unknown{FILE_NAME}.yaml").write_text(f"{json.dumps(TEXT)}: 1\n", "utf-8")
    (root / "steadybook.toml").write_text('as_of = "2026-11-01"\n', "utf-8")
    return counts


def _dump(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {_dump(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_dump, value)) + "]"
    return str(value) if isinstance(value, Plain) and _needs_to_be_plain(value) else json.dumps(value)


def _needs_to_be_plain(value: str) -> bool:
    return value[:1].isdigit() or value[:1] in "-+." or value in {"true", "false"}


def _is_intact(kind: Kind[Any], body: Any) -> bool:
    return validate(kind.model, body)[0] is not None


def _with(body: Any, route: Route, text: str) -> Any:
    result = copy.deepcopy(body)
    here = result
    for step in route[:-1]:
        here = here[step]
    here[route[-1]] = text
    return result


def _scalars(value: Any, route: Route = ()) -> Iterator[Route]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _scalars(item, (*route, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _scalars(item, (*route, index))
    elif isinstance(value, str):
        yield route
