"""進捗管理: the yearly sheet of the plan's indicators, the monthly report, and what was frozen."""
