import assert from 'node:assert/strict'
import { logIn, violations } from './browser.mjs'

const admin = 'admin@harbor.example'

const dialog = (page) => page.getByRole('dialog')
const field = (page, label) => dialog(page).getByRole('textbox', { name: label, exact: true })

/** Chooses out of a list that opens below its field. */
async function choose(page, label, option) {
  await dialog(page).getByRole('combobox', { name: label, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Sets a filter of the list by its chip. */
async function filter(page, chip, option) {
  await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: chip }).click()
  await page.getByRole('menuitemradio', { name: option, exact: true }).click()
}

export async function anAccountGetsItsFirstContactWhoIsTaggedFoundArchivedAndRestored(hub, browser) {
  // Axe shall not look at what is still fading in.
  const page = await logIn(browser, hub, admin, { reducedMotion: 'reduce' })

  await page.goto(`${hub.url}/settings/lists?tab=contact-tags`)
  await page.getByRole('button', { name: 'Add tag' }).click()
  await field(page, 'Name').fill('Night owl')
  await page.keyboard.press('Enter')
  await page.getByRole('row', { name: /Night owl/ }).waitFor()

  await page.goto(`${hub.url}/accounts?create=true`)
  await field(page, 'Name').fill('Quincy lighthouse')
  await choose(page, 'Status', 'Lead')
  await dialog(page).getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('heading', { name: 'Quincy lighthouse' }).waitFor()
  await page.getByText('Lead', { exact: true }).waitFor()

  await page.getByRole('tab', { name: 'Contacts' }).click()
  await page.getByRole('link', { name: 'Add contact' }).click()
  await field(page, 'Name').fill('Quincy Adair')
  await field(page, 'Phone number').fill('202 555 1399')
  await choose(page, 'Tags', 'Night owl')
  await page.keyboard.press('Escape')
  await dialog(page).getByRole('button', { name: 'Create contact' }).click()
  await page.getByRole('heading', { name: 'Quincy Adair' }).waitFor()
  await page.getByText('Night owl').waitFor()
  await page.getByText('Financial').waitFor() // the default categories

  await page.goto(`${hub.url}/contacts`)
  await page.getByRole('row').nth(5).waitFor()
  await filter(page, 'Tag', 'Night owl')
  await page.waitForURL(/tag_id=/)
  const rows = page.locator('[data-row]')
  await rows.nth(1).waitFor({ state: 'detached' })
  assert.deepEqual(await rows.count(), 1)
  await page.reload()
  await page.getByRole('button', { name: 'Tag: Night owl' }).waitFor()
  await rows.first().waitFor()
  assert.equal(await rows.count(), 1)

  // By the keyboard alone: the first row is gone to, selected, and opened.
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.getByText('1 selected').waitFor()
  assert.deepEqual(await violations(page), [])
  await page.getByRole('button', { name: 'Archive', exact: true }).click()
  await rows.first().waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await rows.first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Quincy Adair' }).waitFor()

  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  await page.getByText(/out of the lists/).waitFor()
  assert.deepEqual(await violations(page), [])
  await page.getByRole('button', { name: 'Restore' }).click()
  await page.getByText(/out of the lists/).waitFor({ state: 'detached' })
  assert.deepEqual(page.complaints, [])
}

export async function whatIsInUseIsNotDeletedAndWhoUsesItIsShown(hub, browser) {
  const type = await hub.call('POST', '/account-types', { name: 'Pier seven', class: 'commercial' })
  await hub.call('POST', '/accounts', { name: 'Boathouse of pier seven', type_id: type.id })
  const page = await logIn(browser, hub, admin)
  await page.goto(`${hub.url}/settings/lists?tab=account-types`)
  await page.getByRole('button', { name: 'Delete Pier seven' }).click()
  await dialog(page).getByRole('button', { name: 'Delete', exact: true }).click()
  await dialog(page)
    .getByRole('alert')
    .getByText(/still in use/)
    .waitFor()
  await dialog(page).getByRole('link', { name: 'Show what uses Pier seven' }).click()
  await page.getByRole('link', { name: 'Boathouse of pier seven' }).waitFor()
  assert.equal(await page.locator('[data-row]').count(), 1)
}

export async function manyAccountsAreChangedAtOnceAndAViewFindsThemAgain(hub, browser) {
  const group = await hub.call('POST', '/account-groups', { name: 'Storm watch' })
  for (const name of ['Ziggurat one', 'Ziggurat two', 'Ziggurat three'])
    await hub.call('POST', '/accounts', { name })
  const page = await logIn(browser, hub, admin)
  await page.goto(`${hub.url}/accounts?q=Ziggurat`)
  const rows = page.locator('[data-row]')
  await rows.nth(2).waitFor()
  await rows.first().getByRole('checkbox').click()
  await rows
    .nth(2)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] })
  await page.getByText('3 selected').waitFor()
  await page.getByRole('button', { name: 'Change…' }).click()
  await choose(page, 'Add to groups', group.name)
  await page.keyboard.press('Escape')
  await choose(page, 'Delinquent', 'Yes')
  assert.deepEqual(await violations(page), [])
  await dialog(page).getByRole('button', { name: 'Change all' }).click()
  await dialog(page).waitFor({ state: 'detached' })

  await page.goto(`${hub.url}/accounts`)
  await filter(page, 'Group', group.name)
  await page.getByRole('button', { name: 'Name', exact: true }).click()
  await page.getByRole('button', { name: 'Name', exact: true }).click()
  await page.waitForURL(/sort=-name/)
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Save this view…' }).click()
  await field(page, 'Name').fill('Zs from the end')
  await page.keyboard.press('Enter')
  await dialog(page).waitFor({ state: 'detached' })

  await page.goto(`${hub.url}/accounts`)
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitemradio', { name: 'Zs from the end' }).click()
  await page.waitForURL(/sort=-name/)
  await rows.nth(3).waitFor({ state: 'detached' })
  assert.deepEqual(await rows.getByRole('link').allInnerTexts(), [
    'Ziggurat two',
    'Ziggurat three',
    'Ziggurat one',
  ])
  assert.equal(await rows.getByText('Delinquent').count(), 3)
  assert.deepEqual(page.complaints, [])
}

