"""What the dashboards show: the overview, one for each stage, the workers, the dead letters.

Pure data. ``$stream``, ``$instance`` and ``$stage`` are the dashboards' variables. Each stream has
a line of its own, named by it where the scrape gives it a name; only the heat map adds them up.
"""

from __future__ import annotations

from typing import Final

from panels import Panel
from queries import HERE, OURS, STAGE, highest, increase, most, rate, slowest, total

RUNBOOK: Final = "${runbook}"  # a variable of each dashboard: where docs/operations.md is served
OBJECTIVE_S: Final = 5.0

OVERVIEW: Final = (
    Panel(
        "Workers ready",
        "Workers that do their work now. Fewer than you started: see the Workers dashboard.",
        ((total(f"pipeline_worker_ready{{{HERE}}}"), "ready"),),
        kind="number",
        limits=(1, 0.5),
        width=4,
        height=4,
        runbook=f"{RUNBOOK}#pipelineworkernotready",
    ),
    Panel(
        "Finished",
        "Complete events a second that leave the last stage.",
        ((rate("pipeline_articles_finished_total", "", 'stage="$last",outcome="enriched"'), ""),),
        unit="reqps",
        kind="number",
        width=4,
        height=4,
    ),
    Panel(
        "End-to-end latency, 95 %",
        "From the article's record to the complete event. The objective is 5 s for 99 %.",
        ((slowest("pipeline_latency_seconds", "", 'stage="$last"'), "95 %"),),
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
        ((f"pipeline_latency_slow:ratio_rate1h{{{OURS}}}", ""),),
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
        ((total(f"pipeline_lag_records{{{HERE}}}"), ""),),
        kind="number",
        limits=(1000, 10000),
        width=4,
        height=4,
        runbook=f"{RUNBOOK}#pipelinefallingbehind",
    ),
    Panel(
        "Dead letters",
        "Records put aside in the time shown.",
        ((increase("pipeline_articles_finished_total", "", 'outcome="dead-lettered"'), ""),),
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
        ((rate("pipeline_articles_finished_total", "stage"), "{{stage}}"),),
        unit="reqps",
    ),
    Panel(
        "Latency up to each stage, 95 %",
        "From the article's own record to the acknowledged event of each stage.",
        ((slowest("pipeline_latency_seconds", "stage"), "{{stage}}"),),
        unit="s",
        limits=(OBJECTIVE_S, 30),
    ),
    Panel(
        "Seconds behind",
        "Age of the oldest record that is not committed, by stage: how late the output is.",
        ((f"stage:pipeline_behind_seconds:max{{{OURS}}}", "{{stage}}"),),
        unit="s",
        limits=(60, 300),
        runbook=f"{RUNBOOK}#pipelinefallingbehind",
    ),
    Panel(
        "Waiting by stage",
        "Records not committed yet. Growing for long: add workers, up to the partitions.",
        ((f"stage:pipeline_lag_records:sum{{{OURS}}}", "{{stage}}"),),
        runbook=f"{RUNBOOK}#pipelinestuck",
    ),
    Panel(
        "Not simply enriched",
        "Failed, dead-lettered, duplicate and handed-back records. Duplicates and handed-back "
        "ones come with restarts and rebalances and are no fault.",
        (
            (
                rate(
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
        ((slowest("pipeline_article_age_seconds", "stage"), "{{stage}}"),),
        unit="s",
    ),
    Panel(
        "What was found",
        "Annotations of the time shown, by kind.",
        ((most(increase("pipeline_annotations_total", "kind")), "{{kind}}"),),
        kind="bars",
        height=10,
    ),
    Panel(
        "Which countries",
        "Events of the time shown by the country that they are about.",
        ((most(increase("pipeline_focus_articles_total", "country", "")), "{{country}}"),),
        kind="bars",
        height=10,
    ),
    Panel(
        "Firing alerts",
        "What Prometheus alerts about now. Empty is good.",
        ((f'ALERTS{{alertstate="firing",alertname=~"Pipeline.*",{OURS}}}', ""),),
        kind="table",
        height=10,
    ),
)

ONE_STAGE: Final = (
    Panel(
        "In and out",
        "Records received and finished a second; apart for long: in flight grows, see below.",
        (
            (rate("pipeline_articles_received_total", "stage"), "received"),
            (rate("pipeline_articles_finished_total", "outcome"), "{{outcome}}"),
        ),
        unit="reqps",
    ),
    Panel(
        "Time of each step, 95 %",
        "Queue (waiting for the pool), compute, send (until the broker acknowledged).",
        ((slowest("pipeline_step_duration_seconds", "step"), "{{step}}"),),
        unit="s",
    ),
    Panel(
        "Computing, all articles",
        "How the compute times spread, over all streams that are chosen.",
        (
            (
                "sum by (le) (rate(pipeline_step_duration_seconds_bucket"
                f'{{{STAGE},step="compute",{HERE}}}[$__rate_interval]))',
                "{{le}}",
            ),
        ),
        unit="s",
        kind="heat",
    ),
    Panel(
        "Waiting by partition",
        "Records not committed yet. One partition alone: it is stuck.",
        ((total(f"pipeline_lag_records{{{STAGE},{HERE}}}", "partition"), "{{partition}}"),),
        kind="stacked",
        runbook=f"{RUNBOOK}#pipelinestuck",
    ),
    Panel(
        "Seconds behind by partition",
        "Age of the oldest record that is not committed.",
        ((highest(f"pipeline_behind_seconds{{{STAGE},{HERE}}}", "partition"), "{{partition}}"),),
        unit="s",
        limits=(60, 300),
    ),
    Panel(
        "Commits by partition",
        "Committed offsets a second. Zero with records waiting: the partition is stuck.",
        (
            (
                total(
                    f"deriv(pipeline_committed_offset{{{STAGE},{HERE}}}[$__rate_interval])",
                    "partition",
                ),
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
                "time() - "
                + highest(f"pipeline_last_progress_timestamp_seconds{{{STAGE},{OURS}}}", "stage"),
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
            (highest(f"pipeline_input_partitions{{{STAGE},{OURS}}}"), "of the topic"),
            (total(f"pipeline_partitions_assigned{{{STAGE},{OURS}}}"), "read"),
        ),
        runbook=f"{RUNBOOK}#pipelinestagewithoutworker",
    ),
    Panel(
        "Rebalances",
        "Times that the group gave out its partitions anew.",
        (
            (
                increase("pipeline_rebalances_total", "instance", over="$__rate_interval"),
                "{{instance}}",
            ),
        ),
        runbook=f"{RUNBOOK}#pipelinerebalancing",
    ),
    Panel(
        "In flight",
        "Records received and not finished; at the window's size: back-pressure works.",
        ((total(f"pipeline_in_flight_records{{{STAGE},{HERE}}}", "instance"), "{{instance}}"),),
    ),
    Panel(
        "In flight, bytes",
        "Memory of the windows.",
        ((total(f"pipeline_in_flight_bytes{{{STAGE},{HERE}}}", "instance"), "{{instance}}"),),
        unit="bytes",
    ),
    Panel(
        "Bytes in and out",
        "To size disks and networks.",
        (
            (rate("pipeline_received_bytes_total", "stage"), "received"),
            (rate("pipeline_sent_bytes_total", "stage"), "sent"),
        ),
        unit="Bps",
    ),
    Panel(
        "Writes tried again",
        "Writes to the broker that failed at first. Growing: look at the broker.",
        ((rate("pipeline_send_retries_total", "instance"), "{{instance}}"),),
        unit="reqps",
        runbook=f"{RUNBOOK}#pipelinewritesretried",
    ),
    Panel(
        "Found an article",
        "Annotations per article, by kind. A sudden drop: a broken model, or other input.",
        (
            (
                rate("pipeline_annotations_total", "kind")
                + " / on (stream) group_left () ("
                + rate("pipeline_articles_finished_total", "", f'{STAGE},outcome="enriched"')
                + " > 0)",
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
        ((rate("pipeline_unresolved_locations_total", "instance", ""), "{{instance}}"),),
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
        ((rate("pipeline_pool_busy_seconds_total", "stage"), "{{stage}}"),),
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
                rate("pipeline_pool_restarts_total", "instance, reason", ""),
                "{{instance}} {{reason}}",
            ),
        ),
        runbook=f"{RUNBOOK}#pipelinepooldying",
    ),
    Panel(
        "Deadlines hit",
        "Articles whose process was killed because they took too long.",
        ((rate("pipeline_deadlines_hit_total", "stage"), "{{stage}}"),),
        runbook=f"{RUNBOOK}#pipelinepooldying",
    ),
    Panel(
        "Cache hits",
        "Share of what an earlier stage of the worker had made ready.",
        (
            (
                rate("pipeline_cache_requests_total", "cache", 'result="hit"')
                + " / ("
                + rate("pipeline_cache_requests_total", "cache", "")
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
                f'process_open_fds{{job="pipeline",{HERE}}}'
                f' / process_max_fds{{job="pipeline",{HERE}}}',
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
        ((rate("pipeline_dead_letters_total", "reason"), "{{reason}}"),),
        unit="reqps",
        kind="stacked",
        width=12,
        runbook=f"{RUNBOOK}#pipelinedeadletters",
    ),
    Panel(
        "By stage",
        "Which stage puts records aside.",
        ((rate("pipeline_dead_letters_total", "stage"), "{{stage}}"),),
        unit="reqps",
        kind="stacked",
        width=12,
    ),
    Panel(
        "Share of all records",
        "Dead letters among finished records; the alert is at 1 %.",
        (
            (
                rate(
                    "pipeline_articles_finished_total", "stage", f'{STAGE},outcome="dead-lettered"'
                )
                + " / ("
                + rate("pipeline_articles_finished_total", "stage")
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
                total(f"pipeline_dead_letters_total{{{STAGE},{HERE}}}", "stage, reason") + " > 0",
                "{{stage}}: {{reason}}",
            ),
        ),
        kind="bars",
        width=12,
    ),
)
