"""The Singer SDK's standard tests for taps, on a tap that is no Python class: a shim that runs the executable."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cached_property

from singer_sdk import Stream, Tap
from singer_sdk.testing import SuiteConfig, get_tap_test_class

NODE = os.environ["TAP_ASANA_NODE"]
EXECUTABLE = os.environ["TAP_ASANA_EXECUTABLE"]
CONFIG = os.environ["TAP_ASANA_CONFIG_FILE"]
CATALOG = os.environ["TAP_ASANA_CATALOG_FILE"]


def run(*arguments: str) -> str:
    """Run the tap; what it says on stderr shows up in the test's report."""
    ended = subprocess.run([NODE, EXECUTABLE, *arguments], stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return ended.stdout


class ShimStream(Stream):
    """A stream as the catalog describes it; its rows come from the executable."""

    def get_records(self, context):
        raise NotImplementedError


class ShimTap(Tap):
    """Hands everything that the tests do to the executable."""

    name = "tap-asana"
    config_jsonschema = {"type": "object", "properties": {}}

    @cached_property
    def discovered(self) -> dict:
        return json.loads(run("--discover"))

    def discover_streams(self) -> list[Stream]:
        return [self.stream_of(entry) for entry in self.discovered["streams"]]

    def stream_of(self, entry: dict) -> Stream:
        stream = ShimStream(self, schema=entry["schema"], name=entry["tap_stream_id"])
        stream.primary_keys = entry["key_properties"]
        stream.replication_key = entry.get("replication_key")
        return stream

    @property
    def catalog_dict(self) -> dict:
        return self.discovered

    def run_discovery(self) -> str:
        return json.dumps(self.discovered)

    def run_connection_test(self) -> bool:
        return run("--config", CONFIG, "--catalog", CATALOG, "--test") != ""

    def run_sync_dry_run(self, dry_run_record_limit=None, streams=None) -> bool:
        sys.stdout.write(run("--config", CONFIG, "--catalog", CATALOG))
        return True

    @classmethod
    def print_version(cls, print_fn=print) -> None:
        assert run("--version").startswith("tap-asana v")

    @classmethod
    def print_about(cls, output_format=None) -> None:
        assert run("--about", *(["--format", output_format] if output_format else [])) != ""


TestTapAsana = get_tap_test_class(ShimTap, config={}, suite_config=SuiteConfig(), parse_env_config=False)
