import { z } from 'zod';

export const nameField = z.string().trim().min(1).max(200);

export const shortText = z.string().trim().max(2000);
