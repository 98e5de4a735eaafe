"""The table of tokens."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Tokens: what each may open, kept as a keyed hash."""

    initial = True
    dependencies = ()
    operations = (
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False, auto_created=True, verbose_name="ID")),
                ("digest", models.BinaryField(unique=True, max_length=32)),
                ("member", models.CharField(max_length=32)),
                ("compartments", models.CharField(max_length=200)),
                ("writes", models.BooleanField(default=False)),
                ("feed", models.BooleanField(default=False)),
                ("made", models.DateTimeField()),
                ("until", models.DateTimeField()),
            ],
        ),
    )
