import { env } from 'node:process'
import { defineConfig } from 'vite'

// What host applications load: `embed.js` by its address (it therefore carries no fingerprint), `embed-react.js` out of the package.
export default defineConfig(() => {
  env.NODE_ENV = 'production'
  return {
    publicDir: false as const,
    build: {
      outDir: 'dist',
      emptyOutDir: false,
      lib: {
        entry: { embed: 'src/embed/embed.ts', 'embed-react': 'src/embed/react.ts' },
        formats: ['es' as const],
      },
      rolldownOptions: {
        external: ['react', 'react/jsx-runtime'],
        output: { chunkFileNames: 'embed-[name].js' },
      },
    },
  }
})
