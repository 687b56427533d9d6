import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { logIn, violations } from './browser.mjs'

const admin = 'admin@harbor.example'
const heading = (page, name) => page.getByRole('heading', { name, exact: true })

/** A file as a browser gives it. */
const file = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

/** What axe finds in the page, in both themes. */
async function looked(page) {
  const light = await violations(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await violations(page, 'color-contrast')
  await page.emulateMedia({ colorScheme: 'light' })
  assert.deepEqual([...light, ...dark], [])
  if (process.env.SHOTS) await shoot(page)
}

let shots = 0
async function shoot(page) {
  const viewport = page.viewportSize()
  const name = String(++shots).padStart(2, '0')
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ]) {
    for (const colorScheme of ['light', 'dark']) {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme })
      await page.screenshot({
        path: `${process.env.SHOTS}/${name}-${width}-${colorScheme}.png`,
        fullPage: true,
      })
    }
  }
  await page.setViewportSize(viewport)
  await page.emulateMedia({ colorScheme: 'light' })
}

export async function contactsAreImportedFromAFile(hub, browser) {
  const page = await logIn(browser, hub, admin, { reducedMotion: 'reduce', acceptDownloads: true })
  await page.goto(`${hub.url}/contacts`)
  await page.getByRole('button', { name: 'Import and export' }).click()
  await page.getByRole('menuitem', { name: 'Import…' }).click()
  await heading(page, 'Import contacts').waitFor()
  await heading(page, 'Choose a file').waitFor()
  await looked(page)

  await page.getByLabel('File', { exact: true }).setInputFiles(file('half.csv', 'Name\n"Zoë\n'))
  await page.getByText('is never closed').waitFor()
  const text =
    'Nom complet;Cellulaire;Surnom\nZoë Import;(202) 555-0181;Zo\nAl Import;202-555-0182;=1+1\nBad Import;111;\n'
  await page.getByLabel('File', { exact: true }).setInputFiles(file('people.csv', text))
  await page.getByText(/^people\.csv: 3 rows\. Uploaded by /).waitFor()
  assert.equal(await page.getByRole('combobox', { name: 'Encoding' }).inputValue(), 'UTF-8')
  assert.equal(await page.getByRole('combobox', { name: 'Separator' }).inputValue(), 'semicolon')
  const shown = page.getByRole('region', { name: 'The first rows' })
  await shown.getByText('This is not a number').waitFor()
  assert.equal(await shown.getByRole('combobox', { name: 'Cellulaire' }).inputValue(), 'Phone: Mobile')
  assert.equal(await shown.getByRole('combobox', { name: 'Surnom' }).inputValue(), 'Leave out')
  await shown.getByRole('combobox', { name: 'Surnom' }).click()
  await page.getByRole('option', { name: 'Note', exact: true }).click()
  await looked(page)

  await page.getByRole('button', { name: 'Try all rows' }).click()
  await heading(page, 'What would happen').waitFor()
  assert.equal((await hub.call('GET', '/contacts?q=Import')).items.length, 0)
  await looked(page)
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await heading(page, 'Imported').waitFor()
  const made = (await hub.call('GET', '/contacts?q=Import')).items
  assert.deepEqual(made.map(({ name }) => name).sort(), ['Al Import', 'Zoë Import'])
  await looked(page)

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the refused row' }).click(),
  ])
  const refused = await readFile(await download.path(), 'utf8')
  assert.match(refused, /^\uFEFFNom complet,Cellulaire,Surnom,Reason\r\nBad Import,111,,/)

  await page.getByRole('button', { name: 'Import another file' }).click()
  await page.getByLabel('File', { exact: true }).setInputFiles(file('people.csv', text))
  await shown.getByText('There already: Zoë Import').waitFor()
  assert.deepEqual(page.complaints, [])
}

