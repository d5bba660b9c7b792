import { readdirSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { fullFormats } from 'ajv-formats/dist/formats.js'

/** What is wrong with a body; empty when nothing is. */
export type Check = (body: unknown) => string[]

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, { content?: unknown }> }>>
}

const documentUrl = new URL('../openapi/calendly.json', import.meta.url)
const fixturesUrl = new URL('../../fixtures/', import.meta.url)

export function readDocument(): Document {
  return JSON.parse(readFileSync(documentUrl, 'utf8'))
}

/** Exactly what the document says: every required member, and none that it does not know. */
export function strictChecks() {
  const ajv = newAjv(readDocument())
  return {
    schema: (name: string): Check => check(ajv, `calendly#/components/schemas/${name}`),
    response: (template: string, method: string, status: string): Check => {
      const path = [template, method, 'responses', status, 'content', 'application/json', 'schema']
      return check(ajv, `calendly#/paths/${path.map(pointer).join('/')}`)
    },
  }
}

/** As a reader of old and odd bodies must read: members may be missing or unknown, types must be right. */
export function lenientChecks() {
  const document: unknown = JSON.parse(JSON.stringify(readDocument()), (key, value) =>
    key === 'required' && Array.isArray(value) ? [] : key === 'additionalProperties' ? true : value,
  )
  // Without required members every location would fit every kind: `oneOf` becomes `anyOf`.
  const loosened: unknown = JSON.parse(JSON.stringify(document).replaceAll('"oneOf"', '"anyOf"'))
  const ajv = newAjv(loosened)
  return { schema: (name: string): Check => check(ajv, `calendly#/components/schemas/${name}`) }
}

export function fixtureNames(): string[] {
  return readdirSync(fixturesUrl).filter((name) => name.endsWith('.json'))
}

export function readFixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, fixturesUrl), 'utf8'))
}

function newAjv(document: unknown) {
  const ajv = new Ajv({ strict: false, allErrors: true, formats: fullFormats })
  ajv.addSchema(Object(document), 'calendly')
  return ajv
}

function check(ajv: Ajv, ref: string): Check {
  const validate = ajv.compile({ $ref: ref })
  return (body) =>
    validate(body) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`)
}

function pointer(segment: string): string {
  return encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'))
}
