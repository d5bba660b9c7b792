import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { env } from 'node:process'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// The server's Content-Security-Policy is `default-src 'self'`: no inline script or style, no data: address. Hence no
// asset is inlined and the module preload polyfill stays out.
export default defineConfig(({ command }) => {
  // Whoever starts the build: a test runner sets NODE_ENV=test, and would get React's development half.
  if (command === 'build') env.NODE_ENV = 'production'
  return {
    plugins: [react(), tailwindcss(), pruneAssets()],
    build: { outDir: 'dist', emptyOutDir: false, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
    server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:3000' } },
  }
})

/** Removes what earlier builds left, after the new files are there: a server that runs from dist is not disturbed. */
function pruneAssets(): Plugin {
  return {
    name: 'prune-assets',
    writeBundle({ dir = '' }, bundle) {
      const folder = path.join(dir, 'assets')
      for (const name of readdirSync(folder))
        if (!(`assets/${name}` in bundle)) rmSync(path.join(folder, name))
    },
  }
}