export async function aNumberIsOptedInFromTheAccountAndOutFromTheProfile(hub, browser) {
  const account = await hub.call('POST', '/accounts', { name: 'Saltmarsh mill' })
  const contact = await hub.call('POST', '/contacts', {
    name: 'Odette Saltmarsh',
    account_id: account.id,
    addresses: [{ kind: 'phone', value: '+12025551388', phone_number_type: 'mobile' }],
  })
  const optedIn = async () => (await hub.call('GET', `/contacts/${contact.id}`)).addresses[0].sms_opt_in
  const page = await logIn(browser, hub, admin, { reducedMotion: 'reduce' })
  await page.goto(`${hub.url}/accounts/${account.id}`)
  await page.getByRole('tab', { name: 'Contacts' }).click()
  const menu = page.getByRole('button', { name: 'Edit menu of Odette Saltmarsh' })
  await menu.click()
  assert.deepEqual(await violations(page), [])
  await page.getByRole('menuitem', { name: 'Edit contact' }).click()
  await dialog(page).getByText('Edit Odette Saltmarsh').waitFor() // SMS-63
  await dialog(page).getByRole('checkbox', { name: 'SMS Opt In' }).check()
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await dialog(page).waitFor({ state: 'detached' })
  assert.equal(await optedIn(), true) // SMS-64
  assert.equal(new URL(page.url()).pathname, `/accounts/${account.id}`)

  await page.goto(`${hub.url}/contacts/${contact.id}`)
  await page.getByRole('button', { name: 'Edit (202) 555-1388' }).click()
  await dialog(page).getByText('Edit phone number').waitFor()
  await dialog(page).getByRole('checkbox', { name: 'SMS Opt In' }).uncheck()
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await dialog(page).waitFor({ state: 'detached' })
  assert.equal(await optedIn(), false) // SMS-67

  await page.goto(`${hub.url}/accounts/${account.id}?tab=contacts`)
  await menu.click()
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  await menu.waitFor({ state: 'detached' })
  assert.deepEqual(page.complaints, [])
}

