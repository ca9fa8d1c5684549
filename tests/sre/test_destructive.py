from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre.destructive import COMMANDS, LONGEST_COMMAND, DestructiveCommand, find_destructive

DESTRUCTIVE = [
    "rm -fr x",
    "sudo rm -r /x",
    "rm --recursive x",
    "rm -f -R x",
    "kubectl exec x -- rm -rf /data",
    "/bin/rm -rf x",
    "find /x -name a -delete",
    "TRUNCATE TABLE x",
    "truncate orders;",
    "kubectl -n shop delete sts redis",
    "kubectl delete -n shop statefulset/redis",
    "kubectl delete pvc --all",
    "kubectl delete ns shop",
    "kubectl delete deploy,sts x",
    "terraform -chdir=x destroy",
    "terraform apply -destroy",
    "terraform state rm a",
    "git push -f",
    "git -C x push origin +main",
    "git push origin main --force-with-lease",
    "echo a && reboot",
    "ssh node1 reboot",
    "sudo shutdown -h now",
    "redis-cli -h x FLUSHDB",
    "iptables -t nat -F",
    "aws s3 rb s3://x --force",
    "aws s3 rm --recursive s3://x",
    "gsutil -m rm -r gs://x",
    "DELETE FROM a;",
    'psql -c "delete from public.a"',
    "update a set b=1; select 1 where 2",
    "rm \\\n -rf x",
    "docker compose down -v",
    "docker-compose -f x down --volumes",
    "helm x; rm -rf y",
    "for i in 1 2; do rm -rf $i; done",
    "kubectl delete namespaces/shop",
    "dd of=/dev/nvme0n1 if=x",
    "pulumi destroy",
    "DROP DATABASE x",
    "systemctl reboot",
    "bash -c 'reboot'",
    "kubectl exec redis -- redis-cli flushall",
    "redis-cli SHUTDOWN NOSAVE",
    "rm -Rf ./x",
]
HARMLESS = [
    "rm file-r.txt",
    "docker run --rm -r x",
    "rm -f x",
    "# rm -rf x",
    "kubectl delete pod x -n shop",
    "kubectl delete pod x --namespace shop",
    "kubectl get ns",
    "kubectl get pvc",
    "kubectl -n shop get statefulset redis",
    "git push origin main",
    "git push origin feature-force",
    "grep shutdown /var/log/x",
    "last reboot",
    "journalctl --list-boots",
    "DELETE FROM a WHERE id = 1",
    "UPDATE a SET b = 1 WHERE id = 2",
    "apt-get update",
    "iptables -L",
    "iptables -A INPUT -j DROP",
    "terraform plan",
    "terraform plan -out=x",
    "aws s3 ls",
    "aws s3 rm s3://x/y",
    "dd if=/dev/sda of=/dev/null",
    "date_trunc(x)",
    "kubectl rollout undo deployment/x",
    "redis-cli info",
    "truncate -s 0 x",
    "git push -u origin x",
    "kubectl delete pod ns-1",
    "kubectl delete job pvc-copy",
    'psql -c "select * from orders where x"',
    "docker compose down",
    "kubectl logs deploy/x | grep DROP",
    "git fetch -f",
    "mc ls x",
    'rm "$f"',
    "ls",
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_each_entry_finds_its_own_example(command: DestructiveCommand) -> None:
    assert [match.command for match in find_destructive(command.example)] == [command]
    assert command.effect


@pytest.mark.parametrize("command", DESTRUCTIVE)
def test_destructive_commands_are_found(command: str) -> None:
    assert find_destructive(command)


@pytest.mark.parametrize("command", HARMLESS)
def test_harmless_commands_are_left_alone(command: str) -> None:
    assert find_destructive(command) == []


def test_matches_stand_where_the_commands_are() -> None:
    text = "cd /data\n# rm -rf old\nrm -rf \\\n  cache && sudo reboot\n"
    found = find_destructive(text)
    assert [(match.text, match.command.id) for match in found] == [
        ("rm -rf \\\n  cache", "recursive-remove"),
        ("sudo reboot", "shutdown-or-reboot"),
    ]
    assert all(text[match.start : match.end] == match.text for match in found)


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    assert all(text[match.start : match.end] == match.text for match in find_destructive(text))


@pytest.mark.parametrize(
    "piece", ["rm ", "rm -", "git push -", "kubectl delete -a ", "UPDATE a SET ", "DELETE FROM ", "-- "]
)
def test_a_long_line_of_near_misses_stays_cheap(piece: str) -> None:
    started = time.process_time()
    find_destructive(piece * (2 * LONGEST_COMMAND // len(piece)))
    assert time.process_time() - started < 5
