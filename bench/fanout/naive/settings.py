"""The least that Channels' tutorial asks for, without its Redis: one process needs none."""

SECRET_KEY = "only for a benchmark on this machine"  # noqa: S105  # it keeps no secret
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["channels"]
ASGI_APPLICATION = "bench.fanout.naive.asgi.application"
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels.layers.InMemoryChannelLayer",
        # With the default, 100, it loses messages long before it is slow.
        "CONFIG": {"capacity": 100_000},
    },
}
