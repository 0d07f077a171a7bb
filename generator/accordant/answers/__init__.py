"""What answers must be, by their schema and the response rules: judged, and made."""

from accordant.answers.asking import asking
from accordant.answers.judging import stream_violations, violations
from accordant.answers.keeping import kept, kept_events

__all__ = ["asking", "kept", "kept_events", "stream_violations", "violations"]
