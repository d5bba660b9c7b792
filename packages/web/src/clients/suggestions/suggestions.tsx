import { useEffect, useRef } from 'react'
import { useApp } from '../../app/context.ts'
import { useKeys } from '../../browser/keys.ts'
import { EmptyWords } from '../../parts/empty-words.tsx'
import { ListTrouble } from '../../parts/list-trouble.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Decided } from './decided.tsx'
import { SuggestionCard } from './suggestion-card.tsx'
import { useDecide, useSuggestions } from './use-suggestions.ts'
import type { Decision } from './with-decided.ts'

/** Pairs of records that may be one person. Once one is decided, the next has the focus. */
export function Suggestions() {
  const { hasShortcuts } = useApp()
  const query = useSuggestions('open')
  const decide = useDecide()
  const list = useRef<HTMLDivElement>(null)
  const open = query.data?.data ?? []
  /** The one that is to have the focus as soon as it is in the list again. */
  const wanted = useRef<string>(undefined)
  useEffect(() => {
    const isBack = query.data?.data.some(({ id }) => id === wanted.current)
    if (!isBack) return
    buttonOf(cardsOf(list.current).find((card) => card.dataset['suggestion'] === wanted.current))?.focus()
    wanted.current = undefined
  }, [query.data])

  function answer(id: string, decision: Decision): void {
    if (decide.isPending) return
    const cards = cardsOf(list.current)
    const at = cards.findIndex((card) => card.dataset['suggestion'] === id)
    const next = cards[at + 1] ?? cards[at - 1]
    decide.mutate(
      { id, decision },
      // The card of this one leaves in a moment; the focus goes before it does.
      { onSuccess: () => (buttonOf(next) ?? list.current)?.focus() },
    )
  }
  function undo(id: string): void {
    if (decide.isPending) return
    wanted.current = id
    decide.mutate({ id, decision: 'open' }, { onError: () => (wanted.current = undefined) })
  }
  const answerFocused = (decision: Decision) => () => {
    const focused = document.activeElement?.closest<HTMLElement>('[data-suggestion]')?.dataset['suggestion']
    if (focused !== undefined) answer(focused, decision)
  }
  useKeys({ y: answerFocused('accepted'), n: answerFocused('rejected') }, hasShortcuts)

  const busy = decide.isPending ? decide.variables : undefined
  return (
    <>
      <section
        ref={list}
        tabIndex={-1}
        aria-label="To confirm"
        aria-busy={query.isPending}
        className="overflow-clip rounded-lg border border-line bg-card outline-none"
      >
        {query.isError && <ListTrouble message={query.error.message} hasRows={query.data !== undefined} />}
        {decide.isError && (
          <p role="alert" className="bg-bad-soft px-4 py-2 text-sm text-bad">
            {decide.error.message} Nothing was changed.
          </p>
        )}
        {query.isPending && <Skeleton what="suggestions" />}
        {query.data && open.length === 0 && (
          <EmptyWords
            title="Nothing to confirm"
            reason="Two records with the same name, the same phone number or nearly the same e-mail appear here, to be made one client, or to be left apart."
          />
        )}
        <ul className="divide-y divide-line">
          {open.map((suggestion) => (
            <SuggestionCard
              key={suggestion.id}
              suggestion={suggestion}
              deciding={busy?.id === suggestion.id ? busy.decision : undefined}
              answer={(decision) => answer(suggestion.id, decision)}
            />
          ))}
        </ul>
      </section>
      {open.length > 0 && (
        <p className="text-xs text-muted">
          J and K go from one to the next; Y makes the two one client, N leaves them apart.
        </p>
      )}
      <Decided undoing={busy?.decision === 'open' ? busy.id : undefined} undo={undo} />
    </>
  )
}

function cardsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[data-suggestion]') ?? [])]
}

function buttonOf(card: HTMLElement | undefined): HTMLElement | null | undefined {
  return card?.querySelector('button')
}
