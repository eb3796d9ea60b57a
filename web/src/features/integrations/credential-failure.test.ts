import { describe, expect, test } from 'vitest';
import { fieldOfFailure } from './credential-failure.ts';

const credentials = [
  { name: 'organization', isSecret: false },
  { name: 'adminKey', isSecret: true },
];
const of = (code: string, field?: string) =>
  fieldOfFailure({ code, message: '', ...(field ? { field } : {}) }, credentials);

describe('a refused connection', () => {
  test('puts a key that the vendor refuses beside the key', () => {
    expect(of('VENDOR_CREDENTIALS')).toBe('credentials.adminKey');
    expect(of('CONFLICT', 'credentials')).toBe('credentials.adminKey');
  });

  test('keeps the field the API names', () => {
    expect(of('INVALID_INPUT', 'credentials.organization')).toBe('credentials.organization');
    expect(of('INVALID_INPUT', 'credentials.unknown')).toBe('credentials.adminKey');
    expect(of('CONFLICT', 'name')).toBe('name');
    expect(of('INVALID_INPUT', 'baseUrl')).toBe('baseUrl');
  });

  test('belongs to no field when the vendor cannot be reached', () => {
    expect(of('VENDOR_UNAVAILABLE')).toBeNull();
    expect(of('INVALID_INPUT', 'vendor')).toBeNull();
    expect(fieldOfFailure({ code: 'VENDOR_CREDENTIALS', message: '' }, [])).toBeNull();
  });
});
