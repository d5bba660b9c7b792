/** The control page: one file, no libraries, everything through `/control/api`. */
export const controlPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Calendly Simulator</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; --line: #8884; --accent: #0069ff }
  body { max-width: 70rem; margin: 0 auto; padding: 1.5rem }
  h1 { font-size: 1.4rem; margin: 0 } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem }
  table { width: 100%; border-collapse: collapse } th { text-align: left; font-weight: 600 }
  td, th { padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
  form, .row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin: .5rem 0 }
  label { display: grid; font-size: .85rem }
  button { cursor: pointer; white-space: nowrap; padding: .3rem .7rem; border: 1px solid var(--line); border-radius: .4rem; background: none; color: inherit; font: inherit }
  button:hover, button:focus-visible { border-color: var(--accent); outline: none }
  input, select { font: inherit; padding: .25rem .4rem } .canceled { opacity: .55; text-decoration: line-through }
  code { font-size: .85rem } #said { min-height: 1.5em }
</style>
<h1>Calendly Simulator</h1>
<p id="facts"></p>
<p id="said" role="status"></p>
<div class="row">
  <button data-advance="60000">+ 1 minute</button>
  <button data-advance="3600000">+ 1 hour</button>
  <button data-advance="86400000">+ 1 day</button>
  <button data-advance="604800000">+ 1 week</button>
</div>
<h2>Scenes</h2>
<div class="row" id="scenes"></div>
<h2>Book</h2>
<form id="book">
  <label>Event type <select name="eventType"></select></label>
  <label>Start <input name="start" type="datetime-local" required></label>
  <label>Name <input name="name" value="Erika Mustermann" required></label>
  <label>E-mail <input name="email" type="email" value="erika@client.example" required></label>
  <button>Book</button>
</form>
<h2>Meetings around now</h2>
<table><thead><tr><th>Start<th>Meeting<th>Invitees</tr></thead><tbody id="meetings"></tbody></table>
<h2>Webhooks</h2>
<table><thead><tr><th>Address<th>Scope<th>Events<th>State<th></tr></thead><tbody id="subscriptions"></tbody></table>
<p id="nohooks">Nobody has subscribed: <code>POST /webhook_subscriptions</code>.</p>
<form id="conduct">
  <label>Sent twice, % <input name="duplicate" type="number" min="0" max="100" value="0"></label>
  <label>Lost, % <input name="lose" type="number" min="0" max="100" value="0"></label>
  <label>Delay from, ms <input name="min" type="number" min="0" value="0"></label>
  <label>to, ms <input name="max" type="number" min="0" value="0"></label>
  <label>Overtaking <input name="reorder" type="checkbox"></label>
  <button>Treat messages so</button>
</form>
<p id="conducted"></p>
<table><thead><tr><th>Message<th>To<th>State<th>Attempts<th></tr></thead><tbody id="deliveries"></tbody></table>
<h2>People</h2>
<table><thead><tr><th>Person<th>Organization<th>Plan<th>Role<th></tr></thead><tbody id="people"></tbody></table>
<form id="hire">
  <label>Name <input name="name" value="Max Beispiel" required></label>
  <label>E-mail <input name="email" type="email" value="max@firm.example" required></label>
  <button>Add to the organization</button>
</form>
<h2>OAuth</h2>
<p id="apps"></p>
<table><thead><tr><th>App<th>User<th>May<th>State<th></tr></thead><tbody id="grants"></tbody></table>
<div class="row"><button id="expire">End all access tokens now</button></div>
<table><tbody id="tokencalls"></tbody></table>
<h2>Faults</h2>
<form id="fault">
  <label>Fault as JSON <input name="json" size="60" value='{"kind":"status","status":503,"template":"/scheduled_events","nth":1}'></label>
  <button>Add</button><button type="button" id="clear">Clear all</button>
