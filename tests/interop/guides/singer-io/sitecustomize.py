"""Python runs this first. It sends singer-io's tap-asana, whose config has no address, to the sandbox."""

import os

import asana
import requests

SANDBOX = os.environ["SANDBOX_URL"]


class Configuration(asana.Configuration):
    """Asana's own client, with another address."""

    def __init__(self) -> None:
        super().__init__()
        self.host = f"{SANDBOX}/api/1.0"


def post(url: str, *args, _post=requests.post, **kwargs):
    """OAuth's endpoint has another address too."""
    return _post(url.replace("https://app.asana.com", SANDBOX), *args, **kwargs)


asana.Configuration = Configuration
requests.post = post
