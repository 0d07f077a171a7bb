"""How models are read and written back, and which of their modules are loaded."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from tests import packages

import accordant
from accordant import ir

HERE = Path(__file__).parent
NAME = "read_by_resource"
CASES = {name: accordant.load(HERE / "cases" / name) for name in ("reading", "arms")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of models by resource."""
    folder = tmp_path_factory.mktemp("reading")
    packages.write(accordant.load(HERE / "cases/resources"), folder, NAME)
    return folder


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The models of cases, which hold what is read in many ways."""
    folder = tmp_path_factory.mktemp("reading")
    for name, api in CASES.items():
        packages.write(api, folder, f"read_{name}")
    return {name: packages.load(folder, f"read_{name}")[0] for name in CASES}


@pytest.fixture(scope="module")
def models(read: dict[str, Any]) -> Any:
    return read["reading"]


@pytest.fixture(scope="module")
def unions(read: dict[str, Any]) -> Any:
    return read["arms"]


def run(folder: Path, code: str) -> str:
    """What a fresh interpreter prints."""
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()


LOADED = f"""
import sys
print(*sorted(m.removeprefix("{NAME}.models.") for m in sys.modules
              if m.startswith("{NAME}.models.")))
"""


@pytest.mark.parametrize(
    ("code", "loaded"),
    [
        (f"import {NAME}.models", ""),
        (f"from {NAME} import Import", "client"),
        (f"from {NAME}.models import Receipt", "orders"),
        (
            f"from {NAME}.models import Receipt; Receipt.from_dict({{'order': {{}}}})",
            "_order orders",
        ),
        (f"from {NAME}.models import Receipt; Receipt.from_dict({{}})", "orders"),
        (f"import {NAME}; {NAME}.models.Unused", "_unused"),
    ],
)
def test_only_what_is_used_is_loaded(folder: Path, code: str, loaded: str) -> None:
    assert run(folder, code + LOADED) == loaded


def test_every_name_is_there_and_listed(folder: Path) -> None:
    models, _ = packages.load(folder, NAME)
    for name in models.__all__:
        assert getattr(models, name) is not None
        assert name in dir(models)
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = models.Nothing


# --- dates ---------------------------------------------------------------------------

MOMENTS = [
    "2024-02-29T23:59:59Z",
    "2024-02-29T23:59:59+00:00",
    "2024-02-29t23:59:59z",
    "2024-02-29 23:59:59.120-11:30",
    "2024-02-29T23:59:59.123456789Z",
    "2024-02-29T23:59:59",
    "0001-01-01T00:00:00Z",
]
NO_MOMENTS = ["2024-02-30T00:00:00Z", "2024-02-29", "20240229T000000Z", "now", "", 5]
NO_DAYS = ["2024-02-30", "20240229", "2024-W09-4", "2024-02-29T00:00:00Z", "", 5, None]


@pytest.mark.parametrize("text", MOMENTS)
def test_a_time_is_a_time_and_keeps_its_text(models: Any, text: str) -> None:
    order = models.Order.from_dict({"placed_at": text})
    found = order.placed_at
    assert isinstance(found, dt.datetime)
    for same in (order, copy.deepcopy(order), pickle.loads(pickle.dumps(order))):
        assert same.to_dict() == {"placed_at": text}
        assert same == order
    zone = found.tzinfo
    plain = dt.datetime(*found.timetuple()[:6], found.microsecond, zone)
    assert found == plain
    assert hash(found) == hash(plain)
    assert not found < plain
    assert repr(found) == repr(plain)
    assert type(found + dt.timedelta(1)) is dt.datetime
    assert found - plain == dt.timedelta(0)
    later = models.Order(total=models.Money(amount=1), placed_at=found.replace(month=9))
    assert later.to_dict()["placed_at"][5:7] == "09"


@pytest.mark.parametrize("value", NO_MOMENTS)
def test_what_is_no_time_stays(models: Any, value: object) -> None:
    assert models.Order.from_dict({"placed_at": value}).placed_at == value


@pytest.mark.parametrize("value", NO_DAYS)
def test_what_is_no_date_stays(models: Any, value: object) -> None:
    order = models.Order.from_dict({"date": value})
    assert order.date == value
    assert not isinstance(order.date, dt.date)
    assert order.to_dict() == {"date": value}


def test_dates_of_ones_own_are_written(models: Any) -> None:
    noon = dt.datetime(2024, 2, 29, 12, tzinfo=dt.UTC)
    order = models.Order(
        total=models.Money(amount=1),
        placed_at=noon,
        date=noon.date(),
        dt_=noon.replace(tzinfo=None),
        reminders={"a": [noon.astimezone(dt.timezone(dt.timedelta(hours=1)))]},
        tree=[noon.date(), []],
    )
    assert order.to_dict() == {
        "total": {"amount": 1},
        "placed_at": "2024-02-29T12:00:00Z",
        "date": "2024-02-29",
        "dt": "2024-02-29T12:00:00",
        "reminders": {"a": ["2024-02-29T13:00:00+01:00"]},
        "tree": ["2024-02-29", []],
    }


# --- unions and recursion ------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ({"number": "1"}, "Card"),
        ({"number": 1}, "Transfer"),
        ({"number": 1.0, "bank": "x"}, "Transfer"),
        ({"till": "x", "more": 1}, "Cash"),
        ({}, "Cash"),
        ({"number": None}, "Cash"),
        ({"till": 1}, "dict"),
        ([], "list"),
        (None, "NoneType"),
    ],
)
def test_a_union_is_told_apart_by_its_keys(unions: Any, value: Any, name: str) -> None:
    order = unions.Order.from_dict({"payment": value})
    assert type(order.payment).__name__ == name
    assert order.to_dict() == {"payment": value}


def test_a_union_is_told_apart_by_kind(unions: Any) -> None:
    def read(value: Any) -> Any:
        order = unions.Order.from_dict({"note": value})
        assert order.to_dict() == {"note": value}
        return order.note

    money = unions.Money(amount=1)
    assert read({"amount": 1}) == money
    assert read([{"amount": 1}, 2]) == [money, 2]
    assert isinstance(read("2024-02-29T00:00:00Z"), dt.datetime)
    assert read("x") == "x"
    assert read(True) is True


def test_what_holds_itself_is_read_as_deep_as_it_goes(models: Any) -> None:
    order = models.Order.from_dict({"tree": [["2024-02-29", ["x"]], []]})
    assert order.tree == [[dt.date(2024, 2, 29), ["x"]], []]
    order = models.Order.from_dict({"partner": {"partner": {"trees": ["x"]}}})
    assert order.partner.partner.trees == ["x"]


def test_undeclared_keys_are_read_as_the_schema_says_of_them(models: Any) -> None:
    value = {"unit": "EUR", "a": {"amount": 1}, "b": None, "c": [{}]}
    prices = models.Prices.from_dict(value)
    assert prices.extra_fields == {"a": models.Money(amount=1), "b": None, "c": [{}]}
    assert prices.to_dict() == value
    assert pickle.loads(pickle.dumps(prices)) == prices == copy.deepcopy(prices)


# --- whatever comes ------------------------------------------------------------------

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=3),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=5,
)
TEXTS = {
    "date": st.dates().map(str) | st.sampled_from(["2024-02-30", "x"]),
    "date-time": st.sampled_from(MOMENTS) | st.datetimes().map(dt.datetime.isoformat),
}


class Drawn:
    """Values of declarations by name, and now and then anything."""

    def __init__(self, api: ir.Api) -> None:
        self.named = {
            name: st.deferred(lambda decl=decl: self.declared(decl))
            for name, decl in api.declarations.items()
        }

    def of(self, kind: ir.Type) -> st.SearchStrategy[Any]:
        right = self._right(kind)
        return st.one_of(right, right, right, JSON)

    def _right(self, kind: ir.Type) -> st.SearchStrategy[Any]:
        match kind:
            case ir.Nullable(type=inner):
                return st.none() | self.of(inner)
            case ir.Primitive(format=form):
                return TEXTS.get(form or "", JSON)
            case ir.ListOf(item=inner):
                return st.lists(self.of(inner), max_size=2)
            case ir.MapOf(value=inner):
                return st.dictionaries(st.text(max_size=2), self.of(inner), max_size=2)
            case ir.AnyOf(arms=arms):
                return st.one_of(*map(self.of, arms))
            case ir.Ref(name=name):
                return self.named[name]
        return JSON

    def declared(self, decl: ir.Decl) -> st.SearchStrategy[Any]:
        if isinstance(decl, ir.Model):
            fields = {field.wire: self.of(field.type) for field in decl.fields}
            more = JSON if isinstance(decl.extra, str) else self.of(decl.extra)
            return st.fixed_dictionaries({}, optional={**fields, "more": more})
        if isinstance(decl, ir.Union):
            return st.one_of(*(self.of(arm.type) for arm in decl.arms))
        return self.of(decl.type) if isinstance(decl, ir.Alias) else JSON


DRAWN = {case: Drawn(api) for case, api in CASES.items()}


@settings(max_examples=80, deadline=None, database=None)
@given(data=st.data())
def test_whatever_comes_is_written_back(
    read: dict[str, Any], data: st.DataObject
) -> None:
    case = data.draw(st.sampled_from([*CASES]))
    name = data.draw(st.sampled_from([model.name for model in CASES[case].models()]))
    value = data.draw(DRAWN[case].named[name])
    found = getattr(read[case], name).from_dict(value)
    assert found.to_dict() == value
    assert pickle.loads(pickle.dumps(found)).to_dict() == value
