"""Secrets by reference: `env:NAME` an environment variable, `file:PATH` a file, `keyring:SERVICE/NAME` the key ring."""

from __future__ import annotations

import os
from collections.abc import Mapping

from interlock.adapters import key_ring, secret_files
from interlock.errors import SettingsError
from interlock.model.secret import Credential, Secret

_PREFIX = "env:"


def resolve(
    references: Mapping[str, str], *, system: str, environment: str, variables: Mapping[str, str] | None = None
) -> Credential:
    """The credential whose parts the references name (`token` = `env:SHOP_KEY`).

    Args:
        references: what `interlock.toml` says, by part.
        system: the system's name in the document, for messages.
        environment: the environment's name, for messages.
        variables: where to look; the environment variables of this process when left out.

    Raises:
        SettingsError: a reference has none of these forms, or there is nothing where it leads. All variables that are
            missing are named at once; no message ever shows what a reference holds.
    """
    known = os.environ if variables is None else variables
    where = f"the credential of `{system}` in the environment `{environment}`"
    parts: dict[str, Secret] = {}
    missing: list[str] = []
    for part, reference in references.items():
        if reference.startswith((secret_files.PREFIX, key_ring.PREFIX)):
            parts[part] = Secret(_kept(reference, f"`{part}` in {where}"))
            continue
        name = reference.removeprefix(_PREFIX)
        if name == reference or not name.isprintable() or not name or "=" in name:
            raise SettingsError(
                f"`{part}` in {where} is not a reference",
                hint=f'write {part} = "env:NAME" and put the secret into the environment variable NAME, or '
                '"file:PATH" or "keyring:SERVICE/NAME"; a secret never stands in the file',
            )
        # A key pasted with its line end is a common slip, and no secret ends in white space.
        secret = known.get(name, "").strip()
        if secret:
            parts[part] = Secret(secret)
        else:
            missing.append(name)
    if missing:
        names = ", ".join(f"`{name}`" for name in missing)
        plural = len(missing) > 1
        raise SettingsError(
            f"the environment variable{'s' if plural else ''} {names} of {where} {'are' if plural else 'is'} not set",
            hint=f"set {'them' if plural else 'it'} before you start: export {missing[0]}=...",
        )
    return Credential(parts)


def _kept(reference: str, what: str) -> str:
    in_file = reference.startswith(secret_files.PREFIX)
    secret = (secret_files.read_secret if in_file else key_ring.read_secret)(reference, what=what)
    if not secret:
        raise SettingsError(f"there is nothing where {what} leads: `{reference}`", hint="put the secret there")
    return secret
