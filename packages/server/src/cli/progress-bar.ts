import { Presets, SingleBar } from 'cli-progress'
import type { CliIo } from './io.ts'

/** A bar of things done, on the error output; shows nothing unless asked to. */
export function progressBar(
  io: CliIo,
  isShown: boolean,
  format: string,
): { show(done: number, total: number): void; end(): void } {
  if (!isShown) return { show: () => {}, end: () => {} }
  const bar = new SingleBar(
    { stream: io.err, format, noTTYOutput: false, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  )
  let hasBegun = false
  return {
    show: (done, total) => {
      if (!hasBegun) bar.start(Math.max(total, 1), 0)
      hasBegun = true
      bar.update(done)
    },
    end: () => bar.stop(),
  }
}
