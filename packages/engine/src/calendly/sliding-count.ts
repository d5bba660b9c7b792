/** Counts what happened in the last `spanMs` milliseconds, to the width of one of `buckets` buckets; bounded memory. */
export interface SlidingCount {
  add(nowMs: number): void
  total(nowMs: number): number
}

export function createSlidingCount(spanMs: number, buckets: number): SlidingCount {
  const widthMs = spanMs / buckets
  const counts = new Map<number, number>()
  const forget = (nowMs: number) => {
    const oldest = Math.floor((nowMs - spanMs) / widthMs)
    for (const bucket of counts.keys()) if (bucket < oldest) counts.delete(bucket)
  }
  return {
    add(nowMs) {
      forget(nowMs)
      const bucket = Math.floor(nowMs / widthMs)
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
    },
    total(nowMs) {
      forget(nowMs)
      let total = 0
      for (const count of counts.values()) total += count
      return total
    },
  }
}
