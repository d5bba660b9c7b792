import { useState } from 'react'
import { Button } from '../parts/button.tsx'

/**
 * Copies an address; where the browser does not allow it (no https), shows it to be copied by hand.
 *
 * @param props.path - with its query; undefined: where the reader is.
 */
export function CopyLink(props: { readonly label: string; readonly path?: string }) {
  const [state, setState] = useState<'copied' | 'shown'>()
  const address = () =>
    window.location.origin + (props.path ?? window.location.pathname + window.location.search)
  const copy = () => {
    const done = navigator.clipboard?.writeText(address()) ?? Promise.reject(new Error('no clipboard'))
    done.then(
      () => setState('copied'),
      () => setState('shown'),
    )
  }
  if (state === 'shown')
    return (
      <input
        readOnly
        aria-label="Link, to be copied"
        value={address()}
        onFocus={(event) => event.currentTarget.select()}
        className="min-h-9 min-w-0 rounded-md border border-edge bg-card px-2 text-sm"
      />
    )
  return (
    <Button look="quiet" onClick={copy}>
      {props.label}
      <span role="status" className="text-good">
        {state === 'copied' && 'Copied'}
      </span>
    </Button>
  )
}
