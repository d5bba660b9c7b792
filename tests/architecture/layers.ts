import path from 'node:path'

// Arrows go down only:
//
//   web → server → engine             simulator stands alone; only server/src/demo may start it
//   inside engine: index → sync → worker → flows → { calendly, store } → resources → ground (files beside index.ts)
//
// calendly and store stand on one step and never meet.

const PACKAGES: Record<string, string> = {
  'calendly-sync-engine': 'engine',
  'calendly-sync': 'server',
  'calendly-sync-web': 'web',
  'calendly-simulator': 'simulator',
}
const MAY_IMPORT: Record<string, readonly string[]> = {
  engine: [],
  simulator: [],
  server: ['engine'],
  web: ['server'],
}
const ENGINE_STEPS: Record<string, number> = {
  index: 0,
  sync: 1,
  worker: 2,
  flows: 3,
  calendly: 4,
  store: 4,
  resources: 5,
}
const GROUND = 6

/**
 * Judges one import.
 *
 * @param from - importing file, from the root: `packages/engine/src/flows/plan.ts`.
 * @param specifier - as written in the file.
 * @returns null when the arrow goes down, else what is wrong with it.
 */
export function breachOf(from: string, specifier: string): string | null {
  const [home = ''] = placeOf(from)
  const relative = specifier.startsWith('.')
  const target = relative ? path.posix.join(path.posix.dirname(from), specifier) : specifier
  const [pack, place] = relative ? placeOf(target) : [PACKAGES[packageNameOf(specifier)]]
  if (pack === undefined) return null // somebody else's package, or Node's own
  if (pack !== home) {
    if (relative) return `${from} reaches into ${pack} by path: ${specifier}`
    const demo = home === 'server' && pack === 'simulator' && from.startsWith('packages/server/src/demo/')
    return demo || MAY_IMPORT[home]?.includes(pack) ? null : `${from}: ${home} may not import ${pack}`
  }
  if (home !== 'engine') return null
  const [, ownPlace = ''] = placeOf(from)
  if (place === undefined) return `${from} imports its own package by name`
  if (place === ownPlace || stepOf(place) > stepOf(ownPlace)) return null
  if (stepOf(place) === GROUND && stepOf(ownPlace) === GROUND) return null
  return `${from}: ${ownPlace} may not import ${place}`
}

/** `packages/engine/src/flows/plan.ts` → ['engine', 'flows']; a file beside index.ts is its own place. */
function placeOf(file: string): [string | undefined, string] {
  const match = /^packages\/([^/]+)\/src\/([^/]+?)(?:\.tsx?)?(?:\/|$)/.exec(file)
  return [match?.[1], match?.[2] ?? '']
}

const stepOf = (place: string) => ENGINE_STEPS[place] ?? GROUND

const packageNameOf = (specifier: string) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
