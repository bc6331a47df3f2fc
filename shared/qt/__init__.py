"""What kiosk and board share of Qt: the link to the hub, the application, words and icons for QML, the theme."""
