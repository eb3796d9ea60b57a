import { z } from 'zod';
import { oneLine } from '../../lib/one-line.ts';

export const nameField = z.string().transform(oneLine).pipe(z.string().trim().min(1).max(200));

export const shortText = z.string().trim().max(2000);
