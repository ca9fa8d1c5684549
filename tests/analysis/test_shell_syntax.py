"""Commands that a shell reads and commands that it does not, the latter with the place of the fault."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from steadybook.analysis.shell_faults import find_shell_fault
from steadybook.analysis.shell_syntax import is_plainly_command, shell_fault

ONE_LINE = r"""
kubectl get pods -o jsonpath='{.status.containerStatuses[0].lastState.terminated.reason}'
kubectl get pods -o jsonpath={.items[*].metadata.name}
kubectl delete pod <pod> --namespace <name of the space> --grace-period=$SECONDS
kubectl exec <pod> -- cat /etc/hosts > <file>
kubectl get pods # it's a comment (with anything in it
kubectl patch deploy x -p '{"spec":{"replicas":3}}'
ps aux | awk '$3 > 50 {print $2}' | sort | uniq -c | head
awk -F: '{ if ($3 >= 1000) { print $1 } }' /etc/passwd
jq -r '.items[] | select(.status.phase != "Running") | .metadata.name'
psql -c "select * from x where a > 1 and b = 'c'"
redis-cli --scan --pattern 'cart:*' | head
curl -sS -o /dev/null -w "%{http_code} %{time_total}s\n" https://x/y?a=1&b=2
promtool query instant https://p 'sum by (x) (rate(y{z="a"}[5m]))'
find . \( -name a -o -name b \) -exec rm {} \;
for pod in $(kubectl get pods -o name); do kubectl delete $pod; done
for i do echo $i; done
for ((i=0; i<10; i++)); do echo $i; done
while ! nc -z localhost 5432; do sleep 1; done
while IFS=, read -r a b; do echo "$a"; done <<< "$x"
until curl -fs x; do :; done
if [[ $x =~ ^(a|b)+$ && ( -f y || ! -d z ) ]]; then echo 1; elif a; then b; else c; fi
case "$x" in a|b) echo 1;; (c) d ;& *) echo 2;; esac
f() { echo; }; f
function g { :; }
(cd /tmp && ls) > f; { echo a; echo b; } | tee -a g
echo $((1 + 2 * (3))) ${x:-"a}"} ${x//\//_} "${x%"${x##*[![:space:]]}"}" `date` $'a\n\''
echo "a $(echo "b $(echo ')')")" 'it'\''s' it\'s
diff <(sort a) <(sort b) > >(tee c) 2>&1 &
arr=(a "b c" $(d)); x+=(e)
ls !(a|b) *.{yaml,yml}
exec 3<>/dev/tcp/host/80
! grep -q x y
> f
SELECT count(*) FROM pg_stat_activity WHERE state = 'it''s';
sum by (code) (rate(http_requests_total{job="x"}[5m]))
{app="shop"} |= "it's"
db.currentOp({"secs_running": {$gt: 5}})
Get-Process | Where-Object { $_.CPU -gt 10 }
"""

RIGHT = [
    *ONE_LINE.strip().split("\n"),
    "cat <<EOF | kubectl apply -f -\napiVersion: v1\nit's: (all) text\nEOF",
    "cat <<'A' <<-\"B\"\n$(x\nA\n\tit's\n\tB\n",
    'x=$(cat <<EOF\nit\'s )\nEOF\n)',
    "kubectl logs x \\\n  --tail=5 \\\n  -f",
    "a |\n  b &&\n\n# remark\n  c",
    "for f in a b\ndo\n  echo $f\ndone\n",
    'echo "several\nlines"',
    "",
    "\0\x1b",
]  # fmt: skip

WRONG = [
    ("echo 'abc", 5, "the quote `'` is not closed"),
    ("echo it's", 7, "the quote `'` is not closed"),
    ('psql -c "select 1', 8, 'the quote `"` is not closed'),
    ('echo "abc”', 5, 'the quote `"` is not closed'),
    ("echo $'a", 6, "the quote `'` is not closed"),
    ("x=$(date", 2, "this bracket is not closed"),
    ("echo `date", 5, "the backquote is not closed"),
    ("echo ${x", 5, "`${` is not closed"),
    ("echo $((1+2)", 6, "`(` is not closed"),
    ("(cd /tmp && ls", 0, "this bracket is not closed"),
    ("ls )", 3, "this bracket closes nothing"),
    ("kubectl get pods (all)", 17, "a bracket may not stand here; quote it if it is meant as text"),
    ("for i in 1 2; do\n  echo $i", 0, "`for` has no `done`"),
    ("for i in 1 2; echo $i; done", 0, "`for` has no `do`"),
    ("a; while x; do if y; then z; done", 15, "`if` has no `fi`"),
    ("if a; b; fi", 0, "`if` has no `then`"),
    ("if a; then b; else", 0, "`if` has no `fi`"),
    ("case x in a) b", 0, "`case` has no `esac`"),
    ("case x a) b;; esac", 8, "this bracket closes nothing"),
    ("{ echo a; ", 0, "`{` has no `}`"),
    ("echo a; }", 8, "`}` stands here without a `{` before it"),
    ("ls; done", 4, "`done` stands here without a `for` before it"),
    ("then ls", 0, "`then` stands here without an `if` before it"),
    ("ls | | wc", 5, "a command is missing between `|` and `|`"),
    ("ls |", 3, "a command is missing after `|`"),
    ("ls &&\n", 3, "a command is missing after `&&`"),
    ("| ls", 0, "a command is missing before `|`"),
    ("ls > | wc", 3, "nothing stands after `>`, which needs a file"),
    ("[[ -f x; then", 0, "`[[` is not closed by `]]`"),
    ("cat <<EOF\nabc\n EOF\n", 4, "the here-document has no end, a line with only `EOF`"),
    ("kubectl delete pod <pod> 'x", 25, "the quote `'` is not closed"),
]  # fmt: skip


@pytest.mark.parametrize("command", RIGHT)
def test_what_a_shell_can_read(command: str) -> None:
    assert shell_fault(command) is None


@pytest.mark.parametrize(("command", "start", "message"), WRONG)
def test_what_a_shell_cannot_read(command: str, start: int, message: str) -> None:
    fault = shell_fault(command)
    assert fault is not None
    assert (fault.start, fault.message) == (start, message)
    assert start < fault.end <= len(command)


def test_a_command_that_nobody_runs_by_hand_is_left_alone() -> None:
    assert shell_fault("echo '" + "x" * 30_000) is None
    assert shell_fault("$(" * 5000) is None
    assert shell_fault('"$(' * 100) is None
    assert shell_fault("${x:-" * 1000) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kubectl -n shop rollout restart deployment/x", True),
        ("sudo FOO=1 psql -c 'select the, or from it, that'", True),
        ("redis-cli -h x config set maxmemory '2gb", True),
        ("for pod in $(kubectl get pods -o name); do echo $pod", True),
        ("./rollback.sh", True),
        ("cat the file", False),
        ("Restart the pods that don't answer", False),
        ("kubectl doesn't answer: use the console", False),
        ("kubectl rollout undo of the deployment, then a message to the team's channel", False),
        ("psql shows it's idle", False),
        ("curl answers with 200 again.", False),
        ("helm rollback x; if the pods don't come back, call Anna", False),
        ("kill the pod's process", False),
        ("make sure it's up", False),
        ("find out who's on call", False),
        ("watch the dashboard until it's green", False),
        ("", False),
    ],
)
def test_which_steps_are_plainly_commands(text: str, expected: bool) -> None:
    assert is_plainly_command(text) is expected


@given(st.text())
@example("{\U00031860")  # ended the process: tree-sitter-bash's issue 337
@example("{\ud800\U000c42a7(")
def test_no_text_is_a_crash(text: str) -> None:
    is_plainly_command(text)
    for fault in (shell_fault(text), find_shell_fault(text)):
        assert fault is None or 0 <= fault.start < fault.end <= len(text)


PIECES = (
    *("ls", "x", "a=1", "-f", '"', "'", "`", "$(", ")", "(", "{", "}", "if", "then", "fi", "for", "i", "in", "do"),
    *("done", "while", "case", "esac", "a)", ";;", "else", "elif", "[[", "]]", "<", ">", ">>", "2>&1", "&&", "||", "|"),
    *(
        "&",
        ";",
        "\n",
        "#",
        "\\",
        "$x",
        "${x}",
        "${",
        "$((",
        "))",
        "<<EOF",
        "\nEOF\n",
        '"a b"',
        "<<<",
        "!",
        "f()",
        "a=(",
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", " "])), max_size=9))
def test_bash_objects_to_whatever_is_reported(pieces: list[tuple[str, str]]) -> None:
    """The reader of bash itself, which `-n` keeps from running anything, is the judge."""
    command = "".join(word + blank for word, blank in pieces)
    bash = shutil.which("bash")
    fault = shell_fault(command)
    if fault is not None and bash is not None:
        read = subprocess.run([bash, "-n", "-c", command], capture_output=True, check=False)
        assert read.returncode or read.stderr, (command, fault)


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_pieces_of_commands_are_no_crash(pieces: list[str]) -> None:
    shell_fault(" ".join(pieces))
