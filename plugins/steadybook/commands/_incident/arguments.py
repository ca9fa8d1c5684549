"""Arguments that the incident verbs share."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from steadybook.commands._arguments import add_as_of, add_colour, add_root
from steadybook.commands._incident.steps import ROLE_OPTIONS
from steadybook.commands._incident.transaction import check_said, said
from steadybook.sre.incidents import ROLES
from steadybook.sre.severity import FUNCTIONS, TRIGGERS, USERS

TRIGGER_OPTIONS = {
    "data_loss": ("--data-loss",),
    "security_breach_pii": ("--pii", "--security-breach-pii"),
    "revenue_impacting": ("--revenue", "--revenue-impacting"),
    "sla_breach_imminent": ("--sla-breach-imminent", "--sla-breach"),
}


def add_output(parser: ArgumentParser, audience: str | None) -> None:
    """Where, when, for whom and how; without an audience the verb prints no message."""
    parser.add_argument("--dry-run", action="store_true", help="show the message and the change, write nothing")
    if audience:
        parser.add_argument(
            "--audience",
            choices=("internal", "customer", "both"),
            default=audience,
            help=f"whose message to print (default: {audience})",
        )
        parser.add_argument("--public", metavar="TEXT", help="a sentence for customers, in their message only")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    add_as_of(parser)
    add_root(parser)
    add_colour(parser)


def add_at(parser: ArgumentParser) -> None:
    """`--at`: when it happened."""
    parser.add_argument(
        "--at", metavar="WHEN", help="when it happened: an instant with its zone, 18:42Z, or 5m ago (default: now)"
    )


def add_effects(parser: ArgumentParser, required: bool) -> None:
    """What does not work, for whom, and what raises the severity."""
    functions = ", ".join(FUNCTIONS)
    users = ", ".join(USERS)
    parser.add_argument("--function", metavar="WHAT", required=required, help=f"what does not work: {functions}")
    parser.add_argument("--users", metavar="WHOM", required=required, help=f"whom it reaches: {users}")
    for trigger in TRIGGERS:
        names = TRIGGER_OPTIONS[trigger.field]
        help = f"{trigger.label}: {trigger.effect}"
        parser.add_argument(*names, dest=trigger.field, action="store_true", help=help)


def add_roles(parser: ArgumentParser) -> None:
    """Who has which role."""
    for role in ROLES:
        parser.add_argument(ROLE_OPTIONS[role.field], metavar="WHO", dest=role.field, help=role.responsibility)


def roles_of(arguments: Namespace) -> dict[str, str]:
    """The roles that were named. Raises UsageError for a name that is no text."""
    roles = {role: said(getattr(arguments, role)) for role in ROLE_OPTIONS if getattr(arguments, role) is not None}
    check_said(**{role.replace("_", " "): who for role, who in roles.items()})
    return roles


def effects_of(arguments: Namespace) -> dict[str, str]:
    """The effects that were named, as they are written. Raises UsageError for words that do not exist."""
    found = {}
    for name, words in (("function", FUNCTIONS), ("users", USERS)):
        value = getattr(arguments, name)
        if value is not None:
            found[name] = word_of(f"--{name}", value, tuple(words))
    return {**found, **{trigger.field: "true" for trigger in TRIGGERS if getattr(arguments, trigger.field)}}


def word_of(option: str, value: str, words: tuple[str, ...]) -> str:
    """The word that was meant, in any case and with any hyphens. Raises UsageError."""
    from steadybook.model.errors import UsageError
    from steadybook.model.wording import closest

    known = {word.lower(): str(word) for word in words}
    plain = value.strip().lower().replace("-", "_").replace(" ", "_")
    if plain in known:
        return known[plain]
    near = closest(plain, list(known))
    did = f"Did you mean `{known[near]}`? " if near else ""
    raise UsageError(f"`{option} {value}` is not known", f"{did}Allowed: {', '.join(known.values())}.")
