"""The AsyncAPI document of the events that are told; `make contracts` writes it from the services' tables."""

from importlib.resources import files

TEXT = files("gateway").joinpath("asyncapi.json").read_text(encoding="utf-8")