// A file may be in an encoding that cannot be told from others, and its name may look like markup.
export async function howAFileIsReadIsChosen(hub, browser) {
  const page = await logIn(browser, hub, admin, { reducedMotion: 'reduce' })
  await page.goto(`${hub.url}/contacts/import`)
  await heading(page, 'Import contacts').waitFor()
  const another = page.getByRole('button', { name: /^(Another file|Import another file)$/ })
  await page.getByLabel('File', { exact: true }).or(another).first().waitFor() // the earlier imports are there
  if (await another.isVisible()) await another.click()
  const name = '<0>{0}</0>.csv'
  const bytes = Buffer.from('Name;Note\nZo\xeb Reading;\xa4\n', 'latin1')
  await page.getByLabel('File', { exact: true }).setInputFiles({ name, mimeType: 'text/csv', buffer: bytes })
  await page.getByText(`${name}: 1 row.`).waitFor()
  const shown = page.getByRole('region', { name: 'The first rows' })
  const encoding = page.getByRole('combobox', { name: 'Encoding' })
  assert.equal(await encoding.inputValue(), 'Windows-1252')
  await shown.getByText('¤', { exact: true }).waitFor()
  await encoding.click()
  await page.getByRole('option', { name: 'ISO-8859-15' }).click()
  await shown.getByText('€', { exact: true }).waitFor()
  await encoding.click()
  await page.getByRole('option', { name: 'UTF-8' }).click()
  await page.getByText('Line 2 has characters that cannot be read as UTF-8.').waitFor()
  await shown.getByText('This has characters that could not be read.').first().waitFor()
  await looked(page)
  await page.getByRole('combobox', { name: 'Separator' }).click()
  await page.getByRole('option', { name: 'comma' }).click()
  await shown.getByRole('combobox', { name: 'Name;Note' }).waitFor()
  assert.deepEqual(page.complaints, [])
}

// Everybody begins with what is his own, and sees whose the others are.
export async function whoseAnImportIsIsSaid(hub, browser) {
  const users = (await hub.call('GET', '/users')).items
  const wyatt = users.find(({ name }) => name === 'Wyatt')
  await hub.call('PATCH', `/users/${wyatt.id}`, { role: 'admin', version: wyatt.version })
  const page = await logIn(browser, hub, 'wyatt@harbor.example', { reducedMotion: 'reduce' })
  await page.goto(`${hub.url}/accounts/import`)
  await heading(page, 'Choose a file').waitFor()
  await page.getByLabel('File', { exact: true }).setInputFiles(file('wyatts.csv', 'Number,Name\nW1,Wyatt\n'))
  await page.getByText(/^wyatts\.csv: 1 row\. Uploaded by Wyatt/).waitFor()

  const other = await logIn(browser, hub, admin, { reducedMotion: 'reduce' })
  await other.goto(`${hub.url}/accounts/import`)
  const others = other.getByRole('region', { name: 'Other imports' })
  await others.getByText(/^Not started · Uploaded by Wyatt/).waitFor()
  assert.equal(await heading(other, 'What the columns are').count(), 0)
  await looked(other)
  await others.getByRole('button', { name: 'Open wyatts.csv' }).click()
  await other.getByText(/^wyatts\.csv: 1 row\. Uploaded by Wyatt/).waitFor()
  assert.deepEqual([...page.complaints, ...other.complaints], [])
}

export async function aLargeImportIsCancelled(hub, browser) {
  const page = await logIn(browser, hub, admin, { reducedMotion: 'reduce' })
  await page.goto(`${hub.url}/accounts`)
  await page.getByRole('button', { name: 'Import and export' }).click()
  await page.getByRole('menuitem', { name: 'Import…' }).click()
  await heading(page, 'Import accounts').waitFor()
  const rows = Array.from({ length: 100_000 }, (_, n) => `X${n},Household ${n}`)
  const many = file('accounts.csv', `Number,Name\n${rows.join('\n')}\n`)
  await page.getByLabel('File', { exact: true }).setInputFiles(many)
  await page.getByText('accounts.csv: 100,000 rows.').waitFor()
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await heading(page, 'Importing').waitFor()
  await page.locator('progress[value]:not([value="0"])').waitFor()
  await looked(page)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await heading(page, 'Cancelled').waitFor()
  const [{ rows: counts }] = (await hub.call('GET', '/imports')).items
  assert.ok(counts.created > 0 && counts.created < 100_000, `${counts.created} accounts were made`)
}

export async function whoMayNotImportOrExportSeesNoMenuForIt(hub, browser) {
  const agent = await logIn(browser, hub, 'jake@harbor.example')
  await agent.goto(`${hub.url}/contacts`)
  await agent.getByRole('heading', { name: 'People' }).waitFor()
  assert.equal(await agent.getByRole('button', { name: 'Import and export' }).count(), 0)
}

export async function contactsAreExported(hub, browser) {
  const page = await logIn(browser, hub, admin, { acceptDownloads: true })
  await page.goto(`${hub.url}/contacts`)
  await page.getByRole('button', { name: 'Import and export' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Export as CSV' }).click(),
  ])
  assert.equal(download.suggestedFilename(), 'contacts.csv')
  assert.match(await readFile(await download.path(), 'utf8'), /^\uFEFFName,/)
}
