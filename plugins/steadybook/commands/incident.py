"""`steadybook incident`: runs an incident's record from its declaration to the draft of its postmortem."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable

from steadybook.commands._command import Command

EXAMPLE = """\
steadybook incident start "Orders fail" --service checkout --function core_down --users over_25 --revenue \\
    --commander pay-2 --communications support-lead
steadybook incident update "Payments time out since 18:42" --doing "rolling back release 4.2"
steadybook incident mitigate "Orders go through the second provider" --at 5m
steadybook incident resolve "The new certificate chain is deployed"
steadybook incident postmortem           # drafts it from what the record knows"""


def configure(parser: ArgumentParser) -> None:
    """Adds the verbs of an incident."""
    from steadybook.commands._incident import beginning, ending, listing, responding

    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True, title="steps")
    for module in (beginning, responding, ending, listing):
        for step in module.STEPS:
            sub = steps.add_parser(
                step.name,
                help=step.summary,
                description=f"{step.summary[0].upper()}{step.summary[1:]}.",
                epilog=f"Example:\n  {step.example}",
                formatter_class=RawDescriptionHelpFormatter,
                allow_abbrev=False,
            )
            step.configure(sub)
            sub.set_defaults(carry_out=step.run)


def run(arguments: Namespace) -> int:
    """Carries out the step."""
    carry_out: Callable[[Namespace], int] = arguments.carry_out
    return carry_out(arguments)


COMMAND = Command("incident", "run an incident: record, messages, postmortem", EXAMPLE, configure, run)
