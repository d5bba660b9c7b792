import { useNavigate, useSearch } from '@tanstack/react-router'
import { SearchField } from '../parts/search-field.tsx'

export function SearchBox() {
  const { q = '' } = useSearch({ from: '/activity' })
  const navigate = useNavigate({ from: '/activity' })
  return (
    <SearchField
      label="Search activity"
      placeholder="Title, state, error, who"
      value={q}
      type={(typed) =>
        void navigate({
          search: (search) => ({ ...search, q: typed, open: undefined, run: undefined }),
          replace: true,
          resetScroll: false,
        })
      }
    />
  )
}
