"""Accordant: one API spec, one table of constraints, SDKs that agree."""
