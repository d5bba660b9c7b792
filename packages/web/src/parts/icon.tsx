const PATHS = {
  check: 'M3.5 8.5l3 3 6-7',
  clock: 'M8 4.5V8l2.5 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  alert: 'M8 5.5v3.2M8 11.3v.01M8 2 1.8 13h12.4z',
  stop: 'M5.5 5.5l5 5M10.5 5.5l-5 5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  refresh: 'M13.5 8a5.5 5.5 0 1 1-1.8-4.1M13.5 2v3h-3',
  pause: 'M6 5.5v5M10 5.5v5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  moved: 'M2.5 5.5h9m0 0L9 3m2.5 2.5L9 8M13.5 11h-9m0 0L7 8.5M4.5 11 7 13.5',
  video: 'M2 4.5h8v7H2zM10 7.5l4-2v5l-4-2z',
  place: 'M8 14s4.5-4 4.5-7.5a4.5 4.5 0 0 0-9 0C3.5 10 8 14 8 14zM8 8a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
  absent:
    'M10 13v-.8A2.7 2.7 0 0 0 7.3 9.5H5A2.7 2.7 0 0 0 2.3 12.2V13M6.2 7a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6zM11 5.5l3.5 3.5M14.5 5.5 11 9',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3 14 14',
  close: 'M4 4l8 8M12 4l-8 8',
  home: 'M2.5 7.5 8 2.8l5.5 4.7M4 6.5v6.7h8V6.5M6.7 13.2V9.5h2.6v3.7',
  calendar: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3',
  people:
    'M6 7.5a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6zM1.8 13.2c0-2.3 1.9-3.7 4.2-3.7s4.2 1.4 4.2 3.7M10.5 3.2a2.1 2.1 0 0 1 0 4.1M11.5 9.7c1.6.4 2.7 1.6 2.7 3.5',
  plus: 'M8 3v10M3 8h10',
  minus: 'M4 8h8',
  copy: 'M6 6h7.5v7.5H6zM10 6V2.5H2.5V10H6',
  list: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01',
  bolt: 'M8.8 1.8 3.5 9h3.8l-.6 5.2L12.5 7H8.6z',
  link: 'M6.8 9.2a2.5 2.5 0 0 0 3.6 0l2.3-2.4a2.5 2.5 0 0 0-3.6-3.5L8.2 4.2M9.2 6.8a2.5 2.5 0 0 0-3.6 0L3.3 9.2a2.5 2.5 0 0 0 3.6 3.5l.9-.9',
  bell: 'M4 11.5V7a4 4 0 0 1 8 0v4.5l1 1H3zM6.8 14.2h2.4',
  gauge: 'M2 11.5a6 6 0 1 1 12 0M8 11.5l2.8-3.6',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  download: 'M8 2.5v7M5 6.8l3 3 3-3M3 13h10',
  up: 'M3.5 10 8 5.5l4.5 4.5',
  down: 'M3.5 6 8 10.5 12.5 6',
} as const

export type IconName = keyof typeof PATHS

/** A drawing beside words; it never stands alone, so assistive technology skips it. */
export function Icon({ name, className = '' }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={`inline-block size-4 shrink-0 ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
