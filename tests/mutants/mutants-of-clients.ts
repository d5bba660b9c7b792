import { type Mutant, mutant } from './mutant.ts'

const merge = 'store/merge/merge.ts'
const clients = 'packages/engine/src/store/clients'
const join = `${clients}/join.pg.test.ts`
const erase = `${clients}/erase.pg.test.ts`

/** What users say and do about their clients, spoiled. */
export const mutantsOfClients: readonly Mutant[] = [
  mutant(
    'clients: a booking is linked with the record of its address, whatever was merged',
    ['store/merge/clients.ts', 'SELECT coalesce(k.merged_into, k.id) AS id', 'SELECT k.id'],
    [join, 'is shown as one, with both addresses'],
  ),
  mutant(
    'clients: taking apart leaves what had been merged before where it is',
    ['store/clients/join.ts', '  await settleTree(tx, userId, record.id, record.id)\n', ''],
    [join, 'taking apart undoes a merge'],
  ),
  mutant(
    'clients: what Calendly says wins over the user',
    [
      'store/merge/clients.ts',
      'name = coalesce(c.name_set, excluded.name, c.name)',
      'name = coalesce(excluded.name, c.name)',
    ],
    [join, 'wins over what Calendly says'],
  ),
  mutant(
    'clients: what is told of an erased person is believed',
    [merge, '  await forgetErased(tx, users, events.changed, seats.changed)\n', ''],
    [erase, 'whatever is told again'],
  ),
  mutant(
    'clients: whoever was erased may never come back',
    ['store/merge/erased.ts', '<= x.erased_at, true)', '<= x.erased_at, true) IS NOT NULL'],
    [erase, 'a later booking makes a new client'],
  ),
  mutant(
    'clients: the history keeps who was erased',
    ['store/clients/erase.ts', '    await forgetHistory(tx, {', '    if (false) await forgetHistory(tx, {'],
    [erase, 'nothing of the person stands anywhere'],
  ),
  mutant(
    'clients: a sync under way does not mind what is done by hand',
    [merge, ', letNobodyInterfere(tx)]', ', void letNobodyInterfere]'],
    [erase, 'an erasure is half-way'],
  ),
]
