import assert from 'node:assert/strict'
import { composer, jake, logIn, note, row, thread, violations } from './browser.mjs'

const handset = (page) => page.locator('[data-region=handset]')
const happenings = (page) => page.locator('[data-region=happenings]')

/** The simulator in a page of its own, with the customer's phone in hand. */
async function phoneOf(hub, browser, number) {
  const page = await logIn(browser, hub, jake)
  await page.goto(`${hub.url}/simulator?channel=${hub.channels[0].id}&number=${encodeURIComponent(number)}`)
  await handset(page).getByRole('textbox').waitFor()
  return page
}

async function textAs(page, words) {
  await handset(page).getByRole('textbox').fill(words)
  await handset(page).getByRole('textbox').press('Enter')
  await handset(page).getByRole('log').getByText(words, { exact: true }).waitFor()
}

export async function anAgentWritesAndTheCustomerAnswers(hub, browser) {
  const number = '+12025551301'
  const [agent, customer] = await Promise.all([logIn(browser, hub, jake), phoneOf(hub, browser, number)])
  await agent.keyboard.press('Shift+M')
  const dialog = agent.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'To', exact: true }).fill('202 555 1301')
  await dialog.getByRole('textbox', { name: 'Message' }).fill('Your line is ready')
  await dialog.getByRole('button', { name: 'Send' }).click() // CT-25 CT-31
  await handset(customer).getByText('Your line is ready').waitFor()
  await thread(agent).getByText('Delivered').waitFor()

  await agent.evaluate(() => {
    window.sameDocument = true
  })
  await textAs(customer, 'Thank you, it works')
  await thread(agent).getByText('Thank you, it works').waitFor() // MS-26
  assert.equal(await agent.evaluate(() => window.sameDocument), true) // MS-22

  await composer(agent).pressSequentially('You are')
  await composer(agent).press('Shift+Enter')
  await composer(agent).pressSequentially('welcome')
  assert.equal(await composer(agent).inputValue(), 'You are\nwelcome') // MS-54
  await composer(agent).press('Enter')
  await handset(customer)
    .getByText(/^You are\s+welcome$/)
    .waitFor() // MS-53
  assert.equal(await composer(agent).inputValue(), '')
  await happenings(customer).getByText('Delivered').first().waitFor()
  const { items } = await hub.call('GET', '/conversations?q=2025551301')
  assert.equal(items.length, 1)
  assert.deepEqual([...agent.complaints, ...customer.complaints], [])
}

export async function whoStopsTellsTheComposerWhy(hub, browser) {
  const number = '+12025551302'
  await hub.customerWrites(number, 'Hello')
  const [agent, customer] = await Promise.all([logIn(browser, hub, jake), phoneOf(hub, browser, number)])
  await row(agent, '555-1302').click()
  await textAs(customer, 'STOP')
  await note(agent, /has opted out/).waitFor()
  await composer(agent).fill('One more thing')
  assert.equal(await agent.getByRole('button', { name: 'Send' }).isDisabled(), true)
  await textAs(customer, 'START')
  await note(agent, /has opted out/).waitFor({ state: 'detached' })
  await composer(agent).press('Enter')
  await handset(customer).getByText('One more thing').waitFor()
}

export async function whoAsksInOtherWordsIsPutToTheAgent(hub, browser) {
  const number = '+12025551305'
  await hub.customerWrites(number, 'Please stop texting me')
  const agent = await logIn(browser, hub, jake)
  await row(agent, '555-1305').click()
  await note(agent, /may ask you to stop/).waitFor()
  await agent.getByRole('button', { name: 'Opt out' }).click()
  await note(agent, /has opted out/).waitFor()
  assert.equal(await note(agent, /may ask you to stop/).count(), 0)
  const { items } = await hub.call('GET', '/conversations?q=2025551305')
  const { items: ledger } = await hub.call('GET', `/addresses/${items[0].address.id}/consent`)
  assert.deepEqual(
    ledger.map(({ state, source, wording }) => ({ state, source, wording })),
    [{ state: 'opted_out', source: 'user', wording: 'Please stop texting me' }],
  )
}

export async function aSavedCustomerIsNamedAndTheThreadOpensInContacts(hub, browser) {
  const number = '+12025551303'
  const contact = await hub.call('POST', '/contacts', {
    name: 'Ingrid Vance',
    addresses: [{ kind: 'phone', value: number, phone_number_type: 'mobile' }],
  })
  await hub.customerWrites(number, 'Is anybody there?')
  const agent = await logIn(browser, hub, jake)
  await row(agent, 'Ingrid Vance').waitFor() // MS-48
  await row(agent, 'Ingrid Vance').getByText('1 unread').waitFor({ state: 'attached' }) // MS-27
  const { items } = await hub.call('GET', '/conversations?q=2025551303')
  await agent.goto(`${hub.url}/contacts/${contact.id}`)
  const over = agent.getByRole('link', {
    name: `Open the conversation on ${hub.channels[0].name}`,
    exact: true,
  })
  await over.click()
  await agent.waitForURL(`**/contacts/${contact.id}/${items[0].id}`) // CT-20
  await thread(agent).getByText('Is anybody there?').waitFor() // CT-21
  await composer(agent).fill('We are')
  await composer(agent).press('Enter')
  await thread(agent).getByText('Delivered').waitFor() // CT-22
  const after = await hub.call('GET', '/conversations?q=2025551303')
  assert.deepEqual(
    after.items.map(({ id }) => id),
    [items[0].id],
  ) // CT-32
}

