import uPlot from 'uplot'
import type { Formats } from '../time/formats.ts'
import type { PlotColours } from './plot.tsx'

const DAY_SECONDS = 86_400
/** Height of the letters along the bottom, and width of the longest word there. */
const LETTERS_PX = 30
const WORD_PX = 64

/** What all pictures share: no cursor and no legend (both are told in words), lines and letters in the page's colours. */
export const QUIET = { cursor: { show: false }, legend: { show: false } } as const

/** Along the bottom: times of day, or days when they span more than two. */
export function timeAxis(colours: PlotColours, formats: Formats): uPlot.Axis {
  return {
    ...lines(colours),
    size: LETTERS_PX,
    space: 70,
    values: (_plot, splits) => {
      const isLong = (splits.at(-1) ?? 0) - (splits[0] ?? 0) > 2 * DAY_SECONDS
      return splits.map((seconds) =>
        isLong ? formats.dayKey(seconds * 1000).slice(5) : formats.time(seconds * 1000),
      )
    },
  }
}

/** Along the bottom: a word for each place, or for as many as there is room for. */
export function wordAxis(colours: PlotColours, words: readonly string[]): uPlot.Axis {
  return {
    ...lines(colours),
    size: LETTERS_PX,
    grid: { show: false },
    splits: (plot) => {
      const every = Math.max(1, Math.ceil((words.length * WORD_PX) / Math.max(1, plot.width - 56)))
      return words.map((_, index) => index).filter((index) => index % every === 0)
    },
    values: (_plot, splits) => splits.map((index) => words[index] ?? ''),
  }
}

/** Upwards: whole numbers, or what `words` makes of them. */
export function numberAxis(colours: PlotColours, words = (value: number) => String(value)): uPlot.Axis {
  return {
    ...lines(colours),
    size: 56,
    incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000],
    values: (_plot, splits) => splits.map(words),
  }
}

/** From nothing up to a little above the highest, and never flat. */
export function fromZero(least = 1): uPlot.Scale {
  return { range: (_plot, _min, max) => [0, Math.max(least, (max ?? 0) * 1.1)] }
}

/** The whole span that was asked for, also where nothing was yet. */
export function span({ from, to }: { readonly from: string; readonly to: string }): uPlot.Scale {
  return { range: () => [Date.parse(from) / 1000, Date.parse(to) / 1000] }
}

/** Half a place before the first and after the last, so that no column is cut. */
export function places(count: number): uPlot.Scale {
  return { time: false, range: () => [-0.6, count - 0.4] }
}

/** Columns that stand in their own places. */
export function columns(label: string, colour: string): uPlot.Series {
  return {
    label,
    fill: colour,
    stroke: colour,
    width: 0,
    points: { show: false },
    ...(uPlot.paths.bars && { paths: uPlot.paths.bars({ size: [0.8, 40] }) }),
  }
}

/** A line; `dash` for what is held against. A single point is drawn as one. */
export function line(label: string, colour: string, dash?: number[]): uPlot.Series {
  const points = dash ? { show: false } : { show: (plot: uPlot) => plot.data[0].length < 3, size: 7 }
  return { label, stroke: colour, width: 1.5, points, ...(dash && { dash }) }
}

/**
 * Columns upon each other: each list becomes the sum of itself and those after it, so that the first, drawn first, is the
 * highest and the others cover its foot.
 */
export function stacked(lists: readonly (readonly number[])[]): number[][] {
  return lists.map((list, index) =>
    list.map((_, at) => lists.slice(index).reduce((sum, each) => sum + (each[at] ?? 0), 0)),
  )
}

function lines({ muted, line: lineColour }: PlotColours) {
  return {
    stroke: muted,
    grid: { stroke: lineColour, width: 1 },
    ticks: { show: false },
    font: '12px Inter, system-ui, sans-serif',
  }
}
