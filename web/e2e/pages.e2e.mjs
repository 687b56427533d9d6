import assert from 'node:assert/strict'
import { logIn, violations } from './browser.mjs'

const nobody = '00000000-0000-0000-0000-000000000000'

/** Opens each page and dialog in turn; gives its name and what shows that it is there. */
function places(page, { contact, account, site, vendor, channel }) {
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
    ['/settings/about', heading('About')],
    ['/profile', heading('Your profile')],
    ['/welcome', heading('You are set up')],
    ['/simulator', heading('Simulator')],
    ['/nowhere', heading('There is no such page')],
  ]
}

export async function axeFindsNothingOnAnyPageInEitherTheme(hub, browser) {
  const page = await logIn(browser, hub, 'admin@harbor.example', { reducedMotion: 'reduce' })
  const [contact] = (await hub.call('GET', '/contacts?limit=1')).items
  const [account] = (await hub.call('GET', '/accounts?q=Clarke%20household&limit=1')).items
  const [site] = (await hub.call('GET', '/network-sites')).items
  const [vendor] = (await hub.call('GET', '/vendors')).items
  const found = []
  for (const [path, proof, act] of places(page, {
    contact,
    account,
    site,
    vendor,
    channel: hub.channels[0],
  })) {
    await page.goto(hub.url + path)
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    await act?.()
    await proof.first().waitFor()
    const light = await violations(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    const dark = await violations(page, 'color-contrast') // nothing else differs
    await page.emulateMedia({ colorScheme: 'light' })
    found.push(...[...light, ...dark].map((each) => `${path}: ${each}`))
  }
  assert.deepEqual(found, [])
  assert.deepEqual(page.complaints, [])
}
