import type { ReactNode } from 'react'

/** An empty list says why it is empty; what can be done about it stands below. */
export function EmptyWords(props: {
  readonly title: string
  readonly reason: string
  readonly children?: ReactNode
}) {
  return (
    <div className="px-4 py-10 text-center">
      <p className="font-semibold">{props.title}</p>
      <p className="mx-auto mt-1 max-w-prose text-sm text-muted">{props.reason}</p>
      {props.children && <div className="mt-3">{props.children}</div>}
    </div>
  )
}
