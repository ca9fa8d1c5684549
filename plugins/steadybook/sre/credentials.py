"""Credentials written into a document: found by the forms that providers give them, and by what stands before them.

A variable (`$TOKEN`), a placeholder (`<token>`, `***`) and a reference to a vault are no credentials. What is found is
never shown again: a match carries its kind and its place, and a redacted text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from steadybook.sre.harmless import Harmless
from steadybook.sre.patterns import Pattern

SOURCE: Final = "Published token formats of the providers; Steadybook, list of credential forms"


class CredentialForm(NamedTuple):
    """A form of credential. The pattern's group `value` is the secret itself.

    `guessed` forms are matched in any case, and what they find is checked further.
    """

    id: str
    name: str
    pattern: str
    hints: tuple[str, ...]
    """In small letters: without one of these in the text there is no match, and the pattern need not be tried."""
    guessed: bool = False


class CredentialMatch(NamedTuple):
    """A place in a text, in characters from its beginning; `shown` tells the secret's beginning only."""

    start: int
    end: int
    form: CredentialForm
    shown: str


def _form(id: str, name: str, pattern: str, *hints: str) -> CredentialForm:
    return CredentialForm(id, name, pattern, hints)


def _guess(id: str, name: str, pattern: str, *hints: str) -> CredentialForm:
    return CredentialForm(id, name, pattern, hints, guessed=True)


_VALUE: Final = r"(?P<value>[^\s'\"`;&|,]{3,200})"

FORMS: Final = (
    _form(
        "private-key",
        "a private key",
        r"(?P<value>-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----)",
        "private key",
    ),
    _form(
        "aws-access-key",
        "an AWS access key id",
        r"(?<![A-Z0-9])(?P<value>(?:AKIA|ASIA)[A-Z0-9]{16})(?![A-Z0-9])",
        "akia",
        "asia",
    ),
    _form(
        "github-token",
        "a GitHub token",
        r"\b(?P<value>gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255})\b",
        "ghp_",
        "gho_",
        "ghu_",
        "ghs_",
        "ghr_",
        "github_pat_",
    ),
    _form(
        "gitlab-token",
        "a GitLab token",
        r"\b(?P<value>gl(?:pat|dt|rt|ptt|cbt|soat|ft)-[A-Za-z0-9_-]{20,255})",
        "glpat-",
        "gldt-",
        "glrt-",
        "glptt-",
        "glcbt-",
        "glsoat-",
        "glft-",
    ),
    _form(
        "slack-token",
        "a Slack token",
        r"\b(?P<value>xox[abeoprs]-[A-Za-z0-9-]{10,255}|xapp-[A-Za-z0-9-]{10,255})",
        "xox",
        "xapp-",
    ),
    _form(
        "slack-webhook",
        "a Slack webhook address",
        r"(?P<value>https://hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/_-]{20,255})",
        "hooks.slack.com",
    ),
    _form("google-api-key", "a Google API key", r"\b(?P<value>AIza[0-9A-Za-z_-]{35})(?![0-9A-Za-z_-])", "aiza"),
    _form("stripe-key", "a Stripe key", r"\b(?P<value>[sr]k_live_[A-Za-z0-9]{16,255})\b", "k_live_"),
    _form(
        "package-token",
        "a package registry token",
        r"\b(?P<value>npm_[A-Za-z0-9]{36}|pypi-AgEI[A-Za-z0-9_-]{20,255})",
        "npm_",
        "pypi-",
    ),
    _form(
        "json-web-token",
        "a JSON web token",
        r"\b(?P<value>eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{10,2000})",
        "eyj",
    ),
    _guess(
        "aws-secret-key",
        "an AWS secret access key",
        r"aws_?secret_?access_?key\W{1,5}(?P<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])",
        "secret",
    ),
    _guess("bearer-token", "a bearer token", r"\bBearer\s+(?P<value>[A-Za-z0-9._~+/-]{12,2000}=*)", "bearer"),
    _guess(
        "basic-authorization",
        "a user name and password",
        r"\bAuthorization:\s*Basic\s+(?P<value>[A-Za-z0-9+/]{8,500}={0,2})",
        "authorization",
    ),
    _guess(
        "password-in-url",
        "a password in an address",
        r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@'\"]{0,100}:(?P<value>[^\s/@'\"]{1,200})@",
        "@",
    ),
    _guess(
        "password",
        "a password",
        rf"(?:password|passwd|passphrase|pwd)['\"]?\s?[=]\s?['\"]?{_VALUE}",
        "passw",
        "passphrase",
        "pwd",
    ),
    _guess("password", "a password", rf"--?pass(?:word|wd)?\s+['\"]?{_VALUE}", "-pass"),
    _guess(
        "password",
        "a password",
        r"\bredis-cli\b[^|;&\n]{0,200}?\s-a\s+['\"]?(?P<value>[^\s'\"-][^\s'\"]{2,200})",
        "redis-cli",
    ),
    _guess(
        "password",
        "a password",
        r"\bmysql(?:dump|admin)?\b[^|;&\n]{0,200}?\s-p(?P<value>[^\s'\"-][^\s'\"]{2,200})",
        "mysql",
    ),
    _guess(
        "password",
        "a password",
        r"\bcurl\b[^|;&\n]{0,400}?\s(?:-u|--user)[= ]?\s?['\"]?[^\s:'\"]{1,100}:(?P<value>[^\s'\"]{1,200})",
        "curl",
    ),
)
"""Exact forms first. Each provider documents the beginning and the length of its tokens."""

