import { builder } from './builder.ts';

const directions = { ASC: { value: 'asc' }, DESC: { value: 'desc' } } as const;

export const OrderDirection = builder.enumType('OrderDirection', { values: directions });
