"""What is deployed is valid by the platforms' own schemas, pinned, and closed by default."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.clients.topics import wanted_config
from pipeline.flow import STAGES, group_of, input_of, topics_of
from pipeline.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
KUBERNETES = ROOT / "deploy" / "kubernetes"
COMPOSE = ROOT / "docker-compose.yml"


def compose() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return content


def documents(folder: Path = KUBERNETES) -> list[dict[str, Any]]:
    return [
        document
        for path in sorted(folder.rglob("*.yaml"))
        for document in yaml.safe_load_all(path.read_text(encoding="utf-8"))
    ]


def of_kind(kind: str) -> dict[str, dict[str, Any]]:
    return {one["metadata"]["name"]: one for one in documents() if one["kind"] == kind}


def test_compose_follows_the_specification() -> None:
    """The compose file is valid by the compose specification's schema."""
    models = pytest.importorskip("compose_spec").models
    content = {key: value for key, value in compose().items() if not key.startswith("x-")}
    models.ComposeSpecification.model_validate(content)


def test_images_are_pinned_and_ports_are_on_loopback() -> None:
    """No image moves under us, and nothing listens on the network."""
    for name, service in compose()["services"].items():
        assert re.fullmatch(r"\$\{\w+_IMAGE:-.+:v?\d+\.\d+\.\d+\}", service["image"]), name
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), name


def test_containers_are_closed_bounded_and_looked_after() -> None:
    """No privileges, no writable root but where the image needs one, a limit, and a check."""
    for name, service in compose()["services"].items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service.get("read_only", False) is (name != "kafka"), name
        assert service["mem_limit"], name
        assert "user" not in service, name  # the images name theirs, and none is root
        if name == "worker":
            dockerfile = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
            assert re.search(r"^HEALTHCHECK .*\\\n.*/health/live", dockerfile, re.M)
            assert re.search(r"^USER 10001:10001$", dockerfile, re.M)
        else:
            assert service["healthcheck"], name


def test_the_image_installs_nothing_unchecked() -> None:
    """Packages come by hash; what is installed comes from those alone."""
    text = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    commands = re.findall(r"^(?:RUN| &&) (.*bin/pip .*?)(?: \\)?$", text, re.M)
    fetch, install, remove = commands
    assert "pip wheel" in fetch
    assert "--require-hashes -r constraints.txt" in fetch
    assert install.startswith("PIP_NO_INDEX=1 PIP_FIND_LINKS=/wheels ")
    assert "pip uninstall" in remove


def test_no_password_is_in_the_open() -> None:
    """Every password comes from outside and has no default."""
    text = COMPOSE.read_text(encoding="utf-8")
    for line in text.splitlines():
        if re.search(r"^\s+\w*(PASSWORD|SECRET)\w*:", line):
            assert re.search(r"\$\{\w+:\?", line), line
    assert of_kind("Secret") == {}


def test_containers_get_time_to_drain() -> None:
    """No platform kills a worker before its own deadline has passed."""
    drain = Settings.model_fields["drain_s"].default
    assert float(compose()["services"]["worker"]["stop_grace_period"].rstrip("s")) > 2 * drain
    for name, deployment in of_kind("Deployment").items():
        assert (
            deployment["spec"]["template"]["spec"]["terminationGracePeriodSeconds"] > 2 * drain
        ), name


def test_logs_do_not_fill_the_disk() -> None:
    """Docker's own default keeps every line for ever."""
    for name, service in compose()["services"].items():
        assert service["logging"] == {"driver": "local"}, name


def test_services_of_the_namespace_set_nothing() -> None:
    """Kubernetes gives each pod variables of each service: PIPELINE_HTTP_PORT would be one."""
    for name, deployment in of_kind("Deployment").items():
        assert deployment["spec"]["template"]["spec"]["enableServiceLinks"] is False, name


