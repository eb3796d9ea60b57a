import { z } from 'zod';

export const emailField = z.string().trim().min(1, 'Enter an email address.').email('Write it like name@example.com.');

/** The server judges the rest; this only saves a round trip. */
export const newPasswordField = z
  .string()
  .min(10, 'Use 10 characters or more.')
  .max(200, 'Use at most 200 characters.');

export const nameField = z.string().trim().min(1, 'Enter a name.').max(200, 'Use at most 200 characters.');
