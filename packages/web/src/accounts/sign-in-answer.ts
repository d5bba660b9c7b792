/*
 * A person who signs in at Calendly leaves the page and comes back to `#connect?code=…&state=…`. Inside another page's frame
 * he cannot leave (Calendly is shown in no frame): there it happens in a tab of its own, which hands the answer to the frame,
 * for only the frame has the person's token.
 */

const channelName = 'calendly-sync:connect'

/** What Calendly told the callback: a code that is good once, or that the person did not allow it. */
export type SignInAnswer =
  | { readonly code: string; readonly state: string; readonly error?: undefined }
  | { readonly error: string }

/** Sends the person to Calendly, from a frame in a new tab. */
export function startedHere(url: string): void {
  if (window.top === window) window.location.assign(url)
  else window.open(url, '_blank', 'noreferrer')
}

/**
 * Calls back with the answer that this page came back with, or that a tab hands to it.
 *
 * @returns how to stop listening.
 */
export function takeAnswer(onAnswer: (answer: SignInAnswer) => void): () => void {
  const own = answerInHash(window.location.hash)
  const channel = new BroadcastChannel(channelName)
  channel.addEventListener('message', ({ data }) => {
    const told = typeof data === 'string' ? answerInHash(data) : undefined
    if (told && window.top !== window) onAnswer(told)
  })
  if (own) {
    const { pathname, search, hash } = window.location
    window.history.replaceState(window.history.state, '', `${pathname}${search}`)
    channel.postMessage(hash)
    onAnswer(own)
  }
  return () => channel.close()
}

/** @returns undefined when the hash holds no answer. */
export function answerInHash(hash: string): SignInAnswer | undefined {
  const [, query] = /^#connect\?(.*)$/.exec(hash) ?? []
  if (query === undefined) return undefined
  const told = new URLSearchParams(query)
  const [code, state, error] = [told.get('code'), told.get('state'), told.get('error')]
  if (error) return { error }
  return code && state ? { code, state } : undefined
}
