import type { ButtonHTMLAttributes } from 'react'

const LOOKS = {
  /** The one action of its place. */
  main: 'bg-accent text-on-accent hover:bg-accent-strong',
  plain: 'border border-edge hover:bg-accent-soft',
  /** Takes something away. */
  danger: 'border border-bad text-bad hover:bg-bad-soft',
  quiet: 'hover:bg-accent-soft',
} as const

export type ButtonLook = keyof typeof LOOKS

/** Class names of a button, for links that look like one. */
export function buttonLook(look: ButtonLook): string {
  return `inline-flex min-h-9 cursor-pointer items-center justify-center gap-1.5 rounded-md px-3 py-1.5 text-sm font-medium disabled:cursor-default disabled:opacity-60 aria-disabled:cursor-default aria-disabled:opacity-60 ${LOOKS[look]}`
}

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: ButtonLook
  /** What it does is under way: it cannot be pressed, and keeps the focus (a disabled button would lose it). */
  readonly isBusy?: boolean
}

export function Button({
  look = 'plain',
  isBusy = false,
  className = '',
  type = 'button',
  onClick,
  ...rest
}: Props) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={isBusy || undefined}
      onClick={(event) => {
        if (isBusy)
          event.preventDefault() // of a form's button: no second sending
        else onClick?.(event)
      }}
      className={`${buttonLook(look)} ${className}`}
    />
  )
}
