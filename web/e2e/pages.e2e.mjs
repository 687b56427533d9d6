import assert from 'node:assert/strict'
import { jake, logIn, violations } from './browser.mjs'
import { password } from './hub.mjs'

const nobody = '00000000-0000-0000-0000-000000000000'

/** Opens each page and dialog in turn; gives its name and what shows that it is there. */
function places(page, { contact, account, site, vendor, channel, role }) {
  const heading = (name) => page.getByRole('heading', { name, exact: true })
  const dialog = page.getByRole('dialog')
  const button = async (name) => {
    await page.getByRole('button', { name }).first().click()
    await dialog.waitFor()
  }
  // The live connection, once it stands, has everything read again that it may have missed: what is not there too.
  const quiet = () => page.waitForLoadState('networkidle')
  // What no page needs to be seen, the sheet among it, comes after the page.
  const shortcuts = async () => {
    await quiet()
    await page.keyboard.press('?')
  }
  return [
    ['/messages?compose=', dialog.getByRole('combobox', { name: 'To', exact: true })],
    ['/messages', dialog.getByText('Keyboard shortcuts'), shortcuts],
    ['/messages', page.getByRole('menu'), () => page.getByRole('button', { name: 'Your menu' }).click()],
    [`/messages/${nobody}`, page.getByText('This conversation does not exist'), quiet],
    ['/contacts', heading('People')],
    ['/contacts?create=true', dialog.getByText('New contact')],
    [`/contacts/${contact.id}`, heading(contact.name)],
    [`/contacts/${nobody}`, heading('There is no such contact.'), quiet],
    ['/accounts', heading('Accounts')],
    ['/accounts?create=true', dialog.getByText('New account')],
    [`/accounts/${account.id}`, heading(account.name)],
    [`/accounts/${account.id}?tab=correspondence`, heading(account.name)],
    [`/accounts/${account.id}?tab=contacts`, page.getByText('Main contact')],
    [`/accounts/${account.id}?tab=notes`, page.getByText('Ring first')],
    [`/accounts/${account.id}?tab=calls`, page.getByText('Slow in the evening')],
    ['/network-sites', heading('Network sites')],
    ['/network-sites?create=true', dialog.getByText('New network site')],
    [`/network-sites/${site.id}`, heading(site.name)],
    ['/vendors', heading('Vendors')],
    [`/vendors/${vendor.id}`, heading(vendor.name)],
    [`/vendors/${nobody}`, heading('There is no such vendor.'), quiet],
    ['/contacts', dialog.getByRole('combobox', { name: 'Vendor' }), () => button('Vendor')],
    ['/settings/lists', heading('Lists and fields')],
    ['/settings/lists?tab=contact-tags', dialog.getByText('Add tag').first(), () => button('Add tag')],
    ['/settings/lists?tab=custom-fields', page.getByText('Connected by')],
    ['/settings/channels', heading('Channels')],
    ['/settings/channels', dialog.getByText('Twilio').first(), () => button('Add channel')],
    [`/settings/channels/${channel.id}`, heading(channel.name)],
    ['/settings/users', heading('Users')],
    ['/settings/users', dialog.getByText('New user'), () => button('Add user')],
    ['/settings/roles', heading('Roles')],
    [`/settings/roles/${role.id}`, heading(role.name)],
    ['/settings/general', heading('General')],
    ['/settings/companies', heading('Companies')],
    ['/settings/companies', dialog.getByText('New company'), () => button('Add company')],
    ['/settings/audit', page.getByRole('row').nth(1)],
    ['/settings/about', heading('About')],
    ['/profile', heading('Your profile')],
    ['/welcome', heading('You are set up')],
    ['/simulator', heading('Simulator')],
    ['/nowhere', heading('There is no such page')],
  ]
}

