import { z } from 'zod'

export const personSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    isEmailVouched: z.boolean().meta({ description: 'the invitation was made for this address' }),
    role: z.enum(['owner', 'member']),
    createdAt: z.string(),
  })
  .meta({ id: 'Person' })

export const invitationSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    role: z.enum(['owner', 'member']),
    createdAt: z.string(),
    expiresAt: z.string(),
  })
  .meta({ id: 'Invitation' })

/** As people type it; capitals do not count. */
export const emailText = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email())
  .transform((email) => email.toLowerCase())

/** As long as one may be; how long it must be is said where one is chosen. */
export const passwordText = z.string().max(1000)

/** The secret of an invitation's link. */
export const secretText = z.string().max(200)

export const done = z.object({ success: z.literal(true) })
