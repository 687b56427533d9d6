import assert from 'node:assert/strict'
import { jake, logIn, violations } from './browser.mjs'

const admin = 'admin@harbor.example'

const save = (page) => page.getByRole('button', { name: 'Save', exact: true }).click()

/** Chooses in a list of a form. */
async function choose(page, label, option) {
  await page.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option }).click()
}

export async function formatsAndCurrencyHoldForWhateverIsShown(hub, browser) {
  const account = await hub.call('POST', '/accounts', {
    name: 'Lantern Bay Ferries',
    activated_at: '2024-05-01T12:00:00Z',
    data_usage_percent: 120,
    next_bill_on: '2026-11-30',
    next_recurring_charge: 4990,
  })
  const page = await logIn(browser, hub, admin, { locale: 'en-US' })
  await page.goto(`${hub.url}/accounts/${account.id}`)
  await page.getByText('Nov 30, 2026').waitFor()
  await page.getByText('120%').waitFor()
  await page.getByText('$49.90').waitFor()

  // A colleague's page follows what an administrator chooses.
  const boss = await logIn(browser, hub, admin)
  await boss.goto(`${hub.url}/settings/general`)
  await choose(boss, 'Dates', '2026-11-30 (year, month, day)')
  await choose(boss, 'Clock', '24 hours (14:30)')
  await boss.getByRole('combobox', { name: 'Currency' }).fill('EUR')
  await boss.getByRole('option', { name: 'EUR · Euro' }).click()
  assert.deepEqual(await violations(boss), [])
  await save(boss)
  await page.getByText('2026-11-30').waitFor()
  await page.getByText('2024-05-01').waitFor()
  await page.getByText('€49.90').waitFor()

  await page.getByRole('button', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Next charge' }).fill('59.9')
  await dialog.getByRole('textbox', { name: 'Data used' }).fill('')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('€59.90').waitFor()
  await page.getByText('120%').waitFor({ state: 'hidden' })
  const { version } = await hub.call('GET', '/settings')
  await hub.call('PATCH', '/settings', {
    version,
    date_format: 'language',
    time_format: 'language',
    currency: 'USD',
  })
  assert.deepEqual(page.complaints, [])
}

export async function aNewMessageBeginsWithTheNumberOfTheSettings(hub, browser) {
  const { items: senders } = await hub.call('GET', '/senders')
  const other = senders.at(-1)
  const { version } = await hub.call('GET', '/settings')
  await hub.call('PATCH', '/settings', { version, default_sender_id: other.id })
  const page = await logIn(browser, hub, jake)
  const from = page.getByRole('dialog').getByRole('combobox', { name: 'From' })
  await page.getByRole('button', { name: 'New', exact: true }).click()
  await from.waitFor()
  await page.waitForFunction(
    ([box, name]) => box.value.startsWith(name),
    [await from.elementHandle(), other.channel_name],
  )

  // With its channel switched off another one is offered.
  const channel = await hub.call('GET', `/channels/${other.channel_id}`)
  await hub.call('PATCH', `/channels/${channel.id}`, { version: channel.version, enabled: false })
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'New', exact: true }).click()
  const first = senders.find(({ channel_id: id }) => id !== other.channel_id)
  await page.waitForFunction(
    ([box, name]) => box.value.startsWith(name),
    [await from.elementHandle(), first.channel_name],
  )
  const boss = await logIn(browser, hub, admin)
  await boss.goto(`${hub.url}/settings/general`)
  await boss.waitForFunction(() =>
    [...document.querySelectorAll('input')].some(({ value }) => value.endsWith('(switched off)')),
  )
  const off = await hub.call('GET', `/channels/${channel.id}`)
  await hub.call('PATCH', `/channels/${channel.id}`, { version: off.version, enabled: true })
}

export async function aCorrespondenceIsNarrowedByKindDirectionContactAndDay(hub, browser) {
  const account = await hub.call('POST', '/accounts', { name: 'Gannet Chandlery' })
  const [ann, bob] = await Promise.all(
    ['Ann Gannet', 'Bob Gannet'].map((name) =>
      hub.call('POST', '/contacts', { name, account_id: account.id }),
    ),
  )
  await hub.call('POST', '/notes', { contact_id: ann.id, text: 'Ann called back' })
  await hub.call('POST', '/notes', { contact_id: bob.id, text: 'Bob has the keys' })
  await hub.call('POST', '/call-logs', { account_id: account.id, subject: 'Moving', text: '', seconds: 60 })
  const page = await logIn(browser, hub, admin, { viewport: { width: 390, height: 844 } })
  await page.goto(`${hub.url}/accounts/${account.id}?tab=correspondence`)
  await page.getByText('Ann called back').waitFor()
  const narrow = async (chip, option) => {
    await page.getByRole('button', { name: chip }).click()
    await page.getByRole('menuitemradio', { name: option }).click()
  }
  await narrow('Kind', 'Calls')
  await page.getByText('Ann called back').waitFor({ state: 'hidden' })
  await page.getByText('Moving').waitFor()
  await narrow('Kind', 'Notes')
  await page.getByText('Moving').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Contact', exact: true }).click()
  await page.getByRole('dialog', { name: 'Contact' }).getByRole('combobox').fill('Bob')
  await page.getByRole('option', { name: 'Bob Gannet' }).click()
  await page.getByText('Ann called back').waitFor({ state: 'hidden' })
  await page.getByText('Bob has the keys').waitFor()
  await page.getByLabel('Until').fill('2020-01-01')
  await page.getByText('Nothing found').waitFor()
  assert.deepEqual(await violations(page), [])
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false)
  await page.getByRole('button', { name: 'Show everything' }).click()
  await page.getByText('Ann called back').waitFor()
  assert.deepEqual(page.complaints, [])
}

export async function aMessagingCategoryReachesAllContacts(hub, browser) {
  const page = await logIn(browser, hub, admin)
  await page.goto(`${hub.url}/settings/lists`)
  await page.getByRole('tab', { name: 'Messaging categories' }).click()
  await page.getByRole('button', { name: 'Create messaging category' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Storm warnings')
  await choose(page, 'Existing contacts', 'All get it')
  await dialog.getByRole('button', { name: 'Create messaging category' }).click()
  await page.getByText('Saved.').waitFor()
  await dialog.waitFor({ state: 'hidden' })
  const { items } = await hub.call('GET', '/messaging-categories')
  const { id } = items.find(({ name }) => name === 'Storm warnings')
  const all = await hub.call('GET', '/contacts?limit=200&archived=all')
  const given = await hub.call('GET', `/contacts?limit=200&archived=all&category_id=${id}`)
  assert.equal(given.items.length, all.items.length)
  await hub.call('DELETE', `/messaging-categories/${id}`)
}

/** Who may archive and not change can select rows to archive; who may not read conversations asks for none. */