export async function aContactWithoutAConversationIsWrittenToFromHisProfile(hub, browser) {
  const number = '+12025551306'
  const contact = await hub.call('POST', '/contacts', {
    name: 'Aldous Penrose',
    addresses: [{ kind: 'phone', value: number, phone_number_type: 'mobile' }],
  })
  const agent = await logIn(browser, hub, jake)
  await agent.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Contacts' }).click() // CT-13
  const people = agent.getByRole('navigation', { name: 'Contacts' }).getByRole('link', { name: 'People' })
  await people.click() // CT-14
  await agent.getByRole('searchbox', { name: 'Search by name or number' }).fill('Aldous')
  await agent.waitForURL(/q=Aldous/)
  const found = agent.locator('[data-row]', { hasText: 'Aldous Penrose' })
  await found.waitFor()
  const [menu, list] = [await people.boundingBox(), await found.boundingBox()]
  assert.ok(list.x >= menu.x + menu.width) // CT-15
  await found.getByRole('link', { name: 'Aldous Penrose' }).click()
  const heading = agent.getByRole('heading', { name: 'Aldous Penrose' })
  await heading.waitFor() // CT-16

  const card = agent.getByRole('complementary', { name: 'Activity' })
  await card.getByText('None yet').waitFor() // CT-24
  await card.getByRole('tab', { name: 'Timeline' }).click()
  await card.getByRole('heading', { name: 'Nothing was exchanged yet' }).waitFor() // CT-23
  await card.getByRole('tab', { name: 'Conversations' }).click()
  const [profile, activity] = [
    await agent.getByRole('heading', { name: 'Profile', exact: true }).boundingBox(),
    await card.boundingBox(),
  ]
  assert.ok(activity.x >= profile.x + profile.width) // CT-17
  const parts = await card.getByRole('heading').allInnerTexts()
  assert.equal(parts.at(-1), 'Messaging')
  const last = card.locator('section').last()
  for (const { name } of hub.channels) await last.getByText(name, { exact: true }).waitFor() // CT-18

  const { name } = hub.channels[1]
  await last.getByRole('link', { name: `Write on ${name}`, exact: true }).click()
  const dialog = agent.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Message' }).fill('Welcome aboard')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await agent.waitForURL(new RegExp(`/contacts/${contact.id}/.`))
  await thread(agent).getByText('Welcome aboard').waitFor()
  const { items } = await hub.call('GET', '/conversations?q=2025551306')
  assert.deepEqual(
    items.map(({ channel }) => channel.id),
    [hub.channels[1].id],
  ) // CT-19
  await card.getByText('None yet').waitFor({ state: 'detached' })
  assert.deepEqual(agent.complaints, [])
}

export async function theComposerIsAtTheFootOfTheThread(hub, browser) {
  await hub.customerWrites('+12025551304', 'Good morning')
  const agent = await logIn(browser, hub, jake)
  await row(agent, '555-1304').click()
  await thread(agent).getByText('Good morning').waitFor()
  const above = await thread(agent).getByText('Good morning').boundingBox()
  const below = await composer(agent).boundingBox()
  assert.ok(below.y > above.y + above.height) // MS-52
  assert.ok(below.y > 900 * 0.7)
}

/** Every page of the rail and the settings, as an agent: nothing is asked that an agent may not. */
export async function anAgentIsNeverRefused(hub, browser) {
  const page = await logIn(browser, hub, jake)
  const refused = []
  page.on('response', (response) => {
    if (response.status() === 403) refused.push(response.url())
  })
  const shown = {
    '/messages': page.locator('[data-id]'),
    '/contacts': page.getByRole('row'),
    '/accounts': page.getByRole('row'),
    '/simulator': page.locator('[data-region=customers] li'),
    '/profile': page.getByRole('heading', { name: 'Your profile' }),
    '/network-sites': page.getByRole('row'),
    '/vendors': page.getByRole('row'),
    '/settings': page.getByRole('heading', { name: 'Lists and fields' }),
    '/settings/about': page.getByRole('heading', { name: 'About' }),
    '/settings/channels': page.getByText('Your role does not show this page'),
    '/settings/users': page.getByText('Your role does not show this page'),
    '/settings/roles': page.getByText('Your role does not show this page'),
    '/welcome': page.locator('[data-id]'),
  }
  for (const [path, proof] of Object.entries(shown)) {
    await page.goto(hub.url + path)
    await proof.first().waitFor()
    if (path === '/settings') assert.deepEqual(await violations(page), [], path)
  }
  assert.deepEqual(refused, [])
}
