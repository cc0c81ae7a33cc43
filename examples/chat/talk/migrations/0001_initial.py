from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("head", models.PositiveBigIntegerField(default=0, editable=False)),
                ("name", models.CharField(max_length=40, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveBigIntegerField(editable=False)),
                ("op_id", models.UUIDField(editable=False)),
                ("author", models.CharField(blank=True, editable=False, max_length=64)),
                ("text", models.CharField(max_length=500)),
                ("room", models.ForeignKey(on_delete=models.deletion.CASCADE, to="talk.room")),
            ],
            options={"unique_together": {("room", "seq"), ("room", "op_id")}},
        ),
    ]
