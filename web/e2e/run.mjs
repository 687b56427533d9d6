import { readdir } from 'node:fs/promises'
import { launch } from './browser.mjs'
import { Hub } from './hub.mjs'

// Runs the tests in a browser against bin/parley: every export of *.e2e.mjs is a test, named by its file and its words.
// Each file has a hub of its own. Closes with a line "N passed, N failed".

const wanted = process.argv[2] ?? ''
let passed = 0
let failed = 0
const browser = await launch()

for (const file of (await readdir(new URL('.', import.meta.url)))
  .filter((name) => name.endsWith('.e2e.mjs'))
  .sort()) {
  const tests = await import(`./${file}`)
  const hub = await Hub.start()
  for (const [name, test] of Object.entries(tests)) {
    const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    const title = `${file.replace('.e2e.mjs', '')}: ${words}`
    if (!title.includes(wanted)) continue
    await runOne(title, () => test(hub, browser))
    await Promise.all(browser.contexts().map((context) => context.close()))
  }
  await hub.remove()
}

await browser.close()
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

async function runOne(name, test) {
  try {
    await test()
    passed++
    console.log(`ok    ${name}`)
  } catch (error) {
    failed++
    console.log(`FAIL  ${name}\n${error.stack}`)
  }
}
