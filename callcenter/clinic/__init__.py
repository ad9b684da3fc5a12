"""What the clinic knows: patients, doctors, their working hours, services, visits."""
