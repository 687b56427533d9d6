import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { renderHook } from '@testing-library/react'
import { createElement } from 'react'
import { expect, test } from 'vitest'
import { mayList, useListKinds } from './listKinds'

test('who may only delete is shown neither create nor edit', () => {
  expect(mayList(['READ_MESSAGE_CATEGORY', 'DELETE_MESSAGE_CATEGORY'], 'MESSAGE_CATEGORY', true)).toEqual({
    read: true,
    create: false,
    update: false,
    delete: true,
  })
  expect(mayList(['READ_MESSAGE_CATEGORY'], 'MESSAGE_CATEGORY', true).delete).toBe(false)
})

test('who may not see the categories can do nothing to them', () => {
  const all = ['CREATE_MESSAGE_CATEGORY', 'UPDATE_MESSAGE_CATEGORY', 'DELETE_MESSAGE_CATEGORY']
  const nothing = { read: false, create: false, update: false, delete: false }
  expect(mayList(all, 'MESSAGE_CATEGORY', true)).toEqual(nothing) // DM-32
})

test('the types of phone numbers are seen with their permission alone', () => {
  const { result } = renderHook(useListKinds, {
    wrapper: ({ children }) => createElement(I18nProvider, { i18n }, children),
  })
  const guarded = result.current.filter((kind) => kind.guarded).map(({ subject }) => subject)
  expect(guarded).toEqual(['MESSAGE_CATEGORY', 'PHONE_NUMBER_TYPE'])
})

test('lists that anybody may see need no permission to be read', () => {
  expect(mayList([], 'CONTACT_TAG').read).toBe(true)
})
