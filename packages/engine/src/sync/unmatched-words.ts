import type { Problem } from '../contract.ts'
import type { User } from '../store/users.ts'
import type { Withheld } from '../store/withheld.ts'

type Words = Omit<Problem, 'since'>

/**
 * Why a user has no account though the installation has a token, and what to do about it.
 *
 * @param user - undefined: nobody has told us of this user yet.
 * @param isSeeing - whether the token sees who is in its organization; undefined: nobody knows yet.
 */
export function whyUnmatched(user: User | undefined, isSeeing: boolean | undefined): Words {
  if (user?.is_listed === false) return left
  if (user?.declines_match) return declined
  if (user && user.email_key === null) return noEmail
  if (user && !user.email_vouched) return notVouched
  return isSeeing === false ? seesNobody : noMember
}

/** Why a user has no account where the installation has no token. */
export const whyWithoutToken: Words = {
  code: 'not_connected',
  message: 'The installation has no token that could serve this user.',
  nextStep:
    'Set CALENDLY_PERSONAL_ACCESS_TOKEN to the token of an owner or admin of the Calendly organization.',
}

/** Why an account is withheld. */
export const whyWithheld: Readonly<Record<Withheld, Words>> = {
  user_left: {
    code: 'user_left',
    message:
      'The platform does not name this user any more, so the account is not synced. What is stored stays.',
    nextStep: 'Nothing to do: it goes on by itself once USERS_QUERY names the user again.',
  },
  unlinked: {
    code: 'unlinked',
    message: 'An operator has unlinked this account, so it is not synced. What is stored stays.',
    nextStep: 'Ask your operator to link it again: calendly-sync accounts link',
  },
}

const left = {
  code: 'user_left',
  message: 'The platform does not name this user any more, so no Calendly account is looked for.',
  nextStep: 'Nothing to do: it is looked for once USERS_QUERY names the user again.',
}

/** What a user can do whom nothing but an account is missing. */
export const connectOne = 'Connect one: sign in at Calendly, or paste a personal access token.'

const declined = {
  code: 'not_connected',
  message: 'The account was disconnected, and none is looked for again by the e-mail address.',
  nextStep: connectOne,
}

const linkByHand = 'link the user by hand: calendly-sync accounts link'

const noEmail = {
  code: 'email_unmatched',
  message: 'No e-mail address is known of this user, so no Calendly user can be found by it.',
  nextStep: `Connect an account of your own, or ask your operator to have the address told (by the token, or USERS_QUERY), or to ${linkByHand}`,
}

const notVouched = {
  code: 'email_unmatched',
  message: 'The sign-in does not vouch for the e-mail address, so no Calendly user is looked for by it.',
  nextStep: `Connect an account of your own, or ask your operator to trust the e-mail claims of your platform (JWT_EMAIL_TRUSTED), or to ${linkByHand}`,
}

const seesNobody = {
  code: 'email_unmatched',
  message:
    'The token of this installation is a member’s, which sees the own meetings only, and the address is another one.',
  nextStep:
    'Connect an account of your own, or ask your operator to set the token of an owner or admin of the Calendly organization.',
}

const noMember = {
  code: 'email_unmatched',
  message:
    'No member of the Calendly organization has this e-mail address. It is looked for again with every check.',
  nextStep: `Connect an account of your own, or ask your operator to check the address in Calendly, or to ${linkByHand}`,
}