async function inEitherTheme(page) {
  const light = await violations(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await violations(page, 'color-contrast') // nothing else differs
  await page.emulateMedia({ colorScheme: 'light' })
  return [...light, ...dark]
}

/** What stands out at the side of a page as wide as a telephone, in both directions of writing. */
async function sticksOutOnATelephone(page) {
  const out = []
  const wide = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  for (const direction of ['ltr', 'rtl']) {
    const wider = await page.evaluate(async (dir) => {
      document.documentElement.dir = dir
      await new Promise(requestAnimationFrame)
      // What scrolls sideways because it is meant to: tables, and rows of tabs, places and filters.
      const scrolls = (each) => ['auto', 'scroll'].includes(getComputedStyle(each).overflowX)
      const meant = (each) =>
        each.matches('nav, fieldset, [role=tablist]') ||
        each.querySelector(':scope > table, :scope > [role=tablist]')
      return [document.documentElement, ...[...document.body.querySelectorAll('*')].filter(scrolls)]
        .filter((each) => each.scrollWidth > each.clientWidth + 1 && !meant(each))
        .map(
          (each) =>
            `${each.tagName.toLowerCase()}.${each.className} is ${each.scrollWidth - each.clientWidth} px too wide`,
        )
    }, direction)
    out.push(...wider.slice(0, 3).map((each) => `at 390 px, ${direction}: ${each}`))
  }
  await page.evaluate(() => document.documentElement.removeAttribute('dir'))
  await page.setViewportSize(wide)
  return out
}

export async function axeFindsNothingOnAnyPageAndNothingSticksOut(hub, browser) {
  const page = await logIn(browser, hub, 'admin@harbor.example', { reducedMotion: 'reduce' })
  const [contact] = (await hub.call('GET', '/contacts?limit=1')).items
  const [account] = (await hub.call('GET', '/accounts?q=Clarke%20household&limit=1')).items
  const [site] = (await hub.call('GET', '/network-sites')).items
  const [vendor] = (await hub.call('GET', '/vendors')).items
  const [role] = (await hub.call('GET', '/roles')).items
  const found = []
  for (const [path, proof, act] of places(page, {
    contact,
    account,
    site,
    vendor,
    channel: hub.channels[0],
    role,
  })) {
    await page.goto(hub.url + path)
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    await act?.()
    await proof.first().waitFor()
    found.push(
      ...[...(await inEitherTheme(page)), ...(await sticksOutOnATelephone(page))].map(
        (each) => `${path}: ${each}`,
      ),
    )
  }
  assert.deepEqual(found, [])
  assert.deepEqual(page.complaints, [])
}

/** A page of a browser that nobody has logged in with. */
async function stranger(browser) {
  const context = await browser.newContext({ locale: 'en-CA', reducedMotion: 'reduce' })
  return context.newPage()
}

export async function axeFindsNothingAtAnyOfTheDoors(hub, browser) {
  const role = await hub.call('POST', '/roles', { name: 'Guarded', permissions: [], totp_required: true })
  const { items } = await hub.call('GET', '/users')
  const { id, version } = items.find(({ email }) => email === jake)
  await hub.call('PATCH', `/users/${id}`, { role: role.key, version })
  const { url } = await hub.call('POST', `/users/${id}/password-link`)

  const page = await stranger(browser)
  const heading = (name) => page.getByRole('heading', { name, exact: true }).waitFor()
  const found = []
  const look = async (door) => found.push(...(await inEitherTheme(page)).map((each) => `${door}: ${each}`))

  const linked = new URL(url)
  await page.goto(hub.url + linked.pathname + linked.hash)
  await page.getByLabel('New password').waitFor()
  await look('the link')

  await page.goto(hub.url)
  await heading('Log in to Parley')
  await look('the log-in')
  await page.getByRole('textbox', { name: 'Email' }).fill(jake)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.keyboard.press('Enter')
  await heading('Your role requires a second factor')
  await look('the enrolment')
  await page.getByRole('textbox', { name: 'Your password' }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByAltText('QR code for your authenticator app').waitFor()
  await look('the code to scan')

  const fresh = await stranger(browser)
  await fresh.route('**/api/v2/setup', (route) =>
    route.fulfill({ json: { needed: true, code_required: true, demo: false } }),
  )
  await fresh.goto(hub.url)
  await fresh.getByRole('heading', { name: 'Set up Parley' }).waitFor()
  found.push(...(await inEitherTheme(fresh)).map((each) => `the set-up: ${each}`))
  assert.deepEqual(found, [])
}
