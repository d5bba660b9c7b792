import { useEffect, useState } from 'react'

/**
 * Whether a frame that shows it has been drawn: for what may wait until people see something. Callbacks of a frame run
 * before it is drawn, and a timer that they set runs after (HTML standard, "update the rendering").
 *
 * @param shown - what is there now, the same object as long as it is the same; undefined while nothing is.
 */
export function useDrawn(shown: object | undefined): boolean {
  const [drawn, setDrawn] = useState<object>()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setDrawn(shown))
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [shown])
  return shown !== undefined && drawn === shown
}
