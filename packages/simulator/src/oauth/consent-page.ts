import type { User } from '../world/records.ts'
import type { Authorization } from './authorization.ts'
import { escaped, page } from './page.ts'

/** Asks a user for his consent: a plain form, whose answer goes to `POST /oauth/authorize`. */
export function consentPage(authorization: Authorization, query: string, users: Iterable<User>): string {
  const people = [...users].map(
    (user) => `<option value="${escaped(user.id)}">${escaped(`${user.name} (${user.email})`)}</option>`,
  )
  const scopes = authorization.scopes.map(
    (scope) =>
      `<label><input type="checkbox" name="granted" value="${escaped(scope)}" checked> ${escaped(scope)}</label>`,
  )
  return page(
    'Allow access?',
    `<p>The app <b>${escaped(authorization.client.clientId)}</b> wants to use your Calendly account. You come back to
<b>${escaped(new URL(authorization.redirectUri).host)}</b>.</p>
<form method="post" action="/oauth/authorize">
<input type="hidden" name="request" value="${escaped(query)}">
<label>You are <select name="user">${people.join('\n')}</select></label>
<fieldset><legend>It may</legend>${scopes.join('\n')}</fieldset>
<button name="decision" value="approve">Allow</button>
<button name="decision" value="deny">Deny</button>
</form>`,
  )
}
