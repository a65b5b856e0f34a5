"""What other people's tools read of this repository: the hooks of pre-commit, and the action for GitHub."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest
import ryaml

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "orders"
_PROGRAM = Path(sys.executable).parent / "interlock"
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")


def _yaml(name: str) -> Any:
    return ryaml.loads((ROOT / name).read_text(encoding="utf-8"))  # type: ignore[attr-defined]


def _environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PATH": f"{_PROGRAM.parent}{os.pathsep}{os.environ['PATH']}", **more}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents in one folder, one of them not in form and with something to ask."""
    shutil.copytree(EXAMPLE, tmp_path / "project", ignore=shutil.ignore_patterns(".interlock"))
    for name, text in (("good", ""), ("bad", "\n## Terms\n\n| a | b |\n| - | - |\n| long | x |\n")):
        target = tmp_path / "project" / f"{name}.interlock.md"
        target.write_text((EXAMPLE / "orders.interlock.md").read_text(encoding="utf-8") + text, encoding="utf-8")
        subprocess.run([str(_PROGRAM), "fmt", "-q", str(target)], check=not text)
    return tmp_path / "project"


# pre-commit


def _hook(name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in _yaml(".pre-commit-hooks.yaml") if one["id"] == name)
    return found


def _run(hook: dict[str, Any], folder: Path, *names: str) -> subprocess.CompletedProcess[str]:
    """As pre-commit does: the entry, and after it the files that its pattern takes."""
    taken = [name for name in names if re.search(hook["files"], name)]
    command = [*shlex.split(hook["entry"]), *taken]
    return subprocess.run(command, cwd=folder, env=_environment(), capture_output=True, text=True, check=False)


def test_each_hook_has_what_pre_commit_demands() -> None:
    for hook in _yaml(".pre-commit-hooks.yaml"):
        assert {"id", "name", "entry", "language"} <= hook.keys()
        assert hook["language"] == "python"
        assert re.search(hook["files"], "any/where/orders.interlock.md")
        assert not re.search(hook["files"], "README.md")


def test_the_hook_check_asks_and_takes_several_documents(folder: Path) -> None:
    text = (folder / "bad.interlock.md").read_text(encoding="utf-8")
    (folder / "bad.interlock.md").write_text(text.replace("## Owner", "## Owners"), encoding="utf-8")
    done = _run(_hook("interlock-check"), folder, "README.md", "good.interlock.md", "bad.interlock.md")
    assert done.returncode == 1
    assert "\nbad.interlock.md:" in f"\n{done.stdout}"
    assert "Traceback" not in done.stderr


def test_the_hook_fmt_brings_into_form_and_only_says_so_where_it_is_asked_to(folder: Path) -> None:
    text = (EXAMPLE / "orders.interlock.md").read_text().replace("| ERP    ", "| ERP")
    (folder / "bad.interlock.md").write_text(text)
    hook = _hook("interlock-fmt")
    said = _run({**hook, "entry": f"{hook['entry']} --check"}, folder, "good.interlock.md", "bad.interlock.md")
    assert said.returncode == 1
    assert "bad.interlock.md would change" in said.stderr
    assert "good.interlock.md is in form" in said.stderr
    assert (folder / "bad.interlock.md").read_text() == text
    # pre-commit itself stops the commit where a hook has changed a file.
    assert _run(hook, folder, "good.interlock.md", "bad.interlock.md").returncode == 0
    assert (folder / "bad.interlock.md").read_text() != text
    assert _run({**hook, "entry": f"{hook['entry']} --check"}, folder, "bad.interlock.md").returncode == 0


# GitHub


def _steps() -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = _yaml("action.yml")["runs"]["steps"]
    return steps


def test_the_action_is_one() -> None:
    action = _yaml("action.yml")
    assert {"name", "description", "inputs", "runs"} <= action.keys()
    assert action["runs"]["using"] == "composite"
    assert all(set(one) <= {"description", "required", "default"} for one in action["inputs"].values())
    for step in _steps():
        assert ("run" in step) != ("uses" in step)
        assert "shell" in step or "uses" in step
        assert not step.get("uses") or re.fullmatch(r"[\w-]+(/[\w-]+)+@v\d+", step["uses"])


def test_the_action_speaks_of_inputs_and_steps_that_it_has() -> None:
    action, text = _yaml("action.yml"), (ROOT / "action.yml").read_text(encoding="utf-8")
    ids = {step["id"] for step in _steps() if "id" in step}
    for expression in _EXPRESSION.findall(text):
        assert set(re.findall(r"inputs\.([\w-]+)", expression)) <= action["inputs"].keys()
        assert set(re.findall(r"steps\.([\w-]+)", expression)) <= ids


def test_nothing_that_somebody_gives_is_pasted_into_a_script() -> None:
    for step in _steps():
        assert not _EXPRESSION.search(step.get("run", "")), step["name"]


def _step(name: str, folder: Path, temporary: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the script of a step, as the runner does, with its inputs in its environment."""
    step = next(one for one in _steps() if one["name"] == name)
    values = {key: one["default"] for key, one in _yaml("action.yml")["inputs"].items()}
    values |= {key.replace("_", "-"): value for key, value in inputs.items()}
    wanted = {
        key: _EXPRESSION.sub(lambda found: values[found[1].strip().removeprefix("inputs.")], value)
        for key, value in step["env"].items()
    }
    environment = _environment(**wanted, RUNNER_TEMP=str(temporary), GITHUB_OUTPUT=str(temporary / "output"))
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_action_checks_and_writes_sarif(folder: Path, tmp_path: Path) -> None:
    for name in ("good", "bad"):  # the document would be read with them
        (folder / f"{name}.interlock.md").unlink()
    document = folder / "orders.interlock.md"
    assert _step("Check", folder, tmp_path, document=document.name).returncode == 0
    document.write_text(document.read_text(encoding="utf-8").replace("## Owner", "## Owners"), encoding="utf-8")
    done = _step("Check", folder, tmp_path, document=document.name)
    assert done.returncode == 1
    assert "::error file=orders.interlock.md" in done.stdout
    assert _step("Check", folder, tmp_path, document=document.name, fail_on="never").returncode == 0
    assert _step("Write SARIF", folder, tmp_path, document=document.name).returncode == 0
    written = dict(line.split("=", 1) for line in (tmp_path / "output").read_text().splitlines())
    found = orjson.loads(Path(written["file"]).read_bytes())
    assert found["version"] == "2.1.0"
    assert found["runs"][0]["results"]


def test_a_name_that_looks_like_an_option_is_a_name(folder: Path, tmp_path: Path) -> None:
    done = _step("Check", folder, tmp_path, document="--fail-on=never")
    assert done.returncode == 2
    assert "there is no document at `--fail-on=never`" in done.stderr
