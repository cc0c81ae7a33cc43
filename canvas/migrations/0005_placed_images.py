from django.db import migrations, models


class AddIndexAside(migrations.AddIndex):
    """Lets others go on drawing while PostgreSQL reads all operations for the index."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != 'postgresql':
            return super().database_forwards(app_label, schema_editor, from_state, to_state)
        model = to_state.apps.get_model(app_label, self.model_name)
        schema_editor.execute(f'DROP INDEX CONCURRENTLY IF EXISTS {self.index.name}')  # begun, and not ended
        schema_editor.add_index(model, self.index, concurrently=True)


class Migration(migrations.Migration):

    atomic = False  # as it must be for that

    dependencies = [
        ('canvas', '0004_image_files'),
    ]

    operations = [
        AddIndexAside(
            model_name='operation',
            index=models.Index(condition=models.Q(('kind', 7)), fields=['drawing', 'seq'], name='operation_places_image'),
        ),
    ]
