"""Names of programs by which a step of a runbook is known to be a command."""

from __future__ import annotations

from typing import Final

SOURCE: Final = "Steadybook, list of programs that runbooks call"

PROGRAMS: Final = frozenset(
    {
        "ansible", "ansible-playbook", "argocd", "aws", "awk", "az", "bash", "calicoctl", "chmod", "chown", "cilium",
        "conntrack", "consul", "cqlsh", "crictl", "ctr", "curl", "cypher-shell", "df", "dig", "dmesg", "docker",
        "docker-compose", "doctl", "du", "echo", "egrep", "etcdctl", "fgrep", "flux", "gcloud", "gh", "git", "grep",
        "gsutil", "gzip", "haproxy", "heroku", "helm", "htop", "http", "influx", "iostat", "iotop", "ip", "iptables",
        "istioctl", "journalctl", "jq", "k6", "kafka-consumer-groups", "kafka-consumer-groups.sh", "kafka-topics",
        "kafka-topics.sh", "kubectl", "kubectx", "kubens", "kustomize", "linkerd", "logcli", "ls", "lsof", "mkdir",
        "mongo", "mongosh", "mpstat", "mtr", "mysql", "mysqladmin", "mysqldump", "nats", "nc", "netstat", "nft",
        "nginx", "nmap", "nodetool", "nomad", "nslookup", "oc", "openssl", "pg_ctl", "pg_dump", "pg_restore",
        "pgbench", "pgrep", "pidstat", "ping", "pkill", "podman", "promtool", "ps", "psql", "pulumi", "python",
        "python3", "rabbitmqadmin", "rabbitmqctl", "rclone", "redis-cli", "rsync", "scp", "sed", "ss", "ssh",
        "stern", "strace", "sysctl", "systemctl", "tar", "tcpdump", "telnet", "terraform", "tofu", "traceroute",
        "ufw", "uptime", "varnishadm", "vault", "velero", "virsh", "vmstat", "wget", "wrk", "xargs", "yq", "zcat",
        "zgrep", "zpool",
    }
)  # fmt: skip
"""Programs whose names begin no English sentence, so that `kill`, `make`, `find` and their like are not among them."""

PREFIXES: Final = frozenset({"sudo", "nohup", "env"})
"""Words before the name of a program."""
