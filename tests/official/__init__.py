"""The official clients, as they are published, against `accordant mock`.

    python -m tests.official.clients     images.generate, streams too, by three clients
    python -m tests.official.suite       the image tests of openai-python itself

Both download what they run from PyPI and npm, into `.venv/official`; the suite of
this project does not run them.
"""
