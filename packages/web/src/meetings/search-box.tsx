import { useNavigate, useSearch } from '@tanstack/react-router'
import { SearchField } from '../parts/search-field.tsx'

export function SearchBox() {
  const { q = '' } = useSearch({ from: '/meetings' })
  const navigate = useNavigate({ from: '/meetings' })
  const type = (typed: string) =>
    void navigate({
      search: (search) => ({ ...search, q: typed === '' ? undefined : typed }),
      replace: true,
      resetScroll: false,
    })
  return (
    <SearchField label="Search meetings" placeholder="Client, e-mail, title, place" value={q} type={type} />
  )
}
