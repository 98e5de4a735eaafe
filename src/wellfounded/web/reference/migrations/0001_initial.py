"""The tables of reference data."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    """Offices, telephone lines, languages, kinds of papers."""

    initial = True
    dependencies = ()
    operations = (
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_en", models.CharField(max_length=200, verbose_name="Name in English (英語名)")),
                ("name_ja", models.CharField(blank=True, max_length=200, verbose_name="Name in Japanese (日本語名)")),
                (
                    "note",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="Note; no names of persons (備考・個人名は不可)"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "Write a language tag, as ja, fa-AF or ku-Latn."
                            )
                        ],
                        verbose_name="Language tag (言語)",
                    ),
                ),
                (
                    "telephone",
                    models.CharField(
                        max_length=30,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[+0-9][0-9 ()/*#.-]{2,29}$", "Write a telephone number in digits."
                            )
                        ],
                        verbose_name="Telephone (電話)",
                    ),
                ),
                ("hours", models.CharField(blank=True, max_length=200, verbose_name="Hours (受付時間)")),
                ("free", models.BooleanField(default=False, verbose_name="Costs nothing (無料)")),
            ],
            options={
                "verbose_name": "telephone line (電話相談)",
                "verbose_name_plural": "telephone lines for applicants (申請者向け電話相談)",
                "ordering": ["name_en"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PaperKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_en", models.CharField(max_length=200, verbose_name="Name in English (英語名)")),
                ("name_ja", models.CharField(blank=True, max_length=200, verbose_name="Name in Japanese (日本語名)")),
                (
                    "note",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="Note; no names of persons (備考・個人名は不可)"
                    ),
                ),
                ("law", models.CharField(default="jp", max_length=20, verbose_name="Legal order, as jp (法域)")),
                (
                    "issued_by",
                    models.CharField(blank=True, max_length=200, verbose_name="Issued by, an authority (発行機関)"),
                ),
            ],
            options={
                "verbose_name": "kind of paper (文書の種類)",
                "verbose_name_plural": "kinds of papers (文書の種類)",
                "ordering": ["name_en"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_en", models.CharField(max_length=200, verbose_name="Name in English (英語名)")),
                ("name_ja", models.CharField(blank=True, max_length=200, verbose_name="Name in Japanese (日本語名)")),
                (
                    "note",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="Note; no names of persons (備考・個人名は不可)"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("immigration", "Immigration office (入管)"),
                            ("ministry", "Ministry (省庁)"),
                            ("review", "Review body (審査機関)"),
                            ("court", "Court (裁判所)"),
                            ("detention", "Place of detention (収容施設)"),
                            ("municipality", "Municipality (市区町村)"),
                            ("legal_aid", "Legal aid (法律扶助)"),
                            ("health", "Health (医療)"),
                            ("other", "Other (その他)"),
                        ],
                        max_length=20,
                        verbose_name="Kind (種類)",
                    ),
                ),
                ("law", models.CharField(default="jp", max_length=20, verbose_name="Legal order, as jp (法域)")),
                (
                    "address_en",
                    models.TextField(blank=True, max_length=400, verbose_name="Address in English (英語の住所)"),
                ),
                (
                    "address_ja",
                    models.TextField(blank=True, max_length=400, verbose_name="Address in Japanese (日本語の住所)"),
                ),
                (
                    "telephone",
                    models.CharField(
                        blank=True,
                        max_length=30,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[+0-9][0-9 ()/*#.-]{2,29}$", "Write a telephone number in digits."
                            )
                        ],
                        verbose_name="Telephone (電話)",
                    ),
                ),
                ("hours", models.CharField(blank=True, max_length=200, verbose_name="Hours (受付時間)")),
            ],
            options={
                "verbose_name": "office or court (官署・裁判所)",
                "verbose_name_plural": "offices and courts (官署・裁判所)",
                "ordering": ["name_en"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Tongue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_en", models.CharField(max_length=200, verbose_name="Name in English (英語名)")),
                ("name_ja", models.CharField(blank=True, max_length=200, verbose_name="Name in Japanese (日本語名)")),
                (
                    "note",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="Note; no names of persons (備考・個人名は不可)"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "Write a language tag, as ja, fa-AF or ku-Latn."
                            )
                        ],
                        verbose_name="Language tag (言語)",
                    ),
                ),
                ("in_person", models.BooleanField(default=True, verbose_name="In person (対面)")),
                ("by_telephone", models.BooleanField(default=False, verbose_name="By telephone (電話)")),
                (
                    "through",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Booked through, an organisation (手配先の団体)"
                    ),
                ),
            ],
            options={
                "verbose_name": "language of interpreting (通訳言語)",
                "verbose_name_plural": "languages of interpreting (通訳言語)",
                "ordering": ["name_en"],
                "abstract": False,
            },
        ),
    )
