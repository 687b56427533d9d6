import assert from 'node:assert/strict'
import { logIn, violations } from './browser.mjs'

const admin = 'admin@harbor.example'
const bell = (page) => page.getByRole('button', { name: /^Notifications/ })
const badge = (page, words) =>
  page.getByRole('button', { name: `Notifications ${words}`.trim(), exact: true })
const panel = (page) => page.getByRole('dialog', { name: 'Notifications' })

/** Imports one good row and one bad one, as who is logged in to the hub's API, and waits for nothing. */
async function importContacts(hub, name) {
  const response = await fetch(`${hub.url}/api/v2/imports?kind=contacts&name=${name}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', Cookie: hub.cookie },
    body: 'Name,Mobile\nNotice Import,2025550187\nBad,111\n',
  })
  const { id } = await response.json()
  await hub.call('POST', `/imports/${id}/start`, {
    targets: ['name', 'phone.mobile'],
    duplicates: 'create',
    make_accounts: false,
  })
}

export async function anImportThatEndsIsToldOnWhateverPageAndReadInAllOfThem(hub, browser) {
  const page = await logIn(browser, hub, admin, { reducedMotion: 'reduce' })
  const second = await page.context().newPage()
  await second.goto(`${hub.url}/contacts`)
  await badge(second, '').waitFor()
  await page.goto(`${hub.url}/settings/general`)
  await badge(page, '').waitFor()

  // Who was told nothing yet learns what the list is for.
  await page.keyboard.press('Shift+N')
  await panel(page).getByRole('heading', { name: 'No notifications' }).waitFor()
  await page.keyboard.press('Tab')
  await panel(page).getByRole('tab', { name: 'Notifications' }).focus()
  await page.keyboard.press('ArrowRight')
  await panel(page).getByRole('heading', { name: 'No alerts' }).waitFor()
  assert.deepEqual(await violations(page), [])
  await page.keyboard.press('Escape')
  await panel(page).waitFor({ state: 'detached' })

  await importContacts(hub, 'neighbours.csv')
  await badge(page, '(1 unread)').waitFor()
  await badge(second, '(1 unread)').waitFor()
  await bell(page).focus()
  await page.keyboard.press('Enter')
  const entry = panel(page).getByRole('link', { name: /The import of neighbours\.csv is done/ })
  await entry.getByText('1 added · 1 refused').waitFor()
  await entry.getByText('this minute').waitFor()
  assert.deepEqual(await violations(page), [])
  await page.keyboard.press('Escape')
  await panel(page).waitFor({ state: 'detached' })
  assert.ok(await bell(page).evaluate((button) => button === document.activeElement))

  await page.keyboard.press('Enter')
  await entry.click()
  await page.getByRole('heading', { name: 'Imported', exact: true }).waitFor()
  await page.getByText('neighbours.csv').first().waitFor()
  await panel(page).waitFor({ state: 'detached' })
  await badge(page, '').waitFor()
  await badge(second, '').waitFor()

  // Who watches it end need not be told.
  await page.goto(`${hub.url}/contacts/import`)
  await importContacts(hub, 'watched.csv')
  await page.getByText('watched.csv').first().waitFor()
  await page.getByRole('heading', { name: 'Imported', exact: true }).waitFor()
  await badge(page, '').waitFor()
  await bell(page).click()
  await panel(page)
    .getByRole('link', { name: /The import of watched\.csv is done/ })
    .waitFor()
  await badge(second, '').waitFor()
  assert.deepEqual(page.complaints, [])
}

export async function whoLooksAfterTheHubIsToldOfAChannelThatStopsUnlessTheProfileSaysNo(hub, browser) {
  const page = await logIn(browser, hub, admin, {
    reducedMotion: 'reduce',
    viewport: { width: 390, height: 844 },
  })
  const [{ id }] = hub.channels
  // A number that the simulator answers with a log-in that is refused: the channel stops.
  await hub.call('POST', '/messages', { channel_id: id, to: '+12029990401', text: 'Hello' })
  await badge(page, '(1 unread)').click()
  await panel(page).getByRole('tab', { name: 'Alerts (1)' }).waitFor()
  await panel(page)
    .getByRole('link', { name: /has stopped/ })
    .waitFor()
  assert.deepEqual(await violations(page), [])
  await panel(page).getByRole('button', { name: 'Mark as read' }).click()
  await panel(page).getByRole('tab', { name: 'Alerts', exact: true }).waitFor()
  assert.equal(await panel(page).getByRole('button', { name: 'Mark all as read' }).count(), 0)
  await page.keyboard.press('Escape')

  const { version } = await hub.call('GET', `/channels/${id}`)
  await hub.call('PATCH', `/channels/${id}`, { enabled: true, version })
  await hub.call('POST', '/messages', { channel_id: id, to: '+12029990401', text: 'Hello again' })
  await badge(page, '(1 unread)').waitFor()
  await page.goto(`${hub.url}/profile`)
  const wanted = page.getByRole('checkbox', { name: 'A channel stops or works again: In Parley' })
  await wanted.click()
  await badge(page, '').waitFor()
  await wanted.click()
  await badge(page, '(1 unread)').waitFor()
  await bell(page).click()
  await panel(page).getByRole('button', { name: 'Mark all as read' }).click()
  await badge(page, '').waitFor()
}
