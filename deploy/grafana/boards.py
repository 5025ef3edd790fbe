"""What the dashboards show: the overview, one for each stage, the workers, the dead letters.

Pure data. ``$instance`` and ``$stage`` are the dashboards' variables.
"""

from __future__ import annotations

from typing import Final

from panels import Panel

RUNBOOK: Final = "${runbook}"  # a variable of each dashboard: where docs/operations.md is served
OBJECTIVE_S: Final = 5.0


def _rate(metric: str, by: str, where: str = 'stage=~"$stage"') -> str:
    inner = f'rate({metric}{{{where},instance=~"$instance"}}[$__rate_interval])'
    return f"sum by ({by}) ({inner})"


def _quantiles(metric: str, by: str, where: str) -> tuple[tuple[str, str], ...]:
    legend = f"{{{{{by}}}}} " if by else ""
    keys = f"le, {by}" if by else "le"
    rate = _rate(f"{metric}_bucket", keys, where)
    return tuple(
        (f"histogram_quantile({q}, {rate})", f"{legend}{name}")
        for q, name in ((0.5, "50 %"), (0.95, "95 %"), (0.99, "99 %"))
    )


STAGE: Final = 'stage=~"$stage"'
HERE: Final = 'instance=~"$instance"'

OVERVIEW: Final = (
    Panel(
        "Workers ready",
        "Workers that do their work now. Fewer than you started: see the Workers dashboard.",
        ((f"sum(pipeline_worker_ready{{{HERE}}})", "ready"),),
        kind="number",
        limits=(1, 0.5),
        width=4,
        height=4,
        runbook=f"{RUNBOOK}#pipelineworkernotready",
    ),
    Panel(
        "Finished",
        "Complete events a second that leave the last stage.",
        ((_rate("pipeline_articles_finished_total", "", 'stage="$last",outcome="enriched"'), ""),),
        unit="reqps",
        kind="number",
        width=4,
        height=4,
    ),
    Panel(
        "End-to-end latency, 95 %",
        "From the article's record to the complete event. The objective is 5 s for 99 %.",
        (_quantiles("pipeline_latency_seconds", "", 'stage="$last"')[1],),
        unit="s",
        kind="number",
        limits=(OBJECTIVE_S, 30),
        width=4,
        height=4,
        runbook=f"{RUNBOOK}#pipelinelatencyburnsfast",
    ),
    Panel(
        "Slower than the objective",
        "Share of the last hour's events that took longer than 5 s; the objective allows 1 %.",
        (("pipeline_latency_slow:ratio_rate1h", ""),),
        unit="percentunit",
        kind="number",
        limits=(0.01, 0.144),
        width=4,
        height=4,
        runbook=f"{RUNBOOK}#pipelinelatencyburnsslowly",
    ),
    Panel(
        "Waiting",
        "Records not committed yet, over all stages.",
        ((f"sum(pipeline_lag_records{{{HERE}}})", ""),),
        kind="number",
        limits=(1000, 10000),
        width=4,
        height=4,
        runbook=f"{RUNBOOK}#pipelinefallingbehind",
    ),
    Panel(
        "Dead letters",
        "Records put aside in the time shown.",
        (
            (
                "sum(increase(pipeline_articles_finished_total"
                f'{{outcome="dead-lettered",{HERE}}}[$__range]))',
                "",
            ),
        ),
        kind="number",
        limits=(1, 100),
        width=4,
        height=4,
        runbook=f"{RUNBOOK}#pipelinedeadletters",
    ),
    Panel(
        "Finished by stage",
        "Records a second that leave each stage, whatever became of them. In a steady state all "
        "stages show the same rate.",
        ((_rate("pipeline_articles_finished_total", "stage"), "{{stage}}"),),
        unit="reqps",
    ),
    Panel(
        "Latency up to each stage, 95 %",
        "From the article's own record to the acknowledged event of each stage.",
        (
            (
                "histogram_quantile(0.95, "
                + _rate("pipeline_latency_seconds_bucket", "le, stage")
                + ")",
                "{{stage}}",
            ),
        ),
        unit="s",
        limits=(OBJECTIVE_S, 30),
    ),
    Panel(
        "Seconds behind",
        "Age of the oldest record that is not committed, by stage: how late the output is.",
        (("stage:pipeline_behind_seconds:max", "{{stage}}"),),
        unit="s",
        limits=(60, 300),
        runbook=f"{RUNBOOK}#pipelinefallingbehind",
    ),
    Panel(
        "Waiting by stage",
        "Records not committed yet. Growing for long: add workers, up to the partitions.",
        (("stage:pipeline_lag_records:sum", "{{stage}}"),),
        runbook=f"{RUNBOOK}#pipelinestuck",
    ),
    Panel(
        "Not simply enriched",
        "Failed, dead-lettered, duplicate and handed-back records. Duplicates and handed-back "
        "ones come with restarts and rebalances and are no fault.",
        (
            (
                _rate(
                    "pipeline_articles_finished_total",
                    "stage, outcome",
                    f'{STAGE},outcome!="enriched"',
                ),
                "{{stage}} {{outcome}}",
            ),
        ),
        unit="reqps",
        runbook=f"{RUNBOOK}#pipelinestagefailing",
    ),
    Panel(
        "Time since publication, 95 %",
        "From `published` to the event, where articles say it; far above the latency, the delay "
        "is with the publisher.",
        (
            (
                "histogram_quantile(0.95, "
                + _rate("pipeline_article_age_seconds_bucket", "le, stage")
                + ")",
                "{{stage}}",
            ),
        ),
        unit="s",
    ),
    Panel(
        "What was found",
        "Annotations of the time shown, by kind.",
        (
            (
                "topk(15, sum by (kind) "
                f"(increase(pipeline_annotations_total{{{STAGE},{HERE}}}[$__range])))",
                "{{kind}}",
            ),
        ),
        kind="bars",
        height=10,
    ),
    Panel(
        "Which countries",
        "Events of the time shown by the country that they are about.",
        (
            (
                "topk(15, sum by (country) "
                f"(increase(pipeline_focus_articles_total{{{HERE}}}[$__range])))",
                "{{country}}",
            ),
        ),
        kind="bars",
        height=10,
    ),
    Panel(
        "Firing alerts",
        "What Prometheus alerts about now. Empty is good.",
        (('ALERTS{alertstate="firing",alertname=~"Pipeline.*"}', ""),),
        kind="table",
        height=10,
    ),
)

