import { fileURLToPath } from 'node:url';
import { resolveConfig } from 'vite';

// The router plugin writes src/route-tree.gen.ts as soon as the configuration is resolved.
const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
await resolveConfig({ root }, 'build');
