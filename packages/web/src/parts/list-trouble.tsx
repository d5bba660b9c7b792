/** A list could not be asked for: what one sees is from before, or nothing yet. */
export function ListTrouble({ message, hasRows }: { readonly message: string; readonly hasRows: boolean }) {
  return (
    <p role="alert" className="bg-bad-soft px-4 py-2 text-sm text-bad">
      {message} {hasRows ? 'The rows below are from before; ' : 'The list cannot be shown yet; '}
      the page keeps trying.
    </p>
  )
}