# Weaker words before a value: it counts only where it looks random, which a secret's name or a flag does not.
_NAMED_SECRET: Final = CredentialForm(
    "secret",
    "a secret",
    r"(?:secret|token|api[_-]?key|access[_-]?key|password|passwd)['\"]?\s?[:=]\s?['\"]?"
    r"(?P<value>[A-Za-z0-9+/_=!@#%^*.~-]{8,200})(?![^\s'\"`;&|,)}\]])",
    ("secret", "token", "key", "passw"),
    guessed=True,
)
ALL_FORMS: Final = (*FORMS, _NAMED_SECRET)

# What a word (between white space) holds in every text with a credential. Most words stand in many texts, so that each
# is looked at once; whatever is added to a form has to find its word here (a test tries).
_SUSPECT: Final = Pattern(
    r"-----begin|akia|asia|gh[pousr]_|github_pat_|gl(?:pat|dt|rt|ptt|cbt|soat|ft)-|xox|xapp-|hooks\.slack\.com|aiza"
    r"|k_live_|npm_|pypi-|eyj|secret_?access_?key|bearer|basic|://.{0,310}@"
    r"|(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key)['\"]?(?:[:=]|$)"
    r"|-pass(?:word|wd)?$|^-p...|^-a$|^(?:-u|--user)",
    re.IGNORECASE,
)
# In small letters: what every suspect word holds, with a space where it begins (a test tries). They are found in a
# tenth of the time.
_HINTS: Final = (
    *("-----begin", "akia", "asia", "gh", "github_pat_", "gl", "xox", "xapp-", "hooks.slack.com", "aiza", "k_live_"),
    *(
        "npm_",
        "pypi-",
        "eyj",
        "secret",
        "bearer",
        "basic",
        "@",
        "pass",
        "pwd",
        "token",
        "key",
        " -p",
        " -a",
        " -u",
        " --user",
    ),
)
_harmless: Final = Harmless()

_UNFILLED: Final = Pattern(
    r"[$<{(\[%@].*"  # variables, angle brackets, templates, files
    r"|[*x.•…_-]+"
    r"|.*(?:\*{3}|\.{3}|…|xxxx|<|\$\{|\$\(|\{\{).*"
    r"|(?:.*[^a-z])?(?:your|insert|example|sample|placeholder|redacted|removed|masked|change[_-]?me|dummy|todo)(?:[^a-z].*)?"
    r"|none|null|nil|true|false|yes|no|required|stdin|prompt|empty"
    r"|(?:vault|op|env|file|ssm|sops|keyring|secret)[:=/].*",
    re.IGNORECASE,
)
# Capitals alone name what belongs there: `-u USER:PASSWORD`.
_NAME_IN_CAPITALS: Final = Pattern(r"(?:[A-Z]+[_-])*(?:PASSWORD|PASSWD|PASS|PW|TOKEN|KEY|SECRET|HERE|NAME)")
# `Bearer authentication` is prose: a token has a digit or a capital, or is long.
_WORD_AFTER_BEARER: Final = Pattern(r"[a-z./-]{1,23}")


def find_credentials(text: str) -> list[CredentialMatch]:
    """Every credential in a text, in its order; where two forms overlap, the one that begins first."""
    return _found(text) if may_hold_credentials(text) else []


def may_hold_credentials(text: str) -> bool:
    """Whether it is worth while to look for credentials in a text; quick, and never wrongly no."""
    words = _harmless.unknown(text.split())
    if not words:
        return False
    suspects = set(filter(_SUSPECT.search, words)) if _has_hint(" ".join(["", *words])) else set()
    _harmless.note(words - suspects if suspects else words)
    return bool(suspects)


def _has_hint(words: str) -> bool:
    return any(map(_small(words).__contains__, _HINTS))


def _small(text: str) -> str:
    """The text in small letters; those that a pattern takes for `i` and `s` in whatever case become these."""
    if not text.isascii():
        text = text.replace("\u0130", "i").replace("\u0131", "i").replace("\u017f", "s")
    return text.lower()


def _found(text: str) -> list[CredentialMatch]:
    small = _small(text)
    found = []
    for form in ALL_FORMS:
        if not any(hint in small for hint in form.hints):
            continue
        for match in _compiled(form.pattern, form.guessed).finditer(text):
            value = match.group("value")
            if form.guessed and (_UNFILLED.fullmatch(value) or _NAME_IN_CAPITALS.fullmatch(value)):
                continue
            if form.id == "bearer-token" and _WORD_AFTER_BEARER.fullmatch(value):
                continue
            if form is _NAMED_SECRET and not _looks_random(value):
                continue
            start, end = match.span("value")
            found.append(CredentialMatch(start, end, form, _redacted(value)))
    found.sort(key=lambda match: (match.start, -match.end))
    kept: list[CredentialMatch] = []
    for candidate in found:
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


@cache
def _compiled(pattern: str, in_any_case: bool) -> re.Pattern[str]:
    """Compiled on use: few texts hold a hint of any one form."""
    return re.compile(pattern, re.IGNORECASE if in_any_case else 0)


def _looks_random(value: str) -> bool:
    """Letters and digits mixed, and not a name made of words and numbers (`checkout-db-2`, `v1.2.3`, a date)."""
    if not (re.search(r"[A-Za-z]", value) and re.search(r"[0-9]", value)):
        return False
    return not all(
        re.fullmatch(r"[A-Za-z]+[0-9]{0,3}|v?[0-9]+[a-z]{0,2}", part) for part in re.split(r"[-_./=:]", value) if part
    )


def _redacted(value: str) -> str:
    return f"{value[:4]}…" if len(value) >= 12 else "…"
