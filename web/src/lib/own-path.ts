/** The path if it stays on this site, else `/`: a link to sign in must not lead elsewhere afterwards. */
export function ownPath(path: string): string {
  try {
    const url = new URL(path, window.location.origin);
    return path.startsWith('/') && url.origin === window.location.origin ? url.pathname + url.search + url.hash : '/';
  } catch {
    return '/';
  }
}
