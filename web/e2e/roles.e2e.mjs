import assert from 'node:assert/strict'
import { jake, logIn, row, violations } from './browser.mjs'

/** An empty page of Jake's, who then gets a role of these permissions alone; page.refused keeps what he asks in vain. */
async function as(hub, browser, name, permissions) {
  const give = async (role) => {
    const { items } = await hub.call('GET', '/users')
    const { id, version } = items.find(({ email }) => email === jake)
    await hub.call('PATCH', `/users/${id}`, { role, version })
  }
  await give('agent')
  const page = await logIn(browser, hub, jake)
  await page.goto('about:blank')
  const { key } = await hub.call('POST', '/roles', { name, permissions })
  await give(key)
  page.refused = []
  page.on('response', (response) => {
    if (response.status() === 403) page.refused.push(response.url())
  })
  return page
}

export async function whoMayReadAloneHasANoteInPlaceOfTheComposer(hub, browser) {
  await hub.customerWrites('+12025551701', 'Hello?')
  const page = await as(hub, browser, 'Reader', ['READ_SMS_MESSAGE'])
  await page.goto(`${hub.url}/messages`)
  await row(page, '555-1701').click()
  await page.getByText('but not write in it').waitFor()
  assert.equal(await page.locator('[data-region=composer]').count(), 0)
  await page.goto(`${hub.url}/messages?compose=`)
  await page.getByRole('heading', { name: 'Messages', exact: true }).waitFor()
  await page.keyboard.press('Shift+M')
  assert.equal(await page.getByRole('dialog').count(), 0)
  assert.deepEqual(page.refused, [])
}

export async function whoMayDeleteButNotEditArchivesManyAndChangesNone(hub, browser) {
  await hub.call('POST', '/accounts', { name: 'Old Kelp Yard' })
  const page = await as(hub, browser, 'Archivist', ['READ_SMS_MESSAGE', 'DELETE_ACCOUNT'])
  await page.goto(`${hub.url}/accounts?q=kelp`)
  await page.getByRole('checkbox', { name: 'Old Kelp Yard' }).check()
  const archive = page.getByRole('button', { name: 'Archive', exact: true })
  await archive.waitFor()
  assert.equal(await page.getByRole('button', { name: 'Change…' }).count(), 0)
  await archive.click()
  await page.getByText('1 archived.').waitFor()
  assert.deepEqual(page.refused, [])
}

export async function whoMayNotReadMessagesSeesContactsWithoutTheirActivity(hub, browser) {
  const [contact] = (await hub.call('GET', '/contacts?limit=1')).items
  const page = await as(hub, browser, 'Clerk', ['UPDATE_CONTACT', 'CREATE_CONTACT'])
  await page.goto(`${hub.url}/contacts/${contact.id}`)
  await page.getByRole('heading', { name: contact.name }).waitFor()
  await page.waitForLoadState('networkidle')
  assert.equal(await page.getByRole('complementary', { name: 'Activity' }).count(), 0)
  assert.equal(await page.getByRole('alert').count(), 0)
  assert.deepEqual(
    page.refused.filter((url) => url.includes('/contacts/')),
    [],
  )
}

export async function whoMayDeleteDepartmentsDoesSoUnderCompanies(hub, browser) {
  const { id } = await hub.call('POST', '/departments', { name: 'Lamp keeping' })
  const page = await as(hub, browser, 'Tidier', ['READ_SMS_MESSAGE', 'DELETE_DEPARTMENT'])
  await page.goto(`${hub.url}/settings`)
  await page.getByRole('link', { name: 'Companies' }).click()
  await page.getByRole('button', { name: 'Delete Lamp keeping' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: 'Delete Lamp keeping' }).waitFor({ state: 'detached' })
  const { items } = await hub.call('GET', '/departments')
  assert.ok(!items.some((each) => each.id === id))
  assert.deepEqual(page.refused, [])
}

/** The page of the lists, with what may be done to messaging categories. */
async function categories(hub, browser, name, permissions) {
  const page = await as(hub, browser, name, ['READ_SMS_MESSAGE', 'CREATE_CONTACT_TAG', ...permissions])
  await page.goto(`${hub.url}/settings/lists?tab=messaging-categories`)
  await page.getByRole('tab', { name: 'Account groups' }).waitFor()
  return {
    page,
    tab: page.getByRole('tab', { name: 'Messaging categories' }),
    row: page.locator('[data-row]', { hasText: 'Financial' }),
    create: page.getByRole('button', { name: 'Create messaging category' }),
  }
}

