"""Describes our Python types for qmllint: writes a QML module with a qmltypes file for each into a folder.

Taken from the types as they run, not from their source: what QML will see is what is described.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QMetaMethod, QMetaObject, QObject

import display.model
import kiosk.flow
import kiosk.screens.models
import shared.qt.pairing_model
import shared.qt.words

TYPES: tuple[tuple[str, type[QObject], bool], ...] = (
    (kiosk.flow.QML_IMPORT_NAME, kiosk.flow.KioskFlow, False),
    (kiosk.flow.QML_IMPORT_NAME, kiosk.screens.models.FrameModel, False),
    (kiosk.flow.QML_IMPORT_NAME, kiosk.screens.models.HomeModel, False),
    (kiosk.flow.QML_IMPORT_NAME, kiosk.screens.models.ServicesModel, False),
    (kiosk.flow.QML_IMPORT_NAME, kiosk.screens.models.SearchModel, False),
    (kiosk.flow.QML_IMPORT_NAME, kiosk.screens.models.FacilitiesModel, False),
    (kiosk.flow.QML_IMPORT_NAME, kiosk.screens.models.TicketModel, False),
    (kiosk.flow.QML_IMPORT_NAME, kiosk.screens.models.TroubleModel, False),
    (kiosk.flow.QML_IMPORT_NAME, kiosk.screens.models.IdleModel, False),
    (display.model.QML_IMPORT_NAME, display.model.BoardModel, False),
    (display.model.QML_IMPORT_NAME, display.model.HeaderModel, False),
    (display.model.QML_IMPORT_NAME, display.model.CallModel, False),
    (display.model.QML_IMPORT_NAME, display.model.IdlePanelModel, False),
    (display.model.QML_IMPORT_NAME, display.model.OtherCallsModel, False),
    (display.model.QML_IMPORT_NAME, display.model.ServingModel, False),
    (display.model.QML_IMPORT_NAME, display.model.InfoModel, False),
    (display.model.QML_IMPORT_NAME, display.model.TickerModel, False),
    (display.model.QML_IMPORT_NAME, display.model.WaitingModel, False),
    (shared.qt.pairing_model.QML_IMPORT_NAME, shared.qt.pairing_model.PairingModel, False),
    (shared.qt.words.QML_IMPORT_NAME, shared.qt.words.Words, True),
)
"""Module, type, and whether it is a singleton."""


def described(module: str, found: type[QObject], singleton: bool) -> str:
    meta = found.staticMetaObject
    lines = [
        "    Component {",
        f'        name: "{meta.className()}"',
        '        accessSemantics: "reference"',
        '        prototype: "QObject"',
        f'        exports: ["{module}/{meta.className()} 1.0"]',
        "        exportMetaObjectRevisions: [256]",
        *(["        isCreatable: false", "        isSingleton: true"] if singleton else ["        isCreatable: false"]),
        *_members(meta),
        "    }",
    ]
    return "\n".join(lines) + "\n"


def _members(meta: QMetaObject) -> Iterator[str]:
    for number in range(meta.propertyOffset(), meta.propertyCount()):
        known = meta.property(number)
        kind = _type(known.typeName())
        pointer = "; isPointer: true" if known.typeName().endswith("*") else ""
        notify = known.notifySignal().name().toStdString() if known.hasNotifySignal() else ""
        told = f'; notify: "{notify}"' if notify else "; isPropertyConstant: true"
        readonly = "" if known.isWritable() else "; isReadonly: true"
        name = known.name()
        yield f'        Property {{ name: "{name}"; type: "{kind}"{pointer}; read: "{name}"{told}{readonly} }}'
    for number in range(meta.methodOffset(), meta.methodCount()):
        method = meta.method(number)
        word = "Signal" if method.methodType() is QMetaMethod.MethodType.Signal else "Method"
        returned = _type(method.typeName() or "void")
        given = "".join(
            f' Parameter {{ name: "p{place}"; type: "{_type(bytes(name.data()).decode())}" }}'
            for place, name in enumerate(method.parameterTypes())
        )
        kind = "" if returned == "void" else f'; type: "{returned}"'
        yield f'        {word} {{ name: "{bytes(method.name().data()).decode()}"{kind};{given} }}'


def _type(name: str) -> str:
    return name.removesuffix("*").strip() or "void"


def main(target: Path) -> None:
    for module in dict.fromkeys(module for module, _, _ in TYPES):
        folder = target.joinpath(*module.split("."))
        folder.mkdir(parents=True, exist_ok=True)
        types = "".join(described(module, found, single) for of, found, single in TYPES if of == module)
        text = f"import QtQuick.tooling 1.2\nModule {{\n{types}}}\n"
        (folder / "types.qmltypes").write_text(text, encoding="utf-8")
        (folder / "qmldir").write_text(f"module {module}\ntypeinfo types.qmltypes\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
