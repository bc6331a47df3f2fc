"""What the parts have in common: sites, the wire, texts and wording; in ``shared.qt`` what the two Qt parts share."""
