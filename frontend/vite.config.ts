import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const server = process.env.ATELIER_URL ?? 'http://127.0.0.1:8000';
const proxy = { target: server, changeOrigin: false, ws: false };

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: { '/api': proxy, '/dip': proxy } },
  preview: { proxy: { '/api': proxy, '/dip': proxy } },
  build: {
    outDir: 'dist',
    // Nothing is inlined as a data: address: the content policy allows fonts and scripts from 'self' only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
  worker: { format: 'es' },
  test: {
    environment: 'jsdom',
    setupFiles: ['./src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
    testTimeout: 15_000,
  },
});
