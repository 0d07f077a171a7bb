"""Where an API is."""

from __future__ import annotations

from accordant.ir.record import record


@record(frozen=True, slots=True)
class Variable:
    """A variable of a server's URL; `values` are the ones that it may have, if any."""

    name: str
    default: str
    values: tuple[str, ...]
    doc: str


@record(frozen=True, slots=True)
class Server:
    """Where an API is; `url` may hold variables in braces."""

    url: str
    doc: str = ""
    variables: tuple[Variable, ...] = ()

    @property
    def plain(self) -> str:
        """The URL with each variable at its default."""
        url = self.url
        for variable in self.variables:
            url = url.replace(f"{{{variable.name}}}", variable.default)
        return url
