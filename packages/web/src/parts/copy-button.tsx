import { useEffect, useState } from 'react'
import { Button } from './button.tsx'

const TOLD_MS = 2_500

/** Copies a text, and says for a moment that it did, or that the browser forbids it. */
export function CopyButton({ text, label = 'Copy' }: { readonly text: string; readonly label?: string }) {
  const [told, setTold] = useState<string>()
  useEffect(() => {
    if (told === undefined) return
    const timer = setTimeout(() => setTold(undefined), TOLD_MS)
    return () => clearTimeout(timer)
  }, [told])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setTold('Copied')
    } catch {
      setTold('Not allowed here')
    }
  }
  return (
    <Button onClick={() => void copy()}>
      <span aria-live="polite">{told ?? label}</span>
    </Button>
  )
}
