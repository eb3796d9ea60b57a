import { defineConfig } from 'rolldown';

export default defineConfig({
  input: { 'cli/main': 'src/cli/main.ts', 'tracker/index': 'src/tracker/index.ts' },
  platform: 'node',
  // Only what a command needs is loaded, so that every command starts at once.
  output: { dir: 'dist', format: 'esm', cleanDir: true, chunkFileNames: 'chunks/[name]-[hash].js' },
});
