import django.db.models.deletion
from django.db import migrations, models


class CreateCascadingModel(migrations.CreateModel):
    """Lets the database itself delete the rows whose foreign key's row goes: Django 5 has no word for it."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for name in ('sql_create_fk', 'sql_create_inline_fk'):
            statement = getattr(schema_editor, name)
            if statement:
                cascading = statement.replace('(%(to_column)s)', '(%(to_column)s) ON DELETE CASCADE')
                setattr(schema_editor, name, cascading)
        super().database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):

    dependencies = [
        ('canvas', '0002_branches'),
    ]

    operations = [
        CreateCascadingModel(
            name='Chunk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('format', models.PositiveSmallIntegerField()),
                ('data', models.BinaryField()),
                ('size', models.PositiveIntegerField()),
                ('checksum', models.BigIntegerField()),
                ('drawing', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='chunks', to='canvas.drawing')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('drawing', 'number', 'format'), name='chunk_once')],
            },
        ),
    ]
