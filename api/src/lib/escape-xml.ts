const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Safe in the text and in quoted attributes of XML and HTML; what neither can hold is left out. */
export function escapeXml(text: string): string {
  return Array.from(text, (sign) => escapes[sign] ?? (isHeld(sign) ? sign : '')).join('');
}

function isHeld(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0;
  return code >= 0x20
    ? code < 0xd800 || (code > 0xdfff && code < 0xfffe) || code > 0xffff
    : sign === '\t' || sign === '\n' || sign === '\r';
}
