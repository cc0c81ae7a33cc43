from django.db import models

from drawnby.sockets.models import Headed, Numbered


class Room(Headed):
    name = models.CharField(max_length=40, unique=True)


class Line(Numbered):
    room = models.ForeignKey(Room, on_delete=models.CASCADE)
    text = models.CharField(max_length=500)

    class Meta:
        unique_together = [("room", "seq"), ("room", "op_id")]
