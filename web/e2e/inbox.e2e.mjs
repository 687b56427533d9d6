import assert from 'node:assert/strict'
import { composer, enter, jake, logIn, note, row, thread, violations } from './browser.mjs'
import { password } from './hub.mjs'

const wyatt = 'wyatt@harbor.example'

export async function aCustomerWritesAndTwoAgentsSeeTheAnswer(hub, browser) {
  const [first, second] = await Promise.all([logIn(browser, hub, jake), logIn(browser, hub, wyatt)])
  await hub.customerWrites('+12025551201', 'Is the line down?')
  await row(first, 'Is the line down?').click()
  await row(second, 'Is the line down?').click()
  await first.getByText('Wyatt is viewing').waitFor()
  await composer(second).fill('We are on it')
  await first.getByText('Wyatt is replying').waitFor()
  await composer(second).press('Enter')
  await thread(second).getByText('Delivered').waitFor()
  await thread(first).getByText('We are on it').waitFor()
  await thread(first).getByText('Wyatt (211)').waitFor()
  await row(first, 'We are on it').getByText('unread').waitFor({ state: 'detached' })
  assert.deepEqual([...first.complaints, ...second.complaints], [])
}

export async function unreadIsCountedAndAnnounced(hub, browser) {
  const page = await logIn(browser, hub, jake)
  await hub.customerWrites('+12025551202', 'Hello?')
  await page.getByText(/: Hello\?$/).waitFor({ state: 'attached' })
  await row(page, 'Hello?').getByText('1 unread').waitFor({ state: 'attached' })
  await page.waitForFunction(() => /^\(\d+\) Messages$/.test(document.title))
  await row(page, 'Hello?').click()
  await thread(page).getByText('New messages').waitFor()
  await row(page, 'Hello?').getByText('unread').waitFor({ state: 'detached' })
}

export async function aDraftIsThereInAnotherBrowser(hub, browser) {
  await hub.customerWrites('+12025551203', 'Any news?')
  const page = await logIn(browser, hub, jake)
  await row(page, 'Any news?').click()
  const saved = page.waitForResponse((response) => response.url().endsWith('/draft'))
  await composer(page).fill('Not yet, but')
  await saved
  const other = await logIn(browser, hub, jake)
  await row(other, 'Not yet, but').click()
  await other.waitForFunction(() => document.querySelector('textarea')?.value === 'Not yet, but')
}

export async function aFailureNamesItsReasonAndCanBeTriedAgain(hub, browser) {
  const page = await logIn(browser, hub, jake)
  await page.keyboard.press('Shift+M')
  await page.getByRole('combobox', { name: 'To', exact: true }).fill('+1 202 999 0404')
  await page.getByRole('dialog').getByRole('textbox', { name: 'Message' }).fill('Can you read this?')
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  await thread(page).getByText('Not delivered').waitFor()
  await thread(page).getByText('The number cannot be reached.').waitFor()
  const again = page.waitForResponse((response) => response.url().endsWith('/retry'))
  await thread(page).getByRole('button', { name: 'Retry' }).click()
  assert.equal((await again).status(), 202)
}

export async function whoOptedOutCannotBeWrittenTo(hub, browser) {
  await hub.customerWrites('+12025551204', 'Hi')
  const page = await logIn(browser, hub, jake)
  await row(page, '555-1204').click()
  await hub.customerWrites('+12025551204', 'STOP')
  await note(page, /has opted out/).waitFor()
  await composer(page).fill('One more thing')
  assert.equal(await page.getByRole('button', { name: 'Send' }).isDisabled(), true)
}

export async function nothingIsLostWhileTheHubIsAway(hub, browser) {
  await hub.customerWrites('+12025551205', 'Before')
  const page = await logIn(browser, hub, jake)
  await row(page, 'Before').click()
  await thread(page).getByText('Before').waitFor()
  await hub.down()
  await page.getByText('No connection to the server.').waitFor()
  await composer(page).fill('Written while away')
  await composer(page).press('Enter')
  await thread(page).getByText('Waiting for the connection').waitFor()
  await hub.up()
  await hub.customerWrites('+12025551205', 'Came meanwhile')
  await thread(page).getByText('Came meanwhile').waitFor()
  await thread(page).getByText('Delivered').waitFor()
  const { items } = await hub.call('GET', '/conversations?q=2025551205')
  const { items: messages } = await hub.call('GET', `/conversations/${items[0].id}/messages`)
  assert.equal(messages.filter(({ text }) => text === 'Written while away').length, 1)
}

export async function theKeyboardReachesEverything(hub, browser) {
  await hub.customerWrites('+12025551206', 'First')
  await hub.customerWrites('+12025551207', 'Second')
  const page = await logIn(browser, hub, jake)
  await row(page, 'Second').waitFor()
  await page.keyboard.press('j')
  await page.getByRole('heading', { name: /1207/ }).first().waitFor()
  await page.keyboard.press('j')
  await page.getByRole('heading', { name: /1206/ }).first().waitFor()
  await page.keyboard.press('r')
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'TEXTAREA')
  const parts = []
  for (let i = 0; i < 5; i++) {
    await page.keyboard.press('F6')
    parts.push(await page.evaluate(() => document.activeElement?.closest('[data-region]')?.dataset.region))
  }
  assert.deepEqual(parts, ['context', 'rail', 'list', 'thread', 'composer'])
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Search or run a command').fill('1207')
  const hit = page.locator('[data-action]', { hasText: /· \(202\) 555-1207/ })
  await hit.and(page.locator('[data-selected]')).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /1207/ }).first().waitFor()
}

