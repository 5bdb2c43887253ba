"""Units' yearly plans (年度工作计划): drawn from the ledger, agreed with the office, and reported against."""
