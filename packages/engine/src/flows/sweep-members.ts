import { saveRole } from '../store/accounts.ts'
import { identify } from './connect.ts'
import { isRoleRefusal, noticeFor, onlyOwn, requireMember, roleLost } from './membership.ts'
import { readStaff } from './read-staff.ts'
import { each, passesIn, type Share, type Sweep } from './share.ts'
import { isAdminRole, isOwnAccount } from './whose-token.ts'

/* Who may be read in a sweep: the token needs its role, and the accounts their membership. */

/** Who was no member any more is asked for, and read again only once he is back. */
export async function askWhetherBack({ pass }: Share): Promise<void> {
  if (pass.account.problem?.code === 'not_a_member') await requireMember(pass)
}

/** Once a day, for all: who is missing in the list is asked for by himself. */
export async function askForStaff(sweep: Sweep): Promise<void> {
  const passes = passesIn(sweep)
  const colleague = passes.find((pass) => !isOwnAccount(pass.account))
  if (!colleague || !passes.some((pass) => pass.account.is_staff_stale)) return
  const members = await readStaff(
    colleague,
    passes.map((pass) => pass.account),
  )
  if (!members) return
  await each(sweep, async ({ pass }) => {
    if (!members.has(pass.account.calendly_user)) await requireMember(pass)
  })
}

/**
 * The organization's list was refused: the colleagues wait, and are told why; the own account goes on with its own list.
 * While a lost role is known, the refusal itself is all that is asked for.
 *
 * @throws what was no refusal.
 */
export async function shutOut(sweep: Sweep, error: unknown): Promise<void> {
  if (!isRoleRefusal(error)) throw error
  const { shares, own } = sweep
  const isKnown = shares.some(({ pass }) => pass.account.problem?.code === 'role_lost')
  const role = isKnown ? null : await askRole(sweep)
  if (own && !isAdminRole(role)) {
    if (!isKnown) await saveRole(own.pass.database, own.pass.account, role)
    own.pass.journal.notice = onlyOwn
  }
  for (const share of shares) if (share !== own) share.error ??= isAdminRole(role) ? error : roleLost()
}

/** The list was shown: a role that was lost is back. */
export async function noteRoleRegained(sweep: Sweep): Promise<void> {
  const { own } = sweep
  if (own && noticeFor(own.pass.account))
    await saveRole(own.pass.database, own.pass.account, await askRole(sweep))
}

/** The role of the token's user in the organization that is swept; null: none, or none that can be seen. */
async function askRole({ shares }: Sweep): Promise<string | null> {
  const pass = shares[0]?.pass
  if (!pass) return null
  const { organization, role } = await identify(pass.client, pass.signal)
  return organization === pass.account.organization ? role : null
}
