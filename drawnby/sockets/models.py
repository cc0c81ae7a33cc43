"""The fields a NumberedLog needs, for models that begin with it. No tables of the layer's own."""

from __future__ import annotations

from django.db import models


class Headed(models.Model):
    """What has a log, as a room has its lines: it knows the number of the last one."""

    head = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        abstract = True


class Numbered(models.Model):
    """One entry of a log; written by its NumberedLog alone, which fills in these fields.

    Give it a foreign key to what has the log, and make that unique together with `seq`, and with
    `op_id`.
    """

    seq = models.PositiveBigIntegerField(editable=False)
    op_id = models.UUIDField(editable=False)
    author = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True