export async function anOptOutOfAColleagueIsNotUndoneByWhoEditsTheSameNumber(hub, browser) {
  const contact = await hub.call('POST', '/contacts', {
    name: 'Basil Thorne',
    addresses: [
      { kind: 'phone', value: '+12025551387', phone_number_type: 'mobile', sms_opt_in: true, label: 'Home' },
    ],
  })
  const path = `/contacts/${contact.id}`
  const page = await logIn(browser, hub, admin)
  await page.goto(hub.url + path)
  await page.getByRole('button', { name: 'Edit (202) 555-1387' }).click()
  await field(page, 'Label').fill('Work')
  await hub.call('PATCH', path, {
    addresses: [{ id: contact.addresses[0].id, sms_opt_in: false, label: 'Boat' }],
    version: contact.version,
  })
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await dialog(page).getByText('Taken over from them: SMS Opt In.').waitFor()
  await dialog(page).getByText('they wrote “Boat”').waitFor()
  assert.equal(await dialog(page).getByRole('checkbox', { name: 'SMS Opt In' }).isChecked(), false)
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await dialog(page).waitFor({ state: 'detached' })
  const [after] = (await hub.call('GET', path)).addresses
  assert.deepEqual([after.label, after.sms_opt_in], ['Work', false])
}

export async function aPictureIsCutToASquareAndShown(hub, browser) {
  const contact = await hub.call('POST', '/contacts', { name: 'Portia Lens' })
  const page = await logIn(browser, hub, admin)
  await page.goto(`${hub.url}/contacts/${contact.id}`)
  await page.getByRole('button', { name: 'Picture of Portia Lens' }).click()
  await page.getByRole('menuitem', { name: 'Add a picture' }).click()
  // A wide picture, made by the browser itself.
  const png = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 400
    canvas.height = 200
    canvas.getContext('2d').fillRect(0, 0, 200, 200)
    return canvas.toDataURL('image/png').split(',')[1]
  })
  const file = { name: 'lens.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('slider', { name: 'Left to right' }).waitFor()
  assert.deepEqual(await violations(page), [])
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  const picture = page.locator(`img[src*="/contacts/${contact.id}/picture"]`)
  await picture.waitFor()
  await page.waitForFunction((image) => image.naturalWidth > 0, await picture.elementHandle())
  const [width, height] = await picture.evaluate((image) => [image.naturalWidth, image.naturalHeight])
  assert.equal(width, height)
  assert.deepEqual(page.complaints, [])
}

export async function notesAndCallsStandInTheirTabsAndAmongTheCorrespondence(hub, browser) {
  const account = await hub.call('POST', '/accounts', { name: 'Marlow chandlery' })
  const page = await logIn(browser, hub, admin)
  await page.goto(`${hub.url}/accounts/${account.id}?tab=notes`)
  await page.getByRole('button', { name: 'Add note' }).click()
  await field(page, 'Note').fill('Ring twice, the bell is weak')
  await dialog(page).getByRole('button', { name: 'Add note' }).click()
  await page.getByText('Ring twice').waitFor()
  assert.deepEqual(await violations(page), [])
  await hub.call('POST', '/notes', { account_id: account.id, text: 'Written by a colleague meanwhile' })
  await page.getByText('Written by a colleague meanwhile').waitFor()

  await page.getByRole('tab', { name: 'Call log' }).click()
  await page.getByRole('button', { name: 'Add call' }).click()
  await field(page, 'Subject').fill('Moving out')
  await field(page, 'Minutes').fill('3')
  await field(page, 'Seconds').fill('20')
  await field(page, 'What was said').fill('They leave in March')
  await dialog(page).getByRole('button', { name: 'Add call' }).click()
  await page.getByText('3 min 20 s').waitFor()

  await page.getByRole('tab', { name: 'Correspondence' }).click()
  await page.getByText('They leave in March').waitFor()
  await page.getByText('Ring twice').waitFor()
  assert.deepEqual(page.complaints, [])
}

/** Goes by Tab to what is called so, as who has no mouse does. */
async function tabTo(page, role, name) {
  const wanted = page.getByRole(role, { name, exact: true })
  await wanted.first().waitFor()
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    if (await wanted.evaluateAll((all) => all.includes(document.activeElement))) return
  }
  throw new Error(`Tab does not lead to the ${role} ${name}`)
}