export async function axeFindsNothing(hub, browser) {
  await hub.customerWrites('+12025551208', 'Hello there')
  for (const colorScheme of ['light', 'dark']) {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      const page = await logIn(browser, hub, jake, { colorScheme, viewport, reducedMotion: 'reduce' })
      await row(page, 'Hello there').waitFor()
      assert.deepEqual(await violations(page), [], `${colorScheme} ${viewport.width}, list`)
      await row(page, 'Hello there').click()
      await thread(page).getByText('Hello there').waitFor()
      assert.deepEqual(await violations(page), [], `${colorScheme} ${viewport.width}, thread`)
      await page.keyboard.press('Control+k')
      await page.getByPlaceholder('Search or run a command').waitFor()
      assert.deepEqual(await violations(page), [], `${colorScheme} ${viewport.width}, palette`)
      assert.deepEqual(page.complaints, [])
      await page.context().close()
    }
  }
}

const logInDialog = (page) => page.getByRole('dialog', { name: 'Your session has ended' })

export async function whatOneWroteNeverLeavesUnderAnothersName(hub, browser) {
  const number = '+12025551209'
  await hub.customerWrites(number, 'Who is there?')
  const first = await logIn(browser, hub, jake)
  const answered = (end) => first.waitForResponse((response) => response.url().endsWith(end))
  const settled = Promise.all([answered('/read'), answered('/draft')])
  await row(first, 'Who is there?').click()
  await thread(first).getByText('Who is there?').waitFor()
  await composer(first).fill('It is Jake')
  await settled // else one of these is the first to be refused, and the composer is gone
  await first.context().clearCookies()
  await composer(first).press('Enter')
  await logInDialog(first).waitFor()

  const second = await first.context().newPage()
  await enter(second, hub, wyatt)
  // The first page learns of it by its next attempt, and is the second user's from then on.
  await first.locator('button[title=Wyatt]').waitFor()
  await row(first, 'Who is there?').click()
  await thread(first).getByText('Who is there?').waitFor()
  assert.equal(await thread(first).getByText('It is Jake').count(), 0)
  await hub.customerWrites(number, 'Still there?')
  await thread(first).getByText('Still there?').waitFor()
  await composer(first).fill('It is Wyatt')
  await composer(first).press('Enter')
  await thread(first).getByText('Delivered').waitFor()

  await first.context().clearCookies()
  await second.reload()
  await enter(second, hub, jake)
  const { items } = await hub.call('GET', '/conversations?q=2025551209')
  await second.goto(`${hub.url}/messages/${items[0].id}`)
  await thread(second).getByText('It is Jake').waitFor()
  const { items: messages } = await hub.call('GET', `/conversations/${items[0].id}/messages`)
  const said = messages.filter(({ direction }) => direction === 'outbound')
  assert.deepEqual(
    said.map(({ text, user }) => `${user.name}: ${text}`),
    ['Wyatt: It is Wyatt', 'Jake: It is Jake'],
  )
  assert.deepEqual(first.complaints, [])
}

export async function nothingReadIsSeenBehindTheLogInOfAnEndedSession(hub, browser) {
  await hub.customerWrites('+12025551210', 'My secret is 1234')
  const page = await logIn(browser, hub, jake)
  await row(page, 'My secret').click()
  await thread(page).getByText('My secret is 1234').waitFor()
  await composer(page).fill('Half a sen')
  const other = await page.context().newPage()
  await other.goto(hub.url)
  await row(other, '555-1210').waitFor()
  await other.getByRole('button', { name: 'Your menu' }).click()
  await other.getByRole('menuitem', { name: 'Log out' }).click()
  await logInDialog(page).waitFor()
  assert.equal(await page.getByText('My secret').locator('visible=true').count(), 0)
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('type'))
  assert.equal(await focused(), 'password')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await thread(page).getByText('My secret is 1234').waitFor()
  assert.equal(await composer(page).inputValue(), 'Half a sen')
  await hub.customerWrites('+12025551210', 'And 5678')
  await thread(page).getByText('And 5678').waitFor()
}

export async function aReplyThatOneHasNotReadHoldsTheOwnBack(hub, browser) {
  await hub.customerWrites('+12025551211', 'Is it mended?')
  const [first, second] = await Promise.all([logIn(browser, hub, jake), logIn(browser, hub, wyatt)])
  await row(first, 'Is it mended?').click()
  await row(second, 'Is it mended?').click()
  await composer(first).fill('Tomorrow')
  await composer(second).fill('Since noon')
  await composer(second).press('Enter')
  await thread(first).getByText('Since noon').waitFor()
  await composer(first).press('Enter')
  await note(first, 'Wyatt replied while you were writing').waitFor()
  assert.equal(await thread(first).getByText('Tomorrow').count(), 0)
  await composer(first).press('Enter')
  await thread(second).getByText('Tomorrow').waitFor()
}
