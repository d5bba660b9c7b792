import { createRequire } from 'node:module'

/** Of this server, as its package says: `0.1.0`. */
export const { version } = createRequire(import.meta.url)('../package.json') as { readonly version: string }
