import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=64, unique=True, verbose_name='name')),
                ('head', models.PositiveBigIntegerField(default=0, verbose_name='number of the last line')),
            ],
            options={
                'verbose_name': 'room',
                'verbose_name_plural': 'rooms',
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveBigIntegerField(verbose_name='number')),
                ('line_id', models.UUIDField(verbose_name='id given by the client')),
                ('speaker_key', models.CharField(max_length=64, verbose_name='speaker')),
                ('name', models.CharField(blank=True, max_length=100, verbose_name='name')),
                ('hue', models.PositiveSmallIntegerField(verbose_name='hue')),
                ('guest', models.BooleanField(verbose_name='said as a guest')),
                ('text', models.TextField(max_length=2000, verbose_name='text')),
                ('said_at', models.DateTimeField(verbose_name='said')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='chat.room')),
            ],
            options={
                'verbose_name': 'line',
                'verbose_name_plural': 'lines',
                'indexes': [models.Index(fields=['room', 'speaker_key', 'said_at'], name='chat_line_by_speaker')],
                'constraints': [models.UniqueConstraint(fields=('room', 'seq'), name='chat_line_number'), models.UniqueConstraint(fields=('room', 'line_id'), name='chat_line_once')],
            },
        ),
    ]
