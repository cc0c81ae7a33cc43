from django.db import models


class Room(models.Model):
    name = models.CharField(max_length=40, unique=True)

    def __str__(self):
        return self.name


class Line(models.Model):
    room = models.ForeignKey(Room, on_delete=models.CASCADE)
    name = models.CharField(max_length=20)
    text = models.CharField(max_length=500)

    def __str__(self):
        return f"{self.name}: {self.text}"
