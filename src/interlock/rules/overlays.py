"""Corrections to an API description, ready to be pasted."""

from __future__ import annotations

from interlock.model.corrections import corrections_file


def correction(system: str, target: str, update: str) -> str:
    """What to write where: the file that corrects a system's description, and one action of it in YAML.

    Args:
        system: the system's name, which names the file.
        target: the place in the description, as a JSONPath.
        update: what is merged there, in YAML on one line.
    """
    return (
        f"if the API does it, say so in `{corrections_file(system)}`: "
        f'{{overlay: 1.0.0, actions: [{{target: "{target}", update: {update}}}]}}'
    )
