// Sets the scheme before the first paint; a file, not inline, so that a strict content policy allows it.
const stored = localStorage.getItem('mantine-color-scheme-value');
const dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
