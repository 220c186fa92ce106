"""Channels of an installation of its own, by the name of their module."""

import sys
from types import ModuleType

import pytest
from environs import Env, EnvError

from notify.channels import registry
from notify.channels.inbox import CHANNEL


def env(monkeypatch: pytest.MonkeyPatch, value: str) -> Env:
    monkeypatch.setenv("EXTRA_CHANNELS", value)
    return Env()


def test_without_the_setting_there_are_those_built_in(monkeypatch: pytest.MonkeyPatch) -> None:
    assert registry.extra(env(monkeypatch, "")) == []
    assert {one.name for one in registry.kinds()} >= {"email", "inbox", "webhook"}
    copying = [one.name for one in registry.BUILT_IN if one.copies_to]
    assert copying == ["webhook"]


def test_a_module_with_a_channel_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("a_channel")
    module.CHANNEL = CHANNEL  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "a_channel", module)
    assert registry.extra(env(monkeypatch, "a_channel")) == [CHANNEL]


@pytest.mark.parametrize("module", ["no_such_module_at_all", "json", "notify.routing"])
def test_one_without_stops_the_process_and_is_named(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    with pytest.raises(EnvError, match=f"EXTRA_CHANNELS: {module}"):
        registry.extra(env(monkeypatch, module))


def test_a_thing_of_another_kind_is_no_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("no_channel")
    module.CHANNEL = "sms"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "no_channel", module)
    with pytest.raises(EnvError, match="no_channel"):
        registry.extra(env(monkeypatch, "no_channel"))
