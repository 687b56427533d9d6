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
  await page.getByText('people.csv: 3 rows, utf-8, separated by semicolon.').waitFor()
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

export async function aLargeImportIsCancelled(hub, browser) {
  const page = await logIn(browser, hub, admin, { reducedMotion: 'reduce' })
  await page.goto(`${hub.url}/accounts`)
  await page.getByRole('button', { name: 'Import and export' }).click()
  await page.getByRole('menuitem', { name: 'Import…' }).click()
  await heading(page, 'Import accounts').waitFor()
  const rows = Array.from({ length: 100_000 }, (_, n) => `X${n},Household ${n}`)
  const many = file('accounts.csv', `Number,Name\n${rows.join('\n')}\n`)
  await page.getByLabel('File', { exact: true }).setInputFiles(many)
  await page.getByText('accounts.csv: 100,000 rows').waitFor()
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
