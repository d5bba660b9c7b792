import { errorOfStatus } from '../oauth/errors.ts'
import type { FaultEffect } from './types.ts'

/** An answer as it would go over the wire. */
export interface Prepared {
  status: number
  headers: Record<string, string>
  text: string
}

const jsonHeaders = { 'content-type': 'application/json; charset=utf-8' }

/** Applies a fault that is another answer, sent in good order; wire faults pass through unchanged. */
export function rewrite(answer: Prepared, effect: FaultEffect, requestUrl: string): Prepared {
  switch (effect.kind) {
    case 'status':
      return {
        status: effect.status,
        headers: { ...answer.headers, ...jsonHeaders, ...effect.headers },
        text: JSON.stringify(effect.body ?? errorBody(effect.status, requestUrl)),
      }
    case 'headers':
      return { ...answer, headers: withHeaders(answer.headers, effect.headers) }
    case 'html':
      return {
        status: 200,
        headers: { ...answer.headers, 'content-type': 'text/html; charset=utf-8' },
        text: '<!doctype html><html><body><h1>We will be right back</h1></body></html>',
      }
    case 'garbage':
      return { ...answer, status: 200, text: '{"collection": [{"uri": }' }
    case 'empty':
      return { ...answer, status: 200, text: '' }
    case 'emptyList':
      return { ...answer, status: 200, text: JSON.stringify(emptyList) }
    case 'deepJson': {
      const depth = effect.depth ?? 100_000
      return { ...answer, status: 200, text: `${'['.repeat(depth)}${']'.repeat(depth)}` }
    }
    case 'redirect':
      return { status: effect.status ?? 302, headers: { ...answer.headers, location: effect.to }, text: '' }
    case 'wrongCharset':
      return {
        ...answer,
        headers: { ...answer.headers, 'content-type': 'application/json; charset=utf-16' },
      }
    case 'loopingToken':
      return withNextPage(answer, () => new URL(requestUrl, 'https://api.calendly.com').href)
    case 'foreignNextPage':
      return withNextPage(answer, (next) => {
        const url = new URL(next ?? requestUrl, 'https://api.calendly.com')
        return `${effect.origin}${url.pathname}${url.search}`
      })
    default:
      return answer
  }
}

const emptyList = {
  collection: [],
  pagination: {
    count: 0,
    next_page: null,
    previous_page: null,
    next_page_token: null,
    previous_page_token: null,
  },
}

function errorBody(status: number, requestUrl: string): object {
  if (requestUrl.startsWith('/oauth/')) return errorOfStatus(status)
  switch (status) {
    case 401:
      return { title: 'Unauthenticated', message: 'The access token is invalid' }
    case 403:
      return {
        title: 'Permission Denied',
        message: 'You do not have permission to access this resource.',
      }
    case 404:
      return {
        title: 'Resource Not Found',
        message: 'The server could not find the requested resource.',
      }
    case 429:
      return { title: 'Too Many Requests', message: 'Rate limit exceeded.' }
    default:
      return { title: 'Internal Server Error', message: 'The server encountered an unexpected condition.' }
  }
}

function withHeaders(headers: Record<string, string>, changes: Record<string, string | null>) {
  const changed = { ...headers }
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete changed[name.toLowerCase()]
    else changed[name.toLowerCase()] = value
  }
  return changed
}

function withNextPage(answer: Prepared, link: (next: string | null) => string): Prepared {
  const body: unknown = JSON.parse(answer.text || 'null')
  if (typeof body !== 'object' || body === null || !('pagination' in body)) return answer
  const { pagination } = body
  if (typeof pagination !== 'object' || pagination === null) return answer
  const next: unknown = Reflect.get(pagination, 'next_page')
  const changed = link(typeof next === 'string' ? next : null)
  const next_page_token = new URL(changed).searchParams.get('page_token') ?? 'looping'
  return {
    ...answer,
    text: JSON.stringify({ ...body, pagination: { ...pagination, next_page: changed, next_page_token } }),
  }
}
