from django.contrib.admin.views.decorators import staff_member_required
from django.shortcuts import get_object_or_404, redirect, render

from drawnby.sockets import broadcast, broadcast_channel
from talk.models import Room


def rooms(request):
    if name := request.POST.get("name", "").strip()[:40]:
        return redirect("room", Room.objects.get_or_create(name=name)[0].pk)
    return render(request, "talk/rooms.html", {"rooms": Room.objects.order_by("name")})


def room(request, pk):
    return render(request, "talk/room.html", {"room": get_object_or_404(Room, pk=pk)})


@staff_member_required
def announce(request):
    if text := request.POST.get("text"):
        message, room = {"notice": f"System: {text}"}, request.POST.get("room")
        broadcast_channel(message, f"room-{room}") if room else broadcast(message)
    return render(request, "talk/announce.html", {"rooms": Room.objects.order_by("name")})
