import { useMutation, useQuery } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import { Button } from '../parts/button.tsx'

interface Scene {
  readonly name: string
  readonly title: string
  readonly what: string
}

interface Script {
  readonly scenes: readonly Scene[]
  /** The scene of the story that was played last, while it goes on. */
  readonly playing: string | null
}

const LOOK_MS = 2000

/** What the simulator can play: one scene at a time, or all of them as a story. */
export function Scenes() {
  const api = useApi()
  const script = useQuery<Script, ApiProblem>({
    queryKey: ['scenes'],
    queryFn: ({ signal }) => api.get<Script>('/api/demo/scenes', {}, signal),
    refetchInterval: ({ state }) => (state.data?.playing ? LOOK_MS : false),
  })
  const play = useMutation<{ done: string }, ApiProblem, string>({
    mutationFn: (path) => api.post<{ done: string }>(`/api/demo/scenes${path}`),
    onSettled: () => script.refetch(),
  })
  const playing = script.data?.scenes.find(({ name }) => name === script.data?.playing)
  return (
    <div className="mx-auto mt-2 max-w-5xl">
      <ul className="flex flex-wrap justify-center gap-1.5">
        {script.data?.scenes.map(({ name, title, what }) => (
          <li key={name}>
            <Button
              title={what}
              disabled={play.isPending}
              onClick={() => play.mutate(`/${name}`)}
              className="min-h-8! bg-card py-1!"
            >
              {title}
            </Button>
          </li>
        ))}
        <li>
          <Button
            look="main"
            disabled={play.isPending}
            onClick={() => play.mutate('')}
            className="min-h-8! py-1!"
          >
            The whole story
          </Button>
        </li>
      </ul>
      <p role="status" className="mt-1.5 min-h-5 text-center">
        {playing
          ? `${playing.title}: ${playing.what}`
          : (play.data?.done ?? play.error?.message ?? script.error?.message)}
      </p>
    </div>
  )
}
