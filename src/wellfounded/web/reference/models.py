"""What is the same for every case: where one goes, whom one telephones, what is spoken, what papers are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.validators import RegexValidator
from django.db import models

LANGUAGE = RegexValidator(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "Write a language tag, as ja, fa-AF or ku-Latn.")
TELEPHONE = RegexValidator(r"^[+0-9][0-9 ()/*#.-]{2,29}$", "Write a telephone number in digits.")

if TYPE_CHECKING:
    Text = models.CharField[str, str]
    Long = models.TextField[str, str]


class Named(models.Model):
    """Something that has a name in English and in Japanese."""

    name_en: Text = models.CharField("Name in English (英語名)", max_length=200)
    name_ja: Text = models.CharField("Name in Japanese (日本語名)", max_length=200, blank=True)
    note: Long = models.TextField("Note; no names of persons (備考・個人名は不可)", max_length=1000, blank=True)

    class Meta:
        """In the order of names."""

        abstract = True
        ordering: ClassVar[list[str]] = ["name_en"]

    def __str__(self) -> str:
        return self.name_en

    def said(self, lang: str) -> str:
        """Its name in a language, as far as there is one."""
        return (self.name_ja if lang.startswith("ja") else "") or self.name_en


class Place(Named):
    """An office or a court."""

    KINDS: ClassVar[list[tuple[str, str]]] = [
        ("immigration", "Immigration office (入管)"),
        ("ministry", "Ministry (省庁)"),
        ("review", "Review body (審査機関)"),
        ("court", "Court (裁判所)"),
        ("detention", "Place of detention (収容施設)"),
        ("municipality", "Municipality (市区町村)"),
        ("legal_aid", "Legal aid (法律扶助)"),
        ("health", "Health (医療)"),
        ("other", "Other (その他)"),
    ]
    kind: Text = models.CharField("Kind (種類)", max_length=20, choices=KINDS)
    law: Text = models.CharField("Legal order, as jp (法域)", max_length=20, default="jp")
    address_en: Long = models.TextField("Address in English (英語の住所)", max_length=400, blank=True)
    address_ja: Long = models.TextField("Address in Japanese (日本語の住所)", max_length=400, blank=True)
    telephone: Text = models.CharField("Telephone (電話)", max_length=30, blank=True, validators=[TELEPHONE])
    hours: Text = models.CharField("Hours (受付時間)", max_length=200, blank=True)

    class Meta(Named.Meta):
        """As an administrator reads it."""

        verbose_name = "office or court (官署・裁判所)"
        verbose_name_plural = "offices and courts (官署・裁判所)"


class Line(Named):
    """A telephone line that an applicant can call in their language."""

    language: Text = models.CharField("Language tag (言語)", max_length=20, validators=[LANGUAGE])
    telephone: Text = models.CharField("Telephone (電話)", max_length=30, validators=[TELEPHONE])
    hours: Text = models.CharField("Hours (受付時間)", max_length=200, blank=True)
    free: models.BooleanField[bool, bool] = models.BooleanField("Costs nothing (無料)", default=False)

    class Meta(Named.Meta):
        """As an administrator reads it."""

        verbose_name = "telephone line (電話相談)"
        verbose_name_plural = "telephone lines for applicants (申請者向け電話相談)"


class Tongue(Named):
    """A language or dialect for which interpreting can be had, and through whom; no interpreter's name."""

    language: Text = models.CharField("Language tag (言語)", max_length=20, validators=[LANGUAGE])
    in_person: models.BooleanField[bool, bool] = models.BooleanField("In person (対面)", default=True)
    by_telephone: models.BooleanField[bool, bool] = models.BooleanField("By telephone (電話)", default=False)
    through: Text = models.CharField("Booked through, an organisation (手配先の団体)", max_length=200, blank=True)

    class Meta(Named.Meta):
        """As an administrator reads it."""

        verbose_name = "language of interpreting (通訳言語)"
        verbose_name_plural = "languages of interpreting (通訳言語)"


class PaperKind(Named):
    """What a kind of paper is called."""

    law: Text = models.CharField("Legal order, as jp (法域)", max_length=20, default="jp")
    issued_by: Text = models.CharField("Issued by, an authority (発行機関)", max_length=200, blank=True)

    class Meta(Named.Meta):
        """As an administrator reads it."""

        verbose_name = "kind of paper (文書の種類)"
        verbose_name_plural = "kinds of papers (文書の種類)"


MODELS: tuple[type[Named], ...] = (Place, Line, Tongue, PaperKind)
