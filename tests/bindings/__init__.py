"""The bindings held to each other, and to the reference evaluator.

python -m tests.bindings [--requests 24000] [--seed 1] [--language ruby ...]
"""
