/** 1 cent is 10^7 nano-USD. */
const NANO_PER_CENT = 10_000_000n;

/** Nano-USD as a decimal string of cents, exact, without trailing zeros. */
export function centsText(nano: bigint): string {
  const magnitude = nano < 0n ? -nano : nano;
  const fraction = (magnitude % NANO_PER_CENT).toString().padStart(7, '0').replace(/0+$/, '');
  const text = `${magnitude / NANO_PER_CENT}${fraction === '' ? '' : `.${fraction}`}`;
  return nano < 0n ? `-${text}` : text;
}

/** Nano-USD as a JSON number of cents; prints exactly up to 15 significant digits. */
export const centsNumber = (nano: bigint): number => Number(centsText(nano));
