"""Everything that is stored: the only room with SQL. Rows become frozen structs here and never leave as rows."""
