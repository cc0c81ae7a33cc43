"""A site that is nothing but the events layer and handlers that write down what they hear."""

from __future__ import annotations

import os

SECRET_KEY = "of a test"
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["drawnby.sockets", "e2e.recorder"]
ROOT_URLCONF = "e2e.recorder.asgi"
USE_TZ = True
REDIS = os.environ.get("REDIS_URL")
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS], "prefix": "recorder"},
    }
    if REDIS
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}
SOCKETS = {
    "DRAIN_SECONDS": 0.1,
    "PRESENCE_SECONDS": float(os.environ.get("PRESENCE_SECONDS", "10")),
}
