import { type ReactNode, useEffect, useRef } from 'react'

/** A page with one thing on it, for whoever is not signed in. */
export function Frame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const before = document.title
    document.title = `${title} · Calendly Sync`
    heading.current?.focus() // a reader begins here, and the next Tab is the first field
    return () => {
      document.title = before
    }
  }, [title])
  return (
    <div className="mx-auto max-w-sm px-4 py-10 sm:py-16">
      <header className="mb-6 flex items-center justify-center gap-2 font-semibold">
        <img src="/icon.svg" alt="" width="22" height="22" />
        Calendly Sync
      </header>
      <main className="rounded-lg border border-line bg-card p-5 sm:p-6">
        <h1 ref={heading} tabIndex={-1} className="mb-4 text-lg font-semibold outline-none">
          {title}
        </h1>
        {children}
      </main>
    </div>
  )
}
