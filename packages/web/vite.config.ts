import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { env } from 'node:process'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// The server's Content-Security-Policy is `default-src 'self'`: no inline script or style, no data: address. Hence no
// asset is inlined and the module preload polyfill stays out.
export default defineConfig(({ command }) => {
  // Whoever starts the build: a test runner sets NODE_ENV=test, and would get React's development half.
  if (command === 'build') env.NODE_ENV = 'production'
  return {
    plugins: [react(), tailwindcss(), pruneAssets(), packAssets()],
    build: {
      outDir: 'dist',
      emptyOutDir: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // What every first load needs is one file: a browser opens six connections, and would wait for a dozen small ones.
      rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } } },
    },
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
        if (!(`assets/${name.replace(/\.(br|gz)$/, '')}` in bundle)) rmSync(path.join(folder, name))
    },
  }
}

/** Packs scripts and styles beside themselves, so that the server packs nothing while somebody waits. */
function packAssets(): Plugin {
  return {
    name: 'pack-assets',
    writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle).filter((each) => /\.(js|css|svg)$/.test(each))) {
        const file = path.join(dir, name)
        const body = readFileSync(file)
        writeFileSync(`${file}.br`, brotliCompressSync(body))
        writeFileSync(`${file}.gz`, gzipSync(body, { level: 9 }))
      }
    },
  }
}