ONE_STAGE: Final = (
    Panel(
        "In and out",
        "Records received and finished a second; apart for long: in flight grows, see below.",
        (
            (_rate("pipeline_articles_received_total", "stage"), "received"),
            (_rate("pipeline_articles_finished_total", "outcome"), "{{outcome}}"),
        ),
        unit="reqps",
    ),
    Panel(
        "Time of each step, 95 %",
        "Queue (waiting for the pool), compute, send (until the broker acknowledged).",
        (
            (
                "histogram_quantile(0.95, "
                + _rate("pipeline_step_duration_seconds_bucket", "le, step")
                + ")",
                "{{step}}",
            ),
        ),
        unit="s",
    ),
    Panel(
        "Computing, all articles",
        "How the compute times spread.",
        (
            (
                _rate("pipeline_step_duration_seconds_bucket", "le", f'{STAGE},step="compute"'),
                "{{le}}",
            ),
        ),
        unit="s",
        kind="heat",
    ),
    Panel(
        "Waiting by partition",
        "Records not committed yet. One partition alone: it is stuck.",
        ((f"sum by (partition) (pipeline_lag_records{{{STAGE},{HERE}}})", "{{partition}}"),),
        kind="stacked",
        runbook=f"{RUNBOOK}#pipelinestuck",
    ),
    Panel(
        "Seconds behind by partition",
        "Age of the oldest record that is not committed.",
        ((f"max by (partition) (pipeline_behind_seconds{{{STAGE},{HERE}}})", "{{partition}}"),),
        unit="s",
        limits=(60, 300),
    ),
    Panel(
        "Commits by partition",
        "Committed offsets a second. Zero with records waiting: the partition is stuck.",
        (
            (
                f"sum by (partition) (deriv(pipeline_committed_offset{{{STAGE},{HERE}}}"
                "[$__rate_interval]))",
                "{{partition}}",
            ),
        ),
        unit="reqps",
    ),
    Panel(
        "Since the last progress",
        "Time since a committed offset moved. Long without a lag is only quiet.",
        (
            (
                f"time() - max by (stage) (pipeline_last_progress_timestamp_seconds{{{STAGE}}})",
                "since",
            ),
        ),
        unit="s",
        runbook=f"{RUNBOOK}#pipelinestuck",
    ),
    Panel(
        "Partitions",
        "Partitions of the input topic, and how many of them some worker reads.",
        (
            (f"max(pipeline_input_partitions{{{STAGE}}})", "of the topic"),
            (f"sum(pipeline_partitions_assigned{{{STAGE}}})", "read"),
        ),
        runbook=f"{RUNBOOK}#pipelinestagewithoutworker",
    ),
    Panel(
        "Rebalances",
        "Times that the group gave out its partitions anew.",
        (
            (
                "sum by (instance) "
                f"(increase(pipeline_rebalances_total{{{STAGE},{HERE}}}[$__rate_interval]))",
                "{{instance}}",
            ),
        ),
        runbook=f"{RUNBOOK}#pipelinerebalancing",
    ),
    Panel(
        "In flight",
        "Records received and not finished; at the window's size: back-pressure works.",
        ((f"sum by (instance) (pipeline_in_flight_records{{{STAGE},{HERE}}})", "{{instance}}"),),
    ),
    Panel(
        "In flight, bytes",
        "Memory of the windows.",
        ((f"sum by (instance) (pipeline_in_flight_bytes{{{STAGE},{HERE}}})", "{{instance}}"),),
        unit="bytes",
    ),
    Panel(
        "Bytes in and out",
        "To size disks and networks.",
        (
            (_rate("pipeline_received_bytes_total", "stage"), "received"),
            (_rate("pipeline_sent_bytes_total", "stage"), "sent"),
        ),
        unit="Bps",
    ),
    Panel(
        "Writes tried again",
        "Writes to the broker that failed at first. Growing: look at the broker.",
        ((_rate("pipeline_send_retries_total", "instance"), "{{instance}}"),),
        unit="reqps",
        runbook=f"{RUNBOOK}#pipelinewritesretried",
    ),
    Panel(
        "Found an article",
        "Annotations per article, by kind. A sudden drop: a broken model, or other input.",
        (
            (
                _rate("pipeline_annotations_total", "kind")
                + " / on () group_left () (sum("
                + _rate("pipeline_articles_finished_total", "stage", f'{STAGE},outcome="enriched"')
                + ") > 0)",
                "{{kind}}",
            ),
        ),
        kind="stacked",
        runbook=f"{RUNBOOK}#pipelinefindslittle",
    ),
    Panel(
        "Runs with",
        "Models, grammars and gazetteers of this stage, by worker.",
        ((f"pipeline_model_info{{{STAGE},{HERE}}}", ""),),
        kind="table",
        runbook=f"{RUNBOOK}#pipelineversionsmixed",
    ),
)

