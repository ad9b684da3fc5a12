"""Small tools without knowledge of clinics: clock, phone numbers, ids, languages, content files, errors, logs."""
