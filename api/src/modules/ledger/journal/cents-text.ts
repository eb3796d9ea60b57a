/** `12.30`: two digits, as accounting systems read them. */
export function centsText(cents: bigint): string {
  const absolute = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${absolute.slice(0, -2)}.${absolute.slice(-2)}`;
}