PLACES: Final = (
    Panel(
        "Names not in the gazetteer",
        "Place names a second that could not be resolved. A rising share: other regions or "
        "another language than the gazetteer serves.",
        ((_rate("pipeline_unresolved_locations_total", "instance", HERE), "{{instance}}"),),
        unit="reqps",
    ),
)

WORKERS: Final = (
    Panel(
        "Ready",
        "1 while a worker does its work.",
        ((f"pipeline_worker_ready{{{HERE}}}", "{{instance}}"),),
        runbook=f"{RUNBOOK}#pipelineworkernotready",
    ),
    Panel(
        "Connected to the brokers",
        "1 while the last exchange with the brokers succeeded.",
        ((f"pipeline_broker_connected{{{HERE}}}", "{{instance}}"),),
        runbook=f"{RUNBOOK}#pipelinebrokerunreachable",
    ),
    Panel(
        "Up for",
        "Time since the worker started. A saw: it crashes.",
        ((f"time() - pipeline_worker_start_timestamp_seconds{{{HERE}}}", "{{instance}}"),),
        unit="s",
        runbook=f"{RUNBOOK}#pipelineworkerrestarting",
    ),
    Panel(
        "Pool utilisation",
        "Share of the time that pool processes compute. Near 100 % with a lag: add cores.",
        ((f"instance:pipeline_pool_utilisation:rate5m{{{HERE}}}", "{{instance}}"),),
        unit="percentunit",
        limits=(0.8, 0.95),
    ),
    Panel(
        "Pool time by stage",
        "Which stage the processes compute for, in seconds a second.",
        ((_rate("pipeline_pool_busy_seconds_total", "stage"), "{{stage}}"),),
        kind="stacked",
    ),
    Panel(
        "Pool processes",
        "Live processes, and how many compute at the moment of the scrape.",
        (
            (f"pipeline_pool_processes{{{HERE}}}", "{{instance}} live"),
            (f"pipeline_pool_busy_processes{{{HERE}}}", "{{instance}} busy"),
        ),
    ),
    Panel(
        "Pool processes replaced",
        "By reason; other than recycled, find the articles among the dead letters.",
        (
            (
                _rate("pipeline_pool_restarts_total", "instance, reason", HERE),
                "{{instance}} {{reason}}",
            ),
        ),
        runbook=f"{RUNBOOK}#pipelinepooldying",
    ),
    Panel(
        "Deadlines hit",
        "Articles whose process was killed because they took too long.",
        ((_rate("pipeline_deadlines_hit_total", "stage"), "{{stage}}"),),
        runbook=f"{RUNBOOK}#pipelinepooldying",
    ),
    Panel(
        "Cache hits",
        "Share of what an earlier stage of the worker had made ready.",
        (
            (
                _rate("pipeline_cache_requests_total", "cache", f'result="hit",{HERE}')
                + " / ("
                + _rate("pipeline_cache_requests_total", "cache", HERE)
                + " > 0)",
                "{{cache}}",
            ),
        ),
        unit="percentunit",
    ),
    Panel(
        "Memory",
        "Resident memory of the worker, and of its pool processes.",
        (
            (f'process_resident_memory_bytes{{job="pipeline",{HERE}}}', "{{instance}} worker"),
            (f"pipeline_pool_resident_memory_bytes{{{HERE}}}", "{{instance}} pool"),
        ),
        unit="bytes",
    ),
    Panel(
        "Processor time of the worker",
        "Cores that the worker's own process uses; near 1: its event loop is the limit, start "
        "another worker.",
        (
            (
                f'rate(process_cpu_seconds_total{{job="pipeline",{HERE}}}[$__rate_interval])',
                "{{instance}}",
            ),
        ),
        limits=(0.8, 0.95),
    ),
    Panel(
        "Open files",
        "Share of the files that the process may open.",
        (
            (
                f'process_open_fds{{job="pipeline",{HERE}}} / process_max_fds{{job="pipeline"}}',
                "{{instance}}",
            ),
        ),
        unit="percentunit",
        limits=(0.5, 0.8),
    ),
    Panel(
        "Versions",
        "Which version each worker runs.",
        ((f"pipeline_build_info{{{HERE}}}", ""),),
        kind="table",
        width=24,
        height=6,
    ),
)

