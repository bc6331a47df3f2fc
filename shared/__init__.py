"""What the parts say to each other: sites, wire format, settings; in ``shared.qt`` what the two Qt parts share."""
