/** A member opened a page for administrators. */
export class AdminOnlyError extends Error {
  override readonly name = 'AdminOnlyError';
  constructor() {
    super('This page is for administrators.');
  }
}
