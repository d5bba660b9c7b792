/** Names as an address book has them: repeated families, umlauts, other scripts, an emoji. */
const firstNames =
  'Anna Jürgen Zoë Łukasz Søren Maria Mehmet Chloé Björn Aoife Thomas Elif Sabine Noah Ingrid Piotr Leonie Émile Grace Wolfgang Nina Oliver Petra Rafael Svetlana'.split(
    ' ',
  )
const lastNames =
  "Becker|Größmann|O'Connor|Wiśniewski|Ångström|Schäfer|Yılmaz|Dubois|Nowak|Keller|von Bülow|Müller-Lüdenscheidt|Smith|García|Weiß|Hoffmann|Kowalski|Brandt|Evans|Fischer".split(
    '|',
  )
const unusual = '李小龍|محمد الهاشمي|Anna 🌻 Sommer|Ελένη Παπαδοπούλου|Дмитрий Иванов|José Ñandú'.split('|')
const zones = 'Europe/Berlin Europe/Berlin Europe/Vienna Europe/Zurich Europe/London America/New_York'.split(
  ' ',
)

export interface Person {
  name: string
  email: string
  timezone: string
}

/**
 * Gives the person of a number, always the same one. Names and addresses are shared, not made again: a world
 * of 100,000 meetings has each of its clients once.
 */
export function personAt(): (number: number) => Person {
  const known = new Map<number, Person>()
  return (number) => {
    let person = known.get(number)
    if (!person) {
      person = makePerson(number)
      known.set(number, person)
    }
    return person
  }
}

function makePerson(number: number): Person {
  const odd = number % 20 === 19 ? unusual[Math.floor(number / 20) % unusual.length] : undefined
  const first = firstNames[number % firstNames.length] ?? 'Anna'
  // 25 and 20 share a factor: shifting by the round makes all 500 pairs come up.
  const last = lastNames[(number + Math.floor(number / firstNames.length)) % lastNames.length] ?? 'Becker'
  const name = odd ?? `${first} ${last}`
  const address = odd ? `client${number}` : `${plain(first)}.${plain(last)}${number >= 500 ? number : ''}`
  return {
    name,
    email: `${address}@${number % 3 === 0 ? 'mail' : 'post'}.example`,
    timezone: zones[number % zones.length] ?? 'Europe/Berlin',
  }
}

function plain(name: string): string {
  return name
    .replaceAll('ß', 'ss')
    .replaceAll(/[łŁ]/g, 'l')
    .replaceAll(/[øØ]/g, 'o')
    .replaceAll('ı', 'i')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
}
