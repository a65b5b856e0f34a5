"""Who is measured: one module each, with `WORKS` and `measure`."""
