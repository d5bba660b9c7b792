/** A server-sent event; `id` is the place to go on from, when it has one. */
export interface ServerEvent {
  readonly id: string | undefined
  readonly event: string
  readonly data: string
}

/**
 * Reads server-sent events out of text that arrives in pieces (WHATWG HTML, "Interpreting an event stream"). A block
 * that only sets the place is answered too, with an empty `event`.
 */
export function createEventReader(): (text: string) => ServerEvent[] {
  let rest = ''
  return (text) => {
    const blocks = (rest + text).replace(/\r\n?/g, '\n').split('\n\n')
    rest = blocks.pop() ?? ''
    return blocks.map(readBlock).filter(({ id, event }) => id !== undefined || event !== '')
  }
}

function readBlock(block: string): ServerEvent {
  const field = (name: string) =>
    block.split('\n').flatMap((line) => {
      if (line === name) return ['']
      return line.startsWith(`${name}:`) ? [line.slice(name.length + 1).replace(/^ /, '')] : []
    })
  const data = field('data')
  return {
    id: field('id').at(-1),
    event: data.length === 0 ? '' : (field('event').at(-1) ?? 'message'),
    data: data.join('\n'),
  }
}
