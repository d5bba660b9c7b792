import { useNavigate, useSearch } from '@tanstack/react-router'
import { SearchBox as Box } from '../parts/search-box.tsx'

export function SearchBox() {
  const { q = '' } = useSearch({ from: '/meetings' })
  const navigate = useNavigate({ from: '/meetings' })
  return (
    <Box
      label="Search meetings"
      placeholder="Client, e-mail, answer, place"
      q={q}
      tell={(typed) =>
        void navigate({
          search: (search) => ({ ...search, q: typed }),
          replace: true,
          resetScroll: false,
        })
      }
    />
  )
}
