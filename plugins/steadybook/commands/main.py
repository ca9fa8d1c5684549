"""The entry point: finds the verb, reads its arguments, runs it."""

from __future__ import annotations

import io
import os
import re
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from typing import NoReturn

from steadybook import __version__
from steadybook.commands import _verbs
from steadybook.commands._command import Command
from steadybook.commands._outcome import Boundary
from steadybook.model.errors import UsageError
from steadybook.model.terminal import visible

NEGATIVE = re.compile(r"-[0-9]+(?:\.[0-9]+)?\s?%")
INTRODUCTION = "Reliability documentation as code: checks YAML documents and keeps them true."


class _Parser(ArgumentParser):
    """Says what is wrong in one sentence instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, f"{self._meant(message)}`{self.prog} --help` shows the arguments and an example.")

    def _meant(self, message: str) -> str:
        """The option that is nearest to the first one that is not known."""
        from difflib import get_close_matches

        word = next((word for word in message.split() if word.startswith("--")), "").partition("=")[0]
        near = get_close_matches(word, self._option_string_actions, n=1)
        return f"Did you mean `{near[0]}`? " if near and message.startswith("unrecognized") else ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs `steadybook ARGUMENTS`; returns 0 (clean), 1 (findings), 2 (usage or configuration) or 3 (our bug)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # Pydantic would read the metadata of every installed package to find plugins, which our models have no use for.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Python has none of those that were closed before it started (`>&-`): what is written there reaches nobody.
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A file name or document may hold what the terminal's encoding lacks: shown as an escape, never a crash.
            stream.reconfigure(errors="backslashreplace")
    with Boundary() as boundary:
        boundary.code = _run(given)
        sys.stdout.flush()
    return boundary.code


def _run(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        sys.stdout.write(_overview())
        return 0 if arguments else 2
    verb, *rest = arguments
    if verb in ("-V", "--version"):
        sys.stdout.write(f"steadybook {__version__}\n")
        return 0
    return run_verb([verb, *rest])


def run_verb(line: Sequence[str]) -> int:
    """Runs one verb with its arguments. Raises UsageError, as verbs do."""
    verb, *rest = line
    names = _verbs.names()
    if verb not in names:
        raise _unknown(verb, names)
    command = _verbs.load(verb)
    return command.run(_parser(command).parse_args(_with_negative_values(rest)))


def _with_negative_values(arguments: Sequence[str]) -> list[str]:
    """`--growth -5%` as `--growth=-5%`: argparse takes what begins so for an option, unless it is a bare number."""
    joined: list[str] = []
    for argument in arguments:
        if NEGATIVE.fullmatch(argument) and joined and joined[-1].startswith("--") and "=" not in joined[-1]:
            joined[-1] += f"={argument}"
        else:
            joined.append(argument)
    return joined


def _unknown(verb: str, names: list[str]) -> UsageError:
    from difflib import get_close_matches

    if verb.startswith("-"):
        return UsageError(f"unknown option `{visible(verb)}`", "A verb comes first: `steadybook --help` lists them.")
    near = get_close_matches(verb.lower(), names, n=1)
    did = f"Did you mean `steadybook {near[0]}`? " if near else ""
    return UsageError(f"there is no verb `{visible(verb)}`", f"{did}There are: {', '.join(names)}.")


def _overview() -> str:
    names = _verbs.names()
    widest = max(map(len, names))
    verbs = "\n".join(f"  {name:<{widest}}  {_verbs.load(name).summary}" for name in names)
    return (
        f"steadybook {__version__}: {INTRODUCTION}\n\nUsage: steadybook VERB [ARGUMENTS]\n\nVerbs:\n{verbs}\n\n"
        "`steadybook VERB --help` shows a verb's arguments and an example.\n"
    )


def _parser(command: Command) -> ArgumentParser:
    examples = "\n".join(f"  {line}" for line in command.example.strip().splitlines())
    parser = _Parser(
        prog=f"steadybook {command.name}",
        description=f"{command.summary[0].upper()}{command.summary[1:]}.",
        epilog=f"Examples:\n{examples}",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.configure(parser)
    return parser
