import importlib

import django.db.models.deletion
from django.db import migrations, models

chunks = importlib.import_module('canvas.migrations.0003_chunks')


class Migration(migrations.Migration):

    dependencies = [
        ('canvas', '0003_chunks'),
    ]

    operations = [
        chunks.CreateCascadingModel(
            name='ImageFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.UUIDField()),
                ('data', models.BinaryField()),
                ('size', models.PositiveIntegerField()),
                ('brought_at', models.DateTimeField(auto_now_add=True)),
                ('drawing', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='image_files', to='canvas.drawing')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('drawing', 'digest'), name='image_file_once')],
            },
        ),
    ]
