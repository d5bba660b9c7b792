import { type ReactNode, useEffect, useRef } from 'react'

/** One screen: names the tab, and takes the focus to its title when one comes from another screen. */
export function Screen(props: {
  readonly title: string
  /** Beside the title. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  const { title, actions, children } = props
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Calendly Sync`
    // A reader who followed a link begins at the title; the first screen begins where the browser begins.
    if (hasNavigated) heading.current?.focus({ preventScroll: true })
    hasNavigated = true
  }, [title])
  return (
    <div className="space-y-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 ref={heading} tabIndex={-1} className="mr-auto text-xl font-semibold outline-none">
          {title}
        </h1>
        {actions}
      </div>
      {children}
    </div>
  )
}

let hasNavigated = false
