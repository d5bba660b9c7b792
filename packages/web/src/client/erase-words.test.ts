import { expect, test } from 'vitest'
import { erasedWords, isMeant } from './erase-words.ts'

test('the whole e-mail is a yes, whatever its case; a part of it is none', () => {
  expect(isMeant(' Maria@Client.example ', 'maria@client.example')).toBe(true)
  expect(isMeant('maria@client', 'maria@client.example')).toBe(false)
  expect(isMeant('', 'maria@client.example')).toBe(false)
})

test('afterwards it is told how many meetings stay', () => {
  expect(erasedWords(0)).toBe('Erased. Nothing that is kept names the person any more.')
  expect(erasedWords(1)).toBe('Erased. One meeting stays, with an “Erased client”.')
  expect(erasedWords(3)).toBe('Erased. 3 meetings stay, with an “Erased client”.')
})
