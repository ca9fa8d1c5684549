"""A log is not UTF-8.

## What it does

Reports lines that hold bytes which are not UTF-8, and whole files that begin with the mark of UTF-16 or UTF-32.

## Why is this bad?

JSON that is exchanged is UTF-8 (RFC 8259, section 8.1). Collectors replace or drop what they cannot decode.

## Example

No example is shown here, for this page is UTF-8 itself: a name in Latin-1 is the usual case.

## Use instead

Lines in UTF-8, without a byte-order mark.

## How to fix or waive

Set the encoding of the logging library to UTF-8. Existing files can be converted: `iconv -f UTF-16 -t UTF-8 FILE |
steadybook logs check -`. A rule that does not suit is changed in the configuration, for all logs or by path.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
