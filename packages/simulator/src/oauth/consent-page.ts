import type { User } from '../world/records.ts'
import type { Authorization } from './authorization.ts'

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

/** Says what is wrong with a request that leads nowhere. */
export function errorPage(what: string): string {
  return page('This does not work', `<p>${escaped(what)}</p>`)
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Calendly Simulator</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 32rem; margin: 3rem auto; padding: 0 1.5rem }
  label { display: block; margin: .4rem 0 } fieldset { margin: 1rem 0; border: 1px solid #8884; border-radius: .4rem }
  button, select { font: inherit; padding: .35rem .9rem; margin-right: .5rem }
</style>
<h1>${title}</h1>
${content}
</html>
`
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}