def test_verbs_in_a_pod_mean_the_topics_as_they_are() -> None:
    """`topics create` and `align` from a worker's pod would otherwise make single copies."""
    base = KUBERNETES / "base" / "kustomization.yaml"
    (generated,) = yaml.safe_load(base.read_text(encoding="utf-8"))["configMapGenerator"]
    given = dict(literal.split("=", 1) for literal in generated["literals"])
    for topic in of_kind("KafkaTopic").values():
        assert given["PIPELINE_PARTITIONS"] == str(topic["spec"]["partitions"])
        assert given["PIPELINE_REPLICATION_FACTOR"] == str(topic["spec"]["replicas"])


def test_settings_in_the_deployments_exist() -> None:
    """Every PIPELINE_ variable is a setting."""
    known = {f"PIPELINE_{name.upper()}" for name in Settings.model_fields}
    files = [COMPOSE, ROOT / "deploy" / "Dockerfile", *KUBERNETES.rglob("*.yaml")]
    for path in files:
        named = set(re.findall(r"\bPIPELINE_[A-Z_]+\b", path.read_text(encoding="utf-8")))
        assert named <= known, path


@pytest.mark.parametrize("version", ["1.30", "1.33"])
def test_kubernetes_objects_follow_the_schemas(version: str) -> None:
    """Core objects are valid, strictly; custom ones are named for what they need."""
    validator = pytest.importorskip("kubernetes_validate")
    custom = {"PodMonitor", "PrometheusRule", "ScaledObject", "TriggerAuthentication"}
    custom |= {"KafkaTopic", "KafkaUser", "Kustomization"}
    checked = 0
    for document in documents():
        if document["kind"] not in custom:
            validator.validate(document, version, strict=True)
            checked += 1
    assert checked >= 3 + 2 * len(STAGES)


def test_every_resource_is_listed() -> None:
    """Kustomize knows each file, and each file that it names exists."""
    for path in KUBERNETES.rglob("kustomization.yaml"):
        listed = set(yaml.safe_load(path.read_text(encoding="utf-8"))["resources"])
        assert listed == {p.name for p in path.parent.glob("*.yaml")} - {path.name}


def test_each_stage_is_deployed_scaled_and_protected() -> None:
    """A deployment, a disruption budget and a scaler on its own lag for each stage."""
    settings = Settings(_env_file=None)
    topics = topics_of("articles", STAGES)
    names = {stage.name for stage in STAGES}
    assert set(of_kind("Deployment")) == set(of_kind("PodDisruptionBudget")) == names
    scaled = of_kind("ScaledObject")
    assert set(scaled) == names
    for name in names:
        (trigger,) = scaled[name]["spec"]["triggers"]
        assert trigger["metadata"]["topic"] == input_of(name, topics, STAGES)
        assert trigger["metadata"]["consumerGroup"] == group_of(name, settings)
        assert of_kind("Deployment")[name]["spec"]["template"]["spec"]["containers"][0]["args"] == [
            "worker",
            name,
        ]
    kafka_topics = of_kind("KafkaTopic")
    assert set(kafka_topics) == set(topics.all)
    assert {t["spec"]["partitions"] for t in kafka_topics.values()} == {
        scaled[name]["spec"]["maxReplicaCount"] for name in names
    }


def test_topics_of_strimzi_have_the_limits_that_the_settings_want() -> None:
    """`pipeline check` finds nothing to mend on topics that Strimzi made."""
    settings = Settings(_env_file=None, replication_factor=3)
    topics = topics_of("articles", STAGES)
    for name, topic in of_kind("KafkaTopic").items():
        has = {key: str(value) for key, value in topic["spec"]["config"].items()}
        assert has == wanted_config(name, topics, settings), name


