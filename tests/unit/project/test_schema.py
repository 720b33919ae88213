"""The schema for editors accepts what loading accepts."""

from dataclasses import fields
from pathlib import Path

import jsonschema
import pytest
import tomli

from ssotlint.model.config import Config, Override, Owner
from ssotlint.model.errors import InputError
from ssotlint.project import keys
from ssotlint.project.configuration import load
from ssotlint.project.schema import config_schema
from tests.unit.project.test_configuration import EVERYTHING
from tests.unit.project.world import plant

WRONG = [
    "srcs = []",
    "src = 1",
    "fail-level = 'bad'",
    "max-file-size = 0",
    "[rules.x]\nenabled = 1",
    "[rules.x]\ny = {}",
    "[roles]\nx = []",
    "[canonical]\nA = 1",
    "[canonical]\nA = 'app'",
    "[canonical.A]\nfacade = 'x'",
    "[[overrides]]\nignore = []",
    "roots = ['../x']",
]


def test_it_is_a_schema_and_accepts_every_key() -> None:
    jsonschema.Draft202012Validator.check_schema(config_schema())
    jsonschema.validate(tomli.loads(EVERYTHING), config_schema())


@pytest.mark.parametrize("text", WRONG)
def test_it_refuses_what_loading_refuses(tmp_path: Path, text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomli.loads(text), config_schema())
    with pytest.raises(InputError):
        load(plant(tmp_path, "", {"ssotlint.toml": text}))


def test_every_field_has_its_key() -> None:
    told = {key.field for key in keys.CONFIG.keys}
    assert told == {field.name for field in fields(Config)} - {
        "root",
        "source",
        "origins",
        "declarations",
    } | {"extend"}
    assert {key.field for key in keys.OVERRIDE.keys} == {field.name for field in fields(Override)}
    assert {key.field for key in keys.OWNER.keys} | {"name"} == {f.name for f in fields(Owner)}


def test_defaults_are_those_of_the_model() -> None:
    properties = config_schema()["properties"]
    assert isinstance(properties, dict)
    assert properties["fail-level"]["default"] == Config().fail_level
    assert properties["shared"]["default"] == list(Config().shared)
