"""Patent XML and SGML: WIPO ST.36 and its relatives, ST.96, ST.32, PAP; one record at a time."""
