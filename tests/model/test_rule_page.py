from __future__ import annotations

import pytest

from steadybook.model.rule_page import RulePageError, rule_page

PAGE = r"""A sum is wrong.

## What it does

Adds up.

## Why is this bad?

Nobody knows which number counts.

## Example

```yaml
# path: catalog/toil/a.yaml
toil_item:
  hours: 6  # <-
# path: catalog/toil/b.yaml
# a comment  # <-
toil_item: {}
```

```yaml-escaped
# path: catalog/toil/c.yaml
\ttoil: caf\xe9 \x00  # <-
```

## Use instead

```yaml
# path: catalog/toil/a.yaml
toil_item:
  hours: 5
```

## How to fix or waive

`steadybook fix`, which does

```sh
## no heading
```
"""


def test_the_parts_of_a_page() -> None:
    page = rule_page(PAGE)
    assert page.summary == "A sum is wrong."
    assert page.what == "Adds up."
    assert page.why == "Nobody knows which number counts."
    assert page.bad_files == {
        "catalog/toil/a.yaml": "toil_item:\n  hours: 6\n",
        "catalog/toil/b.yaml": "# a comment\ntoil_item: {}\n",
        "catalog/toil/c.yaml": "\ttoil: caf\udce9 \x00\n",
    }
    assert page.bad_places == {("catalog/toil/a.yaml", 2), ("catalog/toil/b.yaml", 1), ("catalog/toil/c.yaml", 1)}
    assert page.good_files == {"catalog/toil/a.yaml": "toil_item:\n  hours: 5\n"}
    assert page.fix_text.endswith("## no heading\n```")


def test_an_indented_docstring_is_the_same_page() -> None:
    lines = PAGE.split("\n")
    assert rule_page("\n".join([lines[0], *(f"    {line}" if line else "" for line in lines[1:])])) == rule_page(PAGE)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("## What it does", "## What it dose", "unknown section `What it dose`"),
        ("## Why is this bad?", "## What it does", "two sections"),
        ("Adds up.", "", "no section `What it does`"),
        ("A sum is wrong.\n", "A sum is wrong.\n\nMore.\n", "between summary and first section"),
        ("  hours: 5", "  hours: 5  # <-", "good example marks"),
        ("# path: catalog/toil/c.yaml\n", "", "must begin with"),
        ("catalog/toil/b.yaml", "catalog/toil/a.yaml", "two examples"),
        (PAGE, "", "empty"),
    ],
)
def test_a_malformed_page_says_what_is_wrong(old: str, new: str, message: str) -> None:
    with pytest.raises(RulePageError, match=message):
        rule_page(PAGE.replace(old, new))


def test_a_bad_example_without_a_mark_is_no_test() -> None:
    with pytest.raises(RulePageError, match="no line of the bad example is marked"):
        rule_page(PAGE.replace("  # <-", ""))
