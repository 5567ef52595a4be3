"""Make numbers of paragraphs known to addresses, those of other apps too: ``<paragraph:number>``."""

from django.urls import register_converter

from secretariat.documents.converters import ParagraphNumber

register_converter(ParagraphNumber, "paragraph")
