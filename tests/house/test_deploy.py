"""The container file, the service unit and the sample rules say what the program really does."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import orjson
import pytest
import ryaml

from interlock.adapters.metrics import LATENCY_S, Figures, Latency, Metrics
from interlock.cli.commands.run import command as run
from interlock.cli.main import program

ROOT = Path(__file__).parents[2]
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text().replace("\\\n", " ")
UNIT = ROOT / "deploy" / "interlock@.service"
RULES = ROOT / "deploy" / "alerts.rules.yaml"


def _instructions(name: str) -> list[str]:
    return re.findall(rf"^{name}\s+(.*)$", CONTAINER, re.MULTILINE)


def _parses(arguments: list[str]) -> bool:
    """Whether the program would understand these arguments."""
    name, *rest = arguments
    assert program.get_command(click.Context(program), name) is run
    try:
        run.make_context("run", rest)
    except click.UsageError:
        return False
    return True


def test_the_container_runs_a_command_that_there_is() -> None:
    assert orjson.loads(_instructions("ENTRYPOINT")[0]) == ["interlock"]
    arguments = orjson.loads(_instructions("CMD")[-1])
    assert _parses(arguments)
    assert not _parses([*arguments, "--no-such-option"])
    port = arguments[arguments.index("--listen") + 1].rpartition(":")[2]
    assert _instructions("EXPOSE") == [port]
    assert f":{port}/ready" in CONTAINER


def test_the_container_is_made_of_what_there_is() -> None:
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for line in _instructions("COPY"):
        if line.startswith("--from"):
            continue
        *sources, _ = line.split()
        for source in sources:
            assert (ROOT / source).exists(), source
            assert source in kept, f"{source} is left out of what the container is built from"
    # Everything that building the package asks for is there: its readme, its licence, its packages.
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {project["project"]["readme"], *project["project"]["license-files"], *wheel["force-include"]}
    needed |= {package.split("/")[0] for package in wheel["packages"]}
    assert {path for path in needed if not {path, *map(str, Path(path).parents)} & kept} == set()


def test_the_container_is_not_run_by_root_and_keeps_the_ledger() -> None:
    assert re.fullmatch(r"[1-9]\d+", _instructions("USER")[-1])
    assert _instructions("VOLUME") == ["/project/.interlock"]
    assert _instructions("STOPSIGNAL") == ["SIGTERM"]
    assert CONTAINER.rindex("USER ") < CONTAINER.rindex("ENTRYPOINT")


def test_the_container_s_packages_are_pinned_with_hashes() -> None:
    locked = (ROOT / "requirements" / "container.lock").read_text()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = [*project["dependencies"], *project["optional-dependencies"]["alerts"]]
    names += project["optional-dependencies"]["postgres"]
    for name in (re.split(r"[<>=\[;~! ]", one)[0] for one in names):
        assert re.search(rf"^{re.escape(name)}(\[[a-z]+\])?==.*\\\n    --hash=sha256:", locked, re.MULTILINE), name


def test_the_healthcheck_of_the_container_is_python() -> None:
    check = _instructions("HEALTHCHECK")[0].split("CMD", 1)[1]
    python, flag, code = orjson.loads(check)
    assert (python, flag) == ("python", "-c")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)
    # Nobody listens here, or something else does: what matters is that the program is well formed.
    assert "SyntaxError" not in done.stderr
    assert "NameError" not in done.stderr


def test_the_service_runs_a_command_that_there_is() -> None:
    (line,) = re.findall(r"^ExecStart=(.*)$", UNIT.read_text(), re.MULTILINE)
    path, *arguments = shlex.split(line)
    assert path.endswith("/interlock")
    assert _parses(arguments)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed here")
def test_the_service_is_well_formed_and_confined(tmp_path: Path) -> None:
    program_here = Path(sys.executable).parent / "interlock"
    unit = tmp_path / "interlock@example.service"
    unit.write_text(UNIT.read_text().replace("/opt/interlock/bin/interlock", str(program_here)))
    checks = (
        ["verify", "--man=no", str(unit)],
        ["security", "--offline=true", "--threshold=20", str(unit)],
    )
    for arguments in checks:
        done = subprocess.run(
            [shutil.which("systemd-analyze") or "", *arguments], capture_output=True, text=True, timeout=60, check=False
        )
        assert (done.returncode, done.stderr if arguments[0] == "verify" else "") == (0, ""), done.stdout


def test_the_sample_rules_ask_for_numbers_that_there_are() -> None:
    metrics = Metrics()
    metrics.request(system="Shop", resource="orders", method="GET", status=200, seconds=0.1)
    metrics.write(record="Order", system="Shop", kind="create", count=1)
    metrics.webhook(system="Shop", outcome="refused")
    latency = Latency((1,) * len(LATENCY_S), 1, 0.5)
    figures = Figures(
        items={("Order", "linked"): 1},
        held={"waiting": 1},
        lag_s={("Order", "Shop"): 1.0},
        latency={("Order", "Shop"): latency},
        paused={"Shop": True},
        contact_age_s={"Shop": 1.0},
        webhooks_missed={"Shop": 0.5},
        pass_age_s=1.0,
    )
    told: dict[str, set[str]] = {}
    for name, labels in re.findall(r"^(interlock_\w+)(?:{([^}]*)})? ", metrics.text(figures).decode(), re.MULTILINE):
        told.setdefault(name, set()).update(re.findall(r"(\w+)=", labels))
    read = ryaml.loads(RULES.read_text())  # type: ignore[attr-defined] # the package has no types
    rules = [rule for group in read["groups"] for rule in group["rules"]]
    assert len(rules) >= 8
    for rule in rules:
        names = re.findall(r"interlock_\w+", rule["expr"])
        assert names, rule["alert"]
        for name in names:
            assert name in told, f"{rule['alert']} asks for {name}"
        used = set(re.findall(r"\$labels\.(\w+)", rule["annotations"]["summary"]))
        used |= set(re.findall(r"(\w+)(?:=~|!=|=)\"", rule["expr"]))
        assert used <= set().union(*(told[name] for name in names)), rule["alert"]


def _commands_of(page: str) -> list[list[str]]:
    """The calls of the program in the examples of a page, without what is said beside them."""
    lines = re.findall(r"^ {4}interlock (.*?)(?: {2,}.*)?$", page, re.MULTILINE)
    return [shlex.split(line, comments=True) for line in lines]


def test_the_page_on_operating_names_commands_that_there_are() -> None:
    page = (ROOT / "docs" / "operating.md").read_text()
    calls = _commands_of(page)
    assert len(calls) > 6
    for arguments in calls:
        command: click.Command | None = program
        context = click.Context(program)
        rest = list(arguments)
        while isinstance(command, click.Group) and rest and command.get_command(context, rest[0]):
            command = command.get_command(context, rest.pop(0))
        assert command is not None
        assert command is not program, arguments
        if not isinstance(command, click.Group):
            command.make_context("interlock", rest)


def test_the_page_on_operating_names_every_number() -> None:
    page = (ROOT / "docs" / "operating.md").read_text()
    metrics = Metrics()
    text = metrics.text(Figures(pass_age_s=1.0)).decode()
    names = set(re.findall(r"^# TYPE (interlock_\w+) ", text, re.MULTILINE)) - {"interlock_created"}
    named = set(re.findall(r"`(interlock_\w+)", page))
    missing = {name for name in names if not name.endswith("_created")} - named
    assert missing == set()
