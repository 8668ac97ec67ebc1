"""Syncs Asana every hour with examples/cron/sync.sh, which lies in /srv/asana on the worker with its configs and its state."""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    dag_id="asana_sync",
    schedule="17 * * * *",
    start_date=datetime(2026, 1, 1),
    # What was missed is in the next sync: there is nothing to catch up with.
    catchup=False,
    # One run per state at a time.
    max_active_runs=1,
) as dag:
    BashOperator(
        task_id="sync",
        # The blank at the end keeps Airflow from taking the path for a template file.
        bash_command="/srv/asana/sync.sh ",
        env={"TAP_ASANA_ACCESS_TOKEN": "{{ conn.asana.password }}"},
        append_env=True,
        retries=1,
        retry_delay=timedelta(minutes=10),
    )
