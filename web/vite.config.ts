import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const api = process.env.OUTLAY_API_URL ?? 'http://127.0.0.1:4000';
const apiPaths = ['/graphql', '/auth', '/client/', '/export', '/hooks', '/healthz', '/readyz'];

export default defineConfig({
  plugins: [
    tanstackRouter({
      target: 'react',
      autoCodeSplitting: true,
      routesDirectory: './src/routes',
      generatedRouteTree: './src/route-tree.gen.ts',
      quoteStyle: 'single',
      semicolons: true,
    }),
    react(),
  ],
  // Mantine's hooks use react-dom without naming it: take ours, whatever the package manager hoists.
  resolve: { dedupe: ['react', 'react-dom'] },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: Object.fromEntries(apiPaths.map((path) => [path, { target: api }])),
  },
  test: { include: ['src/**/*.test.{ts,tsx}'] },
  build: { target: 'es2022', sourcemap: true, chunkSizeWarningLimit: 900 },
});
