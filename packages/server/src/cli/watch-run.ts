import type { Run, Sync } from 'calendly-sync-engine'
import { Presets, SingleBar } from 'cli-progress'
import type { CliIo } from './io.ts'

/** Waits for a run's end; on a terminal with a bar, how much is read, and the time left. */
export async function watchRun(
  sync: Sync,
  viewer: { userId: string; isOperator: boolean },
  started: Run,
  io: CliIo,
  showsBar: boolean,
): Promise<Run> {
  const bar = showsBar ? newBar(io) : undefined
  try {
    for (let run = started; ; ) {
      bar?.show(run)
      if (run.finishedAt !== null || io.signal.aborted) return run
      await new Promise((resolve) => setTimeout(resolve, 200))
      run = (await sync.runs.get(viewer, run.id)) ?? run
    }
  } finally {
    bar?.end()
  }
}

function newBar(io: CliIo): { show(run: Run): void; end(): void } {
  const bar = new SingleBar(
    {
      stream: io.err,
      format: '{bar} {value} of {total} · {left} · {doing}',
      noTTYOutput: false,
      clearOnComplete: true,
      hideCursor: true,
    },
    Presets.shades_classic,
  )
  let isShown = false
  return {
    show: (run) => {
      const parts = run.accounts.flatMap((account) => account.progress ?? [])
      const done = parts.reduce((sum, part) => sum + part.done, 0)
      const total = parts.reduce((sum, part) => sum + (part.total ?? part.done), 0)
      const words = {
        left: timeLeft(parts.map((part) => part.secondsLeft)),
        doing: parts[0]?.doing ?? run.state,
      }
      if (!isShown) bar.start(Math.max(total, 1), done, words)
      isShown = true
      bar.setTotal(Math.max(total, 1))
      bar.update(done, words)
    },
    end: () => bar.stop(),
  }
}

/** The account that takes longest decides. */
export function timeLeft(seconds: readonly (number | null)[]): string {
  const known = seconds.filter((one) => one !== null)
  if (known.length === 0) return 'time left unknown yet'
  const most = Math.max(...known)
  return most < 90 ? `${Math.ceil(most)} s left` : `${Math.ceil(most / 60)} min left`
}
