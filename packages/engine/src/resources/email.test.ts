import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emailKey } from './email.ts'

/* H32: the same person in another spelling is one key; a look-alike is somebody else. */

const samePerson: readonly (readonly [string, string, string])[] = [
  ['domain in capitals', 'ann@EXAMPLE.com', 'ann@example.com'],
  ['local part in capitals', 'ANN@example.com', 'ann@example.com'],
  ['mixed case', 'Ann.Lee@Example.Com', 'ann.lee@example.com'],
  ['blanks around it', '  ann@example.com\n', 'ann@example.com'],
  ['no-break space around it', '\u00A0ann@example.com\u00A0', 'ann@example.com'],
  ['IDN as U-label and A-label', 'ann@bücher.example', 'ann@xn--bcher-kva.example'],
  ['IDN in capitals', 'ann@BÜCHER.example', 'ann@xn--bcher-kva.example'],
  ['A-label in capitals', 'ann@XN--BCHER-KVA.example', 'ann@bücher.example'],
  ['IDN composed and decomposed', 'ann@bu\u0308cher.example', 'ann@b\u00FCcher.example'],
  ['sharp s keeps its own label (IDNA 2008)', 'ann@faß.de', 'ann@xn--fa-hia.de'],
  ['capital sharp s', 'ann@FA\u1E9E.de', 'ann@faß.de'],
  ['Cyrillic domain in capitals', 'ann@ПРИМЕР.рф', 'ann@пример.рф'],
  ['Han domain', 'ann@例子.测试', 'ann@xn--fsqu00a.xn--0zwm56d'],
  ['Arabic domain', 'ann@مثال.إختبار', 'ann@xn--mgbh0fb.xn--kgbechtv'],
  ['subdomain in capitals', 'ann@Mail.Bücher.Example', 'ann@mail.xn--bcher-kva.example'],
  [
    'ideographic full stop separates labels (RFC 3490 section 3.1)',
    'ann@bücher。example',
    'ann@bücher.example',
  ],
  ['local part composed and decomposed', 'rene\u0301@example.com', 'ren\u00E9@example.com'],
  ['Hangul composed and decomposed', '\u1112\u1161\u11AB@example.com', '\uD55C@example.com'],
  ['Vietnamese in two orders of marks', 'a\u0302\u0323@example.com', 'a\u0323\u0302@example.com'],
  ['ASCII capitals beside letters of another script', 'ANN.李@example.com', 'ann.李@example.com'],
  ['plus tag in capitals', 'Ann+VIP@example.com', 'ann+vip@example.com'],
]

