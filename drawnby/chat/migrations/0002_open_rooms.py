import secrets

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def open_the_lobby(apps, schema_editor):
    """The list of rooms is never empty on a new site."""
    room = apps.get_model("chat", "Room").objects.create(name="talk-" + secrets.token_urlsafe(8))
    apps.get_model("chat", "OpenRoom").objects.create(
        room=room, title="Lobby", opened_at=timezone.now()
    )


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OpenRoom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=40, verbose_name='title')),
                ('opened_at', models.DateTimeField(verbose_name='opened')),
                ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
                ('room', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='open_room', to='chat.room', verbose_name='room')),
            ],
            options={
                'verbose_name': 'open room',
                'verbose_name_plural': 'open rooms',
                'permissions': [('announce', 'Can send system messages to rooms')],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('title'), name='chat_open_room_title')],
            },
        ),
        migrations.RunPython(open_the_lobby, migrations.RunPython.noop),
    ]
