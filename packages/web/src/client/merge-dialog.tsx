import { useState } from 'react'
import type { Client, ClientDetail } from '../api/types.ts'
import { nameOf } from '../clients/words.ts'
import { Button } from '../parts/button.tsx'
import { Modal } from '../parts/modal.tsx'
import { MergePreview } from './merge-preview.tsx'
import { PickClient } from './pick-client.tsx'
import { useClientActions } from './use-client-actions.ts'

/** Another client is looked for, what becomes of the two is shown, and only then they are made one. */
export function MergeDialog(props: {
  readonly client: ClientDetail
  readonly close: () => void
  /** Told which one belongs to this client now. */
  readonly merged: (other: Client) => void
}) {
  const { client, close, merged } = props
  const [other, setOther] = useState<Client>()
  const act = useClientActions(client.id)
  const merge = () => {
    if (!other || act.isPending) return
    act.mutate(
      { do: 'merge', clientId: other.id },
      {
        onSuccess: () => {
          merged(other)
          close()
        },
      },
    )
  }
  return (
    <Modal title={`Merge with ${nameOf(client)}`} close={close}>
      <div className="space-y-4 text-sm">
        {other ? (
          <>
            <MergePreview keeper={client} other={other} />
            {act.isError && (
              <p role="alert" className="text-bad">
                {act.error.message} Nothing was changed.
              </p>
            )}
            <div className="flex flex-wrap gap-2">
              <Button look="main" autoFocus isBusy={act.isPending} onClick={merge}>
                {act.isPending ? 'Making them one…' : 'Make them one client'}
              </Button>
              <Button onClick={() => setOther(undefined)}>Choose another</Button>
            </div>
          </>
        ) : (
          <PickClient exceptId={client.id} pick={setOther} />
        )}
      </div>
    </Modal>
  )
}
