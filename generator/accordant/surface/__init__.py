"""What a client offers, in no language: resources, methods, bodies, answers, secrets,
and what is said of it all. Targets spell it."""
