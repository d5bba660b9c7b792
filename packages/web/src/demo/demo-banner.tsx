import { lazy, Suspense, useState } from 'react'
import { Button } from '../parts/button.tsx'

const Scenes = lazy(async () => ({ default: (await import('./scenes.tsx')).Scenes }))

/** Says that nothing here is real, and lets one play what can happen. */
export function DemoBanner() {
  const [isOpen, setOpen] = useState(false)
  return (
    <section aria-label="Demo" className="bg-accent-soft px-4 py-2 text-sm text-accent-strong">
      <p className="text-center">
        <strong>Demo.</strong> A simulator plays Calendly; nobody here is real. Set{' '}
        <code className="text-xs">CALENDLY_PERSONAL_ACCESS_TOKEN</code> and start again to see your own
        meetings.{' '}
        <Button
          look="quiet"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="min-h-7! px-2! py-0.5! underline underline-offset-2"
        >
          {isOpen ? 'Close the scenes' : 'Play a scene'}
        </Button>
      </p>
      {isOpen && (
        <Suspense fallback={<p className="text-center">Looking what can be played…</p>}>
          <Scenes />
        </Suspense>
      )}
    </section>
  )
}
