/** The dialog that stands in front of everything else; what is nested, or later in the page, was opened later. */
export function frontDialog(): HTMLDialogElement | undefined {
  return [...document.querySelectorAll<HTMLDialogElement>('dialog[open]')].at(-1)
}
