"""Commands that destroy something: found by their text, never run.

The list is closed and documented; each entry has an example that it finds. A command that is shown within quotes, or
that only runs on another machine, is as destructive as one written plainly. Lines that are comments are left out.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

SOURCE: Final = "Steadybook, list of destructive commands"

LONGEST_COMMAND: Final = 20_000
"""Characters of a command that are looked at; no command that people run by hand is longer."""


class DestructiveCommand(NamedTuple):
    """What is destroyed, the patterns (in any case) of the commands that do it, and one example.

    Whatever the patterns find holds one of the `stems`, in lower case: nearly all commands hold none.
    """

    id: str
    stems: tuple[str, ...]
    effect: str
    example: str
    patterns: tuple[str, ...]


class DestructiveMatch(NamedTuple):
    """A place in a command, in characters from its beginning, with what would be destroyed."""

    start: int
    end: int
    text: str
    command: DestructiveCommand


# The rest of one simple command; bounded, so that a long line of near misses stays cheap.
_REST: Final = r"[^|;&\n]{0,400}"
_LAZY_REST: Final = r"[^|;&\n]{0,400}?"
# Where a command may begin: at the start, after a separator, a quote or one of the words that run another command.
_BEGIN: Final = (
    r"(?:^|[;&|\n(`'\"]|\bsudo(?:[ \t]+-\S+)*[ \t]|\s--[ \t]|\bxargs(?:[ \t]+-\S+)*[ \t]|\bssh[ \t]+\S+[ \t]|"
    r"\bexec[ \t])[ \t]*"
)
_KUBECTL: Final = rf"\b(?:kubectl|oc)\b{_LAZY_REST}\sdelete\s+(?:-{{1,2}}[\w-]+(?:[= ]\S+)?\s+){{0,8}}?(?:[\w.]+,)*"
_TYPE_END: Final = r"(?=[\s/,'\"]|$)"


def _command(id: str, stems: str, effect: str, example: str, *patterns: str) -> DestructiveCommand:
    return DestructiveCommand(id, tuple(stems.split()), effect, example, patterns)


COMMANDS: Final = (
    _command(
        "recursive-remove",
        "rm find",
        "removes a whole folder",
        "rm -rf /var/lib/data",
        # The flags r and R alone are recursive; the option is matched in its own case below.
        rf"(?<![\w./-])(?:/(?:usr/)?bin/)?rm(?={_LAZY_REST}\s(?:-[a-z]*r[a-z]*|--recursive)(?:\s|$)){_REST}",
        rf"(?<![\w-])find\s{_LAZY_REST}\s-(?:delete\b|exec(?:dir)?\s+rm\b){_REST}",
        r"\bshutil\.rmtree\(",
    ),
    _command(
        "make-filesystem",
        "mkfs wipefs",
        "overwrites a file system",
        "mkfs.ext4 /dev/sdb1",
        r"(?<![\w-])(?:mkfs(?:\.\w+)?|wipefs)\b",
    ),
    _command(
        "write-to-device",
        "/dev/",
        "overwrites a device",
        "dd if=/dev/zero of=/dev/sda",
        rf"(?<![\w-])dd\s{_LAZY_REST}\bof=/dev/(?!null\b|stdout\b|stderr\b)\S+",
        r">\s*/dev/(?:sd|hd|vd|xvd|nvme|disk|mapper/)\w*",
    ),
    _command(
        "drop-or-truncate",
        "drop truncate",
        "deletes tables or whole databases",
        "psql -c 'DROP TABLE orders'",
        r"\bDROP\s+(?:TABLE|DATABASE|SCHEMA|KEYSPACE|COLLECTION|TABLESPACE|(?:MATERIALIZED\s+)?VIEW|INDEX|COLUMN)\b",
        r"\bTRUNCATE\s+(?:TABLE\s+)?[\w\"`]",
        r"(?<![\w-])dropdb\b",
        r"\.dropDatabase\(|\bdb\.\w+\.drop\(",
    ),
    _command(
        "delete-without-where",
        "delete",
        "deletes every row",
        "psql -c 'DELETE FROM carts'",
        r"\bDELETE\s+FROM\s+[\w.\"`]+(?![\w.\"`])(?![^;]{0,2000}\bWHERE\b)",
    ),
    _command(
        "update-without-where",
        "update",
        "changes every row",
        "psql -c 'UPDATE prices SET amount = 0'",
        r"\bUPDATE\s+[\w.\"`]+\s+SET\b(?![^;]{0,2000}\bWHERE\b)",
    ),
    _command(
        "delete-namespace",
        "delete",
        "deletes a namespace with all that is in it",
        "kubectl delete namespace shop",
        rf"{_KUBECTL}(?:ns|namespaces?){_TYPE_END}",
    ),
    _command(
        "delete-volume",
        "delete volume compose remove",
        "deletes a volume and its data",
        "kubectl delete pvc data-redis-0",
        rf"{_KUBECTL}(?:pvc?|persistentvolume(?:claim)?s?){_TYPE_END}",
        r"\b(?:docker|podman)\s+volume\s+(?:rm|prune)\b",
        rf"\b(?:docker|podman)(?:-compose|\s+compose){_LAZY_REST}\sdown\s{_LAZY_REST}(?<=\s)(?:-v|--volumes)\b",
        r"\baws\s+ec2\s+delete-volume\b|\bgcloud\s+compute\s+disks\s+delete\b|(?<![\w-])(?:lv|vg)remove\b",
    ),
    _command(
        "delete-stateful-set",
        "delete",
        "deletes a stateful set",
        "kubectl delete statefulset redis-cart",
        rf"{_KUBECTL}(?:sts|statefulsets?(?:\.apps)?){_TYPE_END}",
    ),
    _command(
        "destroy-infrastructure",
        "destroy state pulumi delete-stack",
        "destroys infrastructure or what is known about it",
        "terraform destroy",
        rf"\b(?:terraform|tofu|terragrunt|pulumi|cdk)\b{_LAZY_REST}\s-{{0,2}}destroy\b",
        rf"\b(?:terraform|tofu|terragrunt)\b{_LAZY_REST}\sstate\s+rm\b",
        r"\bpulumi\s+stack\s+rm\b",
        r"\baws\s+cloudformation\s+delete-stack\b",
    ),
    _command(
        "empty-bucket",
        "s3 gsutil gcloud az mc rclone",
        "empties or deletes a bucket",
        "aws s3 rm s3://backups --recursive",
        rf"\baws\b{_LAZY_REST}\ss3\s+(?:rb\b|rm\b(?={_LAZY_REST}\s--recursive\b)|sync\b(?={_LAZY_REST}\s--delete\b)){_REST}",
        r"\baws\b[^|;&\n]{0,400}?\ss3api\s+delete-bucket\b",
        rf"\bgsutil\b{_LAZY_REST}\s(?:rb\b|rm\b(?={_LAZY_REST}\s-[a-z]*r)){_REST}",
        rf"\bgcloud\s+storage\s+(?:buckets\s+delete\b|rm\b(?={_LAZY_REST}\s(?:-r|--recursive)\b)){_REST}",
        r"\baz\s+storage\s+(?:container\s+delete|blob\s+delete-batch)\b",
        rf"(?<![\w-])mc\s+(?:rb\b|rm\b(?={_LAZY_REST}\s(?:-r|--recursive)\b)){_REST}",
        r"\brclone\s+(?:purge|delete)\b",
    ),
    _command(
        "force-push",
        "push",
        "overwrites the history of others",
        "git push --force origin main",
        rf"\bgit(?:\s+-\S+(?:\s+[^\s-]\S*)?){{0,4}}\s+push\b{_LAZY_REST}\s(?:--force(?:-with-lease)?(?:=\S+)?|-[a-z]*f[a-z]*|\+\S+)(?=\s|$|['\"])",
    ),
    _command(
        "shutdown-or-reboot",
        "shutdown reboot poweroff halt init instances",
        "stops or restarts a machine or a data store",
        "sudo reboot",
        rf"{_BEGIN}(?:/(?:usr/)?sbin/)?(?:shutdown|reboot|poweroff|halt)(?=\s|$|[;&|'\"`)])",
        rf"{_BEGIN}(?:init|telinit)\s+[06]\b",
        rf"\bsystemctl\b{_LAZY_REST}\s(?:reboot|poweroff|halt)\b",
        rf"\bredis-cli\b{_LAZY_REST}\sshutdown\b",
        r"\baws\s+ec2\s+(?:reboot|stop|terminate)-instances\b",
        r"\bgcloud\s+compute\s+instances\s+(?:reset|stop|delete)\b",
    ),
    _command(
        "flush-firewall",
        "tables nft ufw",
        "removes all firewall rules",
        "iptables -F",
        rf"\bip6?tables\b{_LAZY_REST}\s(?:-F|--flush)\b",
        r"\bnft\s+flush\b",
        r"\bufw\s+(?:--force\s+)?(?:disable|reset)\b",
    ),
    _command(
        "flush-cache",
        "flush invalidation",
        "empties a cache, so that all load falls on what is behind it",
        "redis-cli FLUSHALL",
        r"\bFLUSH(?:ALL|DB)\b",
        r"\bflush_all\b",
        rf"\bcloudfront\s+create-invalidation\b{_LAZY_REST}[\s'\"]/\*",
    ),
)

_STEMS: Final = tuple(dict.fromkeys(stem for entry in COMMANDS for stem in entry.stems))
_CONTINUATION: Final = re.compile(r"\\\r?\n")
_COMMENT: Final = re.compile(r"^[ \t]*#[^\n]*", re.MULTILINE)


def find_destructive(command: str) -> list[DestructiveMatch]:
    """Every destructive command in a text of one or more lines, in order; where two overlap, the first one.

    Looks at the first LONGEST_COMMAND characters.
    """
    text = command[:LONGEST_COMMAND]
    lowered = text.lower()
    for stem in _STEMS:
        if stem in lowered:
            return _found(text)
    return []


def _found(command: str) -> list[DestructiveMatch]:
    text = _COMMENT.sub(_blank, _CONTINUATION.sub(_blank, command))
    lowered = text.lower()
    found = []
    for entry in COMMANDS:
        if not any(stem in lowered for stem in entry.stems):
            continue
        for pattern in entry.patterns:
            for match in _compiled(pattern).finditer(text):
                start = match.start() + len(match.group()) - len(match.group().lstrip(" \t\n;&|(`'\""))
                end = match.start() + len(match.group().rstrip())
                found.append(DestructiveMatch(start, end, command[start:end], entry))
    found.sort(key=lambda match: (match.start, -match.end))
    kept: list[DestructiveMatch] = []
    for candidate in found:
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled on use: few texts hold a stem, and all the patterns together take 10 ms."""
    return re.compile(pattern, re.IGNORECASE)


def _blank(match: re.Match[str]) -> str:
    """As many spaces, so that places stay what they are."""
    return " " * len(match.group())
