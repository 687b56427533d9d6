import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { logIn } from './browser.mjs'
import { password } from './hub.mjs'

const admin = 'admin@harbor.example'

/** What an authenticator app shows so many steps of thirty seconds from now (RFC 6238). */
function authenticator(secret, steps = 0) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const mac = createHmac('sha1', key).update(counter).digest()
  const at = mac[19] & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** A page of a browser that nobody has logged in with. */
async function stranger(browser) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-CA' })
  return context.newPage()
}

export async function aRoleIsMadeGivenByALinkAndRequiresASecondFactor(hub, browser) {
  const page = await logIn(browser, hub, admin)
  await page.goto(`${hub.url}/settings/roles/new`)
  await page.getByLabel('Name').fill('Night shift')
  await page.getByLabel('Require a second factor').check()
  await page.getByRole('checkbox', { name: 'Create: Customer conversations' }).check()
  await page.getByText('Counts for nothing without See.').waitFor()
  await page.getByRole('checkbox', { name: 'See: Customer conversations' }).check()
  await page.getByRole('button', { name: 'Add role' }).click()
  await page.getByRole('link', { name: 'Night shift' }).waitFor()

  await page.goto(`${hub.url}/settings/users`)
  await page.getByRole('button', { name: 'Add user' }).click()
  await page.getByLabel('Name').fill('Nora')
  await page.getByLabel('Email').fill('nora@harbor.example')
  await page.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: 'Night shift' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Add user' }).click()
  await page.getByRole('button', { name: 'Make link' }).click()
  const link = await page.getByRole('dialog').locator('code').textContent()
  await page.getByRole('button', { name: 'I have copied it' }).click()
  await page.getByText('Invited').waitFor()

  const nora = await stranger(browser)
  await nora.goto(link.replace(new URL(link).origin, hub.url))
  await nora.getByLabel('New password').fill(password)
  await nora.getByRole('button', { name: 'Set password' }).click()
  await nora.getByText('Your password is set.').waitFor()
  await nora.getByRole('textbox', { name: 'Password' }).fill(password)
  await nora.getByRole('button', { name: 'Log in' }).click()
  await nora.getByRole('heading', { name: 'Your role requires a second factor' }).waitFor()
  await nora.getByRole('textbox', { name: 'Your password' }).fill(password)
  await nora.getByRole('button', { name: 'Continue' }).click()
  await nora.getByAltText('QR code for your authenticator app').waitFor()
  const secret = await nora.locator('code').textContent()
  await nora.getByLabel('Code').fill(authenticator(secret))
  await nora.getByRole('button', { name: 'Switch on' }).click()
  await nora.getByRole('list', { name: 'Recovery codes' }).waitFor()
  assert.equal(await nora.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').count(), 10)
  await nora.getByRole('button', { name: 'I have kept them' }).click()
  await nora.getByRole('heading', { name: 'Messages', exact: true }).waitFor()

  const again = await stranger(browser)
  await again.goto(hub.url)
  await again.getByRole('textbox', { name: 'Email' }).fill('nora@harbor.example')
  await again.getByRole('textbox', { name: 'Password' }).fill(password)
  await again.keyboard.press('Enter')
  await again.getByLabel('Code').fill(authenticator(secret, 1))
  await again.keyboard.press('Enter')
  await again.getByRole('heading', { name: 'Messages', exact: true }).waitFor()
  assert.equal(await again.getByRole('link', { name: 'Simulator' }).count(), 0)
}

export async function aRevokedBrowserIsLoggedOut(hub, browser) {
  const here = await logIn(browser, hub, 'wyatt@harbor.example')
  const there = await logIn(browser, hub, 'wyatt@harbor.example')
  await here.goto(`${hub.url}/profile`)
  await here.getByText('This browser').waitFor()
  await here
    .getByRole('button', { name: /^Log out Chrome/ })
    .first()
    .click()
  await there.getByRole('dialog', { name: 'Your session has ended' }).waitFor()
}

export async function aCustomersMessageIsTold(hub, browser) {
  const page = await logIn(browser, hub, 'wyatt@harbor.example', { permissions: ['notifications'] })
  await page.addInitScript(() => {
    globalThis.told = []
    globalThis.Notification = class {
      static permission = 'granted'
      static requestPermission = async () => 'granted'
      constructor(title, { body }) {
        globalThis.told.push(`${title}: ${body}`)
      }
    }
  })
  await page.goto(`${hub.url}/profile`)
  await page.getByRole('checkbox', { name: 'A customer writes: Browser' }).click()
  await page.getByRole('checkbox', { name: 'A customer writes: Browser', checked: true }).waitFor()
  await page.getByText('This browser').waitFor()
  await hub.customerWrites('+12025550188', 'Is anybody there?')
  await page.getByRole('alert').getByText('Is anybody there?').waitFor()
  assert.deepEqual(await page.evaluate(() => globalThis.told), []) // the page is in front
  await page.evaluate(() => {
    document.hasFocus = () => false
  })
  await hub.customerWrites('+12025550188', 'Hello?')
  await page.waitForFunction(() => globalThis.told.some((text) => text.endsWith(': Hello?')))
}
