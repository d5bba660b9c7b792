import { Link, useSearch } from '@tanstack/react-router'
import type { Mute } from '../api/types.ts'
import { Button, buttonLook } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyWords } from '../parts/empty-words.tsx'
import { ListTrouble } from '../parts/list-trouble.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { useSettled } from '../time/use-settled.ts'
import { useUsers } from './use-operations.ts'
import { UserFilters } from './user-filters.tsx'
import { UserRow } from './user-row.tsx'

/** Everybody with accounts, the least current list first. */
export function Users(props: { readonly nowMs: number; readonly mutes: readonly Mute[] }) {
  const { q, state, code } = useSearch({ from: '/operations' })
  const filter = { q: useSettled(q), state, code }
  const query = useUsers(filter)
  const users = query.data
  const isFiltered = [filter.q, state, code].some((each) => each !== undefined)
  return (
    <div id="users" className="scroll-mt-3">
      <Card title="Users, least current first">
        <UserFilters />
        <div
          aria-busy={query.isPending || query.isPlaceholderData}
          className={`overflow-clip rounded-lg border border-line bg-card ${query.isPlaceholderData ? 'opacity-60' : ''}`}
        >
          {query.isError && <ListTrouble message={query.error.message} hasRows={users !== undefined} />}
          {query.isPending && <Skeleton what="users" />}
          {users?.length === 0 && <Empty isFiltered={isFiltered} />}
          <ul className="divide-y divide-line">
            {users?.map((user) => (
              <UserRow key={user.userId} user={user} {...props} />
            ))}
          </ul>
          {query.hasNextPage && (
            <div className="border-t border-line p-3 text-center">
              <Button onClick={() => query.fetchNextPage()} isBusy={query.isFetchingNextPage}>
                {query.isFetchingNextPage ? 'Loading…' : 'Load more'}
              </Button>
            </div>
          )}
        </div>
      </Card>
    </div>
  )
}

function Empty({ isFiltered }: { readonly isFiltered: boolean }) {
  if (!isFiltered)
    return (
      <EmptyWords
        title="Nobody has an account yet"
        reason="As soon as somebody connects Calendly, or is matched with the installation’s token, the accounts stand here."
      />
    )
  return (
    <EmptyWords title="Nobody matches" reason="The filters above leave nobody over.">
      <Link
        from="/operations"
        to="/operations"
        search={({ meeting }) => ({ meeting })}
        resetScroll={false}
        className={buttonLook('plain')}
      >
        Clear the filters
      </Link>
    </EmptyWords>
  )
}
