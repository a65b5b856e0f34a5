"""Ways to carry a request to a system: over a socket, in process, or faulty on purpose."""
