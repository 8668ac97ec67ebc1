"""Syncs Asana every hour with examples/cron/sync.sh, which lies in /srv/asana with its configs and its state."""

import subprocess

from dagster import Definitions, Failure, OpExecutionContext, ScheduleDefinition, job, op

SCRIPT = "/srv/asana/sync.sh"


@op
def sync(context: OpExecutionContext) -> None:
    """One sync. The token is in the environment of the process, as TAP_ASANA_ACCESS_TOKEN."""
    ended = subprocess.run([SCRIPT], stderr=subprocess.PIPE, encoding="utf-8", check=False)
    if ended.returncode != 0:
        raise Failure(description=ended.stderr.strip())
    context.log.info(ended.stderr.strip() or "done")


@job
def asana_sync() -> None:
    sync()


defs = Definitions(jobs=[asana_sync], schedules=[ScheduleDefinition(job=asana_sync, cron_schedule="17 * * * *")])
