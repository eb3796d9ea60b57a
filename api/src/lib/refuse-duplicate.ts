import { ConflictError } from './errors.ts';
import { isUniqueViolation } from './unique-violation.ts';

/** Runs a write; a value that another row holds already becomes a conflict of `field`. @throws ConflictError */
export async function refuseDuplicate<T>(field: string, problem: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw isUniqueViolation(error) ? new ConflictError(field, problem) : error;
  }
}
