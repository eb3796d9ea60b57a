import { builder } from './builder.ts';
import './scalars.ts';
import './errors.ts';

export const schema = builder.toSchema();
