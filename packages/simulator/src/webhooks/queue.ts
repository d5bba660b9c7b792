/** First in, first out; `Array.shift` copies everything, which a burst of 100,000 messages would feel. */
export interface Queue<T> {
  readonly size: number
  add(item: T): void
  take(): T | undefined
}

export function createQueue<T>(): Queue<T> {
  let items: T[] = []
  let taken = 0
  return {
    get size() {
      return items.length - taken
    },
    add: (item) => {
      items.push(item)
    },
    take: () => {
      const item = items[taken]
      if (taken < items.length) taken += 1
      if (taken > 1_000 && taken * 2 > items.length) {
        items = items.slice(taken)
        taken = 0
      }
      return item
    },
  }
}
