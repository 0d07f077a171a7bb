"""Words for what operations do, as paths and operation ids have them."""

from __future__ import annotations

from accordant import names

ACTIONS = frozenset("""
    accept acknowledge activate add analyze append apply approve archive assign attach
    authenticate authorize backup ban block bulk buy calculate call cancel capture charge
    check checkin checkout claim classify clear clone close compact compare complete
    compute confirm connect contains convert copy count create deactivate decline decode
    decrypt delete deny deploy detach detect disable disconnect dismiss download
    duplicate edit embed empty enable encode encrypt estimate evaluate exchange execute
    exists expire export extend extract fetch find finalize finish flush follow forward
    freeze generate get grant hangup hide import increment ingest insert install
    introspect invalidate invite invoke issue join kick leave like list load lock login
    logout lookup mark merge migrate modify move mute notify open parse patch pause pay
    pin ping play poll predict preview print process promote provision publish purge push
    put query read reboot rebuild recommend redeem refer refresh refund register reject
    reload remix remove rename render renew reopen reorder replace replay reply report
    request rerank resend reset resize resolve restart restore resume retry retrieve
    revert revoke rollback rotate run save scale schedule scroll search seek send set
    share shuffle sign simulate skip snooze sort split star start stop submit subscribe
    suggest suspend swap switch sync synchronize terminate test tokenize detokenize
    track transcribe transfer transform translate trigger truncate unarchive unassign
    unban unblock undo unfollow uninstall unlink unlock unmute unpin unpublish unregister
    unstar unsubscribe update upgrade upload upsert validate verify void vote wake warm
    withdraw
    """.split())
"""Verbs that name an action where they end a path."""

_CREATING = ("create", "add", "new", "post", "insert", "make", "register")
_CHANGING = ("update", "modify", "edit", "change", "patch", "set", "put", "replace")
_READING = ("retrieve", "fetch", "read", "show", "describe")
_SAID_OF_POST = ("send", "search", "query", "run", "execute", "upsert")
_SAID_OF_PUT = ("create", "upsert", "save", "add", "set", "follow")
_ONE_THING = frozenset("""
    analytics billing canvas credentials details diagnostics info metrics news
    preferences series settings statistics stats status terms totals
    """.split())
"""Words that look plural, and name one thing."""

_VERB_OF = (
    *(("ification", "ify"), ("ization", "ize"), ("isation", "ise"), ("ation", "ate")),
    *(("etion", "ete"), ("scription", "scribe"), ("ction", "ct"), ("ition", "ite")),
    *(("version", "vert"), ("ssion", "ss"), ("ension", "end"), ("ution", "ute")),
)
"""How the verb is made that a noun is of: generation, generate."""


def is_action(word: str) -> bool:
    """Whether the last step of a path names an action: `cancel`, `findByStatus`."""
    return word.partition("_")[0] in ACTIONS


def is_plural(word: str) -> bool:
    """Whether a step of a path names many things."""
    last = word.rpartition("_")[2]
    return names.singular(last) != last and last not in _ONE_THING


def verb_of(noun: str) -> str:
    """The verb that a noun is of, or else the noun for one: generations, generate."""
    one = names.singular(noun)
    for ending, verb in _VERB_OF:
        if one.endswith(ending) and len(one) > len(ending):
            return one[: -len(ending)] + verb
    return one


def creates(name: str) -> bool:
    """Whether an operation says that it makes something new."""
    return name.partition("_")[0] in _CREATING


def of_item(http: str, name: str) -> str:
    """What is done to one thing of a collection, with the operation's name."""
    first = name.partition("_")[0]
    if http == "POST" and first in ACTIONS and not creates(name):
        return "update" if first in _CHANGING else first
    if http == "PUT" and first in _SAID_OF_PUT:
        return first
    usual = {"GET": "retrieve", "DELETE": "delete", "HEAD": "exists"}
    usual |= dict.fromkeys(("POST", "PUT", "PATCH"), "update")
    return usual.get(http, http.lower())


def of_collection(http: str, name: str, many: bool | None) -> str:
    """What is done to a collection, or to the one thing of its name; without `many` the
    name tells which it seems to be."""
    first = name.partition("_")[0]
    if http == "GET":
        one = many is False or (many is None and first in _READING)
        return "retrieve" if one else "list"
    if http == "POST":
        if first in _SAID_OF_POST:
            return first
        return "update" if first in _CHANGING else "create"
    return of_item(http, name)
