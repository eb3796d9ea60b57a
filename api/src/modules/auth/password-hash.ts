import { hash, verify } from '@node-rs/argon2';

/** OWASP's argon2id parameters, about 15 ms per hash. argon2id is the library's default algorithm. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** argon2id as a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

let unknownAccountHash: Promise<string> | undefined;

/** Whether the password fits; an account without a password costs the same work as one with. */
export async function passwordFits(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  unknownAccountHash ??= hashPassword('the password of nobody');
  const fits = await verify(passwordHash ?? (await unknownAccountHash), password);
  return fits && passwordHash !== null && passwordHash !== undefined;
}
