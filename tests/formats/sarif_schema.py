"""The parts of SARIF 2.1.0 that we write, as a JSON Schema: names, types and what must be there, nothing else allowed.

After the property tables of the OASIS Standard, sections 3.13 to 3.57.
"""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string", "minLength": 1}
POSITIVE = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}


def closed(required: str = "", /, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def several(item: Any, least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": item, "minItems": least}


MESSAGE = closed("text", text=TEXT, markdown=TEXT)
BAG = {"type": "object", "properties": {"tags": {**several(TEXT), "uniqueItems": True}}}
ARTIFACT = closed(
    "uri uriBaseId", uri={"type": "string", "format": "uri-reference", "pattern": r"^[^/\s\\]\S*$"}, uriBaseId=TEXT
)
REGION = closed(
    "startLine",
    startLine=POSITIVE,
    startColumn=POSITIVE,
    endLine=POSITIVE,
    endColumn=POSITIVE,
    snippet=closed("text", text={"type": "string"}),
)
PHYSICAL = closed("artifactLocation region", artifactLocation=ARTIFACT, region=REGION, contextRegion=REGION)
LOCATION = closed("physicalLocation", id={"type": "integer", "minimum": -1}, physicalLocation=PHYSICAL, message=MESSAGE)
REPLACEMENT = closed("deletedRegion", deletedRegion=REGION, insertedContent=closed("text", text={"type": "string"}))
CHANGE = closed("artifactLocation replacements", artifactLocation=ARTIFACT, replacements=several(REPLACEMENT, 1))
RULE = closed(
    "id",
    id=TEXT,
    name={"type": "string", "pattern": "^[A-Za-z0-9]+$"},
    shortDescription=MESSAGE,
    fullDescription=MESSAGE,
    help=MESSAGE,
    helpUri={"type": "string", "format": "uri"},
    defaultConfiguration=closed(level=LEVEL),
    properties=BAG,
)
RESULT = closed(
    "ruleId ruleIndex level message locations partialFingerprints",
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level=LEVEL,
    message=MESSAGE,
    locations={**several(LOCATION, 1), "maxItems": 1},
    relatedLocations=several(LOCATION, 1),
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
    fixes=several(closed("artifactChanges", description=MESSAGE, artifactChanges=several(CHANGE, 1)), 1),
    properties=BAG,
)
DRIVER = closed("name", name=TEXT, version=TEXT, semanticVersion=TEXT, rules={**several(RULE), "uniqueItems": True})
RUN = closed(
    "tool results",
    tool=closed("driver", driver=DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    originalUriBaseIds={"type": "object", "additionalProperties": closed(uri=TEXT, description=MESSAGE)},
    invocations=several(closed("executionSuccessful", executionSuccessful={"type": "boolean"}), 1),
    results=several(RESULT),
)
LOG = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **closed(
        "version runs",
        **{"$schema": {"type": "string", "format": "uri"}},
        version={"const": "2.1.0"},
        runs=several(RUN, 1),
    ),
}
