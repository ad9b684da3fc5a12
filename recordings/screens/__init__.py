"""The screens of calls: the list, the page of one call, its sound."""