export async function aVendorAndItsContactAreMadeFoundAndOpenedByTheKeyboardAlone(hub, browser) {
  const page = await logIn(browser, hub, admin)
  const { keyboard } = page
  await keyboard.press('g')
  await keyboard.press('v')
  await page.getByRole('heading', { name: 'Vendors' }).waitFor()
  await tabTo(page, 'button', 'New vendor')
  await keyboard.press('Enter')
  await field(page, 'Name').waitFor()
  await keyboard.type('Skerry Cable Laying')
  await keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Skerry Cable Laying' }).waitFor()

  // A name that is written from right to left stays as it was typed, and beside what belongs to it.
  const name = 'נועה ברק'
  await tabTo(page, 'link', 'Add contact')
  await keyboard.press('Enter')
  await dialog(page).getByRole('combobox', { name: 'Vendor' }).waitFor()
  await field(page, 'Name').and(page.locator(':focus')).waitFor()
  await keyboard.type(name)
  await tabTo(page, 'textbox', 'Phone number')
  await keyboard.type('207 555 0190')
  await keyboard.press('Enter')
  const heading = page.getByRole('heading', { name, exact: true })
  await heading.waitFor()
  await page.getByRole('link', { name: 'Skerry Cable Laying' }).waitFor()
  assert.equal(await heading.evaluate((each) => getComputedStyle(each).direction), 'rtl')
  const face = await page.getByRole('button', { name: `Picture of ${name}` }).boundingBox()
  const begins = await heading.evaluate((each) => {
    const words = document.createRange()
    words.selectNodeContents(each)
    return words.getBoundingClientRect().x
  })
  assert.ok(begins - (face.x + face.width) < 40)

  await keyboard.press('g')
  await keyboard.press('c')
  await page.getByRole('row').nth(5).waitFor()
  await tabTo(page, 'button', 'Vendor')
  await keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Vendor' }).and(page.locator(':focus')).waitFor()
  await keyboard.type('Skerry')
  const offered = page.getByRole('option')
  await offered.nth(1).waitFor({ state: 'detached' })
  await page.getByRole('option', { name: 'Skerry Cable Laying' }).waitFor()
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await page.getByRole('button', { name: 'Vendor: Skerry Cable Laying' }).waitFor()
  const rows = page.locator('[data-row]')
  await rows.nth(1).waitFor({ state: 'detached' })
  await keyboard.press('j')
  await keyboard.press('Enter')
  await heading.waitFor()
  assert.deepEqual(page.complaints, [])
}

export async function theAccountsThatArePartOfAnotherAreFoundByIt(hub, browser) {
  const whole = await hub.call('POST', '/accounts', { name: 'Umbra Holdings', number: 'U-1' })
  await hub.call('POST', '/accounts', { name: 'Umbra west wing', parent_id: whole.id })
  const page = await logIn(browser, hub, admin)
  await page.goto(`${hub.url}/accounts/${whole.id}`)
  await page.getByRole('link', { name: 'Umbra west wing' }).waitFor()
  await page.goto(`${hub.url}/accounts`)
  await page.getByRole('button', { name: 'Part of' }).click()
  await page.getByRole('combobox', { name: 'Part of' }).fill('Umbra')
  await page.getByRole('option', { name: 'Umbra Holdings U-1' }).click()
  await page.waitForURL(/parent_id=/)
  await page.locator('[data-row]').nth(1).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Umbra west wing' }).waitFor()
  assert.deepEqual(page.complaints, [])
}

export async function onAPhoneNothingScrollsSideways(hub, browser) {
  const page = await logIn(browser, hub, admin, { viewport: { width: 390, height: 844 } })
  const first = async (path) => (await hub.call('GET', path)).items[0].id
  const account = `/accounts/${await first('/accounts?q=Clarke%20household')}`
  const vendor = await first('/vendors')
  const found = []
  for (const path of [
    '/accounts',
    ...['', '?tab=contacts', '?tab=correspondence', '?tab=notes', '?tab=calls'].map((tab) => account + tab),
    '/contacts',
    '/contacts?create=true',
    `/contacts/${await first('/contacts?q=Emma%20Clarke')}`,
    '/network-sites',
    '/vendors',
    `/vendors/${vendor}`,
    '/settings/lists',
    '/settings/lists?tab=custom-fields',
  ]) {
    await page.goto(hub.url + path)
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    await page.waitForLoadState('networkidle')
    // The menu of the pages and the row of filters may, since they are rows.
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((each) => each.scrollWidth > each.clientWidth && !each.closest('nav, fieldset'))
        .filter(
          (each) => each === document.documentElement || /auto|scroll/.test(getComputedStyle(each).overflowX),
        )
        .map((each) => `${each.tagName} ${each.className}`),
    )
    found.push(...wide.map((each) => `${path}: ${each}`))
  }
  assert.deepEqual(found, [])
}
