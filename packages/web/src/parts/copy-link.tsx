import { useState } from 'react'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

/** Copies the address of what is open; says so where the browser lets it. */
export function CopyLink() {
  const [said, setSaid] = useState('Copy the link')
  const copy = () =>
    navigator.clipboard.writeText(window.location.href).then(
      () => setSaid('Copied'),
      () => setSaid('The browser does not allow it: copy the address bar'),
    )
  return (
    <Button onClick={() => void copy()}>
      <Icon name="copy" />
      <span aria-live="polite">{said}</span>
    </Button>
  )
}