export async function theCategoriesShowOnlyWhatTheRoleMayDoToThem(hub, browser) {
  const may = (...acts) => acts.map((act) => `${act}_MESSAGE_CATEGORY`)

  const all = await categories(hub, browser, 'All', may('READ', 'CREATE', 'UPDATE', 'DELETE'))
  await all.create.waitFor()
  assert.equal(await all.row.getByRole('button').count(), 2)

  const remover = await categories(hub, browser, 'Deletes', may('READ', 'DELETE'))
  await remover.row.waitFor()
  assert.equal(await remover.create.count(), 0) // DM-30
  assert.deepEqual(
    await remover.row.getByRole('button').evaluateAll((all) => all.map((each) => each.ariaLabel)),
    ['Delete Financial'],
  ) // DM-33

  const editor = await categories(hub, browser, 'Edits', may('READ', 'UPDATE'))
  await editor.row.getByRole('button', { name: 'Edit Financial' }).waitFor()
  assert.equal(await editor.row.getByRole('button', { name: 'Delete Financial' }).count(), 0) // DM-34

  const blind = await categories(hub, browser, 'Blind', may('CREATE', 'UPDATE', 'DELETE'))
  assert.equal(await blind.tab.count(), 0) // DM-31
  assert.equal(await blind.create.count(), 0)
  assert.deepEqual(blind.page.refused, [])
}

/** The boxes of a group of the role editor, by their permission's name. */
async function boxes(page, group) {
  const card = page.locator('section', { has: page.getByRole('heading', { name: group, exact: true }) })
  const found = await card.getByRole('checkbox').evaluateAll((all) => all.map((box) => box.title))
  return found.sort()
}

export async function theRoleEditorHasAGroupForEachPartOfMessaging(hub, browser) {
  const page = await logIn(browser, hub, 'admin@harbor.example', { reducedMotion: 'reduce' })
  await page.goto(`${hub.url}/settings/roles/new`)
  await page.getByRole('heading', { name: 'Mass messages' }).waitFor()
  const four = (subject) => ['CREATE', 'DELETE', 'READ', 'UPDATE'].map((act) => `${act}_${subject}`)
  assert.deepEqual(await boxes(page, 'Mass messages'), ['CREATE_MASS_EMAIL', 'READ_MASS_EMAIL']) // DM-11 DM-16 DM-17
  assert.deepEqual(await boxes(page, 'Triggered emails'), four('TRIGGERED_EMAIL')) // DM-12
  assert.deepEqual(await boxes(page, 'Triggered SMS'), four('TRIGGERED_SMS_MESSAGE')) // DM-12
  assert.deepEqual(await boxes(page, 'Messaging categories'), four('MESSAGE_CATEGORY')) // DM-13
  assert.deepEqual(await boxes(page, 'Saved messages'), four('EMAIL_MESSAGE')) // DM-14
  assert.deepEqual(await boxes(page, 'Saved message categories'), four('SAVED_MESSAGE_CATEGORY')) // DM-15
  assert.deepEqual(await violations(page), [])
}

export async function whatIsTickedInTheEditorIsWhatTheRoleMayDo(hub, browser) {
  const page = await logIn(browser, hub, 'admin@harbor.example', { reducedMotion: 'reduce' })
  await page.goto(`${hub.url}/settings/roles/new`)
  await page.getByLabel('Name').fill('Categories')
  await page.getByRole('checkbox', { name: 'Create: Messaging categories' }).check()
  await page.getByText('Counts for nothing without See.').waitFor()
  await page.getByRole('checkbox', { name: 'See: Messaging categories' }).check()
  await page.getByRole('checkbox', { name: 'Delete: Messaging categories' }).check()
  await page.getByText('Without Change, lists show Delete alone.').waitFor()
  await page.getByRole('button', { name: 'Add role' }).click()
  await page.waitForURL('**/settings/roles')
  const { items } = await hub.call('GET', '/roles')
  assert.deepEqual(items.find(({ name }) => name === 'Categories').permissions, [
    'CREATE_MESSAGE_CATEGORY',
    'DELETE_MESSAGE_CATEGORY',
    'READ_MESSAGE_CATEGORY',
  ])
}
