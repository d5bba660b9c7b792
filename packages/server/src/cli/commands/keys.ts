import type { KeyStatus, Rotation } from 'calendly-sync-engine'
import type { Command } from 'commander'
import { exitCodes } from '../../outcomes.ts'
import { showKey } from '../../setup/show-key.ts'
import type { CliIo } from '../io.ts'
import { progressBar } from '../progress-bar.ts'
import { type Result, runInstalled, type Tools } from '../run.ts'

interface Options {
  readonly json?: boolean
  readonly yes?: boolean
}

/** `keys list|rotate|forget`: the encryption keys, and what they seal. */
export function addKeys(program: Command, io: CliIo, end: (exitCode: number) => void): void {
  const keys = program
    .command('keys')
    .description('the encryption keys that tokens and signing keys are sealed with')
    .addHelpText('after', howToRotate)
  keys
    .command('list')
    .description('each key, and how many secrets it seals')
    .option('--json', 'answer as JSON')
    .action(async (options: Options) => end(await runInstalled(io, options, list)))
  keys
    .command('rotate')
    .description('seal everything with the newest key, while the server runs; safe to interrupt and repeat')
    .option('--json', 'answer as JSON')
    .addHelpText('after', howToRotate)
    .action(async (options: Options) =>
      end(await runInstalled(io, options, (tools) => rotate(tools, io, options))),
    )
  keys
    .command('forget')
    .description('give up what a lost key sealed: subscriptions are made anew, accounts connected again')
    .argument('<id>', 'name of the key that is lost')
    .option('--yes', 'do it; without it nothing is removed')
    .option('--json', 'answer as JSON')
    .action(async (id: string, options: Options) =>
      end(await runInstalled(io, options, (tools) => forget(tools, id, options))),
    )
}

const howToRotate = `
A new key, step by step:
  1. put it first in ENCRYPTION_KEYS, before the ones in use, and start every server again
     (with several servers: behind the others first, everywhere, and then first)
  2. calendly-sync keys rotate
  3. remove the keys that it names from ENCRYPTION_KEYS`

async function list({ sync }: Tools): Promise<Result> {
  const keys = await sync.keys.list()
  const isWell = keys.every(
    ({ state, damaged }) => (state === 'newest' || state === 'older') && damaged === 0,
  )
  return {
    data: { keys },
    text: keys.map(showKey).join('\n'),
    exitCode: isWell ? exitCodes.ok : exitCodes.configuration,
  }
}

async function rotate({ sync }: Tools, io: CliIo, { json }: Options): Promise<Result> {
  await sync.migrate()
  const bar = progressBar(
    io,
    io.isTerminal && !json,
    '{bar} {value} of {total} secrets · {eta_formatted} left',
  )
  try {
    const rotation = await sync.keys.rotate({ signal: io.signal, onProgress: bar.show })
    return toldRotation(rotation)
  } finally {
    bar.end()
  }
}

function toldRotation(rotation: Rotation): Result {
  const { resealed, isComplete, keys } = rotation
  const newest = keys.find(({ state }) => state === 'newest')?.id ?? ''
  const removable = keys
    .filter(({ state, secrets }) => state === 'older' && secrets === 0)
    .map(({ id }) => id)
  const left = keys.filter(({ state, secrets }) => state !== 'newest' && secrets > 0)
  const lines = [
    `${resealed} secret(s) sealed anew with key ${newest}.`,
    ...left.map(
      ({ id, secrets, damaged }) =>
        `Key ${id} is still needed: it seals ${secrets}, of which ${damaged} do not open. ${secrets > damaged ? 'Run it again.' : 'See: calendly-sync doctor'}`,
    ),
    ...(removable.length > 0 ? [`Remove from ENCRYPTION_KEYS: ${removable.join(', ')}`] : []),
  ]
  return {
    data: { ...rotation, removable },
    text: lines.join('\n'),
    exitCode: isComplete ? exitCodes.ok : exitCodes.partial,
  }
}

async function forget({ sync }: Tools, id: string, { yes = false }: Options): Promise<Result> {
  const key = (await sync.keys.list()).find((one) => one.id === id)
  const lost = key && isLost(key) ? key.secrets : (key?.damaged ?? 0)
  if (!yes && lost > 0) {
    const message = `${lost} secret(s) of key ${id} would be removed for good; nothing was done. If the key is really lost: calendly-sync keys forget ${id} --yes`
    return { data: { wouldForget: lost }, text: message, exitCode: exitCodes.usage }
  }
  const forgotten = await sync.keys.forget(id)
  return { data: { forgotten }, text: `${forgotten} secret(s) forgotten. Next: calendly-sync serve` }
}

const isLost = ({ state }: KeyStatus) => state === 'missing' || state === 'wrong'
