"""Words for QML: the translation files of the language that the screen now speaks.

``Words.t["kiosk.home.title"]`` in a binding follows the language; ``Words.fill(text, {n: 3})`` fills placeholders.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QJSValue, QmlElement, QmlSingleton

from shared.texts import SOURCE_LANGUAGE, catalogue

QML_IMPORT_NAME = "Antrean.Words"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Words(QObject):
    """One for each engine; Python reaches it by ``shared.qt.app.words(engine)``."""

    lang_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lang = SOURCE_LANGUAGE

    def _get_lang(self) -> str:
        return self._lang

    def set_lang(self, lang: str) -> None:
        if lang != self._lang:
            self._lang = lang
            self.lang_changed.emit()

    def _texts(self) -> dict[str, str]:
        return {**catalogue(SOURCE_LANGUAGE), **catalogue(self._lang)}

    lang = Property(str, _get_lang, set_lang, notify=lang_changed)
    t = Property("QVariantMap", _texts, notify=lang_changed)  # type: ignore[arg-type]

    @Slot(str, "QJSValue", result=str)
    def fill(self, template: str, values: QJSValue) -> str:
        given = values.toVariant()
        return template.format(**given) if isinstance(given, Mapping) else template
