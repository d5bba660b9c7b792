import { type FormEvent, useState } from 'react'
import type { AccountStatus } from '../api/types.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Modal } from '../parts/modal.tsx'
import { useDisconnect } from './use-account-actions.ts'

const CHOICES = [
  {
    data: 'keep',
    title: 'Keep its meetings',
    means: 'They stay in the list as they are now, and are not renewed any more.',
    button: 'Disconnect, keep the meetings',
    done: 'Its meetings are kept as they were.',
  },
  {
    data: 'erase',
    title: 'Erase its meetings',
    means: 'Those that only this account has shown are deleted here, for good. Calendly itself keeps them.',
    button: 'Disconnect and erase the meetings',
    done: 'The meetings that only it has shown are erased.',
  },
] as const

const TOKEN_WORDS: Readonly<Record<AccountStatus['connectedBy'], string>> = {
  oauth: 'Its sign-in is ended, here and at Calendly.',
  token: 'Its token is destroyed here; at Calendly you delete it yourself, under Integrations.',
  installation: 'It is not read any more with the token of this installation.',
}

/** Says what happens to the data, lets one choose, and asks for one deliberate yes. */
export function DisconnectDialog(props: {
  readonly account: AccountStatus
  readonly name: string
  readonly close: () => void
  readonly done: (words: string) => void
}) {
  const { account, name, close, done } = props
  const disconnect = useDisconnect(account.id)
  const [data, setData] = useState<'keep' | 'erase'>('keep')
  const [isMeant, setMeant] = useState(false)
  const choice = CHOICES.find((each) => each.data === data) ?? CHOICES[0]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isMeant) return
    // Its card, and this dialog, may go before the answer comes: a callback of `mutate` would go with them.
    disconnect.mutateAsync(data).then(
      () => done(`${name} is disconnected. ${choice.done}`),
      () => {}, // told below
    )
  }
  return (
    <Modal title={`Disconnect ${name}`} close={close}>
      <form onSubmit={submit} className="space-y-4 text-sm">
        <p>
          Its webhook is removed. {TOKEN_WORDS[account.connectedBy]} No meeting is cancelled, and nobody is
          told.
        </p>
        <fieldset className="space-y-2">
          <legend className="mb-1 font-medium">What becomes of its meetings here?</legend>
          {CHOICES.map((each) => (
            <label
              key={each.data}
              className={`flex cursor-pointer gap-3 rounded-md border p-3 ${each.data === data ? 'border-accent bg-accent-soft' : 'border-line'}`}
            >
              <input
                type="radio"
                name="data"
                value={each.data}
                checked={each.data === data}
                onChange={() => {
                  setData(each.data)
                  setMeant(false) // a yes is for what was read
                }}
                className="mt-0.5 size-4 accent-accent"
              />
              <span>
                <span className="block font-medium">{each.title}</span>
                <span className="text-muted">{each.means}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <p className="text-muted">What another of your accounts shows as well stays in any case.</p>
        <label className="flex min-h-6 cursor-pointer items-center gap-2">
          <input
            type="checkbox"
            checked={isMeant}
            onChange={(event) => setMeant(event.target.checked)}
            className="size-4 accent-accent"
          />
          {data === 'erase' ? 'Yes, erase them: this cannot be undone' : 'Yes, disconnect this account'}
        </label>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="danger" disabled={!isMeant} isBusy={disconnect.isPending}>
            {disconnect.isPending ? 'Disconnecting…' : choice.button}
          </Button>
          <Button onClick={close}>Leave it connected</Button>
        </div>
        {disconnect.error && (
          <p role="alert" className="text-bad">
            <Icon name="alert" className="mr-1 -mt-0.5" />
            {disconnect.error.message}
          </p>
        )}
      </form>
    </Modal>
  )
}
