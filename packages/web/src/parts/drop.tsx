import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { buttonLook } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'

/**
 * A button that opens a small panel below itself; Esc, a click elsewhere and a focus elsewhere close it. No menu in the
 * sense of ARIA: the panel may hold fields.
 */
export function Drop(props: {
  readonly label: string
  readonly icon: IconName
  readonly children: (close: () => void) => ReactNode
}) {
  const { label, icon, children } = props
  const [isOpen, setOpen] = useState(false)
  const whole = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  useEffect(() => {
    if (!isOpen) return
    const onElsewhere = (event: Event) => {
      if (event.target instanceof Node && !whole.current?.contains(event.target)) setOpen(false)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation() // a drawer that stands open stays
      setOpen(false)
      button.current?.focus()
    }
    document.addEventListener('pointerdown', onElsewhere)
    document.addEventListener('focusin', onElsewhere)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', onElsewhere)
      document.removeEventListener('focusin', onElsewhere)
      document.removeEventListener('keydown', onKey)
    }
  }, [isOpen])
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <div ref={whole} className="relative">
      <button
        ref={button}
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        className={buttonLook('plain')}
      >
        <Icon name={icon} className="max-sm:hidden" />
        {label}
        <Icon name="down" className="size-3" />
      </button>
      <div
        id={id}
        hidden={!isOpen}
        className="absolute right-0 z-40 mt-1 w-[min(24rem,calc(100vw-2rem))] space-y-3 rounded-lg border border-line bg-card p-4 text-sm shadow-lg max-sm:fixed max-sm:inset-x-4 max-sm:w-auto"
      >
        {isOpen && children(close)}
      </div>
    </div>
  )
}
