"""Nearness in meaning by a small sentence encoder that runs on this machine and sends nothing anywhere."""

from interlock.adapters.encoder.onnx import open_encoder as open_encoder
