import { useState } from 'react'
import type { ClientDetail } from '../api/types.ts'
import { Part } from '../meeting/part.tsx'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { useExport } from './use-client-actions.ts'

/** What is kept of the person, to hand over or to take away. */
export function Kept(props: { readonly client: ClientDetail; readonly whenErased: (words: string) => void }) {
  const { client, whenErased } = props
  const [isErasing, setErasing] = useState(false)
  const file = useExport(client.id)
  return (
    <Part title="What is kept of this person">
      <p className="mb-3 text-sm text-muted">
        The file holds everything, to be handed over to the person; of other people there is nothing in it.
        Each download is noted in Activity.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button isBusy={file.isPending} onClick={() => file.mutate()}>
          <Icon name="download" />
          {file.isPending ? 'Gathering…' : 'Download as JSON'}
        </Button>
        <Button look="danger" onClick={() => setErasing(true)}>
          Erase…
        </Button>
      </div>
      {file.isError && (
        <p role="alert" className="mt-2 text-sm text-bad">
          {file.error.message}
        </p>
      )}
      {isErasing && <EraseDialog client={client} close={() => setErasing(false)} whenErased={whenErased} />}
    </Part>
  )
}
