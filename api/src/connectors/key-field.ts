import { z } from 'zod';

const PRINTABLE = /^[\x21-\x7e]+$/;

/** A vendor's key: goes into an HTTP header, which holds printable ASCII only. */
export const keyField = z
  .string()
  .trim()
  .min(1, 'is empty')
  .regex(PRINTABLE, 'holds a space, a line break or a character that no key has: copy it again');
