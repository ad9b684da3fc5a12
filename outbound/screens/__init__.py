"""The pages of calls to patients: campaigns, the register of refusals, the waiting list, one patient."""