DEAD_LETTERS: Final = (
    Panel(
        "By reason",
        "Records put aside a second. `pipeline dead-letters list` shows them.",
        ((_rate("pipeline_dead_letters_total", "reason"), "{{reason}}"),),
        unit="reqps",
        kind="stacked",
        width=12,
        runbook=f"{RUNBOOK}#pipelinedeadletters",
    ),
    Panel(
        "By stage",
        "Which stage puts records aside.",
        ((_rate("pipeline_dead_letters_total", "stage"), "{{stage}}"),),
        unit="reqps",
        kind="stacked",
        width=12,
    ),
    Panel(
        "Share of all records",
        "Dead letters among finished records; the alert is at 1 %.",
        (
            (
                _rate(
                    "pipeline_articles_finished_total", "stage", f'{STAGE},outcome="dead-lettered"'
                )
                + " / ("
                + _rate("pipeline_articles_finished_total", "stage")
                + " > 0)",
                "{{stage}}",
            ),
        ),
        unit="percentunit",
        limits=(0.001, 0.01),
        width=12,
    ),
    Panel(
        "So far",
        "How many since the workers started, by stage and reason.",
        (
            (
                f"sum by (stage, reason) (pipeline_dead_letters_total{{{STAGE},{HERE}}}) > 0",
                "{{stage}}: {{reason}}",
            ),
        ),
        kind="bars",
        width=12,
    ),
)
