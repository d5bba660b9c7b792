import type { Answer } from '../api/answer.ts'
import type { User } from '../world/records.ts'
import type { WorldState } from '../world/state.ts'
import { type Authorization, ErrorPage, readAuthorization, redirectTo, SentBack } from './authorization.ts'
import type { Clients } from './clients.ts'
import { consentPage } from './consent-page.ts'
import type { Grants } from './grants.ts'

const noStore = { 'cache-control': 'no-store' }

/** `GET /oauth/authorize`: shows the user what the app wants. */
export function showConsent(state: WorldState, clients: Clients, query: URLSearchParams): Answer {
  const authorization = readAuthorization(clients, query)
  return {
    status: 200,
    headers: noStore,
    html: consentPage(authorization, query.toString(), state.users.values()),
  }
}

/** `POST /oauth/authorize`: what the user has decided on that page. The request is judged once more. */
export function takeConsent(
  state: WorldState,
  clients: Clients,
  grants: Grants,
  form: URLSearchParams | undefined,
): Answer {
  const authorization = readAuthorization(clients, new URLSearchParams(form?.get('request') ?? ''))
  const user = state.users.get(form?.get('user') ?? '')
  if (form?.get('decision') !== 'approve') throw denied(authorization)
  if (!user) throw new ErrorPage('There is no such user in this world. Go back and choose another.')
  const granted = form.getAll('granted').filter((scope) => authorization.scopes.includes(scope))
  return {
    status: 302,
    headers: { ...noStore, location: approved(grants, authorization, user, granted) },
  }
}

/** The user says yes. @returns where the browser is sent, with a code. */
export function approved(
  grants: Grants,
  authorization: Authorization,
  user: User,
  scopes: readonly string[],
): string {
  return redirectTo(authorization, { code: grants.allow(authorization, user, scopes) })
}

/** The user says no. */
export function denied(authorization: Authorization): SentBack {
  return new SentBack(authorization, 'access_denied')
}