def test_users_of_strimzi_have_the_rights_of_the_runbook() -> None:
    """One table of rights, and the same in the objects."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    told = set()
    for user, kind, name, operations in re.findall(
        r"^\| (\w+) \| (topic|group) \| `(.+)` \| (.+) \|$", text, re.M
    ):
        named = name.replace("PREFIX", "articles").replace("GROUP", "pipeline")
        pattern = "prefix" if named.endswith("*") else "literal"
        told.add((f"pipeline-{user}", kind, named.rstrip("*"), pattern, operations))
    given = {
        (name, *(acl["resource"][key] for key in ("type", "name", "patternType")),
         ", ".join(acl["operations"]))
        for name, user in of_kind("KafkaUser").items()
        for acl in user["spec"]["authorization"]["acls"]
    }  # fmt: skip
    assert given == told


@pytest.mark.parametrize(
    ("generator", "written"),
    [
        ("for_operator.py", KUBERNETES / "base" / "prometheus-rules.yaml"),
        ("metrics_page.py", ROOT / "docs" / "metrics.md"),
    ],
)
def test_written_files_are_what_their_generators_write(
    generator: str, written: Path, tmp_path: Path
) -> None:
    """The operator's rules and the page of the metrics are reproduced byte for byte."""
    command = [sys.executable, str(ROOT / "deploy" / "prometheus" / generator)]
    subprocess.run([*command, str(tmp_path / "file")], check=True, timeout=60)
    assert (tmp_path / "file").read_bytes() == written.read_bytes()


UNITS = {"Mi": 1, "Gi": 1024}


def test_memory_is_enough_for_every_process() -> None:
    """All pool processes at their own limit, and the worker, fit into the container's."""
    for name, deployment in of_kind("Deployment").items():
        (container,) = deployment["spec"]["template"]["spec"]["containers"]
        given = {one["name"]: one.get("value") for one in container["env"]}
        limit = container["resources"]["limits"]["memory"]
        processes = int(given["PIPELINE_PROCESSES"]) * int(given["PIPELINE_PROCESS_MEMORY_MB"])
        assert processes + 512 <= int(limit[:-2]) * UNITS[limit[-2:]], name
        assert container["resources"]["requests"]["memory"] == limit, name
    worker = compose()["services"]["worker"]
    given = {
        key: value.partition(":-")[2].rstrip("}") for key, value in worker["environment"].items()
    }
    processes = int(given["PIPELINE_PROCESSES"]) * int(given["PIPELINE_PROCESS_MEMORY_MB"])
    assert worker["mem_limit"] == "${WORKER_MEMORY:-3g}"
    assert processes + 512 <= 3 * 1024


def test_nothing_of_ours_is_told_to_others(tmp_path: Path) -> None:
    """onnxruntime writes no identity of this machine, which it does before it reports."""
    model = ROOT / "pipeline" / "entities" / "tagger" / "model" / "layers.onnx"
    code = f"import pipeline, onnxruntime; onnxruntime.InferenceSession({str(model)!r})"
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=home, capture_output=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(tmp_path.iterdir()) == []


def test_every_scrape_names_the_stream() -> None:
    """The shipped configurations put the label on that rules and dashboards go by."""
    for name in ("prometheus.yml", "prometheus.compose.yml"):
        content = yaml.safe_load((ROOT / "deploy" / "prometheus" / name).read_text("utf-8"))
        for job in content["scrape_configs"]:
            assert job["relabel_configs"] == [{"target_label": "stream", "replacement": "news"}]
    (endpoint,) = of_kind("PodMonitor")["pipeline"]["spec"]["podMetricsEndpoints"]
    given = {one["targetLabel"]: one for one in endpoint["relabelings"]}
    assert given["stream"]["sourceLabels"] == ["__meta_kubernetes_namespace"]
    assert given["job"]["replacement"] == "pipeline"


def test_pods_are_closed() -> None:
    """Not root, nothing writable but what is mounted, no privileges, probes on health."""
    for name, deployment in of_kind("Deployment").items():
        pod = deployment["spec"]["template"]["spec"]
        assert pod["securityContext"]["runAsNonRoot"], name
        for container in pod["containers"]:
            assert container["securityContext"]["readOnlyRootFilesystem"]
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
            assert container["livenessProbe"]["httpGet"]["path"] == "/health/live"
            assert container["readinessProbe"]["httpGet"]["path"] == "/health/ready"
            assert "memory" in container["resources"]["limits"]
