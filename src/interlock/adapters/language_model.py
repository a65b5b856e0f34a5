"""A language model behind any address that speaks as OpenAI's chat completions do."""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

import orjson

from interlock.adapters import loops
from interlock.adapters.transports.socket import SocketTransport
from interlock.errors import Refused, SettingsError, Untrusted
from interlock.model.http import Request, Response
from interlock.model.language_model import ModelSettings
from interlock.model.secret import Secret

_LARGEST_ANSWER = 2_000_000
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
ADDRESS, MODEL, KEY = "INTERLOCK_MODEL_ADDRESS", "INTERLOCK_MODEL", "INTERLOCK_MODEL_KEY"
"""Environment variables that say what the settings do not."""


class ChatModel:
    """The `LanguageModel` that settings name; one request for each question, never repeated.

    Raises:
        SettingsError: the address is none, the key's variable is not set, or the key would travel in the clear.
    """

    def __init__(self, settings: ModelSettings, *, variables: Mapping[str, str] | None = None) -> None:
        self._settings = settings
        self._key = _key(settings, os.environ if variables is None else variables)
        SocketTransport(settings.address)  # an address that is none is said before anything is made ready

    @property
    def name(self) -> str:
        """What it is called where it is reached."""
        return self._settings.model

    @property
    def address(self) -> str:
        """Where it is reached."""
        return self._settings.address

    def ask(self, rules: str, question: str) -> str:
        """What it answers.

        Raises:
            Unreachable: no answer came in time.
            Refused: it answered with an error.
            Untrusted: its answer is too large or not in the form of an answer.
        """
        messages = [{"role": "system", "content": rules}, {"role": "user", "content": question}]
        body = orjson.dumps({"model": self._settings.model, "messages": messages})
        headers = {"content-type": "application/json", "accept": "application/json"}
        if self._key is not None:
            headers["authorization"] = f"Bearer {self._key.reveal()}"
        return _content(loops.run(self._sent(Request("POST", "/chat/completions", headers=headers, body=body))))

    async def _sent(self, request: Request) -> Response:
        transport = SocketTransport(self._settings.address, largest_answer=_LARGEST_ANSWER)
        try:
            return await transport.send(request, timeout_s=self._settings.timeout_s)
        finally:
            await transport.aclose()


def settings_of(variables: Mapping[str, str] | None = None) -> ModelSettings | None:
    """What the environment variables say of a model; None where they name no address."""
    known = os.environ if variables is None else variables
    address = known.get(ADDRESS, "").strip()
    if not address:
        return None
    return ModelSettings(address, known.get(MODEL, "").strip(), f"env:{KEY}" if known.get(KEY, "").strip() else "")


def _key(settings: ModelSettings, variables: Mapping[str, str]) -> Secret | None:
    if not settings.key:
        return None
    name = settings.key.removeprefix("env:")
    key = variables.get(name, "").strip()
    if not key:
        raise SettingsError(
            f"the environment variable `{name}` of the language model is not set", hint=f"export {name}=..."
        )
    where = urlsplit(settings.address)
    if where.scheme == "http" and where.hostname not in _LOCAL:
        raise SettingsError(
            f"the key of the language model would be sent in the clear to `{where.hostname}`",
            hint="write an address that begins with https://",
        )
    return Secret(key)


def _content(response: Response) -> str:
    if not 200 <= response.status < 300:
        raise Refused(f"the language model answered {response.status}", status=response.status)
    try:
        said = orjson.loads(response.body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError):
        said = None
    if not isinstance(said, str):
        raise Untrusted("the language model's answer is not in the form of chat completions")
    return said
