import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { logIn } from './browser.mjs'
import { binary } from './hub.mjs'

const run = promisify(execFile)
const admin = 'admin@harbor.example'

export async function aRestoredHubAsksWhatToDoWithWhatWaited(hub, browser) {
  const to = '+12029990500' // the simulator's provider that is down: what goes there waits
  for (const text of ['One', 'Two'])
    await hub.call('POST', '/messages', { channel_id: hub.channels[0].id, to, text })
  const backup = join(hub.directory, 'backup.parley')
  await run(binary, ['backup', backup, '--data-dir', hub.directory])
  await hub.down()
  await run(binary, ['restore', backup, '--force', '--data-dir', hub.directory])
  await hub.up()

  const page = await logIn(browser, hub, admin)
  await page.getByRole('link', { name: 'Decide' }).click()
  await page.getByText('2 messages are held back').waitFor()
  await page.getByRole('button', { name: 'Cancel them' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel 2' }).click()
  await page.getByText('They are cancelled.').waitFor()
  await page.getByText('holds messages back').waitFor({ state: 'detached' })
  const { items } = await hub.call('GET', '/messages?to=%2B12029990500')
  assert.deepEqual(
    items.map(({ state, reason }) => ({ state, reason })),
    [
      { state: 'cancelled', reason: 'restored' },
      { state: 'cancelled', reason: 'restored' },
    ],
  )
  assert.deepEqual(page.complaints, [])
}
