"""SLOs as Prometheus rules: per service a rule file, per SLO a file of tests for promtool.

Recorded series, one each per service and SLI, with the labels `service` and `sli`. WINDOW is a duration such as 5m:

- `sli:good:rateWINDOW`, `sli:total:rateWINDOW`: good and all events a second, over every window of an alert, and 5m
- `sli:error_ratio:rateWINDOW`: the share of bad events in that window, from 0 to 1; absent while there are no events
- `sli:good:increaseWINDOW`, `sli:total:increaseWINDOW`: events within the window of an SLO, such as 28d
- `sli:covered:ratioWINDOW`: the share of that window for which events were recorded, from 0 to 1

`series.recorded_totals` gives the queries that read the last three; nobody else spells these names.

Rates over windows of up to 6 h come from the SLI's own queries. Longer ones are means of the recorded five-minute
rates, of good and of all events apart, so that every event weighs the same; a query over days of raw series would cost
a busy server much every minute. Events within an SLO's window are the sum of these rates, each times the minute until
the next one: a gap in the recording counts as no events and lowers the coverage, exactly as in the snapshots.
"""

from __future__ import annotations

from steadybook.exchange.prometheus.layout import MARK, TESTS
from steadybook.exchange.prometheus.objectives import services_of
from steadybook.exchange.prometheus.rule_tests import test_file
from steadybook.exchange.prometheus.rules import rule_file
from steadybook.model.context import Context
from steadybook.model.export import Export, Exported, ExportedFile
from steadybook.model.report import count


def files(context: Context) -> Exported:
    """The rule files of all services with SLOs, and the tests of each SLO that has alerts."""
    services, left_out = services_of(context)
    found = []
    for service in services:
        found.append(ExportedFile(service.rule_path, rule_file(service)))
        found += [ExportedFile(o.test_path, test_file(service, o)) for o in service.objectives if o.alerts]
    objectives = [objective for service in services for objective in service.objectives]
    alerts = sum(len(objective.alerts) for objective in objectives)
    summary = (
        f"{count(alerts, 'alert')} for {count(len(objectives), 'SLO')} of {count(len(services), 'service')}"
    ).replace("\u202f", ",")
    return Exported(tuple(found), left_out, summary)


EXPORT = Export(
    title="Prometheus",
    about="recording rules, burn-rate alerts and their tests",
    kinds=("slo", "sli", "runbook"),
    mark=MARK,
    patterns=("*.rules.yaml", f"{TESTS}/*.test.yaml"),
    files=files,
    advice=f"Prove them with `promtool test rules {{folder}}/{TESTS}/*.test.yaml`.",
)
