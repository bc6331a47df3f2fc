"""The kiosk's view-models as QML knows them, one for each screen."""

from __future__ import annotations

from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.screens.frame import FrameProps
from kiosk.screens.home import FacilitiesProps, HomeProps
from kiosk.screens.idle import IdleProps
from kiosk.screens.services import SearchProps, ServicesProps
from kiosk.screens.ticket import TicketProps
from kiosk.screens.trouble import TroubleProps
from shared.qt.props_model import PropsModel

QML_IMPORT_NAME = "Antrean.Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1

__all__ = [
    "QML_IMPORT_MAJOR_VERSION",
    "QML_IMPORT_NAME",
    "FacilitiesModel",
    "FrameModel",
    "HomeModel",
    "IdleModel",
    "SearchModel",
    "ServicesModel",
    "TicketModel",
    "TroubleModel",
]

MADE_BY = "made by kiosk.flow"


@QmlElement
@QmlUncreatable(MADE_BY)
class FrameModel(PropsModel):  # type: ignore[operator]  # of the decorator above
    """What stands around every page, and which page it is."""

    props_type = FrameProps


@QmlElement
@QmlUncreatable(MADE_BY)
class HomeModel(PropsModel):  # type: ignore[operator]
    props_type = HomeProps


@QmlElement
@QmlUncreatable(MADE_BY)
class ServicesModel(PropsModel):  # type: ignore[operator]
    props_type = ServicesProps


@QmlElement
@QmlUncreatable(MADE_BY)
class SearchModel(PropsModel):  # type: ignore[operator]
    props_type = SearchProps


@QmlElement
@QmlUncreatable(MADE_BY)
class FacilitiesModel(PropsModel):  # type: ignore[operator]
    props_type = FacilitiesProps


@QmlElement
@QmlUncreatable(MADE_BY)
class TicketModel(PropsModel):  # type: ignore[operator]
    props_type = TicketProps


@QmlElement
@QmlUncreatable(MADE_BY)
class TroubleModel(PropsModel):  # type: ignore[operator]
    props_type = TroubleProps


@QmlElement
@QmlUncreatable(MADE_BY)
class IdleModel(PropsModel):  # type: ignore[operator]
    props_type = IdleProps
