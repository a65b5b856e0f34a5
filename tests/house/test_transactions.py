"""Nothing is waited for inside a transaction: what else goes on, such as a webhook that is answered, would join it."""

import ast
from pathlib import Path

SOURCES = sorted((Path(__file__).parents[2] / "src").rglob("*.py"))


def _opens_transaction(node: ast.With | ast.AsyncWith) -> bool:
    calls = (item.context_expr for item in node.items)
    return any(isinstance(one, ast.Call) and ast.unparse(one.func).endswith(".transaction") for one in calls)


def _waits(node: ast.AST) -> bool:
    return any(isinstance(one, ast.Await | ast.AsyncFor | ast.AsyncWith | ast.Yield) for one in ast.walk(node))


def test_nothing_is_waited_for_inside_a_transaction() -> None:
    seen, found = 0, []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.With) and _opens_transaction(node):
                seen += 1
                if any(_waits(statement) for statement in node.body):
                    found.append(f"{path.name}:{node.lineno}")
    assert seen > 20, "the test looks for nothing"
    assert found == []
