"""`steadybook ask`: a sentence instead of a verb. It shows the verb that it means, and runs it."""

from __future__ import annotations

import shlex
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from steadybook.commands._arguments import add_as_of, add_root, root_of, say
from steadybook.commands._command import Command
from steadybook.model.errors import UsageError

if TYPE_CHECKING:
    from steadybook.commands._sentences import Names

EXAMPLE = """\
steadybook ask "check error budget for checkout"
steadybook ask "plan capacity for checkout growing at 8%"
steadybook ask --dry-run "production readiness review for checkout"   # only show the verb"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    help = "what you want, in words (default: list what can be asked)"
    parser.add_argument("words", nargs="*", metavar="SENTENCE", help=help)
    parser.add_argument("--dry-run", action="store_true", help="show the verb and do not run it")
    add_as_of(parser)
    add_root(parser)


def run(arguments: Namespace) -> int:
    """Shows the verb that the sentence means, runs it, and returns what it returns."""
    from steadybook.commands._sentences import SENTENCES, understood

    text = " ".join(arguments.words).strip()
    known = "\n".join(f"  {sentence.pattern}" for sentence in SENTENCES)
    if not text:
        sys.stdout.write(f"What can be asked, in any order of words:\n{known}\n")
        return 0
    found = understood(text, _names(arguments))
    if found is None:
        say(f"What can be asked, in any order of words:\n{known}")
        raise UsageError("this sentence is not one of those", "`steadybook --help` lists the verbs.")
    sentence, asked = found
    verb = sentence.arguments(asked)
    if isinstance(verb, str):
        raise UsageError(f"this means `{sentence.pattern}`, but something is missing", verb)
    line = [*verb]
    if arguments.root is not None:
        line += ["-C", arguments.root]
    if arguments.as_of is not None:
        line += ["--as-of", arguments.as_of]
    say(f"$ steadybook {shlex.join(line)}")
    if arguments.dry_run:
        return 0
    from steadybook.commands.main import run_verb

    return run_verb(line)


def _names(arguments: Namespace) -> Names:
    from steadybook.analysis.review.monthly import months
    from steadybook.commands._sentences import Names
    from steadybook.engine.repository import open_repository

    context = open_repository(root_of(arguments), arguments.as_of).context
    ids = context.corpus.ids
    return Names(ids("service"), ids("team"), ids("incident"), ids("alert"), months(context))


COMMAND = Command(
    "ask", "say in words what you want; shows the verb that it means, and runs it", EXAMPLE, configure, run
)
