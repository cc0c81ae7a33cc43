from django.urls import path

from drawnby.chat import announcing, views

app_name = "chat"

urlpatterns = [
    path("talk", views.rooms, name="rooms"),
    path("talk/announce", announcing.announce, name="announce"),
    path("talk/<slug:key>", views.room, name="room"),
    path("talk/<slug:key>/enter", views.enter, name="enter"),
    path("talk/<slug:key>/end", views.end, name="end"),
]