const twoPeople: readonly (readonly [string, string, string])[] = [
  ['plus tag', 'ann+vip@example.com', 'ann@example.com'],
  ['dots', 'ann.lee@example.com', 'annlee@example.com'],
  ['dots at the large hosts too', 'ann.lee@gmail.com', 'annlee@gmail.com'],
  ['minus tag', 'ann-vip@example.com', 'ann@example.com'],
  ['underscore', 'ann_lee@example.com', 'annlee@example.com'],
  ['another domain', 'ann@example.com', 'ann@example.org'],
  ['a subdomain', 'ann@mail.example.com', 'ann@example.com'],
  ['googlemail and gmail', 'ann@googlemail.com', 'ann@gmail.com'],
  ['Kelvin sign in the local part', '\u212Aate@example.com', 'kate@example.com'],
  ['Kelvin sign and a capital K', '\u212Aate@example.com', 'Kate@example.com'],
  ['Kelvin sign in the domain', 'ann@\u212Aelvin.example', 'ann@kelvin.example'],
  ['dotless i in the local part', 'm\u0131ke@example.com', 'mike@example.com'],
  ['dotless i in the domain', 'ann@s\u0131te.example', 'ann@site.example'],
  ['dotted capital I', 'M\u0130KE@example.com', 'mike@example.com'],
  ['dotted capital I in the domain', 'ann@S\u0130TE.example', 'ann@site.example'],
  ['full-width letters', '\uFF41nn@example.com', 'ann@example.com'],
  ['full-width domain', 'ann@\uFF45xample.com', 'ann@example.com'],
  ['full-width digits', 'ann@\uFF11.example', 'ann@1.example'],
  ['full-width dot', 'ann@example\uFF0Ecom', 'ann@example.com'],
  ['long s', 'mi\u017F@example.com', 'mis@example.com'],
  ['long s in the domain', 'ann@\u017Fite.example', 'ann@site.example'],
  ['fi ligature', '\uFB01n@example.com', 'fin@example.com'],
  ['fi ligature in the domain', 'ann@\uFB01n.example', 'ann@fin.example'],
  ['superscript digit', 'ann\u00B2@example.com', 'ann2@example.com'],
  ['superscript digit in the domain', 'ann@site\u00B2.example', 'ann@site2.example'],
  ['mathematical letters', 'ann@\u{1D41E}xample.com', 'ann@example.com'],
  ['circled letters', 'ann@\u24D4xample.com', 'ann@example.com'],
  ['feminine ordinal sign', 'ann@ex\u00AAmple.com', 'ann@example.com'],
  ['Cyrillic a', '\u0430nn@example.com', 'ann@example.com'],
  ['Cyrillic e in the domain', 'ann@\u0435xample.com', 'ann@example.com'],
  ['Greek omicron', 'b\u03BFb@example.com', 'bob@example.com'],
  ['accent', 'ren\u00E9@example.com', 'rene@example.com'],
  ['umlaut written out', 'ann@bücher.example', 'ann@buecher.example'],
  ['sharp s written out', 'ann@faß.de', 'ann@fass.de'],
  ['soft hyphen in the domain', 'ann@exam\u00ADple.com', 'ann@example.com'],
  ['zero-width space in the domain', 'ann@exam\u200Bple.com', 'ann@example.com'],
  ['word joiner in the domain', 'ann@exam\u2060ple.com', 'ann@example.com'],
  ['variation selector in the domain', 'ann@exam\uFE0Fple.com', 'ann@example.com'],
  ['zero-width joiner in the local part', 'a\u200Dnn@example.com', 'ann@example.com'],
  ['a path behind the domain', 'ann@example.com/x', 'ann@example.com'],
  ['a query behind the domain', 'ann@example.com?x', 'ann@example.com'],
  ['a fragment behind the domain', 'ann@example.com#x', 'ann@example.com'],
  ['a backslash behind the domain', 'ann@example.com\\x', 'ann@example.com'],
  ['an escaped letter in the domain', 'ann@ex%61mple.com', 'ann@example.com'],
  ['a tab in the domain', 'ann@exam\tple.com', 'ann@example.com'],
  ['a path behind an IDN', 'ann@bücher.example/x', 'ann@bücher.example'],
  ['a number that a browser reads as an address', 'ann@0x7f.1', 'ann@127.0.0.1'],
  ['a trailing dot', 'ann@example.com.', 'ann@example.com'],
  ['a second at sign', 'ann@evil.example@example.com', 'ann@example.com'],
]

describe('emailKey', () => {
  it.each(samePerson)('one person: %s', (_why, one, other) => {
    expect(emailKey(one)).toBeDefined()
    expect(emailKey(one)).toBe(emailKey(other))
  })

  it.each(twoPeople)('two people: %s', (_why, one, other) => {
    expect(emailKey(one)).toBeDefined()
    expect(emailKey(other)).toBeDefined()
    expect(emailKey(one)).not.toBe(emailKey(other))
  })

  it.each([[null], [undefined], [''], ['  '], ['ann'], ['@example.com'], ['ann@'], ['ann@ '], ['@']])(
    'finds no address in %j',
    (text) => {
      expect(emailKey(text)).toBeUndefined()
    },
  )

  it('takes an address of 320 characters and no longer one, so that every key fits an index', () => {
    expect(emailKey(`${'a'.repeat(308)}@example.com`)).toHaveLength(320)
    expect(emailKey(`${'a'.repeat(309)}@example.com`)).toBeUndefined()
  })

  it('lets no character outside ASCII become an ASCII letter of the domain', () => {
    const becameAscii: string[] = []
    for (let code = 0x80; code <= 0x1ffff; code++) {
      const char = String.fromCodePoint(code)
      const domain = emailKey(`a@x${char}y.example`)?.slice(2) ?? ''
      if (/^[a-z0-9.-]+$/.test(domain) && !domain.startsWith('xn--')) becameAscii.push(code.toString(16))
    }
    // The two full stops of East Asian keyboards, which mean a dot.
    expect(becameAscii).toEqual(['3002', 'ff61'])
  })

  it('never throws, ignores case of ASCII letters and keeps what makes two local parts differ', () => {
    const local = fc.stringMatching(/^[a-z0-9.+_-]{1,20}$/)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), local, local, (any, one, other) => {
        emailKey(any)
        expect(emailKey(`${one.toUpperCase()}@Example.COM`)).toBe(`${one}@example.com`)
        expect(emailKey(`${one}@example.com`) === emailKey(`${other}@example.com`)).toBe(one === other)
      }),
    )
  })
})
