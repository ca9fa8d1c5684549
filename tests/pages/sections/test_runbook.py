from __future__ import annotations

import re
from collections.abc import Callable

from steadybook.pages.sections.runbook import is_command
from tests.pages.conftest import Drawn

RUNBOOK = """\
    runbook:
      title: The queue grows
      service: checkout
      last_updated: {updated}
      owner: payments
      overview: More jobs come than go.
      impact: Mails are late.
      diagnosis:
        - step: Count the pods
          command: kubectl -n shop get pod <pod> --output=wide
          expected: Three <running> pods
          if_unexpected: Go on with checkout-errors at once.
        - step: Look at the panel
          url: https://grafana.shop.example/d/queue
      mitigation:
        - option: Add workers
          when: All are busy
          steps:
            - kubectl -n shop scale deployment/worker --replicas=<more>
            - kubectl -n shop rollout status deployment/worker
            - Tell the shop's owner.
      escalation:
        after_minutes: 90
        contact: payments-lead
        context_to_provide: Length of the queue
    """
INCIDENT = """\
    incident:
      title: Mails came an hour late
      services: [checkout]
      function: degraded
      users: under_25
      severity: SEV3
      status: mitigated
      started_at: 2026-10-20T10:00:00Z
      detected_at: 2026-10-20T10:05:00Z
      mitigated_at: 2026-10-20T10:41:00Z
      runbooks_used: [queue-grows]
      postmortem: 2026-10-20-late-mails
    """
POSTMORTEM = """\
    postmortem:
      title: Mails came an hour late
      date: 2026-10-20
      severity: SEV3
      authors: [pay-1]
      status: draft
      services: [checkout]
      incident: 2026-10-20-late-mails
      summary: Mails came late.
      timeline: []
      action_items:
        - {id: AI-001, description: Write the length into queue-grows.yaml, owner: pay-2, deadline: 2026-12-01}
        - {id: AI-002, description: Buy a bigger queue, owner: pay-2, deadline: 2026-12-01}
    """
SHIFT = """\
    oncall_shift:
      rotation: payments-oncall
      start: 2026-10-26T09:00:00Z
      end: 2026-11-02T09:00:00Z
      primary: pay-3
      secondary: pay-4
      pages: 1
    """


def files(updated: str = "2026-10-01") -> dict[str, str]:
    return {
        "runbooks/queue-grows.yaml": RUNBOOK.format(updated=updated),
        "postmortems/incidents/2026-10-20-late-mails.yaml": INCIDENT,
        "postmortems/2026-10-20-late-mails.yaml": POSTMORTEM,
        "catalog/oncall/payments-2026-10-26.yaml": SHIFT,
    }


def test_it_shows_impact_then_steps_then_what_stops_the_harm(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    text = drawn(files()).page("runbooks/queue-grows/").text.replace("\u202f", " ")
    order = [
        "The queue grows",
        "Impact",
        "Mails are late.",
        "Find out",
        "Count the pods",
        "Stop the harm",
        "Seen before",
    ]
    places = [text.index(word) for word in order]
    assert places == sorted(places)


def test_commands_are_whole_and_escaped_so_that_they_can_be_copied(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    page = drawn(files()).page("runbooks/queue-grows/")
    blocks = [re.sub(r"<[^>]+>", "", block) for block in re.findall(r"<pre><code>(.*?)</code>", page.source, re.DOTALL)]
    assert blocks[0] == "kubectl -n shop get pod &lt;pod&gt; --output=wide"
    assert blocks[1].splitlines() == [
        "kubectl -n shop scale deployment/worker --replicas=&lt;more&gt;",
        "kubectl -n shop rollout status deployment/worker",
    ]
    assert "<var>&lt;pod&gt;</var>" in page.source
    assert "Three <running> pods" in page.text.replace("\u202f", " ")
    assert "Tell the shop's owner." not in "".join(blocks)


def test_the_runbooks_that_a_step_names_are_links(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    assert (
        '<a href="../checkout-errors/">checkout-errors</a> at once'
        in drawn(files()).page("runbooks/queue-grows/").source
    )


def test_escalation_says_when_whom_and_who_is_on_call_now(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    page = drawn(files()).page("runbooks/queue-grows/")
    assert "Escalate after 1 h 30 min" in page.text.replace("\u202f", " ")
    assert "payments-lead" in page.text.replace("\u202f", " ")
    assert "pay-3, then pay-4" in page.text.replace("\u202f", " ")
    assert "Length of the queue" in page.text.replace("\u202f", " ")
    assert "../../shifts/payments-2026-10-26/" in page.links


def test_incidents_that_used_it_and_actions_that_name_it(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    page = drawn(files()).page("runbooks/queue-grows/")
    assert "Mails came an hour late" in page.text.replace("\u202f", " ")
    assert "mitigated in 41\u202fmin" in "".join(page.words)
    assert "Write the length into queue-grows.yaml" in page.text.replace("\u202f", " ")
    assert "Buy a bigger queue" not in page.text.replace("\u202f", " ")


def test_alerts_in_both_directions(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    page = drawn(files()).page("runbooks/checkout-errors/")
    assert page.text.replace("\u202f", " ").count("CheckoutErrors") >= 2
    assert "CheckoutCheckoutSuccessFastBurn" in page.text.replace("\u202f", " ")
    assert "a release answers with errors" in page.text.replace("\u202f", " ")
    assert "page: under 5 minutes" in page.text.replace("\u202f", " ")
    assert "No alert leads here" in drawn(files()).page("runbooks/queue-grows/").text.replace("\u202f", " ")


def test_freshness_follows_the_tier(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    assert "fresh until 2027-03-30" in drawn(files()).page("runbooks/queue-grows/").text  # important: 180 days
    assert "33 d past its review" in drawn(files("2026-04-02")).page("runbooks/queue-grows/").text.replace(
        "\u202f", " "
    )


def test_a_broken_runbook_is_left_to_the_page_of_all_documents(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    site = drawn({"runbooks/broken.yaml": "runbook: {title: Broken}\n"})
    assert site.leaf("runbooks/broken/").template == "sections/zz_document/page.html.j2"


def test_commands_and_sentences_are_told_apart() -> None:
    commands = ["kubectl get pods", "./restart.sh", "PAYMENTS=off make deploy", "/bin/sync", "echo done."]
    sentences = ["Tell finance.", "Restart the pods", "tell marketing which are not shown."]
    assert [text for text in commands if not is_command(text)] == ["echo done."]
    assert not any(map(is_command, sentences))


def test_blank_lines_of_a_command_stay(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    command = "command: |\n            kubectl get pods\n\n            kubectl top pods"
    all_files = files()
    text = all_files["runbooks/queue-grows.yaml"]
    all_files["runbooks/queue-grows.yaml"] = text.replace(
        "command: kubectl -n shop get pod <pod> --output=wide", command
    )
    site = drawn(all_files)
    assert "kubectl get pods\n\nkubectl top pods" in site.book.content(site.leaf("runbooks/queue-grows/"))
