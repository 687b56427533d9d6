import { i18n } from '@lingui/core'
import { beforeEach, expect, test } from 'vitest'
import { Problem } from '@/api/problem'
import { messages as french } from './fr.po'
import { fromServer } from './fromServer'

beforeEach(() => i18n.loadAndActivate({ locale: 'fr', messages: french }))

test('says what the server says in the language of the page', () => {
  expect(fromServer('Messages a second')).toBe('Messages par seconde')
})

test('says a sentence with parameters by its code', () => {
  const detail = 'The text has 1700 characters; this channel takes 1600.'
  const problem = new Problem(422, { code: 'too_long', detail, errors: [{ field: 'text', message: detail }] })
  expect(problem.message).toBe('Ce texte est trop long.')
  expect(problem.byField()).toEqual({ text: 'Ce texte est trop long.' })
})

test('says what is wrong with a field by the code of the field', () => {
  const errors = [
    { field: 'a', code: 'too_great', message: 'Give a number that is not above 60.' },
    { field: 'b', code: 'required', message: 'This is required.' },
  ]
  const problem = new Problem(422, { code: 'invalid_request', detail: 'a: …', errors })
  expect(problem.byField()).toEqual({ a: 'Ce nombre est trop grand.', b: 'Ceci est obligatoire.' })
})

test('leaves a provider’s own words as they are', () => {
  expect(fromServer('Unreachable destination handset', 'rejected')).toBe('Unreachable destination handset')
})

test('says the server’s own sentence in English', () => {
  i18n.loadAndActivate({ locale: 'en', messages: {} })
  expect(fromServer('The text has 9 characters.', 'too_long')).toBe('The text has 9 characters.')
})
