import { expect, test } from 'vitest'
import { found, type GridRow, grid, ruleOf } from './permissionGrid'

const table = [
  'READ_EMAIL_MESSAGE',
  'CREATE_EMAIL_MESSAGE',
  'UPDATE_EMAIL_MESSAGE',
  'DELETE_EMAIL_MESSAGE',
  'MANAGE_SONAR_BILLING',
  'ALTER_OTHERS_NOTE',
  'UPDATE_NOTE',
].map((name) => ({ name, group: name.endsWith('NOTE') ? 'Notes' : 'Messages', label: '' }))

const four = grid(table)[0]?.rows[0] as GridRow

test('draws a row for each thing, and one for what stands alone', () => {
  expect(grid(table)).toEqual([
    {
      name: 'Messages',
      rows: [
        {
          subject: 'EMAIL_MESSAGE',
          cells: {
            READ: 'READ_EMAIL_MESSAGE',
            CREATE: 'CREATE_EMAIL_MESSAGE',
            UPDATE: 'UPDATE_EMAIL_MESSAGE',
            DELETE: 'DELETE_EMAIL_MESSAGE',
          },
        },
        { subject: 'SONAR_BILLING', cells: {}, single: 'MANAGE_SONAR_BILLING' },
      ],
    },
    {
      name: 'Notes',
      rows: [
        { subject: 'OTHERS_NOTE', cells: {}, single: 'ALTER_OTHERS_NOTE' },
        { subject: 'NOTE', cells: { UPDATE: 'UPDATE_NOTE' } },
      ],
    },
  ])
})

test.each([
  [['CREATE', 'DELETE'], 'idle'],
  [['READ', 'CREATE', 'DELETE'], 'deleteAlone'],
  [['READ', 'UPDATE', 'DELETE'], null],
  [['READ'], null],
  [[], null],
])('of %s says %s', (acts, want) => {
  expect(ruleOf(four, new Set(acts.map((act) => `${act}_EMAIL_MESSAGE`)))).toBe(want)
})

test('says nothing of a thing without the four', () => {
  expect(ruleOf({ subject: 'NOTE', cells: { UPDATE: 'UPDATE_NOTE' } }, new Set(['UPDATE_NOTE']))).toBeNull()
})

test('finds rows by their words, without accents, and by their keys', () => {
  const words = (row: GridRow) => (row.subject === 'EMAIL_MESSAGE' ? 'Messages enregistrés' : row.subject)
  const subjects = (query: string) =>
    found(grid(table), query, words).flatMap(({ rows }) => rows.map((row) => row.subject))
  expect(subjects('enregistres mess')).toEqual(['EMAIL_MESSAGE'])
  expect(subjects('update_note')).toEqual(['NOTE'])
  expect(subjects('sonar_billing')).toEqual(['SONAR_BILLING'])
  expect(subjects('nothing')).toEqual([])
  expect(subjects(' ')).toHaveLength(4)
})
