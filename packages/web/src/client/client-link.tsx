import { Link } from '@tanstack/react-router'

/** A person's name that leads to the client, from wherever one is. Without an id it is only the name. */
export function ClientLink(props: { readonly id: string | null | undefined; readonly name: string }) {
  const { id, name } = props
  if (!id) return <bdi>{name}</bdi>
  return (
    <Link
      to="/clients"
      search={{ client: id }}
      title="Open the client"
      className="underline decoration-line underline-offset-2 hover:decoration-current"
    >
      <bdi>{name}</bdi>
    </Link>
  )
}
