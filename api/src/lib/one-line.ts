/** Text that others are shown in lists, subjects and chats: no control stands in it, nor a sign that turns what follows round. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/[\u202A-\u202E\u2066-\u2069]/g, '');
}
