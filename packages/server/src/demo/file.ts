import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

/** What is known of the demo in a data folder: when its world was made, and where it was last served. */
const demoFile = z.object({ bornAtMs: z.number(), origin: z.string(), token: z.string() })

export type DemoFile = z.infer<typeof demoFile>

/** @returns undefined when there is none, or none that can be read. */
export async function readDemoFile(dataDir: string): Promise<DemoFile | undefined> {
  const text = await readFile(nameOf(dataDir), 'utf8').catch(() => '')
  try {
    return demoFile.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

export async function writeDemoFile(dataDir: string, demo: DemoFile): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  await writeFile(nameOf(dataDir), `${JSON.stringify(demo)}\n`, { mode: 0o600 })
}

function nameOf(dataDir: string): string {
  return path.join(dataDir, 'demo.json')
}
