import { expect, it } from 'vitest'
import { splitLinks } from './links'

it('finds web addresses and leaves the sentence around them', () => {
  expect(splitLinks('See https://a.example/x?y=1, or www.b.example.')).toEqual([
    { text: 'See ' },
    { text: 'https://a.example/x?y=1', href: 'https://a.example/x?y=1' },
    { text: ', or ' },
    { text: 'www.b.example', href: 'https://www.b.example' },
    { text: '.' },
  ])
})

it('makes no link of anything that could run', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd']) {
    expect(splitLinks(text)).toEqual([{ text }])
  }
})
