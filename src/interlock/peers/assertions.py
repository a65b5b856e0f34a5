"""Signed statements of who we are (RFC 7523), in place of a secret that both sides know."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from interlock.catalogue.extras import how_to_install
from interlock.errors import SettingsError
from interlock.model.clock import Clock
from interlock.model.secret import Credential

# Long enough for clocks that differ by a minute or two, short enough that a stolen one is of little use.
_LIFE = timedelta(minutes=5)
_BEFORE = timedelta(seconds=30)
_ALGORITHMS = {"RSA": "RS256", "EC": "ES256", "Ed25519": "EdDSA", "Ed448": "EdDSA"}


@dataclass(frozen=True, slots=True)
class Signer:
    """Makes signed statements with the part `private_key` of a credential; `chance` gives a new text each time.

    `algorithm` is as JWA calls it; empty: the usual one for the kind of key.
    """

    credential: Credential
    clock: Clock
    chance: Callable[[], str]
    system: str
    key_id: str = ""
    algorithm: str = ""

    def signed(self, *, subject: str, audience: str, scopes: Sequence[str] = ()) -> str:
        """The statement that the client acts for `subject`, for whoever is `audience`.

        Raises:
            SettingsError: the key cannot be used, or the library for it is not installed.
        """
        now = self.clock.now()
        claims: dict[str, Any] = {
            "iss": self.credential.reveal("client_id") or subject,
            "sub": subject,
            "aud": audience,
            "iat": int((now - _BEFORE).timestamp()),
            "exp": int((now + _LIFE - _BEFORE).timestamp()),
            "jti": self.chance(),
        }
        if scopes:
            claims["scope"] = " ".join(scopes)
        library, key = self._key()
        algorithm = self.algorithm or next(
            (name for kind, name in _ALGORITHMS.items() if type(key).__name__.lstrip("_").startswith(kind)), ""
        )
        try:
            made = library.encode(
                claims, key, algorithm=algorithm, headers={"kid": self.key_id} if self.key_id else None
            )
        except (library.PyJWTError, NotImplementedError, TypeError, ValueError):
            raise SettingsError(
                f"`private_key` of `{self.system}` does not sign by `{algorithm or 'any algorithm known here'}`",
                hint="write the `algorithm` of its `sign_in` as the vendor names it, such as RS256 or ES256",
            ) from None
        return str(made)

    def _key(self) -> tuple[Any, Any]:
        try:
            library: Any = importlib.import_module("jwt")
            forms: Any = importlib.import_module("cryptography.hazmat.primitives.serialization")
        except ImportError:
            raise SettingsError(
                f"`{self.system}` is signed in to by a private key, which needs the package `pyjwt`",
                hint=how_to_install("sign-in"),
            ) from None
        text = self.credential.reveal("private_key") or ""
        password = self.credential.reveal("key_password")
        # A variable holds one line as a rule: the lines of a key are then parted by `\n`, as in files of JSON.
        data = text.replace("\\n", "\n").encode()
        try:
            return library, forms.load_pem_private_key(data, password.encode() if password else None)
        except Exception:  # the library raises many kinds, and repeats what it was given in some
            raise SettingsError(
                f"`private_key` of `{self.system}` is no private key in PEM"
                + (", or `key_password` does not open it" if password else ""),
                hint="it begins with -----BEGIN PRIVATE KEY-----; one with a password needs `key_password` beside it",
            ) from None
