import { buildWebApp } from './web-app.ts'

/**
 * Vitest's global setup of the project `whole`: servers and commands are started as users start them, from what was built. Once
 * before everything, so that no test waits for it; loading a program from its sources takes twice its time.
 */
export default async function setup(): Promise<void> {
  await buildWebApp()
}
