"""Starts singer-io's tap-asana against another host than Asana's, and says at its end what it took.

The tap has no setting for the address of the API. This sets the default of the Asana client's own `Configuration`,
which has one, and sends what goes to https://app.asana.com through `requests` (the token endpoint) to the same host.
Nothing else is changed. With BENCH_SCALE, sleeping and the clocks are scaled, as in ../processes/scaled-clock.cjs.
"""
import atexit
import json
import os
import resource
import sys
import time

BASE = os.environ["BENCH_URL"]
SCALE = float(os.environ.get("BENCH_SCALE", "1"))
EPOCH = float(os.environ.get("BENCH_EPOCH", "0")) / 1000


def peak_megabytes():
    """As in ../processes/usage.cjs, and for the same reason."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report():
    """The same figures as ../processes/usage.cjs."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    usage = {"memoryMb": peak_megabytes(), "cpuSeconds": used.ru_utime + used.ru_stime}
    sys.stderr.write("USAGE " + json.dumps(usage) + "\n")


atexit.register(report)

if SCALE != 1:
    real_sleep, real_time, real_monotonic = time.sleep, time.time, time.monotonic
    time.sleep = lambda seconds: real_sleep(seconds / SCALE)
    time.time = lambda: EPOCH + (real_time() - EPOCH) * SCALE
    time.monotonic = lambda: real_monotonic() * SCALE

import asana  # noqa: E402
import requests  # noqa: E402

configuration = asana.Configuration()
configuration.host = BASE + "/api/1.0"
asana.Configuration.set_default(configuration)

send = requests.Session.request


def request(self, method, url, *args, **kwargs):
    """As it is, to another host."""
    return send(self, method, url.replace("https://app.asana.com", BASE, 1), *args, **kwargs)


requests.Session.request = request

from tap_asana import main  # noqa: E402

main()
