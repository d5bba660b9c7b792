import { useRouter, useRouterState } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { parseSearch, stringifySearch } from '../app/search.ts'
import { useStored } from '../browser/stored.ts'
import { Button } from '../parts/button.tsx'
import { Drop } from '../parts/drop.tsx'
import { readViews, removeView, renameView, type SavedView, saveView } from './saved-views.ts'
import { readMeetingsSearch } from './search.ts'

/** Lists with a name, kept in this browser for this reader: pick, save, rename, delete. */
export function ViewsMenu({ userId }: { readonly userId: string | undefined }) {
  const [kept, keep] = useStored(`calendly-sync.views.${userId ?? 'nobody'}`)
  const router = useRouter()
  const query = useRouterState({
    select: ({ location }) => stringifySearch({ ...location.search, meeting: undefined, week: undefined }),
  })
  const [renaming, setRenaming] = useState<string>()
  const views = readViews(kept)
  const write = (changed: readonly SavedView[]) => keep(JSON.stringify(changed))
  const open = ({ query }: SavedView) =>
    void router.navigate({ to: '/meetings', search: readMeetingsSearch(parseSearch(query)) })
  return (
    <Drop label="Views" icon="list">
      {(close) => (
        <>
          {views.length === 0 && (
            <p className="text-muted">No saved view yet. Set filters and save them here.</p>
          )}
          <ul aria-label="Saved views" className="space-y-1">
            {views.map((view) => (
              <li key={view.name} className="flex flex-wrap items-center gap-1">
                {renaming === view.name ? (
                  <NameForm
                    label="New name"
                    first={view.name}
                    action="Rename"
                    done={(name) => {
                      write(renameView(views, view.name, name))
                      setRenaming(undefined)
                    }}
                  />
                ) : (
                  <>
                    <Button
                      look="quiet"
                      className="mr-auto max-w-52 min-w-0 justify-start!"
                      aria-current={view.query === query ? 'true' : undefined}
                      onClick={() => {
                        open(view)
                        close()
                      }}
                    >
                      <bdi className="truncate">{view.name}</bdi>
                    </Button>
                    <Button
                      look="quiet"
                      aria-label={`Rename ${view.name}`}
                      onClick={() => setRenaming(view.name)}
                    >
                      Rename
                    </Button>
                    <Button
                      look="quiet"
                      aria-label={`Delete ${view.name}`}
                      onClick={() => write(removeView(views, view.name))}
                    >
                      Delete
                    </Button>
                  </>
                )}
              </li>
            ))}
          </ul>
          <div className="border-t border-line pt-3">
            <NameForm
              label="Save what is shown now as"
              first=""
              action="Save"
              done={(name) => write(saveView(views, { name, query }))}
            />
          </div>
        </>
      )}
    </Drop>
  )
}

function NameForm(props: {
  readonly label: string
  readonly first: string
  readonly action: string
  readonly done: (name: string) => void
}) {
  const [name, setName] = useState(props.first)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    props.done(name.trim())
    setName(props.first)
  }
  return (
    <form onSubmit={submit} className="flex w-full items-end gap-2">
      <label className="min-w-0 flex-1 text-muted">
        {props.label}
        <input
          required
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
          className="mt-1 block min-h-9 w-full rounded-md border border-edge bg-card px-2 py-1 text-ink"
        />
      </label>
      <Button type="submit">{props.action}</Button>
    </form>
  )
}
