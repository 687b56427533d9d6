import { accessSync, constants, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import { password } from './hub.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export const jake = 'jake@harbor.example'

/** Parts of the inbox: the row of a conversation by any of its words, the open thread, what is being written. */
export const row = (page, name) => page.locator('[data-id]', { hasText: name })
export const thread = (page) => page.locator('[data-region=thread]')
export const composer = (page) => page.locator('[data-region=composer] textarea')

/** What the composer says of why nothing can be sent. */
export const note = (page, words) => page.getByRole('form', { name: 'Write a reply' }).getByText(words)

export function launch() {
  const quiet = [
    'disable-gpu',
    'disable-quic',
    'no-first-run',
    'disable-background-networking',
    'disable-component-update',
  ]
  const args = ['--no-sandbox', '--disable-sync', ...quiet.map((name) => `--${name}`)]
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? onPath('chromium'), args })
}

/** A page of its own browser profile with the user logged in; what goes wrong in it is kept in page.complaints. */
export async function logIn(browser, hub, email, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-CA',
    ...options,
  })
  const page = await context.newPage()
  page.complaints = []
  page.on('pageerror', (error) => page.complaints.push(error.message))
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) page.complaints.push(message.text())
  })
  await enter(page, hub, email)
  return page
}

/** Opens the inbox in the page by logging in; ends when the live connection stands. */
export async function enter(page, hub, email) {
  const live = page.waitForEvent('websocket').then(caughtUp)
  await page.goto(hub.url)
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Messages', exact: true }).waitFor()
  await live
}

/** The live connection has said where it stands: what happens from now on is news to the page. */
function caughtUp(socket) {
  return socket.waitForEvent('framereceived', {
    predicate: ({ payload }) => String(payload).includes('"reset"'),
  })
}

/** What axe finds against WCAG 2.0 to 2.2, levels A and AA, and its best practices, or one rule; a line a violation. */
export async function violations(page, rule) {
  // By the debugger, since the page's policy lets no foreign script in.
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: axe })
  return page.evaluate(async (only) => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { violations: found } = await globalThis.axe.run(document, {
      runOnly: only ?? tags,
      rules: { region: { enabled: false } },
    })
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  }, rule)
}

function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return join(folder, name)
    } catch {
      // not here
    }
  }
  throw new Error(`${name} is not installed; set CHROMIUM to where it is`)
}
