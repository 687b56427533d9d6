import { fileURLToPath } from 'node:url'
import { lingui } from '@lingui/vite-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { bootScript } from './scripts/boot-script.mjs'
import { budget } from './scripts/budget.mjs'
import { compress } from './scripts/compress.mjs'
import { linguiMacro } from './scripts/lingui-macro.mjs'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const backend = process.env.PARLEY_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [
    linguiMacro(),
    react(),
    lingui(),
    bootScript(),
    budget('/features/messages/MessagesPage.tsx'),
    compress(at('../internal/web/dist/assets')),
  ],
  resolve: { alias: { '@': at('./src') } },
  // The server replaces the placeholder by a fresh nonce in each page (internal/web).
  html: { cspNonce: 'PARLEY-NONCE' },
  build: {
    outDir: at('../internal/web/dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': backend, '/live': { target: backend, ws: true } } },
  test: {
    environment: 'happy-dom',
    setupFiles: ['./src/testSetup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
})
