"""The check starts without what only the site needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import json, sys
import steadybook.__main__
from steadybook.commands.main import main
code = main(["check", "--format", "json"])
print()
print(json.dumps({"code": code, "modules": sorted({name.partition(".")[0] for name in sys.modules})}))
"""


def test_check_loads_neither_the_site_generator_nor_the_templates(repository: Path) -> None:
    run = subprocess.run([sys.executable, "-c", SCRIPT], cwd=repository, capture_output=True, text=True, check=True)
    seen = json.loads(run.stdout.splitlines()[-1])
    assert seen["code"] in (0, 1), run.stderr
    assert "steadybook" in seen["modules"]
    assert not {"jinja2", "material", "mkdocs", "playwright"} & set(seen["modules"])