</form>
<pre id="faults"></pre>
<h2>Latest requests</h2>
<table><tbody id="requests"></tbody></table>
<script type="module">
  const at = (id) => document.getElementById(id)
  const call = async (method, path, body) => {
    const answer = await fetch('/control/api/' + path, {
      method, headers: method === 'GET' ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const read = await answer.json()
    if (!answer.ok) throw new Error(read.error)
    return read
  }
  const act = async (work) => {
    try { await work(); at('said').textContent = 'Done.' } catch (error) { at('said').textContent = error.message }
    await refresh()
  }
  const world = (verb, ...args) => act(() => call('POST', 'world/' + verb, args))
  const button = (text, click) => Object.assign(document.createElement('button'), { textContent: text, onclick: click })
  const cell = (row, ...content) => { const td = row.insertCell(); td.append(...content); return td }
  const movedBy = (event, days) => new Date(Date.parse(event.start_time) + days * 86400000).toISOString()

  function showMeeting(body, { event, invitees }) {
    const row = body.insertRow()
    cell(row, new Date(event.start_time).toLocaleString())
    const what = cell(row, event.name ?? '(no name)', ' ')
    what.classList.toggle('canceled', event.status === 'canceled')
    if (event.status === 'active') what.append(button('Cancel as host', () => world('cancelEvent', event.uri, { reason: 'From the control page' })))
    const who = cell(row)
    for (const invitee of invitees) {
      const line = document.createElement('div')
      const name = Object.assign(document.createElement('span'), { textContent: invitee.name + (invitee.no_show ? ' (no-show)' : '') + ' ' })
      name.classList.toggle('canceled', invitee.status === 'canceled')
      line.append(name)
      if (invitee.status === 'active') line.append(
        button('Cancel', () => world('cancelInvitee', invitee.uri)),
        button('Move a day', () => world('reschedule', invitee.uri, movedBy(event, 1))),
        invitee.no_show
          ? button('Did come', () => world('unmarkNoShow', invitee.uri))
          : button('No-show', () => world('markNoShow', invitee.uri)))
      who.append(line)
    }
  }

  const ending = (uri) => uri.slice(uri.lastIndexOf('/') + 1)
  const states = { queued: 'waiting', delivered: 'delivered', gaveUp: 'given up', lost: 'lost' }
  const hook = (verb, body) => act(() => call('POST', 'webhooks/' + verb, body))

  function showWebhooks({ subscriptions, conduct, latest }) {
    at('nohooks').hidden = subscriptions.length > 0
    const addresses = new Map(subscriptions.map((one) => [one.uri, one.callback_url]))
    at('subscriptions').replaceChildren()
    for (const one of subscriptions) {
      const row = at('subscriptions').insertRow()
      cell(row, one.callback_url).classList.toggle('canceled', one.state === 'disabled')
      cell(row, one.scope); cell(row, one.events.join(', '))
      cell(row, one.state + (one.retry_started_at ? ', failing since ' + new Date(one.retry_started_at).toLocaleString() : ''))
      cell(row, button('Send sample', () => hook('sample', { subscription: one.uri })), ' ',
        ...(one.state === 'active' ? [button('Disable', () => hook('disable', { subscription: one.uri }))] : []))
    }
    at('conducted').textContent = Object.keys(conduct).length === 0 ? '' : 'Messages are treated so: ' + JSON.stringify(conduct)
    at('deliveries').replaceChildren()
    for (const one of latest.reverse()) {
      const row = at('deliveries').insertRow()
      cell(row, one.event); cell(row, addresses.get(one.subscription) ?? ending(one.subscription) + ' (deleted)'); cell(row, states[one.state])
      cell(row, one.attempts.map((each) => each.status ?? each.error).join(', ') || '…')
      cell(row, button('Send again', () => hook('replay', { delivery: one.id })))
    }
  }

  const choice = (ariaLabel, chosen, choices, change) => {
    const select = Object.assign(document.createElement('select'), { ariaLabel, onchange: () => { select.blur(); change(select.value) } })
    select.append(...choices.map((one) => new Option(one, one, one === chosen, one === chosen)))
    return select
  }
  const oauth = (verb, body) => act(() => call('POST', 'oauth/' + verb, body))

  let ours
  function showPeople({ users, organizations, memberships, people }) {
    ours = people.organization
    if (document.activeElement.matches('#people select')) return // somebody is choosing
    at('people').replaceChildren()
    for (const { user, organization, role } of memberships) {
      const row = at('people').insertRow()
      const { name, stage } = organizations.find((one) => one.uri === organization)
      cell(row, users.find((one) => one.uri === user).name); cell(row, name)
      cell(row, choice('Plan', stage, ['free', 'trial', 'paid'], (plan) => world('changePlan', organization, plan)))
      cell(row, choice('Role', role, ['owner', 'admin', 'user'], (wanted) => world('setRole', user, wanted)))
      if (organization !== ours) cell(row, button('Bring in', () => world('addMember', ours, user)))
      else cell(row, ...(role === 'owner' ? [] : [button('Remove', () => world('removeUser', user))]))
    }
  }

  function showOAuth({ clients, grants, tokenCalls }, users) {
    const named = (user) => users.find((one) => one.uri === user)?.name ?? '(nobody)'
    at('apps').textContent = clients.map((one) => one.clientId + (one.clientSecret ? ' · secret ' + one.clientSecret : ' (native)') + ', back to ' + one.redirectUris.join(', ')).join(' · ')
    at('grants').replaceChildren()
    for (const one of grants) {
      const row = at('grants').insertRow()
      cell(row, one.clientId); cell(row, named(one.user)); cell(row, one.scopes.join(', '))
      cell(row, one.state + ', ' + one.accessTokens + ' access tokens, refreshed ' + one.refreshes + ' times')
      cell(row, ...(one.state === 'active' ? [button('Disconnect', () => oauth('revoke', { user: one.user, clientId: one.clientId }))] : []))
    }
    at('tokencalls').replaceChildren()
    for (const one of tokenCalls.slice(-10).reverse()) {
      const row = at('tokencalls').insertRow()
      cell(row, new Date(one.at).toLocaleTimeString()); cell(row, one.grantType ?? '(unknown)'); cell(row, named(one.user)); cell(row, one.outcome)
    }
  }

  async function refresh() {
    const [state, log, faults, webhooks, apps] = await Promise.all(['state', 'requests', 'faults', 'webhooks', 'oauth'].map((path) => call('GET', path)))
    showWebhooks(webhooks); showPeople(state); showOAuth(apps, state.users)
    at('facts').textContent = 'It is ' + new Date(state.now).toLocaleString() + ' · ' + state.meetings + ' meetings · ' + state.requests + ' requests · token ' + state.tokens.adviser
    const types = at('book').elements.eventType
    if (types.options.length !== state.eventTypes.length) types.replaceChildren(...state.eventTypes.map((type) => new Option(type.name + ' (' + type.duration + ' min)', type.uri)))
    at('meetings').replaceChildren()
    for (const meeting of state.nearby) showMeeting(at('meetings'), meeting)
    at('faults').textContent = JSON.stringify(faults.armed, null, 1)
    at('requests').replaceChildren()
    for (const entry of log.latest.slice(-20).reverse()) {
      const row = at('requests').insertRow()
      cell(row, new Date(entry.at).toLocaleTimeString()); cell(row, entry.method + ' ' + entry.path); cell(row, String(entry.status ?? '…'))
    }
  }

  for (const one of document.querySelectorAll('[data-advance]')) one.onclick = () => act(() => call('POST', 'clock', { advanceMs: Number(one.dataset.advance) }))
  at('book').onsubmit = (submitted) => {
    submitted.preventDefault()
    const { eventType, start, name, email } = Object.fromEntries(new FormData(submitted.target))
    world('book', { eventType, start: new Date(start).toISOString(), invitee: { name, email } })
  }
  at('fault').onsubmit = (submitted) => {
    submitted.preventDefault()
    act(() => call('POST', 'faults', JSON.parse(submitted.target.elements.json.value)))
  }
  at('conduct').onsubmit = (submitted) => {
    submitted.preventDefault()
    const { duplicate, lose, min, max, reorder } = Object.fromEntries(new FormData(submitted.target))
    hook('conduct', {
      ...(Number(duplicate) > 0 && { duplicate: duplicate / 100 }), ...(Number(lose) > 0 && { lose: lose / 100 }),
      ...(Number(max) > 0 && { delayMs: [Number(min), Number(max)] }), ...(reorder && { reorder: true }),
    })
  }
  at('hire').onsubmit = (submitted) => {
    submitted.preventDefault()
    world('addUser', { ...Object.fromEntries(new FormData(submitted.target)), organization: ours })
  }
  at('expire').onclick = () => oauth('expire', {})
  const { scenes } = await call('GET', 'scenes')
  for (const { name, title, what } of scenes) {
    const play = document.createElement('button')
    play.textContent = title; play.title = what
    play.onclick = () => act(() => call('POST', 'scenes/' + name))
    at('scenes').append(play)
  }
  at('clear').onclick = () => act(() => call('DELETE', 'faults'))
  const tomorrow = new Date(Date.now() + 86400000); tomorrow.setMinutes(0, 0, 0)
  at('book').elements.start.value = new Date(tomorrow - tomorrow.getTimezoneOffset() * 60000).toISOString().slice(0, 16)
  await refresh()
  setInterval(refresh, 5000)
</script>
</html>
`
