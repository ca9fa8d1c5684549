"""The credentials here are made up, or the examples of their providers' own documentation."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadybook.sre.credentials import _SUSPECT, ALL_FORMS, _found, _has_hint, find_credentials

CREDENTIALS = [
    "AKIAIOSFODNN7EXAMPLE",
    "export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "redis-cli -h cart-store -a s3cr3tpassw0rd ping",
    "-----BEGIN RSA PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    "ghp_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2",
    "glpat-abcdefghij1234567890",
    "xoxb-1234567890-abcdef",
    'curl -H "Authorization: Bearer eyabc123def456ghi" x',
    'curl -H "Authorization: Bearer abcdefghijklmnop7rs"',
    "password=hunter2",
    "PGPASSWORD=hunter2 psql",
    "--password=s3cr3t!",
    "--password hunter2",
    "postgres://shop:hunter2@db/x",
    "redis://:pa55word@cache:6379",
    "curl -u admin:hunter2 https://x",
    "mysql -u root -phunter2",
    "api_key: 9f8a7b6c5d4e3f2a1b0c",
    "token=9f8a7b6c5d4e3f2a1b0c",
    "password: Tr0ub4dor3",
    "https://user:pass123@host/x",
    "MYSQL_PWD=hunter2",
    "Authorization: Basic dXNlcjpwYXNz",
    "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
    'password="correct horse"',
    "DB_PASSWORD: kX82jsk2",
    "password = 'letmein'",
    "postgres://user:password@host/db",
    "password=secret",
    "password=swordfish",
]
INNOCENT = [
    "Bearer $TOKEN",
    "Bearer <token>",
    "Bearer ***",
    "password=$PGPASSWORD",
    "password=<password>",
    "password=***",
    "password=${PW}",
    "password=$(cat x)",
    '--password "$PW"',
    "postgres://shop:$PW@db/x",
    "postgres://shop:<password>@db/x",
    "postgres://shop:***@db",
    "https://x.example/a:b@c",
    'curl -u "$USER:$PASS" https://x',
    "curl -u admin:$PASS x",
    'mysql -u root -p"$PW"',
    "mysql -p$PW",
    "secret: checkout-db-2",
    "token: rotate every 90 days",
    "The password: ask the lead",
    "kubectl get secret payment-api-key -o yaml",
    "--from-literal=password=$PW",
    "api_key=YOUR_API_KEY",
    "Bearer YOUR_TOKEN_HERE_PLEASE",
    "token=2026-11-22",
    "password=changeme",
    "https://git.boutique.example/shop",
    "git@github.com:a/b.git",
    "ssh://git@host:22/x",
    "image: repo@sha256:abc",
    "token: payment-token-v2",
    "secretKeyRef: name: db",
    "http://localhost:8080/@x",
    'sum(rate(http_requests_total{code!~"5.."}[5m]))',
    "mysql -h db -P 3306",
    "curl -u admin: x",
    "password=[password]",
    "The token bucket has capacity=1000",
    "http://x:8080/path?user=a@b.c",
    "https://grafana.example:3000/d/x@y",
    "Bearer token authentication fails",
    "Bearer authentication is broken now",
    "secret=projects/shop/secrets/db/versions/latest",
    "monotonic_token=a",
    "Bearer authentication is broken",
    "curl -u USER:PASSWORD x",
    "password=<your password>",
    "PGPASSWORD=PASSWORD",
    "token=example-token-123",
    'redis-cli -a "$REDIS_PASSWORD" ping',
    "redis-cli -n 2 -a <password> ping",
]


@pytest.mark.parametrize("text", CREDENTIALS)
def test_credentials_are_found(text: str) -> None:
    assert len(find_credentials(text)) == 1


@pytest.mark.parametrize("text", INNOCENT)
def test_variables_placeholders_and_prose_are_left_alone(text: str) -> None:
    assert find_credentials(text) == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("key AKIAIOSFODNN7EXAMPLE here", "aws-access-key"),
        ("-----BEGIN EC PRIVATE KEY-----", "private-key"),
        ("-----BEGIN PGP PRIVATE KEY BLOCK-----", "private-key"),
        ("github_pat_" + "a1" * 15, "github-token"),
        ("xoxp-" + "12345-abcde", "slack-token"),
        ("AIza" + "a1B2c3D" * 5, "google-api-key"),
        ("sk_live_" + "a1B2" * 6, "stripe-key"),
        ("npm_" + "a1B2c3" * 6, "package-token"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.c2lnbmF0dXJlMTIz", "json-web-token"),
        ("redis-cli -u redis://:hunter2@cache:6379", "password-in-url"),
        ("GITLAB_TOKEN=9f8a7b6c5d4e3f2a", "secret"),
    ],
)
def test_forms_are_told_apart(text: str, form: str) -> None:
    (match,) = find_credentials(text)
    assert match.form.id == form


def test_a_match_has_the_place_of_the_secret_and_never_the_secret() -> None:
    text = "PGPASSWORD=correct-horse-battery psql -h db"
    (match,) = find_credentials(text)
    assert text[match.start : match.end] == "correct-horse-battery"
    assert match.shown == "corr…"
    assert find_credentials("password=hunter2")[0].shown == "…"


PIECES = sorted({piece for text in CREDENTIALS for piece in text.replace("=", " = ").replace(":", " : ").split()})
# Patterns in any case take the last two for `s` and `i`.
GLUE = ["", " ", "  ", "\n", "=", ":", ": ", "'", '"', "-", ",", "@", "://", "\u2003", "\u017f", "\u0130"]


@settings(max_examples=500)
@given(st.lists(st.tuples(st.sampled_from(CREDENTIALS + PIECES), st.sampled_from(GLUE)), max_size=6))
def test_no_text_with_a_credential_passes_for_harmless(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + glue for piece, glue in pieces)
    assert find_credentials(text) == _found(text)
    assert find_credentials(text) == _found(text)  # with the words that are known by now


@pytest.mark.parametrize("old", ["\u017f", "\u0131", "\u0130"])
@pytest.mark.parametrize("text", ["Authorization: Basic dXNlcjpXaDF0ZVBlYmJsZQ==", "curl --user admin:Wh1tePebble x"])
def test_letters_that_patterns_take_for_others_hide_nothing(text: str, old: str) -> None:
    letter = "s" if old == "\u017f" else "i"
    for index, character in enumerate(text):
        if character == letter:
            changed = text[:index] + old + text[index + 1 :]
            assert find_credentials(changed) == _found(changed)
    assert _found(text)


@given(st.from_regex(_SUSPECT.compiled))
def test_every_suspect_word_holds_a_hint(text: str) -> None:
    for word in text.split():
        assert _has_hint(f" {word}") or not _SUSPECT.search(word)


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_a_credential_is_found_in_capitals_and_small_letters_alike(credential: str) -> None:
    for text in (credential, credential.upper(), credential.lower(), credential.swapcase()):
        assert find_credentials(text) == _found(text)


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    assert all(0 <= match.start < match.end <= len(text) for match in find_credentials(text))


@pytest.mark.parametrize("piece", ["curl ", "_", "-p", "password", "a:b", "://:", "eyJ", "secret_", "mysql "])
def test_long_texts_stay_cheap(piece: str) -> None:
    started = time.process_time()
    find_credentials(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 5


def test_every_form_has_a_name_to_tell() -> None:
    assert all(form.name.startswith(("a ", "an ")) for form in ALL_FORMS)
