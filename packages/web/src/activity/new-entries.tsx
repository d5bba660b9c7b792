import type { RefObject } from 'react'
import { Button } from '../parts/button.tsx'

/** "3 new entries", over the list and in nobody's way; a press shows them and leads to the newest. */
export function NewEntries(props: {
  readonly count: number
  readonly letIn: () => void
  readonly list: RefObject<HTMLElement | null>
}) {
  const { count, letIn, list } = props
  const words = `${count} new ${count === 1 ? 'entry' : 'entries'}`
  const show = () => {
    letIn()
    window.scrollTo({ top: 0 })
    requestAnimationFrame(() => {
      list.current?.querySelector<HTMLElement>('[data-row]')?.focus({ preventScroll: true })
    })
  }
  return (
    <div className="pointer-events-none sticky top-2 z-20 flex h-0 justify-center">
      <p role="status" className="sr-only">
        {count > 0 && words}
      </p>
      {count > 0 && (
        <div className="pointer-events-auto translate-y-1">
          <Button look="main" onClick={show} className="shadow-md">
            {words}
          </Button>
        </div>
      )}
    </div>
  )
}
