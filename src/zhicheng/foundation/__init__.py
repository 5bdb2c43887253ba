"""What every room stands on: units, accounts, audit, files, jobs, notices."""
