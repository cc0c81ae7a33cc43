from django.contrib import admin
from django.urls import path

from talk import views

urlpatterns = [
    path("", views.rooms, name="rooms"),
    path("rooms/<int:pk>", views.room, name="room"),
    path("announce", views.announce, name="announce"),
    path("admin/", admin.site.urls),
]
